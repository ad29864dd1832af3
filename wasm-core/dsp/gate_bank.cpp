#include "dsp/gate_bank.h"

#include "base/math.h"
#include "dsp/bank_streams.h"

namespace lathe {
namespace {

constexpr double kLongestLookAheadMs = 10.0;

size_t at(int lane) { return static_cast<size_t>(lane); }

}  // namespace

size_t GateBank::heapBytes(double sampleRate) noexcept {
  return KeyDetector::heapBytes(sampleRate) +
         LaneDelay::heapBytes(LaneDelay::framesOf(kLongestLookAheadMs, sampleRate));
}

void GateBank::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  detector_.prepare(sampleRate);
  delay_.prepare(LaneDelay::framesOf(kLongestLookAheadMs, sampleRate));
  for (GateLane& lane : lanes_) lane.prepare(sampleRate);
  reset();
}

void GateBank::reset() noexcept {
  movingLanes_ = 0;
  gliding_ = false;
  listening_ = f32x4::zero();
  for (GateLane& lane : lanes_) lane.reset();
  setStereo(stereo_);
}

void GateBank::setStereo(bool linkedPairs) noexcept {
  stereo_ = linkedPairs;
  detector_.setStereo(linkedPairs);
  for (int lane = 0; lane < kLanes; ++lane) {
    clearState(lane);
    loadLane(lane);
    loadPath(lane, true);
  }
}

void GateBank::clearState(int lane) noexcept {
  for (size_t i = 0; i < kVectorsIn<GateState>; ++i) lanesOf(state_)[4 * i + at(lane)] = 0.0f;
  lanesOf(state_.openLeft)[lane] = lanesOf(state_.duckLeft)[lane] = -1.0f;
  detector_.resetLane(lane);
  delay_.clearLane(lane);
}

void GateBank::resetLane(int lane) noexcept {
  clearState(lane);
  if (stereo_) clearState(lane ^ 1);
}

void GateBank::setLane(int lane, const GateSettings& settings, bool snap) noexcept {
  GateLane& target = lanes_[at(lane)];
  if (!snap && target.settings() == settings) return;
  target.set(settings, snap);
  if (target.moving()) movingLanes_ |= 1 << lane;
  for (int governed = 0; governed < kLanes; ++governed) {
    if (governing(governed) != lane) continue;
    loadLane(governed);
    loadPath(governed, snap);
  }
}

void GateBank::copyLane(int lane, const GateBank& from, int fromLane) noexcept {
  lanes_[at(lane)] = from.lanes_[at(fromLane)];
  movingLanes_ &= ~(1 << lane);
  if (lanes_[at(lane)].moving()) movingLanes_ |= 1 << lane;
  for (int governed = 0; governed < kLanes; ++governed) {
    if (governing(governed) == lane) loadLane(governed);
  }
  if (stereo_ != from.stereo_) {
    clearState(lane);
    lanesOf(listening_)[lane] = 0.0f;
    loadPath(lane, true);
    return;
  }
  copyLanes(state_, lane, from.state_, fromLane);
  copyLanes(listening_, lane, from.listening_, fromLane);
  detector_.copyLane(lane, from.detector_, fromLane);
  delay_.copyLane(lane, from.delay_, fromLane);
}

/// Curve and times, from the lane that governs this one.
void GateBank::loadLane(int lane) noexcept {
  const GateLane& l = lanes_[at(governing(lane))];
  const auto set = [lane](f32x4& vector, double x) {
    lanesOf(vector)[lane] = static_cast<float>(x);
  };
  for (size_t i = 0; i < kGateCurveValues; ++i) {
    set(controls_.curve[i], l.start()[i]);
    set(controls_.step[i], (l.end()[i] - l.start()[i]) * (1.0 / kBlockFrames));
  }
  const GateTimes& times = l.times();
  set(controls_.grow, times.grow);
  set(controls_.shrink, times.shrink);
  set(controls_.holdOpen, times.holdOpenFrames);
  set(controls_.holdDuck, times.holdDuckFrames);
}

/// Key filters, the detector's window and the look-ahead.
void GateBank::loadPath(int lane, bool snap) noexcept {
  const GateLane& l = lanes_[at(governing(lane))];
  const GateSettings& s = l.settings();
  detector_.setLane(lane, s.keyHighPassHz > KeyBand::kHighPassOffHz ? s.keyHighPassHz : 0.0,
                    s.keyLowPassHz < KeyBand::kLowPassOffHz ? s.keyLowPassHz : 0.0,
                    l.times().shortWindow, snap);
  delay_.setFrames(lane, latencyFrames(s, sampleRate_));
}

void GateBank::advanceLanes() noexcept {
  gliding_ = movingLanes_ != 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    if (!((movingLanes_ >> lane) & 1)) continue;
    GateLane& l = lanes_[at(lane)];
    l.advance();
    if (!l.moving()) movingLanes_ &= ~(1 << lane);
    for (int governed = 0; governed < kLanes; ++governed) {
      if (governing(governed) == lane) loadLane(governed);
    }
  }
}

float GateBank::gainReductionDb(int lane) const noexcept {
  const float reduction = lanesOf(state_.largest)[lane];
  // What the smoothing leaves on its way to 0 is no reduction.
  return reduction > 1e-6f ? -reduction * static_cast<float>(math::kDbPerOctave) : 0.0f;
}

/// From the stream's gains, of which the second half may be this bank's, to the sound.
void GateBank::finish(const BankBlock& heard, BankBlock& block, const f32x4* gain, bool second,
                      int listenBits) noexcept {
  const f32x4 goal = f32x4::splat(1.0f) & laneMask(listenBits);
  if (!any((goal > f32x4::zero()) | (listening_ > f32x4::zero()))) {
    delay_.process(block);
    if (any(state_.largest > f32x4::zero())) applyStreamGain(gain, stereo_, second, block);
    return;
  }
  // The key fades in over the sound, and its own gain of 1 over the sound's.
  BankBlock gains;
  for (f32x4& one : gains.frame) one = f32x4::splat(1.0f);
  applyStreamGain(gain, stereo_, second, gains);
  f32x4 w = listening_;
  const f32x4 step = (goal - w) * f32x4::splat(1.0f / kBlockFrames);
  for (int i = 0; i < kBlockFrames; ++i) {
    w += step;
    const f32x4 rest = f32x4::splat(1.0f) - w;
    // A lane without a share keeps its samples, whatever its key holds.
    const f32x4 mixed = block.frame[i] * rest + heard.frame[i] * w;
    block.frame[i] = select(w > f32x4::zero(), mixed, block.frame[i]);
    gains.frame[i] = gains.frame[i] * rest + w;
  }
  listening_ = goal;
  delay_.process(block);
  applyStreamGain(gains.frame, false, false, block);
}

void GateBank::process(GateBank* const* banks, BankBlock* const* blocks,
                       const BankBlock* const* keys, const uint8_t* listen, int count) noexcept {
  GateBlock gate;
  BankBlock scratch[2];
  const BankBlock* heard[2];  // filtered keys
  KeyDetector* detectors[2];
  StreamBanks stream;
  StreamWalk<GateBank> walk(banks, count);
  while (walk.next(stream)) {
    const int index[2] = {stream.first, stream.second};
    const int own = stream.first == stream.second ? 1 : 2;
    for (int i = 0; i < own; ++i) {
      GateBank& bank = *banks[index[i]];
      bank.advanceLanes();
      const BankBlock* key = keys ? keys[index[i]] : nullptr;
      heard[i] = key ? key : blocks[index[i]];
      detectors[i] = &bank.detector_;
    }
    KeyDetector::filter(detectors, heard, scratch, own);
    GateBank &a = *banks[stream.first], &b = *banks[stream.second];
    joinLanes(a.stereo_, a.controls_, b.controls_, gate.controls);
    joinLanes(a.stereo_, a.state_, b.state_, gate.state);
    gate.gliding = a.gliding_ || b.gliding_;
    KeyDetector::follow(a.detector_, *heard[0], b.detector_, *heard[own - 1], gate.level);
    runGate(gate);
    partLanes(a.stereo_, gate.state, a.state_, b.state_);
    reductionToGain(gate.level);
    for (int i = 0; i < own; ++i) {
      banks[index[i]]->finish(*heard[i], *blocks[index[i]], gate.level, i == 1,
                              listen ? listen[index[i]] : 0);
    }
  }
}

}  // namespace lathe
