#include "master/clipper/knee_excess.h"

namespace lathe {
namespace {

/// Three samples within it are one point to g: right within 1e-7 where g bends over the width of a
/// knee. Where the knee is a corner, within 1e-5.
constexpr double kClose = 1e-3, kCloseOnCorner = 5e-5, kCorner = 0.01;
/// Two samples within it are one point to the first difference.
constexpr double kTouching = 1e-9;

LATHE_INLINE f64x2 splat(double x) { return f64x2::splat(x); }

/// A knee with what its polynomials divide by.
struct Polynomials {
  f64x2 start, end, width, perWidth24, width2Over6, widthOver4, close;

  explicit LATHE_INLINE Polynomials(const Knee& k)
      : start(k.start),
        end(k.start + k.width),
        width(k.width),
        perWidth24(splat(1.0 / 24.0) / k.width),
        width2Over6(splat(1.0 / 6.0) * (k.width * k.width)),
        widthOver4(splat(0.25) * k.width),
        close(select(k.width < splat(kCorner), splat(kCloseOnCorner), splat(kClose))) {}
};

/// One side's (H(z) − H(v))/(z − v), H = G2 for z > 0 and nothing below.
LATHE_INLINE f64x2 sideDifference(const Polynomials& k, f64x2 z, f64x2 v, f64x2 perDifference,
                                  mask64x2 touching) {
  const f64x2 zero = f64x2::zero();
  const f64x2 overZ = z - k.start, overV = v - k.start;
  const f64x2 d = min(max(overZ, zero), k.width), e = min(max(overV, zero), k.width);
  const f64x2 p = max(z - k.end, zero), q = max(v - k.end, zero);
  const f64x2 inKnee = (d + e) * (d * d + e * e) * k.perWidth24;
  const f64x2 beyond =
      k.width2Over6 + k.widthOver4 * (p + q) + splat(1.0 / 6.0) * (p * p + p * q + q * q);
  // Of the way from v to z, how much lies within the knee and how much beyond: all, where both
  // ends do, and then without rounding.
  const f64x2 one = splat(1.0);
  const mask64x2 bothBeyond = min(p, q) > zero;
  const f64x2 shareBeyond = select(bothBeyond, one, andNot((p - q) * perDifference, touching));
  const f64x2 least = min(d, e), most = max(d, e);
  const f64x2 within = select(least > zero, one, zero) & (most < k.width);
  const f64x2 shareWithin = select(within > zero, one, andNot((d - e) * perDifference, touching));
  return shareWithin * inKnee + shareBeyond * beyond;
}

/// Sides that samples reach the knee on: what the other one gives is nothing.
enum Sides { kPositive = 1, kNegative = 2, kBoth = 3 };

template <Sides kSides>
LATHE_INLINE f64x2 difference(const Polynomials& k, f64x2 x, f64x2 v) {
  const f64x2 by = x - v;
  const mask64x2 touching = abs(by) < splat(kTouching);
  const f64x2 perDifference = splat(1.0) / select(touching, splat(1.0), by);
  f64x2 sum = f64x2::zero();
  if constexpr ((kSides & kPositive) != 0) sum += sideDifference(k, x, v, perDifference, touching);
  if constexpr ((kSides & kNegative) != 0) {
    sum += sideDifference(k, -x, -v, -perDifference, touching);
  }
  return sum;
}

LATHE_INLINE f64x2 valueOf(const Polynomials& k, f64x2 x) {
  const f64x2 size = abs(x), zero = f64x2::zero();
  const f64x2 d = min(max(size - k.start, zero), k.width);
  const f64x2 g = splat(0.5) * d * d / k.width + max(size - k.end, zero);
  return select(x < zero, -g, g);
}

/// `first` is difference(x, x1), `second` difference(x1, x2).
template <Sides kSides>
LATHE_INLINE f64x2 excess(const Polynomials& k, f64x2 x, f64x2 x1, f64x2 x2, f64x2 first,
                          f64x2 second) {
  f64x2 change = first - second, span = x - x2;
  const f64x2 near = abs(x - x1), before = abs(x1 - x2), far = abs(span);
  const f64x2 spread = max(near, before);
  const mask64x2 close = spread < k.close, folded = far < splat(0.5) * spread;
  if (any(folded)) {
    // The same about x: (D(x1, x) − D(x, x2))/(x1 − x2).
    change = select(folded, first - difference<kSides>(k, x, x2), change);
    span = select(folded, x1 - x2, span);
  }
  f64x2 y = (change + change) / select(close, splat(1.0), span);
  if (any(close)) {
    y = select(close, valueOf(k, x1 + ((x - x1) - (x1 - x2)) * splat(1.0 / 3.0)), y);
  }
  return y;
}

template <Sides kSides>
void runOf(const Polynomials& k, f64x2 x1, f64x2 x2, const f64x2* x, f64x2* y, int count) noexcept {
  f64x2 second = difference<kSides>(k, x1, x2);
  for (int i = 0; i < count; ++i) {
    const f64x2 first = difference<kSides>(k, x[i], x1);
    y[i] = excess<kSides>(k, x[i], x1, x2, first, second);
    second = first;
    x2 = x1;
    x1 = x[i];
  }
}

}  // namespace

f64x2 excessAt(const Knee& knee, f64x2 x) noexcept { return valueOf(Polynomials(knee), x); }

f64x2 excessOf(const Knee& knee, f64x2 x, f64x2 x1, f64x2 x2) noexcept {
  const Polynomials k(knee);
  return excess<kBoth>(k, x, x1, x2, difference<kBoth>(k, x, x1), difference<kBoth>(k, x1, x2));
}

void excessOfRun(const Knee& knee, f64x2 x1, f64x2 x2, const f64x2* x, f64x2* y,
                 int count) noexcept {
  f64x2 highest = max(x1, x2), lowest = min(x1, x2);
  for (int i = 0; i < count; ++i) {
    highest = max(x[i], highest);
    lowest = min(x[i], lowest);
  }
  const bool up = any(highest > knee.start), down = any(lowest < -knee.start);
  const auto run = up && down ? runOf<kBoth> : up ? runOf<kPositive> : runOf<kNegative>;
  run(Polynomials(knee), x1, x2, x, y, count);
}

}  // namespace lathe
