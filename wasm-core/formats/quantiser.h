// Samples to the integers of an output file, with the dither that was chosen
// for it. TPDF makes the error's power independent of the signal (Lipshitz,
// Wannamaker, Vanderkooy, "Quantization and dither", JAES 40(5) 1992): LSB²/4,
// −96.33 dBFS at 16 bits. Shaping moves that noise (formats/noise_shaper.h);
// auto-black ends it where there is nothing to dither.
// Units: full scale ±1 in, LSB out. Thread: any; `frame` does not allocate.
#pragma once

#include <array>
#include <cstdint>

#include "formats/dither.h"
#include "formats/noise_shaper.h"

namespace lathe {

enum class DitherKind : int { None, Tpdf, Shaped };

struct DitherSettings {
  DitherKind kind = DitherKind::Tpdf;
  NoiseShape shape = NoiseShape::ModifiedE9;
  /// After a second of exact zeros in all channels the file is silent, until the next sample that
  /// is not zero.
  bool autoBlack = false;
  uint32_t seed = 1;
};

/// Shaping's coefficients are for 16 bits at 44.1 and 48 kHz: elsewhere TPDF takes its place.
constexpr DitherKind ditherInUse(DitherKind asked, int bits, int sampleRate) {
  const bool fits = bits == 16 && (sampleRate == 44100 || sampleRate == 48000);
  return asked == DitherKind::Shaped && !fits ? DitherKind::Tpdf : asked;
}

class Quantiser {
 public:
  static constexpr int kMostChannels = 2;

  /// `bits`: 16 or 24. `channels`: 1 or 2.
  Quantiser(int bits, int channels, int sampleRate, const DitherSettings& settings) noexcept;

  /// One frame, from finite samples. The generator is drawn from once a sample, in file order,
  /// whatever the kind.
  inline void frame(const double* samples, int32_t* out) noexcept {
    if (!isPlain_) return frameOfAnyKind(samples, out);
    for (int ch = 0; ch < channels_; ++ch) out[ch] = clipped(scaled(samples[ch]) + dither_.next());
  }

 private:
  static double clampTo(double x, double low, double high) {
    return x < low ? low : x > high ? high : x;
  }
  // Rounds to the nearest integer, halves up; |x| is far inside int64's range.
  static int64_t rounded(double x) {
    const double shifted = x + 0.5;
    const auto truncated = static_cast<int64_t>(shifted);
    return truncated - (static_cast<double>(truncated) > shifted ? 1 : 0);
  }
  double scaled(double sample) const { return clampTo(sample, -2.0, 2.0) * scale_; }
  int32_t clipped(double steps) const {
    return static_cast<int32_t>(rounded(clampTo(steps, -scale_, scale_ - 1.0)));
  }
  bool isBlack(const double* samples) noexcept;
  void frameOfAnyKind(const double* samples, int32_t* out) noexcept;

  DitherKind kind_;
  bool autoBlack_;
  bool isPlain_;  // TPDF alone, most files': kept short, and inline
  int channels_;
  double scale_;
  ShapeTaps taps_;
  TpdfDither dither_;
  std::array<NoiseShaper, kMostChannels> shapers_;
  int64_t zeroFrames_ = 0;
  int64_t zeroFramesToBlack_;
};

}  // namespace lathe
