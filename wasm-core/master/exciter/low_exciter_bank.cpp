#include "master/exciter/low_exciter_bank.h"

namespace lathe {

void LowExciterBank::reset() noexcept {
  lanes_.reset();
  oversampler_.reset();
  for (int lane = 0; lane < kLanes; ++lane) setCurve(lane, ShaperCurve{});
}

void LowExciterBank::setCurve(int lane, const ShaperCurve& curve) noexcept {
  for (int k = 0; k < ShaperCurve::kTerms; ++k) {
    curve_.term[k].set(lane, static_cast<float>(curve.slope[static_cast<size_t>(k)] / (k + 1)));
  }
  curve_.low.set(lane, static_cast<float>(curve.low));
  curve_.high.set(lane, static_cast<float>(curve.high));
  curve_.bias.set(lane, static_cast<float>(curve.bias));
}

LATHE_INLINE f32x4 LowExciterBank::valueOf(const Curve& curve, f32x4 x) noexcept {
  const f32x4 c = min(max(x + curve.bias, curve.low), curve.high);
  f32x4 y = curve.term[ShaperCurve::kTerms - 1] * c;
  for (int k = ShaperCurve::kTerms - 2; k >= 0; --k) y = (y + curve.term[k]) * c;
  return y;
}

/// Every other frame of a block at twice the rate, in place: to what the curves add.
template <bool kGliding>
LATHE_APART void LowExciterBank::shapeBlock(f32x4* frames, int first) const noexcept {
  // Copies, since the compiler cannot know that the frames are not these.
  const Curve curve = curve_;
  const LaneCurve drive = lanes_.drive, level = lanes_.level, share = lanes_.share;
  const f32x4 rest = valueOf(curve, f32x4::zero());
  for (int i = 0; i < kBlockFrames; ++i) {
    const auto valueAt = [&](const LaneCurve& c) {
      constexpr float kFrame = 0.5f / kBlockFrames;
      return kGliding ? c.at(f32x4::splat(static_cast<float>(2 * i + first) * kFrame)) : c.c0;
    };
    const f32x4 z = frames[i];
    const f32x4 y = valueOf(curve, z * valueAt(drive)) - rest;
    frames[i] = (y * valueAt(level) - z) * valueAt(share);
  }
  lanes_.turn(frames, kBlockFrames);
}

void LowExciterBank::excite(ExciterLanes::Bands bands, ExciterLanes::Blocks blocks,
                            TwiceFrames<f32x4>& frames) noexcept {
  const unsigned changed = lanes_.take(bands);
  for (int lane = 0; lane < kLanes; ++lane) {
    if (((changed >> (lane / 2)) & 1) != 0) {
      setCurve(lane, shaperCurve(bands[lane / 2]->character()));
    }
  }
  f32x4 in[kBlockFrames];
  ExciterLanes::load(bands, blocks, in);
  oversampler_.up(in, frames);
  const auto shape = [&](f32x4* to, int first) {
    lanes_.gliding() ? shapeBlock<true>(to, first) : shapeBlock<false>(to, first);
  };
  shape(frames.even, 0);
  shape(frames.odd, 1);
}

}  // namespace lathe
