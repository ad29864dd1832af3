// One lane of the equaliser between its settings and its sections: which slots
// are at work, their smoothed parameters, and the coefficients over the current
// block.
//
// Slots, in signal order: 0–3 high-pass, 4–9 bands, 10–13 low-pass. Frequency
// and Q glide on a log scale; a change of type or slope, and on and off,
// cross-fade from the coefficients as they were. While anything moves, designs
// are made at every 32nd frame, from the control curves' values there, and
// coefficients run straight in between.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>
#include <cstdint>

#include "base/smoother.h"
#include "dsp/equaliser_settings.h"
#include "dsp/svf_section.h"

namespace lathe {

inline constexpr int kEqPassSections = 4;
inline constexpr int kEqSlots = 2 * kEqPassSections + kEqBands;
/// Straight runs of coefficients in a block that moves.
inline constexpr int kEqRuns = 4;
inline constexpr int kEqRunFrames = kBlockFrames / kEqRuns;

enum class SectionShape : uint8_t {
  Off,
  LowPass1,
  HighPass1,
  LowPass2,
  HighPass2,
  Bell,
  LowShelf,
  HighShelf,
  Notch
};

class EqualiserLane {
 public:
  void prepare(double sampleRate) noexcept;
  /// Neutral settings, at rest.
  void reset() noexcept;
  void set(const EqualiserSettings& settings, bool snap) noexcept;
  /// Once a block while moving(): the block's coefficients.
  void advance() noexcept;

  const EqualiserSettings& settings() const noexcept { return settings_; }
  /// True while the next block can differ from the last.
  bool moving() const noexcept { return moving_; }
  /// Slots that are not plain wire, one bit each; valid for the coming block after `advance`.
  uint32_t activeSlots() const noexcept { return activeSlots_; }
  /// Slots that move within the block.
  uint32_t rampingSlots() const noexcept { return rampingSlots_; }
  /// Design at the start of run `edge` (0 … kEqRuns; the last is the block's end).
  const SectionDesign& edge(int slot, int edge) const noexcept {
    return slots_[static_cast<size_t>(slot)].edge[static_cast<size_t>(edge)];
  }
  const SectionDesign& end(int slot) const noexcept { return edge(slot, kEqRuns); }
  /// Output gain over the block, linear.
  const CubicSegment& gain() const noexcept { return gain_.segment(); }

 private:
  static constexpr int kGroups = 2 + kEqBands;  ///< high-pass, bands, low-pass

  /// Slots that share parameters.
  struct Group {
    ParamSmoother log2Hz, log2Q, gainDb;
    bool gliding() const noexcept {
      return !log2Hz.segment().constant || !log2Q.segment().constant || !gainDb.segment().constant;
    }
  };
  struct Slot {
    SectionShape shape = SectionShape::Off;
    uint8_t group = 0;
    bool settled = true;  ///< end is the design of the settled parameters
    double fixedQ = 0.0;  ///< of a Butterworth section; 0: the group's Q
    int fadeLeft = 0;     ///< blocks
    SectionDesign from;   ///< fades start here
    std::array<SectionDesign, kEqRuns + 1> edge;
    SectionDesign& end() noexcept { return edge[kEqRuns]; }
  };

  void setGroup(int group, double freqHz, double q, double gainDb, bool snap) noexcept;
  void setShape(int slot, SectionShape shape, double fixedQ, bool snap) noexcept;
  void setPass(int firstSlot, const PassFilterSettings& pass, bool high, bool snap) noexcept;
  /// With the group's parameters as at `u` of the block.
  SectionDesign design(const Slot& slot, double u) const noexcept;
  bool isWire(const Slot& slot) const noexcept;
  void updateSlot(int slot) noexcept;

  double sampleRate_ = 48000.0;
  int fadeBlocks_ = 1;
  bool moving_ = false;
  uint32_t activeSlots_ = 0;
  uint32_t rampingSlots_ = 0;
  EqualiserSettings settings_;
  ParamSmoother gain_;
  std::array<Group, kGroups> groups_;
  std::array<Slot, kEqSlots> slots_;
};

}  // namespace lathe
