#include "formats/quantiser.h"

namespace lathe {

Quantiser::Quantiser(int bits, int channels, int sampleRate,
                     const DitherSettings& settings) noexcept
    : kind_(ditherInUse(settings.kind, bits, sampleRate)),
      autoBlack_(settings.autoBlack),
      isPlain_(kind_ == DitherKind::Tpdf && !autoBlack_),
      channels_(channels),
      scale_(bits == 16 ? 32768.0 : 8388608.0),
      taps_(shapeTaps(settings.shape)),
      dither_(settings.seed),
      zeroFramesToBlack_(sampleRate) {}

bool Quantiser::isBlack(const double* samples) noexcept {
  for (int ch = 0; ch < channels_; ++ch) {
    if (samples[ch] != 0.0) {
      zeroFrames_ = 0;
      return false;
    }
  }
  return ++zeroFrames_ > zeroFramesToBlack_;
}

void Quantiser::frameOfAnyKind(const double* samples, int32_t* out) noexcept {
  const bool black = autoBlack_ && isBlack(samples);
  for (int ch = 0; ch < channels_; ++ch) {
    const double dither = dither_.next();
    NoiseShaper& shaper = shapers_[static_cast<size_t>(ch)];
    if (black) {
      shaper.reset();
      out[ch] = 0;
      continue;
    }
    const double x = scaled(samples[ch]);
    if (kind_ == DitherKind::Shaped) {
      const double shaped = shaper.shaped(x, taps_);
      shaper.remember(static_cast<double>(rounded(shaped + dither)) - shaped);
      out[ch] = clipped(shaped + dither);
    } else {
      out[ch] = clipped(kind_ == DitherKind::Tpdf ? x + dither : x);
    }
  }
}

}  // namespace lathe
