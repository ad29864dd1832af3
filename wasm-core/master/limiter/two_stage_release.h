// A limiter's release in two stages, as in the classic dual-capacitor circuits.
// The reduction asked for is shared between a fast store, which takes up what is
// missing at once and falls with the release time, and a slow store, which
// charges only under sustained reduction and falls several times slower. A single
// hit is let go quickly; a dense passage is not pumped. Their sum is never under
// what is asked for, nor over the most that was ever asked of either.
// Units: linear gain, ms. Thread: real-time.
#pragma once

namespace lathe {

/// Time constants. `chargeMs` must not be under `fastMs`: were the slow store to charge faster than
/// the fast one falls, their sum could rise above what was ever asked for.
struct StoreTimes {
  double fastMs, slowMs, chargeMs;
};

/// Slow and charging times as multiples of the release. No store charges faster than 300 ms, or the
/// hold of a single peak (12 ms) would charge it, and short releases would not be true.
StoreTimes storeTimesOf(double releaseMs, double slowRatio = 4.0,
                        double chargeRatio = 3.0) noexcept;

class TwoStageRelease {
 public:
  void set(double sampleRate, const StoreTimes& times) noexcept;
  void set(double sampleRate, double releaseMs) noexcept {
    set(sampleRate, storeTimesOf(releaseMs));
  }
  void reset() noexcept { fast_ = slow_ = 0.0; }
  /// `gain` (0…1] that is allowed and `sustained` (0…1], not above it, which the slow store hears;
  /// returns a gain that is not above `gain`.
  double process(double gain, double sustained) noexcept {
    const double asked = 1.0 - gain, level = 1.0 - sustained;
    slow_ = level > slow_ ? slow_ + (level - slow_) * charge_ : slow_ * slowDecay_;
    fast_ = fast_ * fastDecay_;
    if (asked - slow_ > fast_) fast_ = asked - slow_;
    // Under 2⁻³⁴ both are nothing, so that the gain returns to 1 exactly.
    if (fast_ < kNothing) fast_ = 0.0;
    if (slow_ < kNothing) slow_ = 0.0;
    return 1.0 - (fast_ + slow_);
  }
  double process(double gain) noexcept { return process(gain, gain); }
  bool atRest() const noexcept { return fast_ == 0.0 && slow_ == 0.0; }

 private:
  static constexpr double kNothing = 1.0 / 17179869184.0;
  double fast_ = 0.0, slow_ = 0.0;
  double fastDecay_ = 0.0, slowDecay_ = 0.0, charge_ = 0.0;
};

}  // namespace lathe
