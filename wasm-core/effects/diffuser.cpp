#include "effects/diffuser.h"

namespace lathe {
namespace {

/// [1 t; t −1], that is, 1/c of an orthogonal mix.
LATHE_INLINE void butterfly(f32x4& a, f32x4& b, f32x4 t) {
  const f32x4 sum = a + t * b;
  b = t * a - b;
  a = sum;
}

void mix(const float* const* taps, float* const* out, const DiffusionAngle& angle) noexcept {
  const f32x4 ramp = f32x4::make(0.0f, 1.0f, 2.0f, 3.0f);
  f32x4 t = f32x4::splat(angle.tangent) + f32x4::splat(angle.tangentStep) * ramp;
  f32x4 gain = f32x4::splat(angle.gain) + f32x4::splat(angle.gainStep) * ramp;
  const f32x4 tStep = f32x4::splat(4.0f * angle.tangentStep),
              gainStep = f32x4::splat(4.0f * angle.gainStep);
  for (int i = 0; i < kBlockFrames; i += 4) {
    f32x4 x0 = f32x4::load(taps[0] + i), x1 = f32x4::load(taps[1] + i);
    f32x4 x2 = f32x4::load(taps[2] + i), x3 = f32x4::load(taps[3] + i);
    f32x4 x4 = f32x4::load(taps[4] + i), x5 = f32x4::load(taps[5] + i);
    f32x4 x6 = f32x4::load(taps[6] + i), x7 = f32x4::load(taps[7] + i);
    butterfly(x0, x4, t);
    butterfly(x1, x5, t);
    butterfly(x2, x6, t);
    butterfly(x3, x7, t);
    butterfly(x0, x2, t);
    butterfly(x1, x3, t);
    butterfly(x4, x6, t);
    butterfly(x5, x7, t);
    butterfly(x0, x1, t);
    butterfly(x2, x3, t);
    butterfly(x4, x5, t);
    butterfly(x6, x7, t);
    (x0 * gain).store(out[0] + i);
    (x1 * gain).store(out[1] + i);
    (x2 * gain).store(out[2] + i);
    (x3 * gain).store(out[3] + i);
    (x4 * gain).store(out[4] + i);
    (x5 * gain).store(out[5] + i);
    (x6 * gain).store(out[6] + i);
    (x7 * gain).store(out[7] + i);
    t += tStep;
    gain += gainStep;
  }
}

}  // namespace

size_t Diffuser::memoryBytes(const ReverbExtent& extent) {
  size_t bytes = 0;
  for (int delay : extent.diffuser) bytes += BlockRings::memoryBytes(kReverbLines, delay);
  return bytes;
}

void Diffuser::prepare(const ReverbExtent& extent) {
  for (int step = 0; step < kDiffusionSteps; ++step) {
    steps_[step].prepare(kReverbLines, extent.diffuser[step]);
  }
}

void Diffuser::reset() noexcept {
  for (BlockRings& step : steps_) step.reset();
}

void Diffuser::process(ReverbChannels& out, const ReverbGeometry& from, const ReverbGeometry& to,
                       const FadeRamp& fade, const DiffusionAngle& angle) noexcept {
  for (int step = 0; step < kDiffusionSteps; ++step) {
    BlockRings& rings = steps_[step];
    const bool isLast = step + 1 == kDiffusionSteps;
    const float* taps[kReverbLines];
    float* into[kReverbLines];
    for (int i = 0; i < kReverbLines; ++i) {
      rings.wrote(i);
      taps[i] =
          fadedTap(rings, i, from.diffuser[step][i], to.diffuser[step][i], fade, scratch_.frame[i]);
      into[i] = isLast ? out.frame[i] : steps_[step + 1].block(i);
    }
    mix(taps, into, angle);
  }
  for (BlockRings& rings : steps_) rings.advance();
}

}  // namespace lathe
