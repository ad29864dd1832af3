#include "effects/reverb.h"

namespace lathe {
void Reverb::readEarly(const ReverbGeometry& geometry, float* left, float* right) const noexcept {
  float* out[] = {left, right};
  for (int side = 0; side < 2; ++side) {
    // Every other reflection comes from across.
    const float* taps[kEarlyTaps];
    f32x4 gains[kEarlyTaps];
    for (int k = 0; k < kEarlyTaps; ++k) {
      taps[k] = preDelay_.tap(side ^ (k & 1), geometry.early[side][k]);
      gains[k] = f32x4::splat(geometry.earlyGain[k]);
    }
    for (int i = 0; i < kBlockFrames; i += 4) {
      f32x4 sum = gains[0] * f32x4::load(taps[0] + i);
      for (int k = 1; k < kEarlyTaps; ++k) sum += gains[k] * f32x4::load(taps[k] + i);
      sum.store(out[side] + i);
    }
  }
}

void Reverb::addEarly(float* left, float* right) noexcept {
  alignas(16) float early[kBlockFrames], late[kBlockFrames];
  glide_[Early].advance().fill(early);
  glide_[Late].advance().fill(late);
  readEarly(to_, early_[1][0], early_[1][1]);
  if (fade_.moving) readEarly(from_, early_[0][0], early_[0][1]);
  float* out[] = {left, right};
  for (int side = 0; side < 2; ++side) {
    for (int i = 0; i < kBlockFrames; i += 4) {
      f32x4 x = f32x4::load(early_[1][side] + i);
      if (fade_.moving) {
        const f32x4 old = f32x4::load(early_[0][side] + i);
        x = old + (x - old) * fade_.at(i);
      }
      (f32x4::load(out[side] + i) * f32x4::load(late + i) + x * f32x4::load(early + i))
          .store(out[side] + i);
    }
  }
}

void Reverb::feed() noexcept {
  // Left goes to the even channels, right to the odd ones.
  for (int side = 0; side < 2; ++side) {
    const float* x = fadedTap(preDelay_, side, from_.preDelay, to_.preDelay, fade_, wet_[side]);
    for (int channel = side; channel < kReverbLines; channel += 2) {
      const f32x4 gain = f32x4::splat((channel & 4) ? -0.5f : 0.5f);
      float* out = diffuser_.input(channel);
      LATHE_UNROLL
      for (int i = 0; i < kBlockFrames; i += 4) (gain * f32x4::load(x + i)).store(out + i);
    }
  }
}

void Reverb::process(float* left, float* right) noexcept {
  advanceFade();
  if (decayMoves_) advanceDecay(false);
  advanceTurn(glide_[Depth].advance().end());
  const DiffusionAngle angle = advanceAngle();

  float* pre[] = {preDelay_.block(0), preDelay_.block(1)};
  for (int i = 0; i < kBlockFrames; i += 4) {
    cleanSound(f32x4::load(left + i)).store(pre[0] + i);
    cleanSound(f32x4::load(right + i)).store(pre[1] + i);
  }
  cuts_.process(pre[0], pre[1]);
  preDelay_.wrote(0);
  preDelay_.wrote(1);
  feed();
  diffuser_.process(channels_, from_, to_, fade_, angle);
  network_.process(channels_, from_.line, to_.line, fade_, turn_, wet_[0], wet_[1]);
  addEarly(wet_[0], wet_[1]);
  preDelay_.advance();
  mix_.process(left, right, wet_[0], wet_[1]);
}

}  // namespace lathe
