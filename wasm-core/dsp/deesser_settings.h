// What one strip's de-esser is asked to do, in the units of the parameter
// table: plain values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

namespace lathe {

enum class DeEsserShape : int { Band, Shelf };
enum class DeEsserMode : int { Relative, Absolute };

struct DeEsserSettings {
  double freqHz = 6500.0;  ///< centre of the band, corner of the shelf
  DeEsserShape shape = DeEsserShape::Shelf;
  double widthOct = 1.0;  ///< of the band, between its −3 dB points
  DeEsserMode mode = DeEsserMode::Relative;
  double thresholdDb = -6.0;  ///< relative: band over broadband; absolute: RMS re full scale
  double rangeDb = 6.0;       ///< most reduction; 0 leaves the signal as it is
  double attackMs = 0.5;      ///< 63 % of a step in dB done
  double releaseMs = 50.0;    ///< 37 % of a step in dB left
  double lookAheadMs = 1.0;   ///< latency
  bool split = true;          ///< reduces the band or shelf alone; false: all
  bool operator==(const DeEsserSettings&) const = default;
};

}  // namespace lathe
