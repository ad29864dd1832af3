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

struct Shaper {
  f32x4 kAttack, kSustain, kFall, kGain;
  TransientState s;

  explicit LATHE_INLINE Shaper(const TransientBlock& block) noexcept
      : kAttack(block.controls.kAttack),
        kSustain(block.controls.kSustain),
        kFall(block.controls.kFall),
        kGain(block.controls.kGain),
        s(block.state) {
    s.least = s.most = f32x4::zero();
  }

  LATHE_INLINE f32x4 step(f32x4 level, f32x4 attack, f32x4 sustain) noexcept {
    const f32x4 zero = f32x4::zero(), farthest = LATHE_CONSTANT(f32x4, kFarthest);
    level = max(level, LATHE_CONSTANT(f32x4, kTransientFloor));
    const f32x4 below = min(s.fall + (level - s.lastLevel), zero);
    s.lastLevel = level;
    s.fall = below - kFall * below;
    const f32x4 fast = level - s.fall;
    const f32x4 change = fast - s.lastFast;
    s.lastFast = fast;
    const f32x4 rise = s.rise + change, tail = s.tail - change;
    s.rise = max(min(rise - kAttack * rise, farthest), -farthest);
    s.tail = max(min(tail - kSustain * tail, farthest), zero);
    const f32x4 a = share(s.rise), ring = share(s.tail);
    const f32x4 asked = attack * a + sustain * (ring - ring * a);
    const f32x4 gap = s.e + (asked - s.lastGain);
    s.lastGain = asked;
    s.e = gap - kGain * gap;
    const f32x4 gain = asked - s.e;
    s.least = min(s.least, gain);
    s.most = max(s.most, gain);
    return gain;
  }
};

}  // namespace

LATHE_APART void runTransient(TransientBlock& block) noexcept {
  const TransientControls& c = block.controls;
  Shaper shaper(block);
  f32x4 attack = c.attack.c0, sustain = c.sustain.c0, u = f32x4::zero();
  for (f32x4& x : block.level) {
    if (block.gliding) {
      attack = c.attack.at(u);
      sustain = c.sustain.at(u);
      u += f32x4::splat(1.0f / kBlockFrames);
    }
    x = shaper.step(x, attack, sustain);
  }
  TransientState& s = block.state = shaper.s;
  s.fall = cleanState(s.fall);
  s.rise = settled(s.rise);
  s.tail = settled(s.tail);
  s.e = cleanState(s.e);
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
