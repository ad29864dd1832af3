#include "dsp/antiderivative_shaper.h"

namespace lathe {
namespace {

/// Neighbours within it are one point to f: where the curve bends the mean is right within 1e-7,
/// on a corner crossed at such a pace within 5e-6.
constexpr double kCloseOnBend = 1e-3, kCloseOnCorner = 5e-5;
/// Of a single difference, where neighbours are not close.
constexpr double kTouching = 1e-6;
/// Rounding of F2 over the product of the two smallest differences is what the quotients err by:
/// 4e-16/kGuard, or −127 dB.
constexpr double kGuard = 1e-9;
/// A run within it, all of it close, would be guarded all through.
constexpr double kQuiet = 2e-5;

/// Even terms and, if any lane has them, odd ones: the same bits for a lane without.
template <bool kCurved, bool kSided>
LATHE_INLINE f64x2 series(const f64x2 (&p)[ShaperCurve::kTerms], f64x2 c, f64x2 square) {
  if constexpr (!kCurved) return p[0];
  const f64x2 even = ((p[6] * square + p[4]) * square + p[2]) * square + p[0];
  if constexpr (!kSided) return even;
  return even + ((p[5] * square + p[3]) * square + p[1]) * c;
}

LATHE_INLINE f64x2 clamped(const ShaperLanes& curve, f64x2 x) {
  return min(max(x, curve.low), curve.high);
}

template <bool kCurved, bool kSided>
LATHE_INLINE f64x2 secondAntiderivative(const ShaperLanes& curve, f64x2 x) {
  const f64x2 c = clamped(curve, x), e = x - c;
  const f64x2 square = c * c;
  const f64x2 inner = (square * c) * series<kCurved, kSided>(curve.f2, c, square);
  if constexpr (kSided) {
    // One of the two is nothing.
    const f64x2 up = max(e, f64x2::zero()), down = min(e, f64x2::zero());
    return inner + up * (curve.highF1 + curve.highHalf * up) +
           down * (curve.lowF1 + curve.lowHalf * down);
  }
  return inner + e * (curve.highF1 + curve.highHalf * abs(e));
}

LATHE_INLINE f64x2 valueOf(const ShaperLanes& curve, f64x2 x) {
  const f64x2 c = clamped(curve, x);
  return c * series<true, true>(curve.f, c, c * c);
}

f64x2 firstAntiderivative(const ShaperLanes& curve, f64x2 x) {
  const f64x2 c = clamped(curve, x), e = x - c;
  const f64x2 square = c * c;
  const f64x2 half = select(e > f64x2::zero(), curve.highHalf, curve.lowHalf);
  return square * series<true, true>(curve.f1, c, square) + e * (half + half);
}

f64x2 quotient(const ShaperLanes& curve, f64x2 a, f64x2 b) {
  const f64x2 difference = a - b;
  const mask64x2 touching = abs(difference) < f64x2::splat(kTouching);
  const f64x2 d =
      (secondAntiderivative<true, true>(curve, a) - secondAntiderivative<true, true>(curve, b)) /
      difference;
  if (!any(touching)) return d;
  return select(touching, firstAntiderivative(curve, f64x2::splat(0.5) * (a + b)), d);
}

/// f at the mean of three points, taken about the middle one, so that three
/// equal points have exactly themselves for a mean.
LATHE_INLINE f64x2 shapeClose(const ShaperLanes& curve, f64x2 near, f64x2 x1, f64x2 before) {
  return valueOf(curve, x1 + (near - before) * f64x2::splat(1.0 / 3.0));
}

/// One sample with an eye on its differences.
f64x2 shapeNear(const ShaperLanes& curve, f64x2 x, f64x2 x1, f64x2 x2) noexcept {
  const f64x2 near = x - x1, before = x1 - x2, far = x - x2;
  // On the flat beyond a knee, all are one point.
  const f64x2 c = clamped(curve, x1);
  const f64x2 bent = abs(clamped(curve, x) - c) + abs(c - clamped(curve, x2));
  const f64x2 spread = min(max(abs(near), abs(before)), bent * f64x2::splat(1e9));
  const mask64x2 close = spread < curve.close;
  const f64x2 direct = shapeClose(curve, near, x1, before);
  if (bits(close) == 3) return direct;
  const f64x2 d = quotient(curve, x, x1);
  f64x2 change = d - quotient(curve, x1, x2), span = far;
  const mask64x2 back = abs(far) < f64x2::splat(kTouching);
  if (any(back)) {
    const f64x2 across = firstAntiderivative(curve, f64x2::splat(0.5) * (x + x2));
    change = select(back, d - across, change);
    span = select(back, before, span);
  }
  return select(close, direct, (change + change) / span);
}

/// All of a run by quotients, with what there is of room for their rounding; the least of it. In
/// passes: all in one, the chain from x to y is longer than the machine looks ahead.
template <bool kCurved, bool kSided>
f64x2 shapeFar(const ShaperLanes& curve, const ShaperState& state, const f64x2* x, f64x2* y,
               f64x2* room, int count) noexcept {
  f64x2 f2[kShaperRun + 2], d[kShaperRun + 1];
  f2[0] = secondAntiderivative<kCurved, kSided>(curve, state.x2);
  f2[1] = secondAntiderivative<kCurved, kSided>(curve, state.x1);
  LATHE_UNROLL
  for (int i = 0; i < count; ++i) f2[i + 2] = secondAntiderivative<kCurved, kSided>(curve, x[i]);
  f64x2 x1 = state.x1, before = state.x1 - state.x2;
  d[0] = (f2[1] - f2[0]) / before;
  before = abs(before);
  LATHE_UNROLL
  for (int i = 0; i < count; ++i) {
    const f64x2 near = x[i] - x1, size = abs(near);
    d[i + 1] = (f2[i + 2] - f2[i + 1]) / near;
    room[i] = min(size, before);
    before = size;
    x1 = x[i];
  }
  x1 = state.x1;
  f64x2 x2 = state.x2, least = f64x2::splat(1.0);
  const f64x2 guard = f64x2::splat(kGuard);
  LATHE_UNROLL
  for (int i = 0; i < count; ++i) {
    const f64x2 far = x[i] - x2, change = d[i + 1] - d[i];
    room[i] = room[i] * abs(far) - guard * max(abs(f2[i + 2]), abs(f2[i + 1]));
    least = min(room[i], least);
    y[i] = (change + change) / far;
    x2 = x1;
    x1 = x[i];
  }
  return least;
}

/// Again, where there was no room.
void repair(const ShaperLanes& curve, const ShaperState& state, const f64x2* x, f64x2* y,
            const f64x2* room, int count) noexcept {
  f64x2 x1 = state.x1, x2 = state.x2;
  for (int i = 0; i < count; ++i) {
    const mask64x2 narrow = room[i] < f64x2::splat(kGuard);
    if (any(narrow)) y[i] = select(narrow, shapeNear(curve, x[i], x1, x2), y[i]);
    x2 = x1;
    x1 = x[i];
  }
}

/// A quiet run: false if it is not.
bool shapeQuiet(const ShaperLanes& curve, const ShaperState& state, const f64x2* x, f64x2* y,
                int count) noexcept {
  const auto far = [](f64x2 size) { return bits(size < f64x2::splat(kQuiet)) != 3; };
  f64x2 x1 = state.x1, before = x1 - state.x2;
  if (far(abs(before)) || far(abs(x[count / 2] - x[0]))) return false;  // most are not
  f64x2 largest = f64x2::zero();
  for (int i = 0; i < count; ++i) {
    const f64x2 near = x[i] - x1;
    largest = max(abs(near), largest);
    y[i] = shapeClose(curve, near, x1, before);
    before = near;
    x1 = x[i];
  }
  return !far(largest);
}

using Run = f64x2 (*)(const ShaperLanes&, const ShaperState&, const f64x2*, f64x2*, f64x2*,
                      int) noexcept;
constexpr Run kRuns[3] = {shapeFar<false, false>, shapeFar<true, false>, shapeFar<true, true>};

}  // namespace

f64x2 shaperValue(const ShaperLanes& curve, f64x2 x) noexcept { return valueOf(curve, x); }

void shape(const ShaperLanes& curve, ShaperState& state, const f64x2* x, f64x2* y,
           int count) noexcept {
  const bool sided = curve.laneSided[0] || curve.laneSided[1];
  const bool curved = curve.laneCurved[0] || curve.laneCurved[1];
  const Run run = kRuns[sided ? 2 : curved];
  f64x2 room[kShaperRun];
  for (int left = count; left > 0; left -= kShaperRun, x += kShaperRun, y += kShaperRun) {
    const int samples = left < kShaperRun ? left : kShaperRun;
    if (!shapeQuiet(curve, state, x, y, samples)) {
      const f64x2 least = run(curve, state, x, y, room, samples);
      if (any(least < f64x2::splat(kGuard))) repair(curve, state, x, y, room, samples);
    }
    state.x2 = samples > 1 ? x[samples - 2] : state.x1;
    state.x1 = x[samples - 1];
  }
}

void ShaperLanes::setLane(int lane, const ShaperCurve& curve) noexcept {
  low.set(lane, curve.low);
  high.set(lane, curve.high);
  laneCurved[lane] = false;
  laneSided[lane] = curve.low != -curve.high;
  double atLow = 0.0, atHigh = 0.0;
  double lowPower = curve.low * curve.low, highPower = curve.high * curve.high;
  for (int k = 0; k < ShaperCurve::kTerms; ++k) {
    const double slope = curve.slope[static_cast<size_t>(k)];
    const double once = slope / (k + 1), twice = once / (k + 2);
    f[k].set(lane, once);
    f1[k].set(lane, twice);
    f2[k].set(lane, twice / (k + 3));
    atLow += twice * lowPower;
    atHigh += twice * highPower;
    lowPower *= curve.low;
    highPower *= curve.high;
    if (slope != 0.0) {
      laneCurved[lane] |= k > 0;
      laneSided[lane] |= k % 2 == 1;
    }
  }
  close.set(lane, curve.slopeAt(curve.high) > 0.0 ? kCloseOnCorner : kCloseOnBend);
  lowF1.set(lane, atLow);
  highF1.set(lane, atHigh);
  lowHalf.set(lane, 0.5 * curve.value(curve.low));
  highHalf.set(lane, 0.5 * curve.value(curve.high));
}

}  // namespace lathe
