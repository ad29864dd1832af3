#include "dsp/compressor_bank.h"

#include "base/math.h"

namespace lathe {
namespace {

/// A stream's vector from those of its banks: all of a mono bank's lanes, or
/// the first lane of each of four pairs.
f32x4 join(bool stereo, f32x4 a, f32x4 b) { return stereo ? evenLanes(a, b) : a; }

void part(bool stereo, f32x4 joined, f32x4& a, f32x4& b) {
  a = stereo ? twiceLow(joined) : joined;
  if (&a != &b) b = twiceHigh(joined);
}

}  // namespace

void CompressorBank::prepare(double sampleRate) {
  window_ = HoldWindow::of(kHoldMs, sampleRate);
  shortWindow_ = HoldWindow::of(kShortHoldMs, sampleRate);
  maximum_.prepare(sampleRate, kHoldMs);
  for (CompressorLane& lane : lanes_) lane.prepare(sampleRate);
  reset();
}

void CompressorBank::reset() noexcept {
  movingLanes_ = 0;
  gliding_ = false;
  maximum_.reset(stereo_ ? kLanes / 2 : kLanes);
  for (int lane = 0; lane < kLanes; ++lane) {
    lanes_[static_cast<size_t>(lane)].reset();
    clearSmoother(lane);
    loadLane(lane);
  }
}

void CompressorBank::setStereo(bool linkedPairs) noexcept {
  stereo_ = linkedPairs;
  maximum_.reset(stereo_ ? kLanes / 2 : kLanes);
  for (int lane = 0; lane < kLanes; ++lane) clearSmoother(lane);
}

void CompressorBank::clearSmoother(int lane) noexcept {
  for (f32x4* state : {&smoother_.f, &smoother_.e, &smoother_.lastX, &smoother_.lastY1}) {
    state->set(lane, 0.0f);
  }
  reduction_.set(lane, 0.0f);
}

void CompressorBank::resetLane(int lane) noexcept {
  clearSmoother(lane);
  if (stereo_) clearSmoother(lane ^ 1);
  maximum_.clearColumn(column(lane));
}

void CompressorBank::setLane(int lane, const CompressorSettings& settings, bool snap) noexcept {
  CompressorLane& target = lanes_[static_cast<size_t>(lane)];
  if (!snap && target.settings() == settings) return;
  // The history of a lane without Punch may be stale.
  const bool startsPunch =
      settings.detector == Detector::Punch && target.settings().detector != Detector::Punch;
  if (startsPunch && governing(lane) == lane) maximum_.clearColumn(column(lane));
  target.set(settings, snap);
  loadLane(lane);
  if (target.moving()) movingLanes_ |= 1 << lane;
}

void CompressorBank::copyLane(int lane, const CompressorBank& from, int fromLane) noexcept {
  lanes_[static_cast<size_t>(lane)] = from.lanes_[static_cast<size_t>(fromLane)];
  loadLane(lane);
  movingLanes_ &= ~(1 << lane);
  if (lanes_[static_cast<size_t>(lane)].moving()) movingLanes_ |= 1 << lane;
  if (stereo_ != from.stereo_) {
    clearSmoother(lane);
    maximum_.clearColumn(column(lane));
    return;
  }
  smoother_.f.set(lane, from.smoother_.f.get(fromLane));
  smoother_.e.set(lane, from.smoother_.e.get(fromLane));
  smoother_.lastX.set(lane, from.smoother_.lastX.get(fromLane));
  smoother_.lastY1.set(lane, from.smoother_.lastY1.get(fromLane));
  reduction_.set(lane, from.reduction_.get(fromLane));
  maximum_.copyColumn(column(lane), from.maximum_, from.column(fromLane));
}

void CompressorBank::loadLane(int lane) noexcept {
  const CompressorLane& l = lanes_[static_cast<size_t>(lane)];
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

void CompressorBank::advanceLanes() noexcept {
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
  const float reduction = reduction_.get(governing(lane));
  // What the smoothing's floor leaves is no reduction.
  return reduction > 1e-6f ? -reduction * static_cast<float>(math::kDbPerOctave) : 0.0f;
}

void CompressorBank::beginStream(CompressorStream& s, CompressorBank& a, BankBlock* blockA,
                                 CompressorBank& b, BankBlock* blockB) noexcept {
  const bool stereo = a.stereo_;
  s.stereo = stereo;
  s.gliding = a.gliding_ || b.gliding_;
  s.first = blockA;
  s.second = blockB;
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
}

void CompressorBank::process(CompressorBank* const* banks, BankBlock* const* blocks,
                             int count) noexcept {
  CompressorStream streams[2];
  CompressorBank* owners[2][2];
  int ready = 0;
  const auto run = [&] {
    for (int pass = 0; pass < kCompressorPassesIn; ++pass) {
      for (int i = 0; i < ready; ++i) kCompressorIn[pass](streams[i]);
    }
    kCompressorSmooth[ready - 1](streams);
    for (int pass = 0; pass < kCompressorPassesOut; ++pass) {
      for (int i = 0; i < ready; ++i) kCompressorOut[pass](streams[i]);
    }
    for (int i = 0; i < ready; ++i) endStream(streams[i], *owners[i][0], *owners[i][1]);
    ready = 0;
  };
  const auto add = [&](int first, int second) {
    owners[ready][0] = banks[first];
    owners[ready][1] = banks[second];
    beginStream(streams[ready], *banks[first], blocks[first], *banks[second], blocks[second]);
    if (++ready == 2) run();
  };

  int alone = -1;  // a stereo bank, until a second comes to share its vector
  for (int i = 0; i < count; ++i) {
    banks[i]->advanceLanes();
    if (!banks[i]->stereo_) {
      add(i, i);
    } else if (alone < 0) {
      alone = i;
    } else {
      add(alone, i);
      alone = -1;
    }
  }
  if (alone >= 0) add(alone, alone);
  if (ready > 0) run();
}

}  // namespace lathe
