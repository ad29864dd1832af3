// Equaliser of four lanes: high-pass (up to 4 sections), 6 bands, low-pass (up
// to 4 sections), output gain. Matched second-order designs (matched_filter.h)
// run as state-variable sections (svf_section.h), only as many as a lane of the
// bank needs, four banks interleaved, or two with their sections fused in pairs.
//
// Settings move smoothly: frequency and Q over 30 ms (on a log scale), gains
// over 20 ms; switches, types and slopes cross-fade over 10 ms. Coefficients
// then ramp through each block; otherwise they are constants. A lane's samples
// do not depend on its neighbours (the sign of a zero aside), and a lane with
// nothing on is passed through exactly. No latency.
//
// A lane that is fed NaN or infinity is heard as such for that block; its state
// heals at the block's end.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>
#include <cstdint>

#include "dsp/bank_block.h"
#include "dsp/equaliser_lane.h"
#include "dsp/equaliser_settings.h"
#include "dsp/lane_curve.h"
#include "dsp/section_kernels.h"
#include "dsp/svf_section.h"

namespace lathe {

class EqualiserBank {
 public:
  /// [not real-time] Sets the rate and resets; allocates nothing later.
  void prepare(double sampleRate);
  /// All lanes: state cleared, settings neutral.
  void reset() noexcept;
  /// State of one lane cleared; its settings stay.
  void resetLane(int lane) noexcept;
  /// New settings, reached smoothly or, with `snap`, in the coming block.
  void setLane(int lane, const EqualiserSettings& settings, bool snap) noexcept;
  /// State, settings and everything on its way, from a lane of a bank of the same rate.
  void copyLane(int lane, const EqualiserBank& from, int fromLane) noexcept;
  /// True while a lane has a section or an output gain at work.
  bool active() const noexcept { return slotCount_ > 0 || gainActive_ || movingLanes_ != 0; }

  /// One block of `count` banks, in place: bank i works on blocks[i].
  static void process(EqualiserBank* const* banks, BankBlock* const* blocks, int count) noexcept;

  int latencyFrames() const noexcept { return 0; }

 private:
  void loadLane(int lane) noexcept;
  void listSlots() noexcept;
  void advanceLanes() noexcept;
  void rampBlock(BankBlock& block) noexcept;
  void rampSection(size_t slot, BankBlock& block) noexcept;
  struct Work {
    EqualiserBank* bank;
    BankBlock* block;
  };
  static void runOne(const Work& a, int from) noexcept;
  static void runTwo(const Work& a, const Work& b, int from) noexcept;
  static void runFour(const Work (&w)[4]) noexcept;
  void applyGain(BankBlock& block) noexcept;
  void cleanStates() noexcept;
  /// The i-th section at work.
  SectionRef section(int i) noexcept {
    const size_t slot = slots_[static_cast<size_t>(i)];
    return {&coefficients_[slot], &state_[slot]};
  }

  std::array<SectionCoefficients, kEqSlots> coefficients_;
  std::array<SectionState, kEqSlots> state_;
  std::array<uint8_t, kEqSlots> slots_{};  ///< at work, in order
  int slotCount_ = 0;
  uint32_t rampingSlots_ = 0;                    ///< in this block, of any lane
  std::array<uint32_t, kLanes> rampingLanes_{};  ///< the same, by lane
  int movingLanes_ = 0;                          ///< bits
  bool gainActive_ = false;
  LaneCurve gain_;
  std::array<EqualiserLane, kLanes> lanes_;
};

}  // namespace lathe
