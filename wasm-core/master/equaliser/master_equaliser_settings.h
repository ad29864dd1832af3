// What the master's equaliser is asked to do, in the units of the parameter
// table: the strip's equaliser, a place for each band, a phase, and a tilt over
// everything. Plain values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

#include <array>
#include <cstdint>

#include "dsp/equaliser_settings.h"

namespace lathe {

/// Which of the two channels a band works on; mid is (left + right)/2, side (left − right)/2.
enum class BandPlacement : uint8_t { Stereo, Mid, Side, Left, Right };

enum class EqualiserPhase : uint8_t {
  Minimum,  ///< no latency
  Linear    ///< static bands, passes and tilt keep every wave's shape; about a third of a second
};

struct MasterEqualiserSettings {
  /// Frequencies and slopes as on strips; gains −12 … +12 dB, Q 0.1 … 16. Quality counts in minimum
  /// phase. Keys of dynamic bands are not used: they listen to the master.
  EqualiserSettings curve = flat();
  std::array<BandPlacement, kEqBands> placement{};
  EqualiserPhase phase = EqualiserPhase::Minimum;
  double tiltDb = 0.0;         ///< −6 … +6: half of it up above the pivot, half down below
  double tiltPivotHz = 650.0;  ///< 200 … 2000
  bool operator==(const MasterEqualiserSettings&) const = default;

  /// The table's defaults: all bands on, at 0 dB.
  static EqualiserSettings flat() noexcept {
    EqualiserSettings s;
    s.highPass.freqHz = 80.0;
    s.lowPass.freqHz = 16000.0;
    constexpr double kHz[kEqBands] = {80.0, 200.0, 500.0, 1500.0, 4000.0, 10000.0};
    for (size_t i = 0; i < kEqBands; ++i) s.band[i] = {true, BandType::Bell, kHz[i], 0.0, 0.7, {}};
    s.band.front().type = BandType::LowShelf;
    s.band.back().type = BandType::HighShelf;
    s.quality = EqualiserQuality::Exact;
    return s;
  }
};

}  // namespace lathe
