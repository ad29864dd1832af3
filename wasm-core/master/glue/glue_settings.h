// What the glue compressor is asked to do, in the units of the parameter table:
// plain values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

namespace lathe {

struct GlueSettings {
  double thresholdDb = -12.0;   ///< −40…0
  double ratio = 2.0;           ///< 1.2…10
  double attackMs = 30.0;       ///< 0.1…100: 63 % of a step in dB done
  double releaseMs = 200.0;     ///< 50…1600: 37 % of a step in dB left
  bool autoRelease = true;      ///< by crest factor, in place of releaseMs
  double kneeDb = 8.0;          ///< 0…18, full width
  double keyHighPassHz = 80.0;  ///< of the detector, 12 dB/oct; …400; from 10 down: off
  double makeUpDb = 0.0;        ///< −6…12
  double rangeDb = 6.0;         ///< 0…12: the most reduction, softly approached
  double mixPercent = 100.0;    ///< of what is compressed; the rest is the input
  bool operator==(const GlueSettings&) const = default;
};

}  // namespace lathe
