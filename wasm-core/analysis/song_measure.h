// What a report says of a song beyond its figures: loudness and true peak over
// time, how loud for how long, the average spectrum, offset, clipping. Measured in
// one pass, in memory that does not grow with the song.
// Thread: any one (not the real-time one: `prepare` and `finish` allocate).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/bounded_timeline.h"
#include "analysis/file_measurer.h"
#include "analysis/third_octave_bank.h"
#include "meters/short_term_spread.h"

namespace lathe {

/// Values over time; absent where nothing sounds, or before the first whole window.
struct Curve {
  double pointSeconds = 0.0;
  std::vector<std::optional<double>> points;
};

struct SongMeasure {
  static constexpr int kHistogramBins = ShortTermSpread::kBins;  // of 1 LU each
  static constexpr double kHistogramLowestLufs = ShortTermSpread::kLowestLufs;

  Measurement measurement;
  Curve maxMomentaryLufs;  ///< each point the highest of its time; at most 2000
  Curve maxShortTermLufs;  ///< likewise
  Curve maxTruePeakDbtp;   ///< likewise, 1 s a point or more
  std::array<double, kHistogramBins> shortTermSeconds{};  ///< time at each short-term loudness
  double secondsBelow = 0.0, secondsAbove = 0.0;          ///< outside the bins, silence included
  /// Mean level of each band of ThirdOctaveBank.
  std::array<std::optional<double>, ThirdOctaveBank::kBands> thirdOctaveDb{};
  std::vector<double> dcOffset;  ///< of each channel, linear
  int64_t clippedSamples = 0;    ///< at the top code of 16 bits or over it, all channels
};

class SongMeasurer {
 public:
  /// As FileMeasurer's.
  void prepare(double sampleRate, int channels, std::span<const double> weights = {});
  void process(const float* const* channels, int frames) noexcept;
  void process(const double* const* channels, int frames) noexcept;
  /// Ends the song; `prepare` before the next one.
  SongMeasure finish();

 private:
  template <typename Sample>
  void processSamples(const Sample* const* channels, std::vector<const Sample*>& at,
                      int frames) noexcept;
  void endTick() noexcept;
  void endStep() noexcept;

  FileMeasurer file_;
  ThirdOctaveBank bank_;
  BoundedTimeline momentary_, shortTerm_, truePeak_;  // LUFS above the floor; linear
  ShortTermSpread spread_;
  double stepMomentary_ = 0.0, secondTruePeak_ = 0.0;
  std::vector<const float*> floatsAt_;
  std::vector<const double*> doublesAt_;
  double sampleRate_ = 48000.0;
  int channels_ = 0;
  int64_t frame_ = 0, ticks_ = 0, tickEnd_ = 0;
};

/// One JSON object: `measurement` (as measurementJson), `loudness`, `truePeak`,
/// `shortTermHistogram`, `spectrum`, `dcOffset`, `clippedSamples`. The same song gives the same
/// text on every platform.
std::string songMeasureJson(const SongMeasure& measure);

}  // namespace lathe
