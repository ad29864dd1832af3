#include "dsp/transient_bank.h"

#include "base/math.h"
#include "dsp/bank_streams.h"

namespace lathe {
namespace {

constexpr double kSmoothingMs = 20.0;
constexpr double kFallMs = 10.0, kGainMs = 0.5;

/// Share of the way covered in one frame.
float coefficient(double timeMs, double sampleRate) noexcept {
  return static_cast<float>(1.0 - math::exp(-1000.0 / (timeMs * sampleRate)));
}

}  // namespace

size_t TransientBank::heapBytes(double sampleRate) noexcept {
  return KeyDetector::heapBytes(sampleRate);
}

void TransientBank::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  detector_.prepare(sampleRate);
  for (Lane& lane : lanes_) {
    for (ParamSmoother& glide : lane.glide) glide.prepare(sampleRate, kSmoothingMs);
  }
  controls_.kFall = f32x4::splat(coefficient(kFallMs, sampleRate));
  controls_.kGain = f32x4::splat(coefficient(kGainMs, sampleRate));
  reset();
}

void TransientBank::reset() noexcept {
  movingLanes_ = 0;
  gliding_ = false;
  for (int lane = 0; lane < kLanes; ++lane) setLane(lane, TransientSettings{}, true);
  setStereo(stereo_);
}

void TransientBank::setStereo(bool linkedPairs) noexcept {
  stereo_ = linkedPairs;
  detector_.setStereo(linkedPairs);
  for (int lane = 0; lane < kLanes; ++lane) {
    clearState(lane);
    loadLane(lane);
    loadFocus(lane, true);
  }
}

/// As after a long silence.
void TransientBank::clearState(int lane) noexcept {
  for (size_t i = 0; i < kVectorsIn<TransientState>; ++i) {
    lanesOf(state_)[4 * i + static_cast<size_t>(lane)] = 0.0f;
  }
  lanesOf(state_.lastLevel)[lane] = lanesOf(state_.lastFast)[lane] = kTransientFloor;
  detector_.resetLane(lane);
}

void TransientBank::resetLane(int lane) noexcept {
  clearState(lane);
  if (stereo_) clearState(lane ^ 1);
}

void TransientBank::setLane(int lane, const TransientSettings& settings, bool snap) noexcept {
  Lane& target = at(lane);
  if (!snap && target.settings == settings) return;
  target.settings = settings;
  const double toLog2 = 1.0 / math::kDbPerOctave;
  const double values[kGlides] = {settings.attackDb * toLog2, settings.sustainDb * toLog2,
                                  settings.outputDb * toLog2, settings.mixPercent * 0.01};
  for (size_t i = 0; i < kGlides; ++i) {
    snap ? target.glide[i].snap(values[i]) : target.glide[i].setTarget(values[i]);
  }
  movingLanes_ |= 1 << lane;
  for (int governed = 0; governed < kLanes; ++governed) {
    if (governing(governed) != lane) continue;
    loadLane(governed);
    loadFocus(governed, snap);
  }
}

void TransientBank::copyLane(int lane, const TransientBank& from, int fromLane) noexcept {
  at(lane) = from.lanes_[static_cast<size_t>(fromLane)];
  movingLanes_ |= 1 << lane;  // to find out
  for (int governed = 0; governed < kLanes; ++governed) {
    if (governing(governed) == lane) loadLane(governed);
  }
  if (stereo_ != from.stereo_) {
    clearState(lane);
    loadFocus(lane, true);
    return;
  }
  copyLanes(state_, lane, from.state_, fromLane);
  detector_.copyLane(lane, from.detector_, fromLane);
}

/// Curves over the block and times, from the lane that governs this one.
void TransientBank::loadLane(int lane) noexcept {
  const Lane& l = at(governing(lane));
  LaneCurve* const curves[kGlides] = {&controls_.attack, &controls_.sustain, &controls_.output,
                                      &controls_.mix};
  for (size_t i = 0; i < kGlides; ++i) curves[i]->setLane(lane, l.glide[i].segment());
  lanesOf(controls_.kAttack)[lane] = coefficient(l.settings.attackMs, sampleRate_);
  lanesOf(controls_.kSustain)[lane] = coefficient(l.settings.sustainMs, sampleRate_);
}

void TransientBank::loadFocus(int lane, bool snap) noexcept {
  const double hz = at(governing(lane)).settings.focusHz;
  detector_.setLane(lane, hz > kFocusOffHz ? hz : 0.0, 0.0, false, snap);
}

void TransientBank::advanceLanes() noexcept {
  gliding_ = movingLanes_ != 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    if (!((movingLanes_ >> lane) & 1)) continue;
    bool moving = false;
    for (ParamSmoother& glide : at(lane).glide) moving |= !glide.advance().constant;
    if (!moving) movingLanes_ &= ~(1 << lane);
    for (int governed = 0; governed < kLanes; ++governed) {
      if (governing(governed) == lane) loadLane(governed);
    }
  }
}

float TransientBank::gainReductionDb(int lane) const noexcept {
  // What the smoothing leaves on its way to 0 is no gain.
  const float gain = lanesOf(state_.least)[lane];
  return gain < -1e-6f ? gain * static_cast<float>(math::kDbPerOctave) : 0.0f;
}

float TransientBank::gainBoostDb(int lane) const noexcept {
  const float gain = lanesOf(state_.most)[lane];
  return gain > 1e-6f ? gain * static_cast<float>(math::kDbPerOctave) : 0.0f;
}

void TransientBank::process(TransientBank* const* banks, BankBlock* const* blocks,
                            int count) noexcept {
  TransientBlock work;
  BankBlock scratch[2];
  const BankBlock* heard[2];  // through the focus
  KeyDetector* detectors[2];
  StreamBanks stream;
  StreamWalk<TransientBank> walk(banks, count);
  while (walk.next(stream)) {
    const int index[2] = {stream.first, stream.second};
    const int own = stream.first == stream.second ? 1 : 2;
    for (int i = 0; i < own; ++i) {
      TransientBank& bank = *banks[index[i]];
      bank.advanceLanes();
      heard[i] = blocks[index[i]];
      detectors[i] = &bank.detector_;
    }
    KeyDetector::filter(detectors, heard, scratch, own);
    TransientBank &a = *banks[stream.first], &b = *banks[stream.second];
    joinLanes(a.stereo_, a.controls_, b.controls_, work.controls);
    joinLanes(a.stereo_, a.state_, b.state_, work.state);
    work.gliding = a.gliding_ || b.gliding_;
    KeyDetector::follow(a.detector_, *heard[0], b.detector_, *heard[own - 1], work.level);
    runTransient(work);
    partLanes(a.stereo_, work.state, a.state_, b.state_);
    mixTransient(work);
    for (int i = 0; i < own; ++i) {
      applyStreamGain(work.level, a.stereo_, i == 1, *blocks[index[i]]);
    }
  }
}

}  // namespace lathe
