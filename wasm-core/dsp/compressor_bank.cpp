#include "dsp/compressor_bank.h"

#include "base/math.h"

namespace lathe {
namespace {

/// A stream's vector from those of its banks: all of a bank's lanes, or the
/// first lane of each of four pairs.
f32x4 join(bool stereo, f32x4 a, f32x4 b) { return stereo ? evenLanes(a, b) : a; }

void part(bool stereo, f32x4 joined, f32x4& a, f32x4& b) {
  a = stereo ? twiceLow(joined) : joined;
  if (&a != &b) b = twiceHigh(joined);
}

/// Reductions nearer than this (log2 units) are one: 6e-6 dB.
constexpr float kTogether = 1e-6f;

bool together(const f32x4& x, int lane) {
  const float apart = x.get(lane) - x.get(lane + 1);
  return apart < kTogether && apart > -kTogether;
}

}  // namespace

size_t CompressorBank::heapBytes(double sampleRate) noexcept {
  return SlidingMaximum::heapBytes(sampleRate, kHoldMs) + CompressorExtras::heapBytes(sampleRate);
}

void CompressorBank::prepare(double sampleRate) {
  window_ = HoldWindow::of(kHoldMs, sampleRate);
  shortWindow_ = HoldWindow::of(kShortHoldMs, sampleRate);
  maximum_.prepare(sampleRate, kHoldMs);
  extras_.prepare(sampleRate);
  for (CompressorLane& lane : lanes_) lane.prepare(sampleRate);
  reset();
}

void CompressorBank::reset() noexcept {
  movingLanes_ = 0;
  gliding_ = false;
  extended_ = false;
  apartPairs_ = 0;
  maximum_.reset(columns());
  extras_.reset(stereo_);
  for (int lane = 0; lane < kLanes; ++lane) {
    lanes_[static_cast<size_t>(lane)].reset();
    clearSmoother(lane);
    loadLane(lane);
  }
}

void CompressorBank::setStereo(bool linkedPairs) noexcept {
  stereo_ = linkedPairs;
  extended_ = false;
  apartPairs_ = 0;
  maximum_.reset(columns());
  extras_.reset(stereo_);
  for (int lane = 0; lane < kLanes; ++lane) {
    clearSmoother(lane);
    loadLane(lane);
  }
  choosePath();
}

void CompressorBank::clearSmoother(int lane) noexcept {
  for (f32x4* state : {&smoother_.f, &smoother_.e, &smoother_.lastX, &smoother_.lastY1}) {
    state->set(lane, 0.0f);
  }
  reduction_.set(lane, 0.0f);
}

void CompressorBank::copySmoother(int lane, const CompressorBank& from, int fromLane) noexcept {
  smoother_.f.set(lane, from.smoother_.f.get(fromLane));
  smoother_.e.set(lane, from.smoother_.e.get(fromLane));
  smoother_.lastX.set(lane, from.smoother_.lastX.get(fromLane));
  smoother_.lastY1.set(lane, from.smoother_.lastY1.get(fromLane));
  reduction_.set(lane, from.reduction_.get(fromLane));
}

void CompressorBank::clearHistory(int lane) noexcept {
  maximum_.clearColumn(column(lane));
  if (stereo_) maximum_.clearColumn(column(lane ^ 1));
}

void CompressorBank::resetLane(int lane) noexcept {
  for (int side = 0; side < (stereo_ ? 2 : 1); ++side) {
    clearSmoother(lane ^ side);
    extras_.clearLane(lane ^ side);
  }
  clearHistory(lane);
}

void CompressorBank::setLane(int lane, const CompressorSettings& settings, bool snap) noexcept {
  CompressorLane& target = lanes_[static_cast<size_t>(lane)];
  if (!snap && target.settings() == settings) return;
  // The history of a lane without Punch may be stale.
  const bool startsPunch =
      settings.detector == Detector::Punch && target.settings().detector != Detector::Punch;
  if (startsPunch && governing(lane) == lane) clearHistory(lane);
  target.set(settings, snap);
  loadLane(lane);
  if (target.moving()) movingLanes_ |= 1 << lane;
  if (snap && target.linked() && ((apartPairs_ >> (lane >> 1)) & 1)) {
    copySmoother(lane | 1, *this, lane & 2);
    joinPairs();
  }
  choosePath();
}

void CompressorBank::copyLane(int lane, const CompressorBank& from, int fromLane) noexcept {
  lanes_[static_cast<size_t>(lane)] = from.lanes_[static_cast<size_t>(fromLane)];
  movingLanes_ &= ~(1 << lane);
  if (lanes_[static_cast<size_t>(lane)].moving()) movingLanes_ |= 1 << lane;
  const bool alike = stereo_ == from.stereo_;
  const int pair = 1 << (lane >> 1);
  apartPairs_ &= ~pair;
  if (alike && ((from.apartPairs_ >> (fromLane >> 1)) & 1)) apartPairs_ |= pair;
  loadLane(lane);
  loadExtras(lane);
  extras_.clearLane(lane);
  if (alike && from.extended_) extras_.copyLane(lane, from.extras_, fromLane);
  choosePath();
  if (!alike) {
    clearSmoother(lane);
    clearHistory(lane);
    return;
  }
  copySmoother(lane, from, fromLane);
  maximum_.copyColumn(column(lane), from.maximum_, from.column(fromLane));
}

void CompressorBank::loadLane(int lane) noexcept {
  if (governing(lane) != lane) return;
  loadControls(lane, lane);
  if (stereo_) loadControls(lane + 1, lane);
  if (extended_) loadExtras(lane);
}

void CompressorBank::loadControls(int lane, int from) noexcept {
  const CompressorLane& l = lanes_[static_cast<size_t>(from)];
  const auto set = [lane](f32x4& vector, double value) {
    vector.set(lane, static_cast<float>(value));
  };
  const GainCurve &start = l.start(), &end = l.end();
  set(controls_.curve.kneeStart, start.kneeStart);
  set(controls_.curve.kneeWidth, start.kneeWidth);
  set(controls_.curve.slope, start.slope);
  set(controls_.curveStep.kneeStart, (end.kneeStart - start.kneeStart) / kBlockFrames);
  set(controls_.curveStep.kneeWidth, (end.kneeWidth - start.kneeWidth) / kBlockFrames);
  set(controls_.curveStep.slope, (end.slope - start.slope) / kBlockFrames);
  controls_.makeUp.setLane(lane, l.makeUp());
  const SmoothingTimes& times = l.times();
  set(controls_.punch, times.punch ? 1.0 : 0.0);
  set(controls_.shortHold, times.shortHold ? 1.0 : 0.0);
  set(smoother_.kRelease, times.kRelease);
  set(smoother_.kAttack, times.kAttack);
  set(smoother_.kSettle, times.kSettle);
}

void CompressorBank::loadExtras(int lane) noexcept {
  const CompressorLane& governs = lanes_[static_cast<size_t>(governing(lane))];
  extras_.loadLane(lane, governs);
  if (stereo_ && governing(lane) == lane) extras_.loadLane(lane + 1, governs);
}

void CompressorBank::choosePath() noexcept {
  bool wanted = apartPairs_ != 0 || extras_.busy();
  for (int lane = 0; lane < kLanes; ++lane) {
    wanted |= !lanes_[static_cast<size_t>(governing(lane))].plain();
  }
  if (wanted == extended_) return;
  extended_ = wanted;
  maximum_.setColumns(columns());
  if (!wanted) return;
  for (int lane = 0; lane < kLanes; ++lane) loadExtras(lane);
}

void CompressorBank::joinPairs() noexcept {
  for (int pair = 0; pair < kLanes / 2; ++pair) {
    const int lane = 2 * pair;
    if (!lanes_[static_cast<size_t>(lane)].linked()) {
      apartPairs_ |= 1 << pair;
      continue;
    }
    if (!((apartPairs_ >> pair) & 1)) continue;
    extras_.joinRelease(pair);
    if (!together(smoother_.f, lane) || !together(smoother_.e, lane) ||
        !together(smoother_.lastX, lane) || !together(smoother_.lastY1, lane)) {
      continue;
    }
    copySmoother(lane + 1, *this, lane);
    apartPairs_ &= ~(1 << pair);
  }
}

void CompressorBank::setKeyListen(int laneBits) noexcept {
  extras_.setKeyListen(laneBits);
  choosePath();
}

void CompressorBank::setLearning(int laneBits) noexcept {
  extras_.setLearning(laneBits);
  choosePath();
}

void CompressorBank::advanceLanes() noexcept {
  if (extended_) choosePath();
  gliding_ = movingLanes_ != 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    if (!((movingLanes_ >> lane) & 1)) continue;
    CompressorLane& l = lanes_[static_cast<size_t>(lane)];
    l.advance();
    loadLane(lane);
    if (!l.moving()) movingLanes_ &= ~(1 << lane);
  }
}

float CompressorBank::gainReductionDb(int lane) const noexcept {
  const float reduction = reduction_.get(lane);
  // What the smoothing's floor leaves is no reduction.
  return reduction > 1e-6f ? -reduction * static_cast<float>(math::kDbPerOctave) : 0.0f;
}

float CompressorBank::detectorLevelDb(int lane) const noexcept {
  return static_cast<float>(math::clamp(math::gainToDb(extras_.heard(lane)), -200.0, 240.0));
}

int CompressorBank::latencyFrames(int lane) const noexcept {
  return lanes_[static_cast<size_t>(governing(lane))].lookAheadFrames();
}

int CompressorBank::latencyFrames(const CompressorSettings& settings, double sampleRate) noexcept {
  return LaneDelay::framesOf(settings.lookAheadMs, sampleRate);
}

void CompressorBank::beginStream(CompressorStream& s, const Slot& first,
                                 const Slot& second) noexcept {
  CompressorBank &a = *first.bank, &b = *second.bank;
  s.extras = a.extended_ ? &a.extras_ : nullptr;
  const bool stereo = a.stereo_ && !a.extended_;
  s.stereo = stereo;
  s.gliding = a.gliding_ || b.gliding_;
  s.first = first.block;
  s.second = second.block;
  s.firstKey = first.key;
  s.secondKey = second.key;
  s.firstHistory = &a.maximum_;
  s.secondHistory = &b.maximum_;
  s.window = a.window_;
  s.shortWindow = a.shortWindow_;
  const CompressorControls &c = a.controls_, &d = b.controls_;
  s.controls.curve = {join(stereo, c.curve.kneeStart, d.curve.kneeStart),
                      join(stereo, c.curve.kneeWidth, d.curve.kneeWidth),
                      join(stereo, c.curve.slope, d.curve.slope)};
  s.controls.curveStep = {join(stereo, c.curveStep.kneeStart, d.curveStep.kneeStart),
                          join(stereo, c.curveStep.kneeWidth, d.curveStep.kneeWidth),
                          join(stereo, c.curveStep.slope, d.curveStep.slope)};
  s.controls.makeUp = {
      join(stereo, c.makeUp.c0, d.makeUp.c0), join(stereo, c.makeUp.c1, d.makeUp.c1),
      join(stereo, c.makeUp.c2, d.makeUp.c2), join(stereo, c.makeUp.c3, d.makeUp.c3)};
  s.controls.punch = join(stereo, c.punch, d.punch);
  s.controls.shortHold = join(stereo, c.shortHold, d.shortHold);
  const GainSmoother &e = a.smoother_, &f = b.smoother_;
  s.smoother = {join(stereo, e.kRelease, f.kRelease),
                join(stereo, e.kAttack, f.kAttack),
                join(stereo, e.kSettle, f.kSettle),
                join(stereo, e.f, f.f),
                join(stereo, e.e, f.e),
                join(stereo, e.lastX, f.lastX),
                join(stereo, e.lastY1, f.lastY1)};
}

void CompressorBank::endStream(const CompressorStream& s, CompressorBank& a,
                               CompressorBank& b) noexcept {
  part(s.stereo, cleanState(s.smoother.f), a.smoother_.f, b.smoother_.f);
  part(s.stereo, cleanState(s.smoother.e), a.smoother_.e, b.smoother_.e);
  part(s.stereo, s.smoother.lastX, a.smoother_.lastX, b.smoother_.lastX);
  part(s.stereo, s.smoother.lastY1, a.smoother_.lastY1, b.smoother_.lastY1);
  part(s.stereo, s.largest, a.reduction_, b.reduction_);
  if (s.extras != nullptr && a.stereo_) a.joinPairs();
}

void CompressorBank::process(CompressorBank* const* banks, BankBlock* const* blocks, int count,
                             const BankBlock* const* keys) noexcept {
  using Pass = void (CompressorExtras::*)(CompressorStream&) noexcept;
  constexpr Pass kExtrasIn[kCompressorPassesIn] = {&CompressorExtras::afterLevels,
                                                   &CompressorExtras::afterHold,
                                                   &CompressorExtras::afterReduction};
  CompressorStream streams[2];
  BankBlock filteredKeys[2];
  Slot slots[2][2];
  int ready = 0;
  const auto run = [&] {
    CompressorExtras::filterKeys(streams, filteredKeys, ready);
    for (int pass = 0; pass < kCompressorPassesIn; ++pass) {
      for (int i = 0; i < ready; ++i) {
        kCompressorIn[pass](streams[i]);
        if (streams[i].extras) (streams[i].extras->*kExtrasIn[pass])(streams[i]);
      }
    }
    kCompressorSmooth[ready - 1](streams);
    for (int i = 0; i < ready; ++i) {
      if (streams[i].extras) streams[i].extras->afterSmoothing(streams[i]);
      kCompressorOut[0](streams[i]);
      if (streams[i].extras) streams[i].extras->afterGain(streams[i]);
    }
    for (int i = 0; i < ready; ++i) {
      kCompressorOut[1](streams[i]);
      endStream(streams[i], *slots[i][0].bank, *slots[i][1].bank);
    }
    ready = 0;
  };
  const auto add = [&](const Slot& first, const Slot& second) {
    slots[ready][0] = first;
    slots[ready][1] = second;
    beginStream(streams[ready], first, second);
    if (++ready == 2) run();
  };

  Slot alone{nullptr, nullptr, nullptr};  // a stereo bank, until a second comes to share its vector
  for (int i = 0; i < count; ++i) {
    banks[i]->advanceLanes();
    const Slot slot{banks[i], blocks[i], keys && keys[i] ? keys[i] : blocks[i]};
    if (!slot.bank->stereo_ || slot.bank->extended_) {
      add(slot, slot);
    } else if (alone.bank == nullptr) {
      alone = slot;
    } else {
      add(alone, slot);
      alone.bank = nullptr;
    }
  }
  if (alone.bank != nullptr) add(alone, alone);
  if (ready > 0) run();
}

}  // namespace lathe
