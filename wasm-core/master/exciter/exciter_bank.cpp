#include "master/exciter/exciter_bank.h"

namespace lathe {
namespace {

/// Of a band; what is shaped is kept where the shaper is exact.
constexpr float kHighestDriven = 4096.0f;

}  // namespace

void ExciterBank::reset() noexcept {
  lanes_.reset();
  oversampler_.reset();
  shaper_ = LaneShaper();
  z1_ = z2_ = f32x4::zero();
}

f32x4* ExciterBank::excite(ExciterLanes::Bands bands, ExciterLanes::Blocks blocks,
                           Work& work) noexcept {
  const unsigned changed = lanes_.take(bands);
  for (int lane = 0; lane < kLanes; ++lane) {
    if (((changed >> (lane / 2)) & 1) == 0) continue;
    const ShaperCurve curve = shaperCurve(bands[lane / 2]->character());
    shaper_.setCurve(lane, curve);
    shaper_.setBias(lane, {.c0 = curve.bias});
    shaper_.settle(lane);
  }
  f32x4 in[kBlockFrames];
  ExciterLanes::load(bands, blocks, in);
  f32x4* const frames = oversampler_.up(in, work);
  lanes_.gliding() ? shapeBlock<true>(frames) : shapeBlock<false>(frames);
  return frames;
}

/// At four times the rate, in place: to what the curves add.
template <bool kGliding>
void ExciterBank::shapeBlock(f32x4* frames) noexcept {
  const f32x4 high = f32x4::splat(kHighestDriven), low = f32x4::splat(-kHighestDriven);
  const f32x4 third = f32x4::splat(1.0f / 3.0f);
  // Copies, since the compiler cannot know that the frames are not these.
  const LaneCurve drive = lanes_.drive, level = lanes_.level, share = lanes_.share;
  const auto valueAt = [](const LaneCurve& curve, int frame) {
    return kGliding ? curve.at(f32x4::splat(static_cast<float>(frame) * (1.0f / kFrames)))
                    : curve.c0;
  };
  f32x4 x[kFrames];
  for (int i = 0; i < kFrames; ++i) {
    x[i] = min(max(frames[i] * valueAt(drive, i), low), high);
  }
  shaper_.process(x, kFrames);
  f32x4 z1 = z1_, z2 = z2_;
  for (int i = 0; i < kFrames; ++i) {
    const f32x4 z = frames[i], mean = (z + z1 + z2) * third;
    frames[i] = (x[i] * valueAt(level, i) - mean) * valueAt(share, i);
    z2 = z1;
    z1 = z;
  }
  z1_ = z1;
  z2_ = z2;
  lanes_.turn(frames, kFrames);
}

}  // namespace lathe
