#include "dsp/saturation_lane.h"

#include "base/math.h"
#include "dsp/matched_filter.h"

namespace lathe {
namespace {

constexpr double kGainMs = 20.0, kFrequencyMs = 30.0;
constexpr double kToneHz = 1500.0;
// Of tape.
constexpr double kTapeToneDb = 6.0, kBumpDb = 1.5, kBumpHz = 80.0, kBumpQ = 0.9;
constexpr double kButterworthQ = 0.70710678118654752;
/// Of the upper knee, at 100 % of bias.
constexpr double kFullBias = 0.5;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
}

/// First-order tilt about kToneHz, `gainDb` from bass to treble; bilinear, so
/// that the inverse is the same with pole and zero exchanged.
void tilts(double gainDb, double sampleRate, SectionDesign& boost, SectionDesign& inverse) {
  if (gainDb == 0.0) return;
  const double root = math::dbToGain(0.5 * gainDb);
  const double t = math::tan(math::kPi * kToneHz / sampleRate);
  // (t/√G + s)/(t + s/√G): 1/√G at 0 Hz, √G at the top.
  const double b0 = t / root + 1.0, b1 = t / root - 1.0, a0 = t + 1.0 / root, a1 = t - 1.0 / root;
  boost = sectionOf({b0 / a0, b1 / a0, 0.0, a1 / a0, 0.0});
  inverse = sectionOf({a0 / b0, a1 / b0, 0.0, b1 / b0, 0.0});
}

}  // namespace

void SaturationLane::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  for (ParamSmoother* s :
       {&drive_, &wet_, &lows_, &dry_, &dcShare_, &bias_, &toneDb_, &bumpDb_, &keep_}) {
    s->prepare(sampleRate, kGainMs);
  }
  log2LowsHz_.prepare(sampleRate, kFrequencyMs);
  reset();
}

void SaturationLane::reset() noexcept { set(SaturationSettings::neutral(), true); }

void SaturationLane::set(const SaturationSettings& settings, bool snap) noexcept {
  waking_ = !snap && asleep();
  settings_ = settings;
  if (snap) character_ = settings.character;
  switching_ = character_ != settings.character;
  aimAll(snap);
  moving_ = true;
  if (snap) advance();
}

void SaturationLane::aimAll(bool snap) noexcept {
  curve_ = shaperCurve(character_);
  const bool tape = character_ == SaturationCharacter::Tape;
  const double bias = curve_.bias + 0.01 * settings_.biasPercent * kFullBias * curve_.high;
  const double drive = math::dbToGain(settings_.driveDb);
  const double programme = programmeGain(curve_, drive, bias);
  const double mix = 0.01 * settings_.mixPercent;
  const double share = mix * math::dbToGain(settings_.outputDb);
  const double level = settings_.matched ? share : share * programme;
  aim(drive_, drive, snap);
  aim(bias_, bias, snap);
  aim(wet_, switching_ ? 0.0 : level / (programme * curve_.slopeAt(bias)), snap);
  aim(lows_, switching_ ? 0.0 : level, snap);
  aim(dry_, switching_ ? 1.0 - mix + level : 1.0 - mix, snap);
  aim(dcShare_, bias != 0.0 || curve_.low != -curve_.high ? 1.0 : 0.0, snap);
  aim(toneDb_, settings_.toneDb + (tape ? kTapeToneDb : 0.0), snap);
  aim(bumpDb_, tape ? kBumpDb : 0.0, snap);
  const bool keeps = settings_.keepLowsHz > kKeepLowsOffHz;
  // From off, it does not sweep.
  const bool sweeps = !snap && (keep_.moving() || keep_.target() != 0.0);
  if (keeps) aim(log2LowsHz_, math::log2(settings_.keepLowsHz), !sweeps);
  aim(keep_, keeps ? 1.0 : 0.0, snap);
}

/// The filters as they are at run `edge` of the block.
void SaturationLane::design(int edge) noexcept {
  const double u = static_cast<double>(edge) / kSectionRuns,
               radians = 2.0 * math::kPi / sampleRate_;
  const auto value = [u](const ParamSmoother& s) { return s.segment().at(u); };
  const auto i = static_cast<size_t>(edge);
  SectionDesign &highPass = filters_.highPass[i], &headBump = filters_.headBump[i];
  SectionDesign &emphasis = filters_.emphasis[i], &deEmphasis = filters_.deEmphasis[i];
  highPass = headBump = emphasis = deEmphasis = SectionDesign{};
  if (const double keep = value(keep_); keep > 0.0 || !keep_.segment().constant) {
    // `keep` of what the high-pass takes away is taken away.
    highPass = sectionOf(highPassFilter(radians * math::exp2(value(log2LowsHz_)), kButterworthQ));
    highPass.m0 = 1.0 + keep * (highPass.m0 - 1.0);
    highPass.m1 *= keep;
    highPass.m2 *= keep;
  }
  tilts(value(toneDb_), sampleRate_, emphasis, deEmphasis);
  if (const double bump = value(bumpDb_); bump != 0.0) {
    headBump = sectionOf(bellFilter(radians * kBumpHz, bump, kBumpQ));
  }
}

void SaturationLane::advance() noexcept {
  // A block for the wet path to fill before it is heard.
  if (waking_) {
    waking_ = false;
    return;
  }
  bool gliding = false;
  for (ParamSmoother* s : {&drive_, &wet_, &lows_, &dry_, &dcShare_, &bias_, &toneDb_, &bumpDb_,
                           &keep_, &log2LowsHz_}) {
    gliding |= !s->advance().constant;
  }
  for (SectionEdges* edges :
       {&filters_.highPass, &filters_.emphasis, &filters_.deEmphasis, &filters_.headBump}) {
    edges->front() = edges->back();
  }
  for (int edge = 1; edge <= kSectionRuns; ++edge) design(edge);
  for (SectionEdges* edges :
       {&filters_.highPass, &filters_.emphasis, &filters_.deEmphasis, &filters_.headBump}) {
    SectionDesign &from = edges->front(), &to = (*edges)[1];
    // A wire to become a filter, or the reverse: its poles at once, its effect from nothing.
    if (from.a1 == 0.0 && to.a1 != 0.0) from = {to.a1, to.a2, 1.0, 0.0, 0.0, to.g};
    // At rest, exactly on the final values.
    if (!gliding) edges->fill(edges->back());
  }
  moving_ = gliding;
  if (!gliding && switching_) {
    character_ = settings_.character;
    switching_ = false;
    aimAll(false);
    moving_ = true;
  }
}

bool SaturationLane::asleep() const noexcept {
  return !moving_ && wet_.target() == 0.0 && lows_.target() == 0.0;
}

}  // namespace lathe
