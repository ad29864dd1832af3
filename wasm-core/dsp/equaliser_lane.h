// One lane of the equaliser between its settings and its sections: which slots
// are at work, their smoothed parameters, and the coefficients over the current
// block.
//
// Slots, in signal order: 0–3 high-pass, 4–9 bands, 10–13 low-pass. Frequency
// and Q glide on a log scale; a change of type or slope, and on and off,
// cross-fade from the coefficients as they were. While anything moves, designs
// are made at every 32nd frame, from the control curves' values there, and
// coefficients run straight in between. In exact quality a slot has a second
// section, its rest: section number kEqSlots + slot.
//
// A dynamic band's gain moves with its detector's action (band_detector.h), a
// share 0…1 of its dynamic gain. At rest its designs come from a grid of gains
// (gain_grid.h), and are constant while the action is.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>
#include <cstdint>

#include "base/smoother.h"
#include "dsp/band_detector.h"
#include "dsp/equaliser_settings.h"
#include "dsp/equaliser_shape.h"
#include "dsp/gain_grid.h"

namespace lathe {

inline constexpr int kEqSlots = 2 * kEqPassSections + kEqBands;
/// Slots and their rests.
inline constexpr int kEqSections = 2 * kEqSlots;
/// Boosts and cuts, gain scale and dynamic gain counted in, end here.
inline constexpr double kEqMaxGainDb = 36.0;
/// Frequencies end here, of the sample rate.
inline constexpr double kEqHighestFreq = 0.45;

/// The detectors' actions at the runs' ends, of one lane.
using BandActions = std::array<std::array<float, kEqRuns>, kEqBands>;

class EqualiserLane {
 public:
  void prepare(double sampleRate) noexcept;
  /// Neutral settings, at rest.
  void reset() noexcept;
  void set(const EqualiserSettings& settings, bool snap) noexcept;
  /// Dynamic bands as if they had never acted.
  void resetActions() noexcept;
  /// Once a block while moving() or dynamicBands(): the block's coefficients.
  /// Null: actions stay as they were.
  void advance(const BandActions* actions) noexcept;

  /// Both at rest and set alike: whether the same actions would bring both to the same designs.
  bool standsLike(const EqualiserLane& other, uint32_t dynamicBands) const noexcept;
  /// In place of `advance`, for a lane that stood like `twin` when that was advanced: its designs
  /// at the block's end. Those before are the twin's.
  void follow(const EqualiserLane& twin, uint32_t dynamicBands) noexcept;

  const EqualiserSettings& settings() const noexcept { return settings_; }
  /// True while the next block can differ from the last, were no band dynamic.
  bool moving() const noexcept { return moving_; }
  /// Bands that may act, one bit each.
  uint32_t dynamicBands() const noexcept;
  /// What a band's detector listens to.
  SectionDesign region(int band) const noexcept;
  /// What its action adds to a band's gain as the last block ended, in dB.
  double dynamicGainDb(int band) const noexcept;
  /// Sections that are not plain wire, one bit each; valid for the coming block after `advance`.
  uint32_t activeSections() const noexcept { return active_; }
  /// Sections that move within the block.
  uint32_t rampingSections() const noexcept { return ramping_; }
  /// Design at the start of run `edge` (0 … kEqRuns; the last is the block's end).
  const SectionDesign& edge(int section, int edge) const noexcept {
    const bool rest = section >= kEqSlots;
    const SlotDesign& d = slots_[static_cast<size_t>(rest ? section - kEqSlots : section)]
                              .edge[static_cast<size_t>(edge)];
    return rest ? d.rest : d.main;
  }
  const SectionDesign& end(int section) const noexcept { return edge(section, kEqRuns); }
  /// Output gain over the block, linear.
  const CubicSegment& gain() const noexcept { return gain_.segment(); }

 private:
  static constexpr int kGroups = 2 + kEqBands;  ///< high-pass, bands, low-pass
  static constexpr int kHighPassGroup = 0, kFirstBandGroup = 1, kLowPassGroup = 1 + kEqBands;
  static constexpr int kFirstBandSlot = kEqPassSections;
  static constexpr int kLowPassSlot = kEqPassSections + kEqBands;

  /// Slots that share parameters.
  struct Group {
    ParamSmoother log2Hz, log2Q, gainDb, dynamicDb;
    bool gliding() const noexcept {
      return !log2Hz.segment().constant || !log2Q.segment().constant ||
             !gainDb.segment().constant || !dynamicDb.segment().constant;
    }
    bool dynamic() const noexcept {
      return dynamicDb.target() != 0.0 || dynamicDb.moving() || !dynamicDb.segment().constant;
    }
  };
  struct Slot {
    SectionShape shape = SectionShape::Off;
    uint8_t group = 0;
    bool exact = false;
    bool fromRest = false;  ///< a fade starts with a rest at work
    bool byWire = false;    ///< a fade goes by way of a wire
    bool settled = true;    ///< end is the design of the settled parameters
    double fixedQ = 0.0;    ///< of a Butterworth section; 0: the group's Q
    int fadeLeft = 0;       ///< blocks
    SlotDesign from;        ///< fades start here
    std::array<SlotDesign, kEqRuns + 1> edge;
    SlotDesign& end() noexcept { return edge[kEqRuns]; }
  };

  void setGroup(int group, double freqHz, double q, double gainDb, double dynamicDb,
                bool snap) noexcept;
  void setShape(int slot, SectionShape shape, double fixedQ, bool snap) noexcept;
  void setPass(int firstSlot, const PassFilterSettings& pass, bool high, bool snap) noexcept;
  double radians(double freqHz) const noexcept;
  /// With the group's parameters as at `u` of the block, and that share of its dynamic gain.
  SlotDesign design(const Slot& slot, double u, double share) const noexcept;
  bool isWire(const Slot& slot) const noexcept;
  /// The slot's design, `t` of its fade done.
  static SlotDesign faded(const Slot& slot, const SlotDesign& to, double t) noexcept;
  void updateSlot(int slot, const BandActions* actions) noexcept;
  void rampDynamic(Slot& slot, int band, const double (&share)[kEqRuns + 1]) noexcept;

  double sampleRate_ = 48000.0;
  int fadeBlocks_ = 1;
  bool moving_ = false;
  uint32_t active_ = 0, ramping_ = 0;  ///< sections
  EqualiserSettings settings_;
  ParamSmoother gain_;
  std::array<Group, kGroups> groups_;
  std::array<Slot, kEqSlots> slots_;
  std::array<double, kEqBands> share_{};  ///< of their dynamic gain, as the last block ended
  std::array<GainGrid, kEqBands> grid_;
};

}  // namespace lathe
