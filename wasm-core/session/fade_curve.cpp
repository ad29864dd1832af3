#include "session/fade_curve.h"

#include "base/math.h"

namespace lathe {
namespace {

double slow(double x) { return x * x * x; }
double fast(double x) { return 1.0 - slow(1.0 - x); }

}  // namespace

[[gnu::noinline]] double fadeWeight(FadeCurve curve, double x) noexcept {
  switch (curve) {
    case FadeCurve::Linear:
      return x;
    case FadeCurve::EqualPower:
      return math::sin(0.5 * math::kPi * x);
    case FadeCurve::Slow:
      return slow(x);
    case FadeCurve::Fast:
      return fast(x);
    case FadeCurve::SCurve:
      return 0.5 - 0.5 * math::cos(math::kPi * x);
  }
  return x;
}

}  // namespace lathe
