#include "dsp/equaliser_shape.h"

#include "base/math.h"
#include "dsp/matched_filter.h"

namespace lathe {
namespace {

constexpr double kShelfQMin = 0.3, kShelfQMax = 2.0;

constexpr PassRecipe kPassRecipes[] = {
    {1, {-1.0}},
    {1, {0.0}},
    {2, {-1.0, 1.0}},
    {2, {0.54119610014619698, 1.3065629648763765}},
    {3, {0.51763809020504152, 0.70710678118654752, 1.9318516525781366}},
    {4, {0.50979557910415917, 0.60134488693504528, 0.89997622313641570, 2.5629154477415062}},
};

bool isShelf(SectionShape shape) noexcept {
  return shape == SectionShape::LowShelf || shape == SectionShape::HighShelf;
}

/// Q as the shape takes it.
double qOf(SectionShape shape, double q) noexcept {
  return isShelf(shape) ? math::clamp(q, kShelfQMin, kShelfQMax) : q;
}

Biquad matchedOf(SectionShape shape, double w0, double gainDb, double q) noexcept {
  switch (shape) {
    case SectionShape::LowPass1:
      return lowPassFirstOrder(w0);
    case SectionShape::HighPass1:
      return highPassFirstOrder(w0);
    case SectionShape::LowPass2:
      return lowPassFilter(w0, q);
    case SectionShape::HighPass2:
      return highPassFilter(w0, q);
    case SectionShape::LowShelf:
      return lowShelfFilter(w0, gainDb, q);
    case SectionShape::HighShelf:
      return highShelfFilter(w0, gainDb, q);
    case SectionShape::Notch:
      return notchFilter(w0, q);
    case SectionShape::BandPass:
      return bandPassFilter(w0, q);
    case SectionShape::Bell:
    case SectionShape::Tilt:
    case SectionShape::Off:
      break;
  }
  return bellFilter(w0, gainDb, q);
}

}  // namespace

SectionShape shapeOf(BandType type) noexcept {
  switch (type) {
    case BandType::LowShelf:
      return SectionShape::LowShelf;
    case BandType::HighShelf:
      return SectionShape::HighShelf;
    case BandType::Notch:
      return SectionShape::Notch;
    case BandType::BandPass:
      return SectionShape::BandPass;
    case BandType::Tilt:
      return SectionShape::Tilt;
    case BandType::Bell:
      break;
  }
  return SectionShape::Bell;
}

bool isByGain(SectionShape shape) noexcept {
  return shape == SectionShape::Bell || shape == SectionShape::Tilt || isShelf(shape);
}

bool hasRest(SectionShape shape, bool exact) noexcept {
  return exact && shape != SectionShape::Off && shape != SectionShape::Tilt;
}

const PassRecipe& passRecipe(FilterSlope slope) noexcept {
  return kPassRecipes[static_cast<int>(slope)];
}

AnalogueFilter analogueOf(SectionShape shape, double gainDb, double q) noexcept {
  q = qOf(shape, q);
  const double a = math::dbToGain(0.5 * gainDb), root = math::sqrt(a), damping = 1.0 / q;
  switch (shape) {
    case SectionShape::LowPass1:
      return {0.0, 0.0, 1.0, 0.0, 1.0, 1.0};
    case SectionShape::HighPass1:
      return {0.0, 1.0, 0.0, 0.0, 1.0, 1.0};
    case SectionShape::LowPass2:
      return {0.0, 0.0, 1.0, 1.0, damping, 1.0};
    case SectionShape::HighPass2:
      return {1.0, 0.0, 0.0, 1.0, damping, 1.0};
    case SectionShape::LowShelf:
      return {a, a * root * damping, a * a, a, root * damping, 1.0};
    case SectionShape::HighShelf:
      return {a * a, a * root * damping, a, 1.0, root * damping, a};
    case SectionShape::Notch:
      return {1.0, 0.0, 1.0, 1.0, damping, 1.0};
    case SectionShape::BandPass:
      return {0.0, damping, 0.0, 1.0, damping, 1.0};
    case SectionShape::Tilt:
      return {0.0, a, 1.0, 0.0, 1.0, a};
    case SectionShape::Bell:
    case SectionShape::Off:
      break;
  }
  return {1.0, a * damping, 1.0, 1.0, damping / a, 1.0};
}

SlotDesign designOf(SectionShape shape, bool exact, double w0, double gainDb, double q) noexcept {
  if (shape == SectionShape::Tilt)
    return {sectionOf(exactFirstOrder(analogueOf(shape, gainDb, q), w0)), {}};
  if (!exact) return {sectionOf(matchedOf(shape, w0, gainDb, qOf(shape, q))), {}};
  const ExactFilter h = exactFilter(analogueOf(shape, gainDb, q), w0);
  return {sectionOf(h.main), sectionOf(h.rest)};
}

SectionDesign regionOf(SectionShape shape, double w0, double q) noexcept {
  constexpr double kButterworth = 0.70710678118654752;
  if (shape == SectionShape::Bell) return sectionOf(bandPassFilter(w0, q));
  return sectionOf(shape == SectionShape::LowShelf ? lowPassFilter(w0, kButterworth)
                                                   : highPassFilter(w0, kButterworth));
}

}  // namespace lathe
