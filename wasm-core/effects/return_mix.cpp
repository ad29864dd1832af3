#include "effects/return_mix.h"

#include "base/math.h"
#include "base/simd.h"

namespace lathe {
namespace {

constexpr double kSmoothingMs = 20.0;

}  // namespace

void ReturnMix::prepare(double sampleRate) noexcept {
  for (ParamSmoother* s : {&dry_, &wet_, &side_}) s->prepare(sampleRate, kSmoothingMs);
  ducker_.prepare(sampleRate);
  set(100.0, 100.0, 0.0, 250.0, true);
}

void ReturnMix::set(double mixPercent, double widthPercent, double duckDb, double duckReleaseMs,
                    bool snap) noexcept {
  const double mix = math::clamp(mixPercent * 0.01, 0.0, 1.0);
  const double targets[] = {math::sqrt(1.0 - mix), math::sqrt(mix), widthPercent * 0.01};
  ParamSmoother* smoothers[] = {&dry_, &wet_, &side_};
  for (int i = 0; i < 3; ++i) {
    snap ? smoothers[i]->snap(targets[i]) : smoothers[i]->setTarget(targets[i]);
  }
  ducker_.set(duckDb, duckReleaseMs, snap);
}

void ReturnMix::process(float* left, float* right, float* wetLeft, float* wetRight) noexcept {
  alignas(16) float dry[kBlockFrames], wet[kBlockFrames], side[kBlockFrames], duck[kBlockFrames];
  const CubicSegment& dryCurve = dry_.advance();
  const bool isDry = !dryCurve.constant || dryCurve.c0 > 0.0;
  dryCurve.fill(dry);
  wet_.advance().fill(wet);
  side_.advance().fill(side);
  if (ducker_.process(left, right, duck)) {
    for (int i = 0; i < kBlockFrames; i += 4) {
      (f32x4::load(wet + i) * f32x4::load(duck + i)).store(wet + i);
    }
  }
  const f32x4 half = f32x4::splat(0.5f);
  for (int i = 0; i < kBlockFrames; i += 4) {
    const f32x4 l = f32x4::load(wetLeft + i), r = f32x4::load(wetRight + i);
    const f32x4 s = f32x4::load(side + i), gain = f32x4::load(wet + i);
    // l + (s − 1)·(l − r)/2: width 100 % leaves the sides' bits alone.
    const f32x4 more = (s - f32x4::splat(1.0f)) * ((l - r) * half);
    f32x4 outLeft = (l + more) * gain, outRight = (r - more) * gain;
    // Without dry, nothing of it: not even NaN.
    if (isDry) {
      const f32x4 d = f32x4::load(dry + i);
      outLeft += f32x4::load(left + i) * d;
      outRight += f32x4::load(right + i) * d;
    }
    outLeft.store(left + i);
    outRight.store(right + i);
  }
}

}  // namespace lathe
