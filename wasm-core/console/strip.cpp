#include "console/strip.h"

#include <algorithm>

#include "base/math.h"
#include "console/pan_law.h"

namespace lathe {
namespace {

bool isOn(double switchValue) noexcept { return switchValue >= 0.5; }

double faderGain(double gainDb) noexcept {
  return gainDb <= kSilenceDb ? 0.0 : math::dbToGain(gainDb);
}

void clampValues(const ParamValues& from, ParamValues& to) {
  for (const ParamSpec& spec : parameterTable()) to[spec.id] = clampParam(spec.id, from[spec.id]);
}

}  // namespace

namespace {

PerStage<int> latencies(const ParamValues& params, double sampleRate) noexcept {
  PerStage<int> frames;
  forEachStage([&]<Stage kStage>() {
    if (isOn(params[StageTraits<kStage>::kOn])) {
      frames[kStage] = stageLatencyFrames<kStage>(params, sampleRate);
    }
  });
  return frames;
}

StageOrder orderOf(const ParamValues& params) noexcept {
  return static_cast<StageOrder>(static_cast<int>(params[ParamId::StripOrder] + 0.5));
}

}  // namespace

int stripLatencyFrames(const ParamValues& params, double sampleRate) noexcept {
  int frames = 0;
  for (const int stage : latencies(params, sampleRate).value) frames += stage;
  return frames;
}

int latencyBefore(Stage stage, const ParamValues& params, double sampleRate) noexcept {
  const PerStage<int> taken = latencies(params, sampleRate);
  int frames = 0;
  for (int position = 0; position < kStages; ++position) {
    const Stage earlier = stageAt(orderOf(params), position);
    if (earlier == stage) break;
    frames += taken[earlier];
  }
  return frames;
}

int stripLatencyFrames(const ParamValues& params, double sampleRate, ParamId id) noexcept {
  if (id < ParamId::GateOn) return 0;
  int frames = stripLatencyFrames(params, sampleRate);
  forEachStage([&]<Stage kStage>() {
    using Traits = StageTraits<kStage>;
    if (id < Traits::kOn || id > Traits::kLast) return;
    frames = latencyBefore(kStage, params, sampleRate) + latencies(params, sampleRate)[kStage];
  });
  return frames;
}

void Strip::prepare(const StripDocument& document, int channels, double sampleRate, int waitFrames,
                    int stageFrames) {
  channels_ = channels;
  sampleRate_ = sampleRate;
  stageFrames_ = stageFrames;
  clampValues(document.params, params_);
  head_.prepare(sampleRate);
  trim_.prepare(sampleRate, paramSpec(ParamId::TrimGainDb).smoothingMs);
  gain_.prepare(sampleRate, paramSpec(ParamId::FaderGainDb).smoothingMs);
  aside_.prepare(sampleRate, paramSpec(ParamId::FaderGainDb).smoothingMs);
  aside_.set(0.0, 0.0, true);
  for (SwitchFade& f : fade.value) f.prepare(sampleRate);
  sends_.resize(document.sends.size());
  audibleSends_.assign(document.sends.size(), true);
  for (size_t i = 0; i < sends_.size(); ++i) {
    StripSend& send = sends_[i];
    send.returnBus = document.sends[i].busIndex;
    clampValues(document.sends[i].params, send.params);
    send.staged.prepare(sampleRate, paramSpec(ParamId::SendLevelDb).smoothingMs);
    send.input.prepare(sampleRate, paramSpec(ParamId::SendLevelDb).smoothingMs);
  }
  for (int channel = 0; channel < kMaxChannels; ++channel) {
    wait_[channel].prepare(channel < channels ? waitFrames : 0);
    pass_[channel].prepare(channel < channels && !sends_.empty() ? stageFrames : 0);
    setSource(channel, nullptr);
  }
}

size_t Strip::memoryBytes(const StripDocument& document, int channels, int waitFrames,
                          int stageFrames) noexcept {
  const size_t tap = document.sends.empty() ? 0 : FrameDelay<float>::memoryBytes(stageFrames);
  return sizeof(Strip) + document.sends.size() * (sizeof(StripSend) + 1) +
         static_cast<size_t>(channels) * (FrameDelay<float>::memoryBytes(waitFrames) + tap);
}

uint32_t Strip::dirtyBit(ParamId id) noexcept {
  switch (id) {
    case ParamId::TrimGainDb:
    case ParamId::TrimPolarityL:
    case ParamId::TrimPolarityR:
    case ParamId::TrimSource:
    case ParamId::TrimDcBlock:
      return kTrimDirty;
    case ParamId::PanPosition:
    case ParamId::PanStereoMode:
    case ParamId::PanLeftPosition:
    case ParamId::PanRightPosition:
    case ParamId::FaderGainDb:
    case ParamId::StripMute:
      return kGainsDirty;
    default:
      break;
  }
  uint32_t bit = 0;
  forEachStage([&]<Stage kStage>() {
    using Traits = StageTraits<kStage>;
    if (id == Traits::kOn) bit = kSwitchesDirty;
    if (id > Traits::kOn && id <= Traits::kLast) bit = kFirstStageDirty * stageBit(kStage);
  });
  return bit;
}

BankShape Strip::shape() const noexcept {
  BankShape shape{channels_ == 2, 0, StageOrder::EqCompDeEss};
  for (int stage = 0; stage < kStages; ++stage) {
    if (fade.value[static_cast<size_t>(stage)].active()) {
      shape.stages |= stageBit(static_cast<Stage>(stage));
    }
  }
  // With one of them alone, the order makes no difference.
  const unsigned ordered = shape.stages & kOrderedStages;
  if ((ordered & (ordered - 1)) != 0) shape.order = order();
  return shape;
}

bool Strip::setParam(ParamId id, double value) noexcept {
  const double before = params_[id];
  if (before == value) return true;
  params_[id] = value;
  const uint32_t dirt = dirtyBit(id);
  if (id == ParamId::StripOrder || ((dirt == kSwitchesDirty || paramSpec(id).changesLatency) &&
                                    stripLatencyFrames(params_, sampleRate_) != stageFrames_)) {
    params_[id] = before;
    return false;
  }
  dirty_ |= dirt;
  return true;
}

void Strip::setSendParam(int send, ParamId id, double value) noexcept {
  double& stored = sends_[static_cast<size_t>(send)].params[id];
  if (stored == value) return;
  stored = value;
  dirty_ |= kGainsDirty;
}

void Strip::setAudible(bool output, const bool* sends) noexcept {
  bool changed = audible_ != output;
  audible_ = output;
  for (size_t i = 0; i < sends_.size(); ++i) {
    changed |= audibleSends_[i] != sends[i];
    audibleSends_[i] = sends[i];
  }
  if (changed) dirty_ |= kGainsDirty;
}

void Strip::applyEdge(const ListeningState& listening, bool snap) noexcept {
  if (take(kTrimDirty)) {
    const double gain = math::dbToGain(params_[ParamId::TrimGainDb]);
    head_.set(static_cast<TrimSource>(static_cast<int>(params_[ParamId::TrimSource])),
              isOn(params_[ParamId::TrimDcBlock]), channels_, snap);
    trim_.set(isOn(params_[ParamId::TrimPolarityL]) ? -gain : gain,
              isOn(params_[ParamId::TrimPolarityR]) ? -gain : gain, snap);
  }
  if (take(kGainsDirty)) applyGains(listening, snap);
  if (take(kSwitchesDirty)) {
    forEachStage([&]<Stage kStage>() {
      const bool on = isOn(params_[StageTraits<kStage>::kOn]);
      if (snap) {
        fade[kStage].snap(on);
      } else {
        fade[kStage].set(on);
      }
    });
  }
}

void Strip::applyGains(const ListeningState& listening, bool snap) noexcept {
  const bool muted = isOn(params_[ParamId::StripMute]);
  const double fader = faderGain(params_[ParamId::FaderGainDb]);
  const double output = muted || !audible_ ? 0.0 : fader;
  gain_.set(panned(listening), output, snap);
  for (size_t i = 0; i < sends_.size(); ++i) {
    applySend(sends_[i], !muted && audibleSends_[i], listening, fader, snap);
  }
}

CrossGain Strip::panned(const ListeningState& listening) const noexcept {
  if (channels_ == 2 && isOn(params_[ParamId::PanStereoMode])) {
    return dualPanGains(listening.panLaw, params_[ParamId::PanLeftPosition],
                        params_[ParamId::PanRightPosition]);
  }
  return {panGains(listening.panLaw, params_[ParamId::PanPosition], channels_), {}};
}

void Strip::applySend(StripSend& send, bool audible, const ListeningState& listening, double fader,
                      bool snap) noexcept {
  const auto tap = static_cast<SendTapPoint>(static_cast<int>(send.params[ParamId::SendTap]));
  double level = faderGain(send.params[ParamId::SendLevelDb]);
  if (!audible || !isOn(send.params[ParamId::SendOn])) level = 0.0;
  if (tap == SendTapPoint::Post) level *= fader;
  CrossGain pan = panned(listening);
  if (isOn(send.params[ParamId::SendPanOwn])) {
    pan = {panGains(listening.panLaw, send.params[ParamId::SendPanPosition], channels_), {}};
  }
  send.staged.set(pan, tap == SendTapPoint::Input ? 0.0 : level, snap);
  send.input.set(pan, tap == SendTapPoint::Input ? level : 0.0, snap);
}

void Strip::advanceGains() noexcept {
  gain_.advance();
  aside_.advance();
  for (StripSend& send : sends_) {
    send.staged.advance();
    send.input.advance();
  }
}

void Strip::wait() noexcept {
  for (int channel = 0; channel < channels_; ++channel) {
    if (wait_[channel].frames() > 0) wait_[channel].process(source_[channel], delayed_[0][channel]);
  }
  headed_ = head_.advance();
  if (headed_) head_.process({late(0), late(channels_ - 1)}, {heading_[0], heading_[1]}, channels_);
  for (int channel = 0; channel < channels_; ++channel) {
    if (pass_[channel].frames() > 0) {
      pass_[channel].process(waited(channel), delayed_[1][channel]);
    }
  }
}

void Strip::clearInput() noexcept {
  for (auto& channel : input_) std::fill_n(channel, kBlockFrames, 0.0f);
}

void Strip::clearDelays() noexcept {
  for (int channel = 0; channel < channels_; ++channel) {
    wait_[channel].clear();
    pass_[channel].clear();
  }
  clearHead();
}

void Strip::clearMeter() noexcept {
  meter = MeterSums{};
  reductionDb = {};
  bandGainDb = {};
}

}  // namespace lathe
