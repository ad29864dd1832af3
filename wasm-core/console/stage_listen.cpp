#include "console/stage_listen.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kLongestLatencyMs = 12.0;  // a look-ahead of 10 ms, or oversampling at 44.1 kHz
constexpr double kAverageSeconds = 3.0;
/// −70 LUFS: what is softer says nothing of loudness.
constexpr double kGatePower = 1.0e-7 * kBlockFrames;
constexpr double kLargestGain = 16.0;  // 24 dB

size_t ringFrames(double sampleRate) noexcept {
  const auto frames = static_cast<size_t>(kLongestLatencyMs * 0.001 * sampleRate);
  return (frames / kBlockFrames + 2) * kBlockFrames;
}

LATHE_INLINE double filtered(const BiquadCoefficients& c, double (&state)[2], double x) noexcept {
  const double y = c.b0 * x + state[0];
  state[0] = c.b1 * x - c.a1 * y + state[1];
  state[1] = c.b2 * x - c.a2 * y;
  return y;
}

}  // namespace

void StageListen::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  weighting_ = designKWeighting(sampleRate);
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
  startMeasuring();
}

void StageListen::startMeasuring() noexcept {
  for (int channel = 0; channel < kMaxChannels; ++channel) {
    inputState_[channel] = outputState_[channel] = Weighting{};
  }
  meanInput_ = meanOutput_ = 0.0;
  blocksMeasured_ = 0;
  gain_ = 1.0;
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

double StageListen::weightedPower(Weighting& state, const float* frames) noexcept {
  double power = 0.0;
  for (int n = 0; n < kBlockFrames; ++n) {
    const double x = filtered(weighting_.shelf, state.shelf, static_cast<double>(frames[n]));
    const double y = filtered(weighting_.highPass, state.highPass, x);
    power += y * y;
  }
  return power;
}

void StageListen::measure(int channel, const float* input, const float* output) noexcept {
  inputPower_ += weightedPower(inputState_[channel], input);
  outputPower_ += weightedPower(outputState_[channel], output);
}

void StageListen::replace(BankBlock& block, int lane, int channels, int latencyFrames) noexcept {
  ran_ = true;
  const size_t length = ring_[0].size();
  float input[kMaxChannels][kBlockFrames], output[kMaxChannels][kBlockFrames];
  size_t read = write_ + length - static_cast<size_t>(latencyFrames);
  inputPower_ = outputPower_ = 0.0;
  for (int channel = 0; channel < channels; ++channel) {
    size_t at = read >= length ? read - length : read;
    for (int n = 0; n < kBlockFrames; ++n) {
      input[channel][n] = ring_[channel][at];
      if (++at == length) at = 0;
      const float y = block.frame[n].get(lane + channel);
      output[channel][n] = y - y == 0.0f ? y : 0.0f;
    }
    measure(channel, input[channel], output[channel]);
  }
  write_ += kBlockFrames;
  if (write_ == length) write_ = 0;

  const double before = gain_;
  if (inputPower_ > kGatePower) {
    const int most = static_cast<int>(kAverageSeconds * sampleRate_ / kBlockFrames);
    if (blocksMeasured_ < most) ++blocksMeasured_;
    meanInput_ += (inputPower_ - meanInput_) / blocksMeasured_;
    meanOutput_ += (outputPower_ - meanOutput_) / blocksMeasured_;
    gain_ = math::clamp(math::sqrt(meanOutput_ / meanInput_), 1.0 / kLargestGain, kLargestGain);
  }
  if (place_.mode == ListenMode::Key) return;  // the stage itself gives it
  // What it is to be heard with has to be there first.
  if (framesHeard_ <= latencyFrames)
    framesHeard_ += kBlockFrames;
  else if (place_ == wanted_)
    fade_.set(true);
  if (!fade_.active()) return;

  const bool fading = fade_.fading();
  for (int n = 0; n < kBlockFrames; ++n) {
    const double u = static_cast<double>(n) / kBlockFrames;
    const double gain = place_.mode == ListenMode::Bypass ? before + u * (gain_ - before) : -1.0;
    const double t = math::clamp(
        static_cast<double>(fade_.start()) + n * static_cast<double>(fade_.step()), 0.0, 1.0);
    const double weight = fading ? t * t * (3.0 - 2.0 * t) : 1.0;
    for (int channel = 0; channel < channels; ++channel) {
      const double y = output[channel][n];
      const double x = gain * static_cast<double>(input[channel][n]);
      const double heard = place_.mode == ListenMode::Bypass ? x : y + x;
      block.frame[n].set(lane + channel, static_cast<float>(y + weight * (heard - y)));
    }
  }
  fade_.advance();
}

}  // namespace lathe
