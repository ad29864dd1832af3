#include "live/live_host.h"

#include <algorithm>
#include <cstring>

#include "live/meter_layout.h"

namespace lathe {
namespace {

/// Weight of what went before, over the block that replaces it: 1 at its first frame, 0 after it.
float leavingWeight(int frame) noexcept {
  return 1.0f - TransportFade::curve(static_cast<float>(frame) / kBlockFrames);
}

}  // namespace

bool LiveHost::prepare(const Session& session, int maxQuantum) {
  if (!engine_.prepare(session)) return false;
  maxQuantum_ = std::max(maxQuantum, 1);
  transport_.prepare(session.sampleRate, session.songFrames());
  monitor_.prepare(session.sampleRate);
  outputMeters_.prepare(session.sampleRate);
  fifo_.prepare(maxQuantum_);
  for (auto& channel : out_) channel.assign(static_cast<size_t>(maxQuantum_), 0.0f);
  const auto tracks = static_cast<size_t>(engine_.trackCount());
  const size_t strips = tracks + static_cast<size_t>(engine_.busCount());
  meterValues_.assign(meter_layout::kFirstStrip + strips * meter_layout::kStripLength, 0.0f);
  splice_.assign(tracks * kMaxChannels * kBlockFrames, 0.0f);
  std::memset(tap_, 0, sizeof tap_);
  splicePending_ = false;
  starvedBlocks_ = 0;
  ignoredMonitorCommands_ = 0;
  return true;
}

void LiveHost::setParam(int target, ParamId id, double value) noexcept {
  if (target != kMonitorTarget) {
    engine_.setParam(target, id, value);
  } else if (!monitor_.setParam(id, value, !transport_.running())) {
    ++ignoredMonitorCommands_;
  }
}

bool LiveHost::needsBlock(int quantum) const noexcept {
  return transport_.running() && fifo_.fill() < std::min(quantum, maxQuantum_);
}

int64_t LiveHost::nextBlockFrame() const noexcept {
  return transport_.needsAudio() ? transport_.position() : -1;
}

void LiveHost::processBlock(bool hasAudio) noexcept {
  if (!transport_.running()) return;
  if (!transport_.needsAudio()) {
    silenceInputs();
  } else if (!hasAudio) {
    starve();
    return;
  }
  const int latency = engine_.latencyFrames();
  if (transport_.begin(latency)) {
    engine_.reset();
    splicePending_ = false;
  }
  if (splicePending_) spliceInputs();
  engine_.processBlock(transport_.position());
  for (int channel = 0; channel < 2; ++channel) {
    const double* output = engine_.output(channel);
    for (int i = 0; i < kBlockFrames; ++i) tap_[channel][i] = static_cast<float>(output[i]);
  }
  transport_.fade(tap_[0], tap_[1]);
  splicePending_ = transport_.advance(latency);
  if (splicePending_) rememberInputs();
  emit(engine_.limiterReductionDb());
}

void LiveHost::pull(int quantum) noexcept {
  const int frames = std::clamp(quantum, 0, maxQuantum_);
  while (needsBlock(frames)) processBlock(false);
  float* const out[] = {out_[0].data(), out_[1].data(), out_[2].data(), out_[3].data()};
  const int taken = fifo_.pull(out, frames);
  for (float* channel : out) std::fill(channel + taken, channel + frames, 0.0f);
}

int64_t LiveHost::playheadFrame() const noexcept {
  const int64_t heard = transport_.position() - fifo_.fill() - engine_.latencyFrames();
  return std::min(std::max(heard, transport_.runStart()), transport_.songFrames());
}

void LiveHost::silenceInputs() noexcept {
  for (int track = 0; track < engine_.trackCount(); ++track) {
    for (int channel = 0; channel < engine_.trackChannels(track); ++channel) {
      std::memset(engine_.trackInput(track, channel), 0, kBlockFrames * sizeof(float));
    }
  }
}

// At a loop's end the song jumps while the engine plays on. Cut hard, that clicks; faded out and
// in, it leaves a hole on the loop's first beat. So each input goes on for one block as its own
// past played backwards, which continues it without a step, under a cross-fade to the new audio.
void LiveHost::rememberInputs() noexcept {
  float* reversed = splice_.data();
  for (int track = 0; track < engine_.trackCount(); ++track) {
    for (int channel = 0; channel < engine_.trackChannels(track); ++channel) {
      const float* input = engine_.trackInput(track, channel);
      std::reverse_copy(input, input + kBlockFrames, reversed);
      reversed += kBlockFrames;
    }
  }
}

void LiveHost::spliceInputs() noexcept {
  const float* reversed = splice_.data();
  for (int track = 0; track < engine_.trackCount(); ++track) {
    for (int channel = 0; channel < engine_.trackChannels(track); ++channel) {
      float* input = engine_.trackInput(track, channel);
      for (int i = 0; i < kBlockFrames; ++i) {
        input[i] += (reversed[i] - input[i]) * leavingWeight(i);
      }
      reversed += kBlockFrames;
    }
  }
}

// The audio before the gap has been delivered, so it can no longer be faded out: its last block
// played backwards continues it without a step, and is faded instead. A last frame of zero means
// that nothing sounds: the gap goes on, or a fade-out had ended before it.
void LiveHost::starve() noexcept {
  if (transport_.starve()) ++starvedBlocks_;
  const bool sounding = tap_[0][kBlockFrames - 1] != 0.0f || tap_[1][kBlockFrames - 1] != 0.0f;
  for (float* channel : {tap_[0], tap_[1]}) {
    if (sounding) {
      std::reverse(channel, channel + kBlockFrames);
      for (int i = 0; i < kBlockFrames; ++i) channel[i] *= leavingWeight(i);
      channel[kBlockFrames - 1] = 0.0f;
    } else {
      std::memset(channel, 0, kBlockFrames * sizeof(float));
    }
  }
  emit(0.0f);
}

void LiveHost::emit(float limiterReductionDb) noexcept {
  const float* const tap[2] = {tap_[0], tap_[1]};
  float* const monitor[2] = {monitorBlock_[0], monitorBlock_[1]};
  outputMeters_.process(tap, limiterReductionDb);
  monitor_.process(tap, monitor);
  fifo_.push({monitor[0], monitor[1], tap[0], tap[1]});
}

void LiveHost::resetMeters() noexcept {
  outputMeters_.reset();
  starvedBlocks_ = 0;
}

void LiveHost::takeMeters() noexcept {
  namespace at = meter_layout;
  float* values = meterValues_.data();
  outputMeters_.take(transport_.running(), values);
  values[at::kMonitorLimiterActive] = monitor_.takeLimiterActed() ? 1.0f : 0.0f;
  float* strip = values + at::kFirstStrip;
  const auto write = [&](int target) {
    const StripMeter meter = engine_.takeStripMeter(target);
    strip[at::kStripPeakLeft] = meter.peak[0];
    strip[at::kStripPeakRight] = meter.peak[1];
    strip[at::kStripMeanSquareLeft] = meter.meanSquare[0];
    strip[at::kStripMeanSquareRight] = meter.meanSquare[1];
    strip[at::kStripGainReductionDb] = meter.gainReductionDb;
    strip += at::kStripLength;
  };
  for (int track = 0; track < engine_.trackCount(); ++track) write(track);
  for (int bus = 0; bus < engine_.busCount(); ++bus) write(kBusTargets + bus);
}

}  // namespace lathe
