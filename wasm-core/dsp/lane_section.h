// One second-order section of four lanes whose coefficients may run straight
// through a block, for stages that need a filter or two beside their own work.
// A lane that is a plain wire passes its input on exactly.
// Thread: real-time.
#pragma once

#include <array>

#include "dsp/bank_block.h"
#include "dsp/section_kernels.h"
#include "dsp/svf_section.h"

namespace lathe {

/// Plain wire: no filter, no state.
inline bool isWire(const SectionDesign& d) noexcept { return d.a1 == 0.0 && d.m0 == 1.0; }

/// A block that moves runs straight from each of these designs to the next, a quarter of it each.
inline constexpr int kSectionRuns = 4;
using SectionEdges = std::array<SectionDesign, kSectionRuns + 1>;

class LaneSection {
 public:
  /// All lanes plain wires, at rest.
  void reset() noexcept;
  void resetLane(int lane) noexcept;
  /// For the coming block; call again once it is to stay.
  void setLane(int lane, const SectionEdges& edges) noexcept;
  void copyLane(int lane, const LaneSection& from, int fromLane) noexcept;

  /// Some lane is no plain wire.
  bool active() const noexcept { return activeLanes_ != 0; }
  /// No lane would sound by itself.
  bool silent() const noexcept;

  /// One block each, in place, of up to four; those that are not active are passed by.
  static void run(LaneSection* const* sections, BankBlock* const* blocks, int count) noexcept;

 private:
  void runRamp(BankBlock& block) noexcept;

  struct Run {
    SectionCoefficients start, step;
    f32x4 rescale;
  };
  Run run_[kSectionRuns];
  SectionState state_;
  std::array<double, kLanes> scale_{};  ///< g of the state's p
  int activeLanes_ = 0, rampingLanes_ = 0;
};

}  // namespace lathe
