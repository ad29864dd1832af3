#include "dsp/transient_block.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr float kLog2PerDb = static_cast<float>(1.0 / math::kDbPerOctave);
constexpr float kFarthest = 18.0f * kLog2PerDb;
constexpr float kPerFullShare = 1.0f / (12.0f * kLog2PerDb);

/// 0 to 1 without a corner at either end, over 12 dB.
LATHE_INLINE f32x4 share(f32x4 difference) noexcept {
  const f32x4 u = min(max(difference * LATHE_CONSTANT(f32x4, kPerFullShare), f32x4::zero()),
                      LATHE_CONSTANT(f32x4, 1.0f));
  return u * u * (LATHE_CONSTANT(f32x4, 3.0f) - (u + u));
}

/// A difference that has all but gone is gone: its share is its square, and the products of that,
/// in exp2 as well, would be denormals long before the difference is.
LATHE_INLINE f32x4 settled(f32x4 difference) noexcept {
  const f32x4 x = cleanState(difference);
  return x & (abs(x) >= f32x4::splat(1e-7f));
}

/// What the envelopes are apart: rise in place of the level, and tail.
LATHE_APART void followEnvelopes(TransientBlock& block, f32x4* tails) noexcept {
  const TransientControls& c = block.controls;
  const f32x4 zero = f32x4::zero(), farthest = LATHE_CONSTANT(f32x4, kFarthest),
              nearest = -farthest, floor = LATHE_CONSTANT(f32x4, kTransientFloor);
  const f32x4 kAttack = c.kAttack, kSustain = c.kSustain, kFall = c.kFall;
  TransientState& s = block.state;
  f32x4 lastLevel = s.lastLevel, fall = s.fall, lastFast = s.lastFast;
  f32x4 rise = s.rise, tail = s.tail;
  for (int i = 0; i < kBlockFrames; ++i) {
    const f32x4 level = max(block.level[i], floor);
    const f32x4 below = min(fall + (level - lastLevel), zero);
    lastLevel = level;
    fall = below - kFall * below;
    const f32x4 fast = level - fall;
    const f32x4 change = fast - lastFast;
    lastFast = fast;
    const f32x4 risen = rise + change, left = tail - change;
    rise = max(min(risen - kAttack * risen, farthest), nearest);
    tail = max(min(left - kSustain * left, farthest), zero);
    block.level[i] = rise;
    tails[i] = tail;
  }
  s.lastLevel = lastLevel;
  s.lastFast = lastFast;
  s.fall = cleanState(fall);
  s.rise = settled(rise);
  s.tail = settled(tail);
}

/// Rise and tail to the gain asked for, smoothed.
template <bool kGliding>
LATHE_APART void askGain(TransientBlock& block, const f32x4* tails) noexcept {
  const TransientControls& c = block.controls;
  const f32x4 kGain = c.kGain;
  TransientState& s = block.state;
  f32x4 e = s.e, lastGain = s.lastGain, least = f32x4::zero(), most = least;
  f32x4 attack = c.attack.c0, sustain = c.sustain.c0, u = f32x4::zero();
  for (int i = 0; i < kBlockFrames; ++i) {
    if constexpr (kGliding) {
      attack = c.attack.at(u);
      sustain = c.sustain.at(u);
      u += f32x4::splat(1.0f / kBlockFrames);
    }
    const f32x4 a = share(block.level[i]), ring = share(tails[i]);
    const f32x4 asked = attack * a + sustain * (ring - ring * a);
    const f32x4 gap = e + (asked - lastGain);
    lastGain = asked;
    e = gap - kGain * gap;
    const f32x4 gain = asked - e;
    least = min(least, gain);
    most = max(most, gain);
    block.level[i] = gain;
  }
  s.e = cleanState(e);
  s.lastGain = lastGain;
  s.least = least;
  s.most = most;
}

}  // namespace

// In two loops: in one, V8 would keep what goes from frame to frame in memory, and the frames would
// wait for that.
void runTransient(TransientBlock& block) noexcept {
  f32x4 tails[kBlockFrames];
  followEnvelopes(block, tails);
  block.gliding ? askGain<true>(block, tails) : askGain<false>(block, tails);
}

LATHE_APART void mixTransient(TransientBlock& block) noexcept {
  const TransientControls& c = block.controls;
  const f32x4 one = LATHE_CONSTANT(f32x4, 1.0f);
  f32x4 output = c.output.c0, mix = c.mix.c0, u = f32x4::zero();
  for (f32x4& x : block.level) {
    if (block.gliding) {
      output = c.output.at(u);
      mix = c.mix.at(u);
      u += f32x4::splat(1.0f / kBlockFrames);
    }
    x = one + mix * (math::exp2(x + output) - one);
  }
}

}  // namespace lathe
