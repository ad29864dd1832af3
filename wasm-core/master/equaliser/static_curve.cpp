#include "master/equaliser/static_curve.h"

#include "base/math.h"

namespace lathe {
namespace {

double squaredAt(const AnalogueFilter& h, double w) noexcept {
  const double w2 = w * w;
  const auto squared = [w2](double c2, double c1, double c0) {
    const double even = c0 - c2 * w2;
    return even * even + c1 * c1 * w2;
  };
  return squared(h.n2, h.n1, h.n0) / squared(h.d2, h.d1, h.d0);
}

}  // namespace

bool StaticCurve::isDynamic(const BandSettings& band) noexcept {
  return band.dynamic.on && isByGain(shapeOf(band.type));
}

void StaticCurve::add(SectionShape shape, double hz, double gainDb, double q,
                      BandPlacement place) noexcept {
  if (isByGain(shape) && gainDb == 0.0) return;
  const double gain = math::clamp(gainDb, -kEqMaxGainDb, kEqMaxGainDb);
  section_[static_cast<size_t>(count_++)] = {analogueOf(shape, gain, q),
                                             hz < highestHz_ ? hz : highestHz_, place};
  crosses_ |= place == BandPlacement::Left || place == BandPlacement::Right;
}

void StaticCurve::addPass(const PassFilterSettings& pass, bool high) noexcept {
  if (!pass.on) return;
  const PassRecipe& recipe = passRecipe(pass.slope);
  for (int i = 0; i < recipe.sections; ++i) {
    const double q = recipe.q[i];
    SectionShape shape = high ? SectionShape::HighPass2 : SectionShape::LowPass2;
    if (q < 0.0) shape = high ? SectionShape::HighPass1 : SectionShape::LowPass1;
    add(shape, pass.freqHz, 0.0, q > 0.0 ? q : pass.q, BandPlacement::Stereo);
  }
}

StaticCurve StaticCurve::of(const MasterEqualiserSettings& settings, double sampleRate) noexcept {
  const EqualiserSettings& curve = settings.curve;
  StaticCurve c;
  c.highestHz_ = kEqHighestFreq * sampleRate;
  c.addPass(curve.highPass, true);
  for (size_t i = 0; i < kEqBands; ++i) {
    const BandSettings& band = curve.band[i];
    if (!band.on || isDynamic(band)) continue;
    c.add(shapeOf(band.type), band.freqHz, 0.01 * curve.gainScalePercent * band.gainDb, band.q,
          settings.placement[i]);
  }
  c.addPass(curve.lowPass, false);
  c.add(SectionShape::Tilt, settings.tiltPivotHz, settings.tiltDb, 1.0, BandPlacement::Stereo);
  return c;
}

MidSideGain StaticCurve::at(double hz) const noexcept {
  double both = 1.0;  // squared
  MidSideGain m{1.0, 0.0, 0.0, 1.0};
  for (int i = 0; i < count_; ++i) {
    const Section& s = section_[static_cast<size_t>(i)];
    const double squared = squaredAt(s.filter, hz / s.freqHz);
    if (s.placement == BandPlacement::Stereo) {
      both *= squared;
      continue;
    }
    const double gain = math::sqrt(squared);
    if (s.placement == BandPlacement::Mid) {
      m.mm *= gain;
      m.ms *= gain;
    } else if (s.placement == BandPlacement::Side) {
      m.sm *= gain;
      m.ss *= gain;
    } else {
      // Half of what is added to left or right, M ± S, is mid, and half of it side.
      const double sign = s.placement == BandPlacement::Left ? 1.0 : -1.0,
                   half = 0.5 * (gain - 1.0);
      const double fromMid = half * (m.mm + sign * m.sm), fromSide = half * (m.ms + sign * m.ss);
      m = {m.mm + fromMid, m.ms + fromSide, m.sm + sign * fromMid, m.ss + sign * fromSide};
    }
  }
  const double gain = math::sqrt(both);
  return {gain * m.mm, gain * m.ms, gain * m.sm, gain * m.ss};
}

}  // namespace lathe
