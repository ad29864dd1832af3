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
// Of its equaliser and exciter.
inline constexpr int kMasterBandGainDb = 20;  ///< of each of the equaliser's dynamic bands
inline constexpr int kEqualiserLu = 26;       ///< louder or softer by it, of the last 3 s
inline constexpr int kExcitedDb = 27;  ///< added, against the bands driven; −∞ for nothing
// Of the output, since the meters were reset.
inline constexpr int kLoudnessRangeLu = 28;
inline constexpr int kMaxMomentaryLufs = 29;
inline constexpr int kMaxShortTermLufs = 30;
inline constexpr int kItuTruePeakDbtp = 31;
inline constexpr int kSamplePeakDbfs = 32;
inline constexpr int kLeastPsrDb = 33;
// Of the output, of the last moment.
inline constexpr int kPsrDb = 34;
inline constexpr int kOutputMeanSquareLeft = 35;
inline constexpr int kOutputMeanSquareRight = 36;
inline constexpr int kOutputMeanAbsoluteLeft = 37;
inline constexpr int kOutputMeanAbsoluteRight = 38;
inline constexpr int kOutputCorrelation = 39;  ///< −1…1, whatever the master's stages are
inline constexpr int kOutOfPhase = 40;         ///< 1 where that has been below 0 for 3 s
/// Tenths of a second in each bin of ShortTermSpread, since the meters were reset.
inline constexpr int kSpread = 41;
inline constexpr int kSpreadBins = 60;
inline constexpr int kFirstStrip = kSpread + kSpreadBins;  ///< tracks, then buses

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
