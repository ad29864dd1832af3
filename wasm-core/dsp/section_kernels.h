// The equaliser's inner loops: sections of one or two banks over a block.
//
// A section's recursion takes about 20 cycles a frame, its arithmetic 6: four
// independent recursions (two fused sections of two banks) keep the machine
// busy, and their state stays in registers over the block. Every lane sees the
// same operations in the same order whichever kernel runs it, so that results
// do not depend on how banks and sections were grouped.
// Thread: real-time.
#pragma once

#include "dsp/bank_block.h"
#include "dsp/svf_section.h"

namespace lathe {

struct SectionRef {
  const SectionCoefficients* coefficients;
  SectionState* state;
};

/// `sections[b]` in series on `blocks[b]`, in place, with constant coefficients.
template <int kBanks, int kSections>
inline void runSections(BankBlock* const (&blocks)[kBanks],
                        const SectionRef (&sections)[kBanks][kSections]) noexcept {
  SectionCoefficients c[kBanks][kSections];
  SectionState state[kBanks][kSections];
  for (int b = 0; b < kBanks; ++b) {
    for (int j = 0; j < kSections; ++j) {
      c[b][j] = *sections[b][j].coefficients;
      state[b][j] = *sections[b][j].state;
    }
  }
  for (int i = 0; i < kBlockFrames; ++i) {
    f32x4 x[kBanks];
    for (int b = 0; b < kBanks; ++b) x[b] = blocks[b]->frame[i];
    for (int j = 0; j < kSections; ++j) {
      for (int b = 0; b < kBanks; ++b) {
        const SectionCoefficients& k = c[b][j];
        SectionState& s = state[b][j];
        const f32x4 t = k.a1 * s.p + k.a3 * (x[b] - s.s);
        const f32x4 v2 = s.s + t;
        s.p = t - s.p;
        s.s = v2 + t;
        x[b] = (k.m0 * x[b] + k.m1 * t) + k.m2 * v2;
      }
    }
    for (int b = 0; b < kBanks; ++b) blocks[b]->frame[i] = x[b];
  }
  for (int b = 0; b < kBanks; ++b) {
    for (int j = 0; j < kSections; ++j) *sections[b][j].state = state[b][j];
  }
}

/// One section whose coefficients move by `step` a frame; `rescale` keeps the
/// scaled state p = g·ic1/2 in proportion to the moving g. A lane whose step is
/// 0 and whose rescale is 1 gets the bits that runSections would give it.
inline void runRampingSection(BankBlock& block, const SectionCoefficients& start,
                              const SectionCoefficients& step, f32x4 rescale,
                              SectionState& state) noexcept {
  f32x4 p = state.p, s = state.s, n = f32x4::zero();
  const f32x4 one = f32x4::splat(1.0f);
  for (f32x4& frame : block.frame) {
    const f32x4 x = frame;
    const f32x4 t = (start.a1 + step.a1 * n) * p + (start.a3 + step.a3 * n) * (x - s);
    const f32x4 v2 = s + t;
    p = (t - p) * rescale;
    s = v2 + t;
    frame = ((start.m0 + step.m0 * n) * x + (start.m1 + step.m1 * n) * t) +
            (start.m2 + step.m2 * n) * v2;
    n += one;
  }
  state = {p, s};
}

}  // namespace lathe
