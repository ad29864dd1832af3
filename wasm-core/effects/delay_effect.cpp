#include "effects/delay_effect.h"

#include "effects/block_rings.h"
#include "effects/delay_controls.h"

namespace lathe {
namespace {

/// Left and right, two idle lanes.
LATHE_INLINE f32x4 pair(float left, float right) { return f32x4::make(left, right, 0.0f, 0.0f); }

/// x below 1/g, then bending towards 2/g.
LATHE_INLINE f32x4 softClip(f32x4 x, f32x4 g) {
  const f32x4 one = f32x4::splat(1.0f), size = abs(x) * g;
  const f32x4 over = max(size - one, f32x4::zero());
  const f32x4 bent = (one + over / (one + over)) / g;
  return select(size <= one, x, select(x < f32x4::zero(), -bent, bent));
}

/// Lagrange's cubic through four frames, at `f` before the third (0 <= f < 1).
LATHE_INLINE f32x4 lagrange(float f) {
  const float a = f + 1.0f, b = f - 1.0f, c = f - 2.0f, sixth = 1.0f / 6.0f;
  return f32x4::make(a * f * b * sixth, a * f * c * -0.5f, a * b * c * 0.5f, f * b * c * -sixth);
}

}  // namespace

/// Both channels at fractional delays of 2 frames and more.
f32x4 DelayEffect::readAt(double left, double right) const noexcept {
  const double delays[] = {left, right};
  f32x4 product[2];
  for (int side = 0; side < 2; ++side) {
    const int whole = static_cast<int>(delays[side]);
    const float f = static_cast<float>(delays[side] - whole);
    int from = at_ - whole - 2;
    if (from < 0) from += frames_;
    if (whole + 2 > reach_) from = silentFrame();
    const float* p = ring_.data() + 2 * from;
    const f32x4 a = f32x4::load(p), b = f32x4::load(p + 4);
    product[side] = (side == 0 ? evenLanes(a, b) : oddLanes(a, b)) * lagrange(f);
  }
  const f32x4 halves = evenLanes(product[0], product[1]) + oddLanes(product[0], product[1]);
  return evenLanes(halves, f32x4::zero()) + oddLanes(halves, f32x4::zero());
}

template <bool kMoving>
void DelayEffect::runLoop(const Controls& controls, const CutFilter::Running& startingCuts,
                          const MovingTaps* taps, const float* left, const float* right) noexcept {
  Controls c = controls;
  CutFilter::Running cuts = startingCuts;
  float idle[2];
  int from[2] = {};
  for (int side = 0; side < 2 && !kMoving; ++side) {
    from[side] = at_ - time_.frames()[side];
    if (from[side] < 0) from[side] += frames_;
    if (time_.frames()[side] > reach_) from[side] = silentFrame();
  }
  for (int i = 0; i < kBlockFrames; ++i) {
    f32x4 x;
    if constexpr (kMoving) {
      x = readAt(taps->delay[0][i], taps->delay[1][i]);
      if (taps->fading) {
        const f32x4 old = readAt(taps->oldDelay[0][i], taps->oldDelay[1][i]);
        x = old + (x - old) * pair(taps->fade[i], taps->fade[i]);
      }
    } else {
      x = pair(ring_[static_cast<size_t>(2 * from[0])],
               ring_[static_cast<size_t>(2 * from[1] + 1)]);
      for (int& frame : from) {
        if (++frame == frames_) frame = 0;
      }
    }
    if constexpr (kMoving) {
      if (cuts.gliding()) cuts.glide();
    }
    const f32x4 echo = softClip(cuts.process(x), c.value[Controls::Drive]);
    const f32x4 in = cleanSound(pair(left[i], right[i]));
    const f32x4 next =
        (c.value[Controls::Own] * in + c.value[Controls::Other] * swapPairs(in)) +
        (c.value[Controls::Same] * echo + c.value[Controls::Crossed] * swapPairs(echo));
    float* to = ring_.data() + 2 * at_;
    storeHalves(flushTiny(next), to, idle);
    // The ring's first frames, a second time.
    if (at_ < 3) storeHalves(flushTiny(next), to + 2 * frames_, idle);
    if (++at_ == frames_) at_ = 0;
    float out[2];
    storeHalves(echo, out, idle);
    wet_[0][i] = out[0];
    wet_[1][i] = out[1];
    for (int k = 0; k < Controls::kCount; ++k) c.value[k] += c.step[k];
  }
  cuts_.end(cuts);
}

void DelayEffect::process(float* left, float* right) noexcept {
  Controls controls;
  advanceControls(controls);
  time_.advance();
  const CutFilter::Running cuts = cuts_.begin();
  const bool modulated =
      glide_[Depth].moving() || glide_[Depth].edgeEnd() > 0.0 || glide_[Depth].edgeStart() > 0.0;
  if (time_.moving() || modulated || cuts.gliding()) {
    MovingTaps taps;
    fillTaps(taps);
    runLoop<true>(controls, cuts, &taps, left, right);
  } else {
    runLoop<false>(controls, cuts, nullptr, left, right);
  }
  if (reach_ < frames_) reach_ += kBlockFrames;
  mix_.process(left, right, wet_[0], wet_[1]);
}

}  // namespace lathe
