#include "console/strip.h"

#include "base/math.h"
#include "console/pan_law.h"

namespace lathe {
namespace {

bool isOn(double switchValue) noexcept { return switchValue >= 0.5; }

double faderGain(double gainDb) noexcept {
  return gainDb <= kSilenceDb ? 0.0 : math::dbToGain(gainDb);
}

}  // namespace

void Strip::SmoothedPair::prepare(double sampleRate, double smoothingMs) {
  for (ParamSmoother& s : smoother) s.prepare(sampleRate, smoothingMs);
}

void Strip::SmoothedPair::set(int side, double target, bool snap) noexcept {
  if (snap) {
    smoother[side].snap(target);
    curve[side] = {target, 0.0, 0.0, 0.0, true};
  } else {
    smoother[side].setTarget(target);
    moving = true;
  }
}

bool Strip::SmoothedPair::advance() noexcept {
  if (!moving) return false;
  for (int side = 0; side < 2; ++side) curve[side] = smoother[side].advance();
  moving = !(curve[0].constant && curve[1].constant);
  return true;
}

void Strip::prepare(const Track& track, double sampleRate) {
  channels_ = track.channels;
  for (const ParamSpec& spec : parameterTable()) {
    params_[spec.id] = clampParam(spec.id, track.params[spec.id]);
  }
  trim_.prepare(sampleRate, paramSpec(ParamId::TrimGainDb).smoothingMs);
  gain_.prepare(sampleRate, paramSpec(ParamId::FaderGainDb).smoothingMs);
  eq.prepare(sampleRate);
  comp.prepare(sampleRate);
}

uint32_t Strip::dirtyBit(ParamId id) noexcept {
  switch (id) {
    case ParamId::TrimGainDb:
    case ParamId::TrimPolarityL:
    case ParamId::TrimPolarityR:
      return kTrimDirty;
    case ParamId::EqOn:
    case ParamId::CompOn:
      return kSwitchesDirty;
    case ParamId::PanPosition:
    case ParamId::FaderGainDb:
    case ParamId::StripMute:
      return kGainsDirty;
    default:
      return id < ParamId::CompOn ? kEqDirty : kCompDirty;
  }
}

void Strip::setParam(ParamId id, double value) noexcept {
  if (params_[id] == value) return;
  params_[id] = value;
  dirty_ |= dirtyBit(id);
}

void Strip::applyEdge(const ListeningState& listening, bool snap) noexcept {
  if (take(kTrimDirty)) {
    const double gain = math::dbToGain(params_[ParamId::TrimGainDb]);
    trim_.set(0, isOn(params_[ParamId::TrimPolarityL]) ? -gain : gain, snap);
    trim_.set(1, isOn(params_[ParamId::TrimPolarityR]) ? -gain : gain, snap);
  }
  if (take(kGainsDirty)) {
    const bool silent = isOn(params_[ParamId::StripMute]) || (listening.anySolo && !solo_);
    const double fader = silent ? 0.0 : faderGain(params_[ParamId::FaderGainDb]);
    const StereoGain pan = panGains(listening.panLaw, params_[ParamId::PanPosition], channels_);
    gain_.set(0, pan.left * fader, snap);
    gain_.set(1, pan.right * fader, snap);
  }
  if (take(kSwitchesDirty)) {
    const bool eqOn = isOn(params_[ParamId::EqOn]);
    const bool compOn = isOn(params_[ParamId::CompOn]);
    if (snap) {
      eq.snap(eqOn);
      comp.snap(compOn);
    } else {
      eq.set(eqOn);
      comp.set(compOn);
    }
  }
  if (snap) trim_.moving = gain_.moving = false;
}

bool Strip::advanceTrim() noexcept { return trim_.advance(); }
void Strip::advanceGain() noexcept { gain_.advance(); }

bool Strip::isMuted() const noexcept {
  return !gain_.moving && gain_.curve[0].c0 == 0.0 && gain_.curve[1].c0 == 0.0;
}

void Strip::clearMeter() noexcept {
  meter = MeterSums{};
  gainReductionDb = 0.0f;
}

}  // namespace lathe
