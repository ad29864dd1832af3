// The meters' flat array of floats, as the page reads it. The same numbers
// stand in worklet/src/engine/engine-constants.ts.
// Units: levels linear since the last take; LUFS and dBTP, −∞ where there is
// none; reductions in dB, <= 0. Thread: any (constants only).
#pragma once

namespace lathe::meter_layout {

inline constexpr int kOutputPeakLeft = 0;
inline constexpr int kOutputPeakRight = 1;
inline constexpr int kMomentaryLufs = 2;
inline constexpr int kShortTermLufs = 3;
inline constexpr int kIntegratedLufs = 4;
inline constexpr int kTruePeakDbtp = 5;
inline constexpr int kLimiterReductionDb = 6;
inline constexpr int kMonitorLimiterActive = 7;  ///< 1 or 0
// Of the strip that is measured on demand.
inline constexpr int kProbeMomentaryLufs = 8;
inline constexpr int kProbeShortTermLufs = 9;
inline constexpr int kProbeIntegratedLufs = 10;
inline constexpr int kProbeTruePeakDbtp = 11;
// Of the master's stages, of the last block.
inline constexpr int kGlueReductionDb = 12;  ///< <= 0
inline constexpr int kClippedDb = 13;        ///< >= 0
inline constexpr int kCorrelation = 14;      ///< −1…1
inline constexpr int kMultibandGainDb = 15;  ///< of five bands: taken, or given
inline constexpr int kFirstStrip = 20;       ///< tracks, then buses

inline constexpr int kStripPeakLeft = 0;
inline constexpr int kStripPeakRight = 1;
inline constexpr int kStripMeanSquareLeft = 2;
inline constexpr int kStripMeanSquareRight = 3;
inline constexpr int kStripCompressorReductionDb = 4;
inline constexpr int kStripGateReductionDb = 5;
inline constexpr int kStripDeEsserReductionDb = 6;
inline constexpr int kStripMeanAbsoluteLeft = 7;
inline constexpr int kStripMeanAbsoluteRight = 8;
inline constexpr int kStripOverBlocks = 9;   ///< with a sample beyond full scale
inline constexpr int kStripBandGainDb = 10;  ///< of each of the equaliser's dynamic bands
inline constexpr int kStripLength = 16;

}  // namespace lathe::meter_layout
