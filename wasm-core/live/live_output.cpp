#include "live/live_output.h"

#include <algorithm>
#include <cstring>

#include "session/targets.h"

namespace lathe {

bool LiveOutput::prepare(const Session& session, int mixLatencyFrames, int maxQuantum) {
  if (!master_.prepare(session, mixLatencyFrames)) return false;
  mixLatencyFrames_ = mixLatencyFrames;
  maxQuantum_ = std::max(maxQuantum, 1);
  masterListen_.prepare(session.sampleRate);
  reference_.prepare(session.sampleRate,
                     mixLatencyFrames_ + Master::mostLatencyFrames(session.sampleRate));
  range_.prepare(session.headTail, session.sampleRate, session.songFrames());
  transport_.prepare(session.sampleRate, session.songFrames(), range_);
  monitor_.prepare(session.sampleRate);
  outputMeters_.prepare(session.sampleRate);
  fifo_.prepare(maxQuantum_);
  for (auto& channel : out_) channel.assign(static_cast<size_t>(maxQuantum_), 0.0f);
  std::memset(tap_, 0, sizeof tap_);
  std::memset(heard_, 0, sizeof heard_);
  listening_.prepare(session.sampleRate);
  probeMeters_.prepare(session.sampleRate);
  fresh_ = true;
  starvedBlocks_ = 0;
  ignoredListeningCommands_ = 0;
  return true;
}

void LiveOutput::setParam(int target, ParamId id, double value) noexcept {
  if (target == kMasterTarget) {
    master_.setParam(id, value);
  } else if (target != kMonitorTarget || !monitor_.setParam(id, value, !transport_.running())) {
    ++ignoredListeningCommands_;
  }
}

size_t LiveOutput::memoryBytes(const Session& session, int mixLatencyFrames) {
  const int latencyFrames = mixLatencyFrames + Master::mostLatencyFrames(session.sampleRate);
  return Master::memoryBytes(session) + MasterListen::heapBytes(session.sampleRate) +
         ReferencePath::heapBytes(latencyFrames);
}

void LiveOutput::setListen(int stage, int mode, unsigned bands) noexcept {
  constexpr MasterPart kStages[] = {
      MasterPart::Equaliser, MasterPart::Multiband, MasterPart::Glue,   MasterPart::Exciter,
      MasterPart::Stereo,    MasterPart::Clipper,   MasterPart::Limiter};
  const auto wanted = static_cast<MasterListenMode>(mode);
  if (wanted == MasterListenMode::Off) {
    masterListen_.set(wanted, MasterPart::Equaliser, 0);
    return;
  }
  const bool known = stage >= 0 && stage < static_cast<int>(std::size(kStages)) && mode > 0 &&
                     mode < static_cast<int>(MasterListenMode::Count);
  if (!known || (wanted == MasterListenMode::Bands && kStages[stage] != MasterPart::Multiband)) {
    ++ignoredListeningCommands_;
    return;
  }
  masterListen_.set(wanted, kStages[stage], bands);
}

bool LiveOutput::needsBlock(int quantum) const noexcept {
  return transport_.running() && fifo_.fill() < std::min(quantum, maxQuantum_);
}

int64_t LiveOutput::nextBlockFrame() const noexcept {
  return transport_.needsAudio() ? transport_.position() : -1;
}

BlockStep LiveOutput::beginBlock(bool hasAudio) noexcept {
  if (!transport_.running()) return BlockStep::None;
  const bool silent = !transport_.needsAudio();
  if (!silent && !hasAudio) {
    starve();
    return BlockStep::None;
  }
  blockLatencyFrames_ = latencyFrames();
  fresh_ = transport_.begin(blockLatencyFrames_);
  if (fresh_) {
    master_.reset();
    masterListen_.restart();
    reference_.restart();
  }
  return silent ? BlockStep::Silent : BlockStep::Play;
}

bool LiveOutput::endBlock(const float* const (&mix)[2], const Beside& beside) noexcept {
  master_.process(mix[0], mix[1], transport_.position(), &masterListen_);
  double gains[kBlockFrames];
  const bool faded = deliveredGains(gains);
  for (int channel = 0; channel < 2; ++channel) {
    const double* output = master_.output(channel);
    for (int i = 0; i < kBlockFrames; ++i) {
      tap_[channel][i] = static_cast<float>(faded ? output[i] * gains[i] : output[i]);
    }
  }
  chooseHeard(beside, faded ? gains : nullptr);
  transport_.fade({tap_[0], tap_[1], heard_[0], heard_[1]});
  const bool wrapped = transport_.advance(blockLatencyFrames_);
  if (beside.probe[0] != nullptr) probeMeters_.process(beside.probe);
  emit(master_.readings());
  return wrapped;
}

// Of the frames that come out with this block. Just after a loop went round, the latency still
// holds frames from before its end.
bool LiveOutput::deliveredGains(double* gains) const noexcept {
  const int64_t frame = transport_.position() - blockLatencyFrames_;
  const int64_t looped = transport_.loopedFrames();
  const auto before =
      looped > 0
          ? static_cast<int>(std::clamp<int64_t>(transport_.runStart() - frame, 0, kBlockFrames))
          : 0;
  std::fill_n(gains, kBlockFrames, 1.0);
  const bool first = range_.gains(frame + looped, before, gains);
  return range_.gains(frame + before, kBlockFrames - before, gains + before) || first;
}

// The finished signal goes and comes by a fade; soloed strips bring fades of their own.
void LiveOutput::chooseHeard(const Beside& beside, const double* gains) noexcept {
  std::memcpy(heard_, tap_, sizeof heard_);
  masterListen_.blendOver(heard_[0], heard_[1], gains);
  const auto& listen = beside.listen;
  listening_.set(listen[0] != nullptr);
  if (listening_.active()) {
    const bool fading = listening_.fading();
    for (int i = 0; i < kBlockFrames; ++i) {
      const float share = fading ? static_cast<float>(listening_.weight(i)) : 1.0f;
      for (int channel = 0; channel < 2; ++channel) {
        const float other = listen[0] != nullptr ? listen[channel][i] : 0.0f;
        float& heard = heard_[channel][i];
        heard = fading ? heard + share * (other - heard) : other;
      }
    }
    listening_.advance();
  }
  reference_.blendOver(beside.reference, blockLatencyFrames_, heard_[0], heard_[1]);
}

void LiveOutput::pull(int quantum) noexcept {
  const int frames = std::clamp(quantum, 0, maxQuantum_);
  // Past the song's end a block wants no audio; but its mix is as missing as any other's.
  while (needsBlock(frames)) starve();
  float* const out[] = {out_[0].data(), out_[1].data(), out_[2].data(), out_[3].data()};
  const int taken = fifo_.pull(out, frames);
  for (float* channel : out) std::fill(channel + taken, channel + frames, 0.0f);
}

int64_t LiveOutput::playheadFrame() const noexcept {
  const int64_t heard = transport_.position() - fifo_.fill() - latencyFrames();
  return std::min(std::max(heard, transport_.runStart()), transport_.songFrames());
}

// The audio before the gap has been delivered, so it can no longer be faded out: its last block
// played backwards continues it without a step, and is faded instead. A last frame of zero means
// that nothing sounds: the gap goes on, or a fade-out had ended before it.
void LiveOutput::starve() noexcept {
  if (transport_.starve()) ++starvedBlocks_;
  for (float* channel : {tap_[0], tap_[1], heard_[0], heard_[1]}) {
    if (channel[kBlockFrames - 1] != 0.0f) {
      std::reverse(channel, channel + kBlockFrames);
      for (int i = 0; i < kBlockFrames; ++i) channel[i] *= TransportFade::leavingWeight(i);
      channel[kBlockFrames - 1] = 0.0f;
    } else {
      std::memset(channel, 0, kBlockFrames * sizeof(float));
    }
  }
  emit({});
}

void LiveOutput::emit(const MasterReadings& master) noexcept {
  const float* const tap[2] = {tap_[0], tap_[1]};
  const float* const heard[2] = {heard_[0], heard_[1]};
  float* const monitor[2] = {monitorBlock_[0], monitorBlock_[1]};
  outputMeters_.process(tap, master);
  monitor_.setDriveGain(master_.driveGain());
  monitor_.process(heard, monitor);
  fifo_.push({monitor[0], monitor[1], tap[0], tap[1]});
}

void LiveOutput::resetMeters() noexcept {
  outputMeters_.reset();
  starvedBlocks_ = 0;
}

void LiveOutput::takeMeters() noexcept {
  outputMeters_.take(transport_.running(), meterValues_);
  probeMeters_.take(transport_.running(), meterValues_);
  meterValues_[meter_layout::kMonitorLimiterActive] = monitor_.takeLimiterActed() ? 1.0f : 0.0f;
}

}  // namespace lathe
