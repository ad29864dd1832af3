#include "master/equaliser/master_equaliser.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kFadeMs = 10.0;
/// Input beyond it is no audio.
constexpr double kHighest = 1e9;

}  // namespace

int MasterEqualiser::latencyFrames(EqualiserPhase phase, double sampleRate) noexcept {
  return phase == EqualiserPhase::Linear ? LinearPhaseFilter::latencyFrames(sampleRate) : 0;
}

size_t MasterEqualiser::heapBytes(double sampleRate, bool linearPhase) noexcept {
  return linearPhase ? LinearPhaseFilter::heapBytes(sampleRate) : 0;
}

void MasterEqualiser::prepare(double sampleRate, bool linearPhase) {
  sampleRate_ = sampleRate;
  const double blocks = kFadeMs * sampleRate / 1000.0 / kBlockFrames;
  fadeBlocks_ = static_cast<int>(math::clamp(math::round(blocks), 1.0, 1000.0));
  settings_ = {};
  chain_.prepare(sampleRate);
  hasLinear_ = linearPhase;
  if (linearPhase) linear_.prepare(sampleRate);
  reset();
}

void MasterEqualiser::reset() noexcept {
  fade_ = Fade::None;
  fadeBlock_ = 0;
  phase_ = wantedPhase();
  chain_.set(chainSettings(), true);
  chain_.reset();
  if (phase_ != EqualiserPhase::Linear) return;
  linear_.set(StaticCurve::of(settings_, sampleRate_), true);
  linear_.reset();
}

void MasterEqualiser::set(const MasterEqualiserSettings& settings, bool snap) noexcept {
  if (settings == settings_ && !snap) return;
  settings_ = settings;
  if (snap && (wantedPhase() != phase_ || fade_ != Fade::None)) return reset();
  chain_.set(chainSettings(), snap);
  if (phase_ == EqualiserPhase::Linear) linear_.set(StaticCurve::of(settings_, sampleRate_), snap);
}

/// What the sections do: all of it, or the rest that linear phase leaves to them.
MasterEqualiserSettings MasterEqualiser::chainSettings() const noexcept {
  MasterEqualiserSettings s = settings_;
  if (phase_ == EqualiserPhase::Minimum) return s;
  s.tiltDb = 0.0;
  s.curve.highPass.on = s.curve.lowPass.on = false;
  for (BandSettings& band : s.curve.band) band.on = band.on && StaticCurve::isDynamic(band);
  return s;
}

void MasterEqualiser::changePhase() noexcept {
  phase_ = wantedPhase();
  chain_.set(chainSettings(), true);
  chain_.reset();
  if (phase_ == EqualiserPhase::Linear) linear_.restart(StaticCurve::of(settings_, sampleRate_));
}

/// One block's part of the fade that is on.
void MasterEqualiser::fade(StereoBlock& block) noexcept {
  for (int i = 0; i < kBlockFrames; ++i) {
    const double t = (fadeBlock_ + i * (1.0 / kBlockFrames)) / fadeBlocks_;
    const double in = t * t * (3.0 - 2.0 * t);
    block[i] *= f64x2::splat(fade_ == Fade::In ? in : 1.0 - in);
  }
  if (++fadeBlock_ < fadeBlocks_) return;
  fadeBlock_ = 0;
  if (fade_ == Fade::In) {
    fade_ = Fade::None;
  } else {
    changePhase();
    fade_ = Fade::In;
  }
}

void MasterEqualiser::process(StereoBlock& block) noexcept {
  const f64x2 highest = f64x2::splat(kHighest);
  for (f64x2& x : block.frames) x = x & (abs(x) < highest);
  if (fade_ == Fade::None && phase_ != wantedPhase()) fade_ = Fade::Out;
  // The way in, so that a filter with a memory meets no edge.
  if (fade_ == Fade::In) fade(block);
  if (phase_ == EqualiserPhase::Linear) {
    StereoBlock key;
    linear_.process(block, key);
    chain_.process(block, key);
  } else {
    chain_.process(block, block);
  }
  if (fade_ == Fade::Out) fade(block);
}

}  // namespace lathe
