// The equaliser's sections in minimum phase: what two of the strips' lanes
// (dsp/equaliser_lane.h: slots, glides, cross-fades, dynamic gains) ask for, one
// of them for passes and bands and one for the tilt, over the master's two
// channels in double. Each band's sections work on the channels it is placed on.
// Dynamic bands listen to those too, by the strips' detectors
// (dsp/band_detector.h): to left and right linked, or to one channel alone.
//
// A band that changes its place goes out within 10 ms and comes back within as
// many at its new one.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>

#include "dsp/band_detector.h"
#include "dsp/equaliser_lane.h"
#include "master/equaliser/master_equaliser_settings.h"
#include "master/equaliser/stereo_section.h"

namespace lathe {

class SectionChain {
 public:
  void prepare(double sampleRate) noexcept;
  /// States cleared, settings in force.
  void reset() noexcept;
  void set(const MasterEqualiserSettings& settings, bool snap) noexcept;
  /// In place. Dynamic bands listen to `key`, which may be the block itself. Finite input only.
  void process(StereoBlock& block, const StereoBlock& key) noexcept;
  /// What a dynamic band's action adds to its gain as the last block ended.
  double dynamicGainDb(int band) const noexcept { return lane_.dynamicGainDb(band); }

 private:
  static constexpr int kTilt = kEqSections;  ///< section number
  static constexpr int kFirstBandSlot = kEqPassSections;
  using Place = StereoSection::Place;

  void aim(bool snap) noexcept;
  void loadDetectors(uint32_t wasDynamic) noexcept;
  void movePlaces() noexcept;
  void detect(const StereoBlock& key, BandActions& actions) noexcept;
  void list(bool snap) noexcept;
  const SectionDesign* edgesOf(int section) noexcept;
  Place placeOf(int section) const noexcept;
  void runSections(StereoBlock& block) noexcept;
  void runGain(StereoBlock& block) noexcept;
  bool isRamping(int section) const noexcept;

  MasterEqualiserSettings settings_;
  std::array<BandPlacement, kEqBands> placement_{};  ///< in force
  EqualiserLane lane_, tilt_;
  std::array<BandDetector, kEqBands> detectors_;
  std::array<StereoSection, kEqSections + 1> sections_;
  std::array<SectionDesign, kEqRuns + 1> edges_;  ///< of the section that ramps
  std::array<uint8_t, kEqSections + 1> order_{};  ///< active sections, in signal order
  int count_ = 0;
  uint32_t active_ = 0;  ///< one bit a section
};

}  // namespace lathe
