// What the equaliser does to a steady signal, without its phase: the analogue
// magnitudes of all its static sections, in signal order, on their channels. At
// one frequency that is a real matrix from mid and side, ½(L ± R), to mid and side.
// Thread: any (plain data and pure functions).
#pragma once

#include <array>

#include "dsp/equaliser_lane.h"
#include "master/equaliser/master_equaliser_settings.h"

namespace lathe {

/// out = (mm·M + ms·S, sm·M + ss·S)
struct MidSideGain {
  double mm, ms, sm, ss;
};

class StaticCurve {
 public:
  /// Passes, tilt, and the bands that are not dynamic.
  static StaticCurve of(const MasterEqualiserSettings& settings, double sampleRate) noexcept;
  /// Bands that a static curve leaves out: those whose gain follows a level.
  static bool isDynamic(const BandSettings& band) noexcept;

  MidSideGain at(double hz) const noexcept;
  /// Nothing changes.
  bool flat() const noexcept { return count_ == 0; }
  /// Some of the mid gets into the side, or of the side into the mid.
  bool crosses() const noexcept { return crosses_; }
  bool operator==(const StaticCurve&) const = default;

 private:
  struct Section {
    AnalogueFilter filter{};
    double freqHz = 0.0;
    BandPlacement placement = BandPlacement::Stereo;
    bool operator==(const Section&) const = default;
  };
  void add(SectionShape shape, double hz, double gainDb, double q, BandPlacement place) noexcept;
  void addPass(const PassFilterSettings& pass, bool high) noexcept;

  double highestHz_ = 0.0;
  int count_ = 0;
  bool crosses_ = false;
  std::array<Section, kEqSlots + 1> section_{};
};

}  // namespace lathe
