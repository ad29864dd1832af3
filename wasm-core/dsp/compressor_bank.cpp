#include "dsp/compressor_bank.h"

#include "base/math.h"

namespace lathe {

/// One vector's worth of work: a mono bank, or two stereo banks (or the last
/// stereo bank alone, as both).
struct CompressorStream {
  CompressorBank* first = nullptr;
  CompressorBank* second = nullptr;
  BankBlock* firstBlock = nullptr;
  BankBlock* secondBlock = nullptr;

  CompressorControls controls;
  GainSmoother smoother;
  f32x4 largest;
  /// level, then reduction, then gain
  f32x4 curve[kBlockFrames];

  bool stereo() const noexcept { return first->stereo_; }
  bool gliding() const noexcept { return first->gliding_ || second->gliding_; }

  /// A vector of the stream from those of its banks, and back.
  f32x4 join(const f32x4& a, const f32x4& b) const noexcept {
    return stereo() ? evenLanes(a, b) : a;
  }
  void part(f32x4 joined, f32x4& a, f32x4& b) const noexcept {
    a = stereo() ? twiceLow(joined) : joined;
    if (second != first) b = twiceHigh(joined);
  }

  void begin() noexcept;
  void computeLevel() noexcept;
  void holdPeaks() noexcept;
  template <class History>
  void holdPeaks(const History& history) noexcept;
  void applyGain() noexcept;
  void end() noexcept;
};

void CompressorStream::begin() noexcept {
  const CompressorControls &a = first->controls_, &b = second->controls_;
  controls.curve = {join(a.curve.kneeStart, b.curve.kneeStart),
                    join(a.curve.kneeWidth, b.curve.kneeWidth), join(a.curve.slope, b.curve.slope)};
  controls.curveStep = {join(a.curveStep.kneeStart, b.curveStep.kneeStart),
                        join(a.curveStep.kneeWidth, b.curveStep.kneeWidth),
                        join(a.curveStep.slope, b.curveStep.slope)};
  controls.makeUp = {join(a.makeUp.c0, b.makeUp.c0), join(a.makeUp.c1, b.makeUp.c1),
                     join(a.makeUp.c2, b.makeUp.c2), join(a.makeUp.c3, b.makeUp.c3)};
  controls.punch = join(a.punch, b.punch);
  controls.shortHold = join(a.shortHold, b.shortHold);
  const GainSmoother &s = first->smoother_, &t = second->smoother_;
  smoother = {join(s.kRelease, t.kRelease),
              join(s.kAttack, t.kAttack),
              join(s.kSettle, t.kSettle),
              join(s.f, t.f),
              join(s.e, t.e),
              join(s.lastX, t.lastX),
              join(s.lastY1, t.lastY1)};
}

void CompressorStream::computeLevel() noexcept {
  if (!stereo()) {
    for (int i = 0; i < kBlockFrames; ++i) curve[i] = abs(firstBlock->frame[i]);
    return;
  }
  for (int i = 0; i < kBlockFrames; ++i) {
    const f32x4 a = firstBlock->frame[i], b = secondBlock->frame[i];
    curve[i] = max(abs(evenLanes(a, b)), abs(oddLanes(a, b)));
  }
}

template <class History>
void CompressorStream::holdPeaks(const History& history) noexcept {
  f32x4 held[kBlockFrames];
  const mask32x4 punch = controls.punch > f32x4::zero();
  slideMaximum(history, first->window_, curve, held);
  if (first->anyShortHold_ || second->anyShortHold_) {
    f32x4 briefly[kBlockFrames];
    const mask32x4 brief = controls.shortHold > f32x4::zero();
    slideMaximum(history, first->shortWindow_, curve, briefly);
    for (int i = 0; i < kBlockFrames; ++i) held[i] = select(brief, briefly[i], held[i]);
  }
  pushLevels(history, curve);
  for (int i = 0; i < kBlockFrames; ++i) curve[i] = select(punch, held[i], curve[i]);
}

void CompressorStream::holdPeaks() noexcept {
  if (!first->anyPunch_ && !second->anyPunch_) return;
  if (stereo()) {
    holdPeaks(StereoHistory{&first->maximum_, &second->maximum_});
  } else {
    holdPeaks(MonoHistory{&first->maximum_});
  }
}

void CompressorStream::applyGain() noexcept {
  if (!stereo()) {
    for (int i = 0; i < kBlockFrames; ++i) firstBlock->frame[i] *= curve[i];
    return;
  }
  for (int i = 0; i < kBlockFrames; ++i) firstBlock->frame[i] *= twiceLow(curve[i]);
  if (second == first) return;
  for (int i = 0; i < kBlockFrames; ++i) secondBlock->frame[i] *= twiceHigh(curve[i]);
}

void CompressorStream::end() noexcept {
  smoother.f = cleanState(smoother.f);
  smoother.e = cleanState(smoother.e);
  part(smoother.f, first->smoother_.f, second->smoother_.f);
  part(smoother.e, first->smoother_.e, second->smoother_.e);
  part(smoother.lastX, first->smoother_.lastX, second->smoother_.lastX);
  part(smoother.lastY1, first->smoother_.lastY1, second->smoother_.lastY1);
  part(largest, first->reduction_, second->reduction_);
}

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
  anyPunch_ = any(controls_.punch > f32x4::zero());
  anyShortHold_ = any(controls_.shortHold > f32x4::zero());
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
  return -reduction_.get(governing(lane)) * static_cast<float>(math::kDbPerOctave);
}

void CompressorBank::process(CompressorBank* const* banks, BankBlock* const* blocks,
                             int count) noexcept {
  CompressorStream streams[2];
  int ready = 0;
  const auto run = [&streams, &ready] {
    for (int i = 0; i < ready; ++i) {
      CompressorStream& s = streams[i];
      s.begin();
      s.computeLevel();
      s.holdPeaks();
      s.gliding() ? computeReduction<true>(s.controls, s.curve)
                  : computeReduction<false>(s.controls, s.curve);
    }
    if (ready == 2) {
      smoothReductions(streams[0].smoother, streams[0].curve, streams[0].largest,
                       streams[1].smoother, streams[1].curve, streams[1].largest);
    } else {
      streams[0].largest = smoothReduction(streams[0].smoother, streams[0].curve);
    }
    for (int i = 0; i < ready; ++i) {
      CompressorStream& s = streams[i];
      s.gliding() ? computeGain<true>(s.controls, s.curve)
                  : computeGain<false>(s.controls, s.curve);
      s.applyGain();
      s.end();
    }
    ready = 0;
  };

  int alone = -1;  // a stereo bank, until a second comes to share its vector
  for (int i = 0; i < count; ++i) {
    CompressorBank& bank = *banks[i];
    bank.advanceLanes();
    CompressorStream& s = streams[ready];
    if (!bank.stereo_) {
      s.first = s.second = &bank;
      s.firstBlock = s.secondBlock = blocks[i];
    } else if (alone < 0) {
      alone = i;
      continue;
    } else {
      s.first = banks[alone];
      s.firstBlock = blocks[alone];
      s.second = &bank;
      s.secondBlock = blocks[i];
      alone = -1;
    }
    if (++ready == 2) run();
  }
  if (alone >= 0) {
    CompressorStream& s = streams[ready++];
    s.first = s.second = banks[alone];
    s.firstBlock = s.secondBlock = blocks[alone];
  }
  if (ready > 0) run();
}

}  // namespace lathe
