#include "master/pair_section.h"

#include "base/math.h"

namespace lathe {
namespace {

struct Coefficients {
  f64x2 a1, a2, m0, m1, m2;
};

f64x2 pairOf(const PairDesign& d, double SectionDesign::*member) noexcept {
  return f64x2::make(d[0].*member, d[1].*member);
}

Coefficients coefficientsOf(const PairDesign& d) noexcept {
  return {pairOf(d, &SectionDesign::a1), pairOf(d, &SectionDesign::a2),
          pairOf(d, &SectionDesign::m0), pairOf(d, &SectionDesign::m1),
          pairOf(d, &SectionDesign::m2)};
}

bool same(const SectionDesign& a, const SectionDesign& b) noexcept {
  return a.a1 == b.a1 && a.a2 == b.a2 && a.m0 == b.m0 && a.m1 == b.m1 && a.m2 == b.m2;
}

}  // namespace

/// A section whose design stays, with its state in registers.
struct PairSection::Steady {
  Coefficients c;
  f64x2 p, s;

  LATHE_INLINE f64x2 step(f64x2 x) noexcept {
    const f64x2 t = c.a1 * p + c.a2 * (x - s);
    p = t - p;
    const f64x2 y = (c.m0 * x + c.m2 * s) + c.m1 * t;
    s += t;
    return y;
  }
  static Steady begin(const PairSection& section, const PairDesign& design) noexcept {
    const f64x2 g = pairOf(design, &SectionDesign::g);
    return {coefficientsOf(design), section.p_ * (g / section.scale_), section.s_};
  }
  void end(PairSection& section, const PairDesign& design) const noexcept {
    section.p_ = cleanState(p, kFlushFilterBelow);
    section.s_ = cleanState(s, kFlushFilterBelow);
    section.scale_ = pairOf(design, &SectionDesign::g);
  }
};

void PairSection::runInRow(PairSection& first, const PairDesign& one, PairSection& second,
                           const PairDesign& two, f64x2* frames, int count) noexcept {
  Steady a = Steady::begin(first, one), b = Steady::begin(second, two);
  for (int i = 0; i < count; ++i) frames[i] = b.step(a.step(frames[i]));
  a.end(first, one);
  b.end(second, two);
}

void PairSection::reset() noexcept { p_ = s_ = f64x2::zero(); }

void PairSection::run(f64x2* frames, int count, const PairDesign& start,
                      const PairDesign& end) noexcept {
  if (same(start[0], end[0]) && same(start[1], end[1])) {
    Steady steady = Steady::begin(*this, start);
    for (int i = 0; i < count; ++i) frames[i] = steady.step(frames[i]);
    steady.end(*this, end);
    return;
  }
  const f64x2 g = pairOf(start, &SectionDesign::g), last = pairOf(end, &SectionDesign::g);
  f64x2 p = p_ * (g / scale_), s = s_;
  Coefficients c = coefficientsOf(start);
  const f64x2 share = f64x2::splat(1.0 / count);
  const Coefficients to = coefficientsOf(end);
  const Coefficients step{(to.a1 - c.a1) * share, (to.a2 - c.a2) * share, (to.m0 - c.m0) * share,
                          (to.m1 - c.m1) * share, (to.m2 - c.m2) * share};
  // p is scaled by g: g goes from frame to frame by the same factor.
  const auto growth = [&](int lane) {
    return math::exp2(math::log2(last.get(lane) / g.get(lane)) / count);
  };
  const f64x2 rescale = f64x2::make(growth(0), growth(1));
  for (int i = 0; i < count; ++i) {
    const f64x2 x = frames[i], t = c.a1 * p + c.a2 * (x - s);
    p = (t - p) * rescale;
    frames[i] = (c.m0 * x + c.m2 * s) + c.m1 * t;
    s += t;
    c = {c.a1 + step.a1, c.a2 + step.a2, c.m0 + step.m0, c.m1 + step.m1, c.m2 + step.m2};
  }
  p_ = cleanState(p, kFlushFilterBelow);
  s_ = cleanState(s, kFlushFilterBelow);
  scale_ = last;
}

}  // namespace lathe
