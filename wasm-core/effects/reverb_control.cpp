// The reverb between its settings and its block: what allocates, glides and fades. Apart
// from the signal path, so that it can be built for size.
#include "base/math.h"
#include "effects/reverb.h"

namespace lathe {
namespace {

constexpr double kGainMs = 20.0, kFrequencyMs = 30.0, kFadeMs = 40.0;
/// Full modulation turns lines by this many radians to either side.
constexpr double kWidestTurn = 0.9;
/// Pairs swing at rates a little apart, so that the pattern does not repeat.
constexpr double kRateSpread[] = {1.0, 0.87, 1.13, 0.76};

}  // namespace

size_t Reverb::memoryBytes(double sampleRate) {
  const ReverbExtent extent = reverbExtent(sampleRate);
  return BlockRings::memoryBytes(2, extent.preDelay) + Diffuser::memoryBytes(extent) +
         FeedbackNetwork::memoryBytes(extent.line);
}

void Reverb::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  const ReverbExtent extent = reverbExtent(sampleRate);
  preDelay_.prepare(2, extent.preDelay);
  diffuser_.prepare(extent);
  network_.prepare(extent.line);
  cuts_.prepare(sampleRate);
  mix_.prepare(sampleRate);
  for (int i = 0; i < kGlides; ++i) {
    glide_[i].prepare(sampleRate, i < T60 ? kGainMs : kFrequencyMs);
  }
  fadeBlocks_ = static_cast<int>(kFadeMs * 0.001 * sampleRate / kBlockFrames + 0.5);
  settings_ = ReverbSettings{};
  reset();
}

void Reverb::reset() noexcept {
  preDelay_.reset();
  diffuser_.reset();
  network_.reset();
  cuts_.reset();
  mix_.reset();
  for (int i = 0; i < kReverbLines / 2; ++i) {
    lfo_[i] = 0.25 * i;
    turnEnd_[i] = 0.0;
  }
  set(settings_, true);
  advanceTurn(glide_[Depth].target());
}

void Reverb::set(const ReverbSettings& settings, bool snap) noexcept {
  if (!snap && settings == settings_) return;
  settings_ = settings;
  cuts_.set(settings.lowCutHz, settings.highCutHz, snap);
  mix_.set(settings.mixPercent, settings.widthPercent, settings.duckDb, settings.duckReleaseMs,
           snap);
  beginFade(reverbGeometry(settings, sampleRate_));
  if (snap) {
    from_ = to_ = next_;
    fade_ = FadeRamp{};
    waiting_ = false;
  }
  aimGlides(snap);
  decayMoves_ = true;
  if (snap) advanceDecay(true);
}

void Reverb::aimGlides(bool snap) noexcept {
  const ReverbSettings& s = settings_;
  const double t60 = s.t60Seconds >= kInfiniteT60Seconds ? kInfiniteT60Seconds
                                                         : math::clamp(s.t60Seconds, 0.1, 20.0);
  const double share = math::clamp(s.lateSharePercent * 0.01, 0.0, 1.0);
  double frames[kReverbLines];
  for (int i = 0; i < kReverbLines; ++i) frames[i] = next_.line[i];
  double target[kGlides];
  target[Early] = math::sqrt(1.0 - share);
  target[Late] = math::sqrt(share) * lateGain(t60, frames, sampleRate_);
  target[Angle] = math::clamp(s.diffusionPercent * 0.01, 0.0, 1.0) * (math::kPi / 4.0);
  target[Depth] = math::clamp(s.modulationPercent * 0.01, 0.0, 1.0) * kWidestTurn;
  target[T60] = math::log2(t60);
  target[Damping] = math::log2(math::clamp(s.dampingHz, 1000.0, 20000.0));
  target[High] = math::log2(math::clamp(s.highRatio, 0.1, 1.0));
  target[Low] = math::log2(math::clamp(s.lowRatio, 0.5, 2.0));
  for (int i = 0; i < kGlides; ++i) {
    snap ? glide_[i].snap(target[i]) : glide_[i].setTarget(target[i]);
  }
  if (snap) setAngle(target[Angle]);
}

void Reverb::beginFade(const ReverbGeometry& next) noexcept {
  next_ = next;
  waiting_ = !(next_ == to_);
}

void Reverb::advanceFade() noexcept {
  if (fade_.moving && fadeBlock_ == fadeBlocks_) {
    fade_ = FadeRamp{};
    from_ = to_;
  }
  if (!fade_.moving) {
    if (!waiting_) return;
    waiting_ = false;
    to_ = next_;
    fadeBlock_ = 0;
    fade_.moving = true;
  }
  const float step = 1.0f / static_cast<float>(fadeBlocks_);
  fade_.start = step * static_cast<float>(fadeBlock_);
  fade_.step = step / kBlockFrames;
  ++fadeBlock_;
  decayMoves_ = true;
}

/// The lines' lengths at the end of the coming block, as far as decay is concerned.
void Reverb::effectiveLines(double* frames) const noexcept {
  const double share =
      fade_.moving ? static_cast<double>(fade_.start + fade_.step * kBlockFrames) : 1.0;
  for (int i = 0; i < kReverbLines; ++i) {
    frames[i] = from_.line[i] + (to_.line[i] - from_.line[i]) * share;
  }
}

void Reverb::advanceDecay(bool snap) noexcept {
  decayMoves_ = false;
  for (int i = T60; i < kGlides; ++i) {
    glide_[i].advance();
    decayMoves_ |= glide_[i].moving();
  }
  DecayCurve curve;
  curve.t60Seconds = math::exp2(glide_[T60].edgeEnd());
  curve.dampingHz = math::exp2(glide_[Damping].edgeEnd());
  curve.highRatio = math::exp2(glide_[High].edgeEnd());
  curve.lowRatio = math::exp2(glide_[Low].edgeEnd());
  double frames[kReverbLines];
  effectiveLines(frames);
  LineFilters filters;
  designLineFilters(curve, frames, sampleRate_, filters);
  network_.setFilters(filters, snap);
}

void Reverb::advanceTurn(double depth) noexcept {
  const double perBlock =
      math::clamp(settings_.modulationHz, 0.0, 20.0) * kBlockFrames / sampleRate_;
  for (int i = 0; i < kReverbLines / 2; ++i) {
    lfo_[i] += perBlock * kRateSpread[i];
    lfo_[i] -= math::floor(lfo_[i]);
    const double start = turnEnd_[i];
    const double end = depth * math::sin(2.0 * math::kPi * lfo_[i]);
    const double step = (end - start) * (1.0 / kBlockFrames);
    turnEnd_[i] = end;
    turn_.cosine[i] = static_cast<float>(math::cos(start));
    turn_.sine[i] = static_cast<float>(math::sin(start));
    turn_.stepCosine[i] = static_cast<float>(math::cos(step));
    turn_.stepSine[i] = static_cast<float>(math::sin(step));
  }
}

void Reverb::setAngle(double radians) noexcept {
  const double cosine = math::cos(radians);
  tangent_ = math::sin(radians) / cosine;
  diffusionGain_ = cosine * cosine * cosine;
}

DiffusionAngle Reverb::advanceAngle() noexcept {
  const double tangent = tangent_, gain = diffusionGain_;
  DiffusionAngle angle;
  angle.tangent = static_cast<float>(tangent);
  angle.gain = static_cast<float>(gain);
  const CubicSegment& segment = glide_[Angle].advance();
  if (segment.constant) return angle;
  setAngle(segment.end());
  angle.tangentStep = static_cast<float>((tangent_ - tangent) / kBlockFrames);
  angle.gainStep = static_cast<float>((diffusionGain_ - gain) / kBlockFrames);
  return angle;
}

}  // namespace lathe
