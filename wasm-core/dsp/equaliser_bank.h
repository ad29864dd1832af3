// Equaliser of four lanes: high-pass (up to 4 sections), 6 bands, low-pass (up
// to 4 sections), output gain. Matched second-order designs (matched_filter.h)
// run as state-variable sections (svf_section.h), only as many as a lane of the
// bank needs, four banks interleaved, or two with their sections fused in pairs.
//
// Settings move smoothly: frequency and Q over 30 ms (on a log scale), gains
// over 20 ms; switches, types and slopes cross-fade over 10 ms. Coefficients
// then ramp through each block; otherwise they are constants. A lane's samples
// do not depend on its neighbours (the sign of a zero aside), and a lane with
// nothing on is passed through exactly. No latency, in either quality.
//
// A dynamic band has a detector (band_detector.h), linked in stereo pairs, and
// ramps while it acts; at rest it costs what a static one does, and its detector.
// Banks with something on its way, or with a section so narrow and low that
// float32 needs help (section_kernels.h), run by themselves, two at a time.
//
// A lane that is fed NaN or infinity is heard as such for that block; its state
// heals at the block's end.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>
#include <cstdint>

#include "dsp/band_detector.h"
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
  /// State of one lane cleared (that of its pair's detectors too, when stereo); its settings stay.
  void resetLane(int lane) noexcept;
  /// Two linked pairs (0 with 1, 2 with 3), whose dynamic bands act as one, or four mono lanes.
  void setStereo(bool linkedPairs) noexcept;
  /// New settings, reached smoothly or, with `snap`, in the coming block.
  void setLane(int lane, const EqualiserSettings& settings, bool snap) noexcept;
  /// State, settings and everything on its way, from a lane of a bank of the same rate.
  void copyLane(int lane, const EqualiserBank& from, int fromLane) noexcept;
  /// True while a lane has a section or an output gain at work.
  bool active() const noexcept { return sectionCount_ > 0 || gainActive_ || movingLanes_ != 0; }

  /// One block of `count` banks, in place: bank i works on blocks[i]. keys[i] has the lanes'
  /// external keys, for the dynamic bands that are set to hear them; null for a bank without, or
  /// for all of them.
  static void process(EqualiserBank* const* banks, BankBlock* const* blocks, int count,
                      const BankBlock* const* keys = nullptr) noexcept;

  int latencyFrames() const noexcept { return 0; }
  /// Bands of a lane that may act, one bit each.
  uint32_t dynamicBands(int lane) const noexcept {
    return lanes_[static_cast<size_t>(lane)].dynamicBands();
  }
  /// What a dynamic band's action adds to its gain at the last block's end.
  float dynamicGainDb(int lane, int band) const noexcept {
    return static_cast<float>(lanes_[static_cast<size_t>(lane)].dynamicGainDb(band));
  }

 private:
  void loadSection(int lane, int section) noexcept;
  void loadLane(int lane) noexcept;
  void noteLane(int lane) noexcept;
  void listSections() noexcept;
  void detect(const BankBlock& block, const BankBlock* key) noexcept;
  void advanceLanes(const BankBlock& block, const BankBlock* key) noexcept;
  RampRef rampOf(size_t section, int run) noexcept;
  void runNarrow(size_t section, BankBlock& block) noexcept;
  /// Both lanes' dynamic bands act alike in this block.
  bool actAlike(size_t left, size_t right) const noexcept;
  bool isFollowing(int lane) const noexcept { return (followingLanes_ >> lane) & 1; }
  bool isNarrow(size_t section) const noexcept { return (narrow_ >> section) & 1; }
  bool isRamping(size_t section) const noexcept { return (ramping_ >> section) & 1; }
  /// Against its rounding; a rest never does.
  bool needsHelp(size_t section) const noexcept { return section < kEqSlots && isNarrow(section); }
  struct Work {
    EqualiserBank* bank;
    BankBlock* block;
  };
  static void runRamping(const Work* works, int count, int i) noexcept;
  static void runMoving(const Work* works, int count, int from) noexcept;
  static void runOne(const Work& a, int from) noexcept;
  static void runTwo(const Work& a, const Work& b, int from) noexcept;
  static void runFour(const Work (&w)[4]) noexcept;
  void applyGain(BankBlock& block) noexcept;
  void cleanStates() noexcept;
  /// The i-th section at work.
  LATHE_INLINE SectionRef section(int i) noexcept {
    const size_t at = sections_[static_cast<size_t>(i)];
    return {&coefficients_[at], &state_[at]};
  }

  std::array<SectionCoefficients, kEqSections> coefficients_;
  std::array<SectionState, kEqSections> state_;
  std::array<uint8_t, kEqSections> sections_{};  ///< at work, in order
  int sectionCount_ = 0;
  uint32_t ramping_ = 0, narrow_ = 0;            ///< in this block, of any lane
  std::array<uint32_t, kLanes> rampingLanes_{};  ///< the same, by lane
  std::array<uint32_t, kLanes> narrowLanes_{};
  int movingLanes_ = 0, dynamicLanes_ = 0;  ///< bits
  int twinLanes_ = 0;       ///< right ones that are set as their left ones, both at rest
  int followingLanes_ = 0;  ///< those of them that have the left one's designs in this block
  int glidingLanes_ = 0;    ///< those that moved as this block began
  bool gainActive_ = false;
  bool stereo_ = false;
  LaneCurve gain_;
  std::array<EqualiserLane, kLanes> lanes_;
  std::array<SectionState, kEqSlots> carry_;     ///< of narrow sections
  std::array<uint32_t, kLanes> dynamicBands_{};  ///< of each lane, as last noted
  std::array<BandActions, kLanes> actions_{};
  std::array<BandDetector, kEqBands> detectors_;
};

}  // namespace lathe
