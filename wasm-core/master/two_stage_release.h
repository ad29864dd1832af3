// A limiter's release in two stages, as in the classic dual-capacitor circuits.
// The reduction asked for is shared between a fast store, which takes up what is
// missing at once and falls with the release time, and a slow store, which
// charges only under sustained reduction and falls four times slower. A single
// hit is let go quickly; a dense passage is not pumped. Their sum is never under
// what is asked for.
// Units: linear gain. Thread: real-time.
#pragma once

namespace lathe {

class TwoStageRelease {
 public:
  /// `releaseMs`: time for a single peak's reduction to fall to 37 %.
  void set(double sampleRate, double releaseMs) noexcept;
  void reset() noexcept { fast_ = slow_ = 0.0; }
  /// `gain` (0…1] that is allowed; returns a gain that is never above it.
  double process(double gain) noexcept {
    const double asked = 1.0 - gain;
    slow_ = asked > slow_ ? slow_ + (asked - slow_) * charge_ : slow_ * slowDecay_;
    fast_ = fast_ * fastDecay_;
    if (asked - slow_ > fast_) fast_ = asked - slow_;
    // Under 2⁻³⁴ both are nothing, so that the gain returns to 1 exactly.
    if (fast_ < kNothing) fast_ = 0.0;
    if (slow_ < kNothing) slow_ = 0.0;
    return 1.0 - (fast_ + slow_);
  }
  bool atRest() const noexcept { return fast_ == 0.0 && slow_ == 0.0; }

 private:
  static constexpr double kNothing = 1.0 / 17179869184.0;
  double fast_ = 0.0, slow_ = 0.0;
  double fastDecay_ = 0.0, slowDecay_ = 0.0, charge_ = 0.0;
};

}  // namespace lathe
