// The equaliser's inner loops: sections of several banks over a block.
//
// A section's recursion takes 16 cycles a frame, its arithmetic 5.5: four
// independent recursions (one section of four banks, or two fused sections of
// two) keep the machine busy, and their state stays in registers over the block.
// Every lane sees the same operations in the same order whichever kernel runs
// it, so that results do not depend on how banks and sections were grouped.
// Thread: real-time.
#pragma once

#include "dsp/bank_block.h"
#include "dsp/svf_section.h"

namespace lathe {

struct SectionRef {
  const SectionCoefficients* coefficients;
  SectionState* state;
};

/// `perBank` sections in series on each of `banks` blocks, in place, with
/// constant coefficients. Sections come bank by bank. `banks`·`perBank` is one
/// of 1·1, 1·2, 2·1, 2·2 and 4·1.
void runSections(int banks, int perBank, BankBlock* const* blocks,
                 const SectionRef* sections) noexcept;

/// One section whose coefficients move by `step` a frame; `rescale` keeps the
/// scaled state p = g·ic1 in proportion to the moving g. A lane whose step is
/// 0 and whose rescale is 1 gets the bits that runSections would give it.
void runRampingSection(f32x4* frames, int count, const SectionCoefficients& start,
                       const SectionCoefficients& step, f32x4 rescale,
                       SectionState& state) noexcept;

/// One bank's section, with what runRampingSection asks for.
struct RampRef {
  SectionCoefficients start, step;
  f32x4 rescale;
  SectionState* state;
};
/// The same of two banks side by side.
void runRampingSections(f32x4* const (&frames)[2], int count,
                        const RampRef (&sections)[2]) noexcept;

/// What rounding took from the state, to be given back: keeps the noise of
/// narrow low filters down (30 Hz, Q 4, +12 dB: by 25 dB), whose poles amplify it.
struct NarrowLanes {
  mask32x4 lanes;  ///< those that need it; others get the bits of runRampingSection
  f32x4 loss;      ///< 2 − a1, which a1 in float32 has but 7 digits of
  SectionState carry;
};
void runNarrowSection(f32x4* frames, int count, const SectionCoefficients& start,
                      const SectionCoefficients& step, f32x4 rescale, SectionState& state,
                      NarrowLanes& narrow) noexcept;

}  // namespace lathe
