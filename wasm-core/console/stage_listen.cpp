#include "console/stage_listen.h"

namespace lathe {
namespace {

constexpr double kLongestLatencyMs = 12.0;  // a look-ahead of 10 ms, or oversampling at 44.1 kHz
size_t ringFrames(double sampleRate) noexcept {
  const auto frames = static_cast<size_t>(kLongestLatencyMs * 0.001 * sampleRate);
  return (frames / kBlockFrames + 2) * kBlockFrames;
}

}  // namespace

void StageListen::prepare(double sampleRate) {
  match_.prepare(sampleRate);
  fade_.prepare(sampleRate);
  for (auto& ring : ring_) ring.assign(ringFrames(sampleRate), 0.0f);
  reset();
}

size_t StageListen::memoryBytes(double sampleRate) noexcept {
  return kMaxChannels * ringFrames(sampleRate) * sizeof(float);
}

void StageListen::reset() noexcept {
  place_ = wanted_ = Place{};
  fade_.snap(false);
}

void StageListen::set(const Strip* strip, Stage stage, ListenMode mode) noexcept {
  wanted_ = mode == ListenMode::Off ? Place{} : Place{strip, stage, mode};
}

void StageListen::advance() noexcept {
  // A stage that is off, or a strip that is gone, gives nothing to fade.
  if (!ran_) fade_.snap(false);
  ran_ = false;
  if (place_ == wanted_) return;
  fade_.set(false);
  if (fade_.active()) return;
  place_ = wanted_;
  framesHeard_ = 0;
  match_.reset();
}

void StageListen::takeInput(const BankBlock& block, int lane, int channels) noexcept {
  for (int channel = 0; channel < channels; ++channel) {
    float* to = ring_[channel].data() + write_;
    for (int n = 0; n < kBlockFrames; ++n) {
      const float x = block.frame[n].get(lane + channel);
      to[n] = x - x == 0.0f ? x : 0.0f;
    }
  }
}

void StageListen::replace(BankBlock& block, int lane, int channels, int latencyFrames) noexcept {
  ran_ = true;
  const size_t length = ring_[0].size();
  const auto finite = [](float x) { return static_cast<double>(x - x == 0.0f ? x : 0.0f); };
  f64x2 input[kBlockFrames], output[kBlockFrames];
  size_t at = write_ + length - static_cast<size_t>(latencyFrames);
  if (at >= length) at -= length;
  for (int n = 0; n < kBlockFrames; ++n) {
    input[n] = output[n] = f64x2::zero();
    for (int channel = 0; channel < channels; ++channel) {
      input[n].set(channel, static_cast<double>(ring_[channel][at]));
      output[n].set(channel, finite(block.frame[n].get(lane + channel)));
    }
    if (++at == length) at = 0;
  }
  write_ += kBlockFrames;
  if (write_ == length) write_ = 0;
  match_.measure(input, output);
  if (place_.mode == ListenMode::Key) return;  // the stage itself gives it
  // What it is to be heard with has to be there first.
  if (framesHeard_ <= latencyFrames)
    framesHeard_ += kBlockFrames;
  else if (place_ == wanted_)
    fade_.set(true);
  if (!fade_.active()) return;

  const bool bypass = place_.mode == ListenMode::Bypass;
  for (int n = 0; n < kBlockFrames; ++n) {
    const double gain = bypass ? match_.gain(n * (1.0 / kBlockFrames)) : -1.0;
    const f64x2 x = f64x2::splat(gain) * input[n];
    const f64x2 heard = bypass ? x : output[n] + x;
    const f64x2 mixed = output[n] + f64x2::splat(fade_.weight(n)) * (heard - output[n]);
    for (int channel = 0; channel < channels; ++channel) {
      block.frame[n].set(lane + channel, static_cast<float>(mixed.get(channel)));
    }
  }
  fade_.advance();
}

}  // namespace lathe
