#include "params/param_taper.h"

#include "base/math.h"

namespace lathe {
namespace {

struct LawPoint {
  double travel;
  double db;
};

constexpr LawPoint kFaderLaw[] = {{0.0, kSilenceDb}, {0.04, -60.0}, {0.12, -40.0}, {0.2, -30.0},
                                  {0.32, -20.0},     {0.5, -10.0},  {0.625, -5.0}, {0.75, 0.0},
                                  {0.875, 5.0},      {1.0, 10.0}};

/// Along the law from one of its columns to the other, in which both rise.
double alongLaw(double LawPoint::*from, double LawPoint::*to, double x) noexcept {
  const LawPoint* high = kFaderLaw + 1;
  while (high != std::end(kFaderLaw) - 1 && x > high->*from) ++high;
  const LawPoint* low = high - 1;
  return low->*to + (high->*to - low->*to) * ((x - low->*from) / (high->*from - low->*from));
}

/// 1 − 1/R: equal travel, equal change of the slope above the threshold.
double slopeOfRatio(double ratio) noexcept { return 1.0 - 1.0 / ratio; }

}  // namespace

double toPosition(const ParamSpec& spec, double value) noexcept {
  switch (spec.taper) {
    case ParamTaper::Fader:
      return alongLaw(&LawPoint::db, &LawPoint::travel, value) /
             alongLaw(&LawPoint::db, &LawPoint::travel, spec.maximum);
    case ParamTaper::Log:
      return math::log2(value / spec.minimum) / math::log2(spec.maximum / spec.minimum);
    case ParamTaper::Ratio:
      return slopeOfRatio(value) / slopeOfRatio(spec.maximum);
    default:
      return (value - spec.minimum) / (spec.maximum - spec.minimum);
  }
}

double fromPosition(const ParamSpec& spec, double position) noexcept {
  const double at = math::clamp(position, 0.0, 1.0);
  double value = spec.minimum + at * (spec.maximum - spec.minimum);
  switch (spec.taper) {
    case ParamTaper::Fader:
      value = alongLaw(&LawPoint::travel, &LawPoint::db,
                       at * alongLaw(&LawPoint::db, &LawPoint::travel, spec.maximum));
      break;
    case ParamTaper::Log:
      value = spec.minimum * math::exp2(at * math::log2(spec.maximum / spec.minimum));
      break;
    case ParamTaper::Ratio:
      value = 1.0 / (1.0 - at * slopeOfRatio(spec.maximum));
      break;
    default:
      break;
  }
  return math::clamp(value, spec.minimum, spec.maximum);
}

}  // namespace lathe
