#include "master/equaliser/stereo_section.h"

#include "base/math.h"

namespace lathe {
namespace {

/// (a + b, a − b) of (a, b).
LATHE_INLINE f64x2 sumAndDifference(f64x2 x) { return swap(x) + x * f64x2::make(1.0, -1.0); }
LATHE_INLINE f64x2 midAndSide(f64x2 x) { return f64x2::splat(0.5) * sumAndDifference(x); }

}  // namespace

void StereoSection::reset() noexcept { p_ = s_ = f64x2::zero(); }

StereoSection::Coefficients StereoSection::coefficientsOf(const SectionDesign& d,
                                                          int channels) noexcept {
  const auto placed = [channels](double x, double wire) {
    return f64x2::make(channels & 1 ? x : wire, channels & 2 ? x : wire);
  };
  return {placed(d.a1, 0.0), placed(d.a2, 0.0), placed(d.m0, 1.0), placed(d.m1, 0.0),
          placed(d.m2, 0.0)};
}

void StereoSection::scaleTo(double g) noexcept {
  if (g != g_) p_ *= f64x2::splat(g / g_);
  g_ = g;
}

void StereoSection::set(const SectionDesign& design, Place place) noexcept {
  scaleTo(design.g);
  c_ = coefficientsOf(design, place.channels);
  place_ = place;
}

template <int kCount, bool kMidSide>
void StereoSection::kernel(StereoSection* const* sections, StereoBlock& block) noexcept {
  Coefficients c[kCount];
  f64x2 p[kCount], s[kCount];
  for (int j = 0; j < kCount; ++j) {
    c[j] = sections[j]->c_;
    p[j] = sections[j]->p_;
    s[j] = sections[j]->s_;
  }
  for (f64x2& frame : block.frames) {
    const f64x2 in = kMidSide ? midAndSide(frame) : frame;
    f64x2 x = in;
    for (int j = 0; j < kCount; ++j) {
      const f64x2 t = c[j].a1 * p[j] + c[j].a2 * (x - s[j]);
      p[j] = t - p[j];
      x = (c[j].m0 * x + c[j].m2 * s[j]) + c[j].m1 * t;
      s[j] = s[j] + t;
    }
    frame = kMidSide ? frame + sumAndDifference(x - in) : x;
  }
  for (int j = 0; j < kCount; ++j) {
    sections[j]->p_ = cleanState(p[j]);
    sections[j]->s_ = cleanState(s[j]);
  }
}

void StereoSection::run(StereoSection* const* sections, int count, StereoBlock& block) noexcept {
  using Kernel = void (*)(StereoSection* const*, StereoBlock&) noexcept;
  static constexpr Kernel kKernels[kMost][2] = {{kernel<1, false>, kernel<1, true>},
                                                {kernel<2, false>, kernel<2, true>},
                                                {kernel<3, false>, kernel<3, true>},
                                                {kernel<4, false>, kernel<4, true>}};
  kKernels[count - 1][sections[0]->place_.midSide](sections, block);
}

template <bool kMidSide>
void StereoSection::rampRun(const Coefficients& start, const Coefficients& step, f64x2 rescale,
                            f64x2* frames, int count) noexcept {
  f64x2 p = p_, s = s_, n = f64x2::zero();
  for (int i = 0; i < count; ++i) {
    const f64x2 x = kMidSide ? midAndSide(frames[i]) : frames[i];
    const f64x2 t = (start.a1 + step.a1 * n) * p + (start.a2 + step.a2 * n) * (x - s);
    p = (t - p) * rescale;
    const f64x2 y = ((start.m0 + step.m0 * n) * x + (start.m2 + step.m2 * n) * s) +
                    (start.m1 + step.m1 * n) * t;
    s = s + t;
    frames[i] = kMidSide ? frames[i] + sumAndDifference(y - x) : y;
    n += f64x2::splat(1.0);
  }
  p_ = p;
  s_ = s;
}

void StereoSection::ramp(const SectionDesign* edges, int runs, Place place,
                         StereoBlock& block) noexcept {
  const int count = kBlockFrames / runs;
  const f64x2 share = f64x2::splat(1.0 / count);
  scaleTo(edges[0].g);
  for (int i = 0; i < runs; ++i) {
    const SectionDesign &from = edges[i], &to = edges[i + 1];
    const Coefficients a = coefficientsOf(from, place.channels),
                       b = coefficientsOf(to, place.channels);
    const Coefficients step{(b.a1 - a.a1) * share, (b.a2 - a.a2) * share, (b.m0 - a.m0) * share,
                            (b.m1 - a.m1) * share, (b.m2 - a.m2) * share};
    const f64x2 rescale = f64x2::splat(math::exp2(math::log2(to.g / from.g) / count));
    f64x2* const frames = block.frames.data() + i * count;
    place.midSide ? rampRun<true>(a, step, rescale, frames, count)
                  : rampRun<false>(a, step, rescale, frames, count);
  }
  p_ = cleanState(p_);
  s_ = cleanState(s_);
  g_ = edges[runs].g;
  set(edges[runs], place);
}

}  // namespace lathe
