// PSR, peak to short-term loudness ratio: the true peak of the last 3 s over the
// loudness of the same 3 s (Shepherd, Grimm, Tapper, Kahsnitz and Kerr, "Measuring
// Micro-Dynamics: Standardizing PSR", AES e-Brief 373, 2017). A song's least PSR is
// that of the moment which was squeezed hardest.
//
// Quiet passages may be steady by nature (a lone pad, a fade): only those within
// 10 LU of the integrated loudness count, which is known last. So the least ratio
// is kept for each half LU of short-term loudness.
// Units: dB (dBTP less LUFS). Thread: any one; no allocation.
#pragma once

#include <array>
#include <optional>

namespace lathe {

class PeakToShortTerm {
 public:
  static constexpr double kStepsPerSecond = 10.0;
  static constexpr int kWindowSteps = 30;  // 3 s

  void reset() noexcept { *this = PeakToShortTerm(); }
  /// Once a step: the highest true peak in it (linear), and the short-term loudness at its end.
  void add(double truePeak, std::optional<double> shortTermLufs) noexcept;
  /// Of the last 3 s; nothing before the first, and for what the gate of BS.1770 leaves out.
  std::optional<double> ratioDb() const noexcept { return ratio_; }
  /// Nothing before the first 3 s, and for silence.
  std::optional<double> leastDb(std::optional<double> integratedLufs) const noexcept;

 private:
  static constexpr double kLowestLufs = -70.0;  // BS.1770's absolute gate
  static constexpr double kGateLu = 10.0;
  static constexpr double kBinsPerLu = 2.0;
  static constexpr int kBins = 161;  // to +10 LUFS; louder goes into the last
  static constexpr double kNone = 1e9;

  static constexpr std::array<double, kBins> noRatios() {
    std::array<double, kBins> bins{};
    for (double& bin : bins) bin = kNone;
    return bins;
  }

  std::array<double, kWindowSteps> peaks_{};
  int position_ = 0;
  std::optional<double> ratio_;
  std::array<double, kBins> least_ = noRatios();
};

}  // namespace lathe
