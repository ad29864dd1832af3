#include "dsp/section_kernels.h"

namespace lathe {
namespace {

template <int kBanks, int kPerBank>
void kernel(BankBlock* const* blocks, const SectionRef* sections) noexcept {
  SectionCoefficients c[kBanks][kPerBank];
  SectionState state[kBanks][kPerBank];
  f32x4* frames[kBanks];
  for (int b = 0; b < kBanks; ++b) {
    frames[b] = blocks[b]->frame;
    for (int j = 0; j < kPerBank; ++j) {
      c[b][j] = *sections[b * kPerBank + j].coefficients;
      state[b][j] = *sections[b * kPerBank + j].state;
    }
  }
  for (int i = 0; i < kBlockFrames; ++i) {
    for (int b = 0; b < kBanks; ++b) {
      f32x4 x = frames[b][i];
      for (int j = 0; j < kPerBank; ++j) {
        const SectionCoefficients& k = c[b][j];
        SectionState& s = state[b][j];
        const f32x4 t = k.a1 * s.p + k.a2 * (x - s.s);
        s.p = t - s.p;
        x = (k.m0 * x + k.m2 * s.s) + k.m1 * t;
        s.s = s.s + t;
      }
      frames[b][i] = x;
    }
  }
  for (int b = 0; b < kBanks; ++b) {
    for (int j = 0; j < kPerBank; ++j) *sections[b * kPerBank + j].state = state[b][j];
  }
}

// Called through a table so that every kernel stays a function of its own:
// inlined into one another, they would leave V8 too few registers and cost a
// third of the speed.
using Kernel = void (*)(BankBlock* const*, const SectionRef*) noexcept;
constexpr Kernel kKernels[5][2] = {
    {nullptr, nullptr}, {kernel<1, 1>, kernel<1, 2>}, {kernel<2, 1>, kernel<2, 2>},
    {nullptr, nullptr}, {kernel<4, 1>, nullptr},
};

}  // namespace

void runSections(int banks, int perBank, BankBlock* const* blocks,
                 const SectionRef* sections) noexcept {
  kKernels[banks][perBank - 1](blocks, sections);
}

namespace {

template <int kBanks>
LATHE_INLINE void runRamps(f32x4* const* frames, int count, const RampRef* sections) noexcept {
  SectionState state[kBanks];
  for (int b = 0; b < kBanks; ++b) state[b] = *sections[b].state;
  f32x4 n = f32x4::zero();
  const f32x4 one = f32x4::splat(1.0f);
  for (int i = 0; i < count; ++i) {
    for (int b = 0; b < kBanks; ++b) {
      const SectionCoefficients &start = sections[b].start, &step = sections[b].step;
      f32x4 &p = state[b].p, &s = state[b].s;
      const f32x4 x = frames[b][i];
      const f32x4 t = (start.a1 + step.a1 * n) * p + (start.a2 + step.a2 * n) * (x - s);
      p = (t - p) * sections[b].rescale;
      frames[b][i] = ((start.m0 + step.m0 * n) * x + (start.m2 + step.m2 * n) * s) +
                     (start.m1 + step.m1 * n) * t;
      s = s + t;
    }
    n += one;
  }
  for (int b = 0; b < kBanks; ++b) *sections[b].state = state[b];
}

}  // namespace

LATHE_APART void runRampingSection(f32x4* frames, int count, const SectionCoefficients& start,
                                   const SectionCoefficients& step, f32x4 rescale,
                                   SectionState& state) noexcept {
  const RampRef section{start, step, rescale, &state};
  runRamps<1>(&frames, count, &section);
}

LATHE_APART void runRampingSections(f32x4* const (&frames)[2], int count,
                                    const RampRef (&sections)[2]) noexcept {
  runRamps<2>(frames, count, sections);
}

LATHE_APART void runNarrowSection(f32x4* frames, int count, const SectionCoefficients& start,
                                  const SectionCoefficients& step, f32x4 rescale,
                                  SectionState& state, NarrowLanes& narrow) noexcept {
  f32x4 p = state.p, s = state.s, n = f32x4::zero();
  f32x4 carryP = narrow.carry.p, carryS = narrow.carry.s;
  const mask32x4 lanes = narrow.lanes;
  for (int i = 0; i < count; ++i) {
    const f32x4 x = frames[i];
    const f32x4 in = (start.a2 + step.a2 * n) * (x - s);
    const f32x4 plain = (start.a1 + step.a1 * n) * p + in;
    // p' = t − p = p + (a2 (x − s) − (2 − a1) p): what is added is small.
    const f32x4 added = (in - narrow.loss * p) + carryP, sum = p + added;
    const f32x4 t = select(lanes, p + sum, plain);
    frames[i] = ((start.m0 + step.m0 * n) * x + (start.m2 + step.m2 * n) * s) +
                (start.m1 + step.m1 * n) * t;
    carryP = (added - (sum - p)) & lanes;
    p = select(lanes, sum, (plain - p) * rescale);
    const f32x4 addedS = t + carryS, sumS = s + addedS;
    carryS = (addedS - (sumS - s)) & lanes;
    s = sumS;
    n += f32x4::splat(1.0f);
  }
  state = {p, s};
  narrow.carry = {carryP, carryS};
}

}  // namespace lathe
