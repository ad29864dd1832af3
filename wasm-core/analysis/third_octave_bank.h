// The average spectrum of a programme in third-octaves, 20 Hz to 20 kHz: each
// band a Butterworth band-pass of sixth order between the edges of IEC 61260-1
// (base ten, so ten bands make a decade). A filter bank, not an FFT: every band is as
// wide as it should be, the lowest too. Each octave down runs at half the rate, so
// that all of them together cost little more than the highest.
//
// Levels are of the whole programme, mean square over channels: a full-scale sine in
// every channel at a band's centre reads 0 dB. Noise reads 0.2 dB high, the filters
// being that much wider than a rectangle.
// Units: Hz, dB. Thread: any one; `prepare` allocates.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/half_band.h"
#include "base/simd.h"

namespace lathe {

/// y of one section: gain·(x − x") − a1 y' − a2 y".
struct BandSection {
  double gain, a1, a2;
};
using BandFilter = std::array<BandSection, 3>;
/// −3 dB at `low` and `high`, both fractions of the sample rate, 0 < low < high < 0.5.
BandFilter bandFilter(double low, double high) noexcept;

class ThirdOctaveBank {
 public:
  static constexpr int kBands = 31;
  /// As ISO 266 names them; the filters are centred on 1000·10^(n/10).
  static constexpr std::array<double, kBands> kNominalHz = {
      20,   25,   31.5, 40,   50,   63,    80,    100,   125,  160,  200,
      250,  315,  400,  500,  630,  800,   1000,  1250,  1600, 2000, 2500,
      3150, 4000, 5000, 6300, 8000, 10000, 12500, 16000, 20000};

  void prepare(double sampleRate, int channels);
  /// Planar; samples that are not finite count as 0.
  void process(const float* const* channels, int frames) noexcept;
  void process(const double* const* channels, int frames) noexcept;
  /// Ends the programme: what is left of a block is measured. `prepare` before the next one.
  void finish() noexcept;
  /// Nothing for silence, and for a band that the sample rate does not hold.
  std::optional<double> levelDb(int band) const noexcept;

 private:
  static constexpr int kStages = 12;   // 20 Hz at 192 kHz
  static constexpr int kBlock = 2048;  // one frame at the slowest stage
  // Two channels as the two lanes.
  struct BandState {
    f64x2 first[3], second[3], energy;
  };
  struct Pair {
    std::array<std::vector<f64x2>, kStages> windows;  // HalfBand::kHistory old frames, then new
    std::array<BandState, kBands> bands;
  };
  struct Stage {
    int firstBand, bands;
  };

  template <typename Sample>
  void processSamples(const Sample* const* channels, int frames) noexcept;
  void measureBlock() noexcept;
  template <int Count>
  void runBands(Pair& pair, int firstBand, const f64x2* in, int frames) noexcept;

  double sampleRate_ = 48000.0;
  int channels_ = 0;
  int stages_ = 0;
  std::array<Stage, kStages> stage_{};
  std::array<int, kBands> stageOf_{};  // −1: not within the sample rate
  std::array<BandFilter, kBands> filters_{};
  std::vector<Pair> pairs_;
  int filled_ = 0;
  int64_t frames_ = 0;
  const HalfBand* halfBand_ = nullptr;
};

}  // namespace lathe
