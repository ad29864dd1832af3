#include "master/multiband/crossover_split.h"

#include "base/math.h"
#include "dsp/butterworth_section.h"

namespace lathe {
namespace {

using TwoPole = CrossoverSplit::TwoPole;

/// What a crossover's two-poles share.
struct Poles {
  f64x2 a1, a2, allPass;

  explicit Poles(double g) noexcept {
    const double scale = 1.0 / (1.0 + g * (kButterworthDamping + g));
    a1 = f64x2::splat(2.0 * scale);
    a2 = f64x2::splat(2.0 * g * g * scale);
    allPass = f64x2::splat(kButterworthDamping / g);
  }
};

struct Output {
  f64x2 low, allPass;
};

LATHE_INLINE Output step(TwoPole& z, const Poles& c, f64x2 x) noexcept {
  const f64x2 t = c.a1 * z.p + c.a2 * (x - z.s);
  const Output out{z.s + f64x2::splat(0.5) * t, x - c.allPass * t};
  z.p = t - z.p;
  z.s += t;
  return out;
}

/// At rest and in full; states stay in registers over the block.
template <int kBelow>
void runSteady(BandBlocks& bands, double g, CrossoverSplit::State& state) noexcept {
  const Poles c(g);
  CrossoverSplit::State z = state;
  StereoBlock &low = bands[kBelow], &high = bands[kBelow + 1];
  for (int i = 0; i < kBlockFrames; ++i) {
    for (size_t b = 0; b < kBelow; ++b) bands[b][i] = step(z.pass[b], c, bands[b][i]).allPass;
    const Output whole = step(z.first, c, low[i]);
    const f64x2 part = step(z.second, c, whole.low).low;
    low[i] = part;
    high[i] = whole.allPass - part;
  }
  state.first = z.first;
  state.second = z.second;
  for (size_t b = 0; b < kBelow; ++b) state.pass[b] = z.pass[b];
}

using Kernel = void (*)(BandBlocks&, double, CrossoverSplit::State&) noexcept;
constexpr Kernel kSteady[] = {runSteady<0>, runSteady<1>, runSteady<2>, runSteady<3>};

/// The same while crossover or share move: g by the same factor every frame.
void runMoving(BandBlocks& bands, int at, double gStart, double gEnd, const CubicSegment& share,
               CrossoverSplit::State& z) noexcept {
  const double growth = math::exp2(math::log2(gEnd / gStart) * (1.0 / kBlockFrames));
  const f64x2 rescale = f64x2::splat(growth);
  const auto below = static_cast<size_t>(at);
  StereoBlock &low = bands[below], &high = bands[below + 1];
  double g = gStart;
  for (int i = 0; i < kBlockFrames; ++i) {
    const Poles c(g);
    const f64x2 part = f64x2::splat(share.at(i * (1.0 / kBlockFrames)));
    const auto partly = [part](f64x2 x, f64x2 y) { return x + part * (y - x); };
    for (size_t b = 0; b < below; ++b) {
      const f64x2 x = bands[b][i];
      bands[b][i] = partly(x, step(z.pass[b], c, x).allPass);
      z.pass[b].p *= rescale;
    }
    const f64x2 x = low[i];
    const Output whole = step(z.first, c, x);
    const f64x2 lowest = step(z.second, c, whole.low).low;
    low[i] = partly(x, lowest);
    high[i] = part * (whole.allPass - lowest);
    z.first.p *= rescale;
    z.second.p *= rescale;
    g *= growth;
  }
}

void scale(TwoPole& z, f64x2 factor) noexcept { z.p *= factor; }
void clean(TwoPole& z) noexcept {
  z = {cleanState(z.p, kFlushFilterBelow), cleanState(z.s, kFlushFilterBelow)};
}

}  // namespace

void addBands(const BandBlocks& bands, int count, StereoBlock& sum) noexcept {
  const auto bandCount = static_cast<size_t>(count);
  const StereoBlock* from = &bands[0];
  size_t b = 1;
  for (; b + 1 < bandCount; b += 2) {
    for (int i = 0; i < kBlockFrames; ++i) sum[i] = ((*from)[i] + bands[b][i]) + bands[b + 1][i];
    from = &sum;
  }
  if (b < bandCount) {
    for (int i = 0; i < kBlockFrames; ++i) sum[i] = (*from)[i] + bands[b][i];
  } else if (bandCount == 1) {
    sum = bands[0];
  }
}

void CrossoverSplit::reset() noexcept { state_ = State{}; }

void CrossoverSplit::process(BandBlocks& bands, int at, double gStart, double gEnd,
                             const CubicSegment& share) noexcept {
  if (gStart != g_) {
    const f64x2 factor = f64x2::splat(gStart / g_);
    scale(state_.first, factor);
    scale(state_.second, factor);
    for (TwoPole& z : state_.pass) scale(z, factor);
  }
  g_ = gEnd;
  if (gStart == gEnd && share.constant && share.c0 == 1.0) {
    kSteady[at](bands, gEnd, state_);
  } else {
    runMoving(bands, at, gStart, gEnd, share, state_);
  }
  clean(state_.first);
  clean(state_.second);
  for (TwoPole& z : state_.pass) clean(z);
}

}  // namespace lathe
