// What a finished piece of audio measures, and the same as JSON.
// Figures are absent (null in JSON) where they are undefined: loudness of
// silence or of less than a window, peaks of silence.
// Thread: any.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace lathe {

struct Measurement {
  std::optional<double> integratedLufs;
  std::optional<double> loudnessRangeLu;
  std::optional<double> maxMomentaryLufs;
  std::optional<double> maxShortTermLufs;
  std::optional<double> truePeakDbtp;     ///< 8×: the deciding figure
  std::optional<double> ituTruePeakDbtp;  ///< 4×, ITU-R BS.1770-5 Annex 2
  std::optional<double> samplePeakDbfs;
  std::optional<double> plrDb;        ///< peak to loudness ratio: true peak less integrated
  std::optional<double> minPsrDb;     ///< the least true peak to short-term loudness ratio
  std::optional<double> correlation;  ///< of left and right, −1…1; of stereo alone
  std::optional<double> sideToMidDb;  ///< likewise: energy of the side over the mid's
  double durationSeconds = 0.0;
  double sampleRate = 0.0;
  int channels = 0;
  int64_t frames = 0;
  bool loudnessRangeStable = false;  ///< 60 s or more (EBU Tech 3342)
  uint64_t nonFiniteStretches = 0;   ///< 10 ms stretches that held NaN or infinity
};

/// One JSON object without line breaks: integratedLufs, loudnessRangeLu, maxMomentaryLufs,
/// maxShortTermLufs, truePeakDbtp, ituTruePeakDbtp, samplePeakDbfs, plrDb, minPsrDb, correlation,
/// sideToMidDb, durationSeconds, sampleRate, channels. The same measurement gives the same text on
/// every platform.
std::string measurementJson(const Measurement& measurement);

/// `value` in decimal with `decimals` (0…9) digits after the point, half away from zero, never
/// "-0", without locale. |value| < 1e9; "null" where it is not finite.
std::string fixedDecimal(double value, int decimals);
/// The same for a sentence: with a true minus sign, as on screen.
std::string figureText(double value, int decimals);

}  // namespace lathe
