#include "rates/polyphase_stage.h"

#include <algorithm>

#include "base/simd.h"

namespace lathe {
namespace {

// Where the four frames of one phase are read and written: the first of each,
// and how far the next one is.
struct Strides {
  size_t in;
  size_t out;
};

// Tap k's coefficient; `kMirrored`: the row is another phase's, read backwards.
template <bool kMirrored>
LATHE_INLINE f64x2 tap(const double* row, int taps, int k) {
  return f64x2::splat(kMirrored ? row[taps - 1 - k] : row[k]);
}

// Left and right as lanes; even taps and odd taps in sums of their own.
template <bool kMirrored>
void stereoFrames(const double* in, const double* row, int taps, double* out, Strides strides) {
  const double* x0 = in;
  const double* x1 = x0 + strides.in;
  const double* x2 = x1 + strides.in;
  const double* x3 = x2 + strides.in;
  f64x2 even0 = f64x2::zero(), even1 = even0, even2 = even0, even3 = even0;
  f64x2 odd0 = even0, odd1 = even0, odd2 = even0, odd3 = even0;
  for (int k = 0; k < taps; k += 4) {
    for (int j = 0; j < 8; j += 4) {  // unrolled: one step of each pointer for four taps
      const f64x2 even = tap<kMirrored>(row, taps, k + j / 2);
      const f64x2 odd = tap<kMirrored>(row, taps, k + j / 2 + 1);
      even0 += f64x2::load(x0 + j) * even;
      even1 += f64x2::load(x1 + j) * even;
      even2 += f64x2::load(x2 + j) * even;
      even3 += f64x2::load(x3 + j) * even;
      odd0 += f64x2::load(x0 + j + 2) * odd;
      odd1 += f64x2::load(x1 + j + 2) * odd;
      odd2 += f64x2::load(x2 + j + 2) * odd;
      odd3 += f64x2::load(x3 + j + 2) * odd;
    }
    x0 += 8, x1 += 8, x2 += 8, x3 += 8;
  }
  (even0 + odd0).store(out);
  (even1 + odd1).store(out + strides.out);
  (even2 + odd2).store(out + 2 * strides.out);
  (even3 + odd3).store(out + 3 * strides.out);
}

// Even and odd taps as lanes.
template <bool kMirrored>
void monoFrames(const double* in, const double* row, int taps, double* out, Strides strides) {
  const double* x0 = in;
  const double* x1 = x0 + strides.in;
  const double* x2 = x1 + strides.in;
  const double* x3 = x2 + strides.in;
  f64x2 sum0 = f64x2::zero(), sum1 = sum0, sum2 = sum0, sum3 = sum0;
  for (int k = 0; k < taps; k += 4) {
    for (int j = 0; j < 4; j += 2) {
      const f64x2 pair =
          kMirrored ? swap(f64x2::load(row + (taps - 2 - k - j))) : f64x2::load(row + k + j);
      sum0 += f64x2::load(x0 + j) * pair;
      sum1 += f64x2::load(x1 + j) * pair;
      sum2 += f64x2::load(x2 + j) * pair;
      sum3 += f64x2::load(x3 + j) * pair;
    }
    x0 += 4, x1 += 4, x2 += 4, x3 += 4;
  }
  out[0] = sum0.first() + sum0.second();
  out[strides.out] = sum1.first() + sum1.second();
  out[2 * strides.out] = sum2.first() + sum2.second();
  out[3 * strides.out] = sum3.first() + sum3.second();
}

}  // namespace

PolyphaseStage::PolyphaseStage(const RateStage& stage, int channels, int maxFrames)
    : table_(stage), up_(stage.up), down_(stage.down), taps_(stage.taps), channels_(channels) {
  const int frames = taps_ + kPeriods * down_ + maxFrames;
  buffer_.resize(static_cast<size_t>(frames) * static_cast<size_t>(channels));
  reset();
}

void PolyphaseStage::reset() noexcept {
  held_ = taps_ / 2 - 1;
  std::fill(buffer_.begin(), buffer_.end(), 0.0);
}

void PolyphaseStage::round(const double* in, double* out) const noexcept {
  const auto channels = static_cast<size_t>(channels_);
  const Strides strides{static_cast<size_t>(down_) * channels, static_cast<size_t>(up_) * channels};
  int phase = 0;
  for (int n = 0; n < up_; ++n, out += channels) {
    const double* row = table_.row(phase);
    const bool mirrored = table_.isMirrored(phase);
    if (channels_ == 2) {
      (mirrored ? stereoFrames<true> : stereoFrames<false>)(in, row, taps_, out, strides);
    } else {
      (mirrored ? monoFrames<true> : monoFrames<false>)(in, row, taps_, out, strides);
    }
    for (phase += down_; phase >= up_; phase -= up_) in += channels;
  }
}

int PolyphaseStage::run(int frames, double* out) noexcept {
  const auto channels = static_cast<size_t>(channels_);
  const int roundIn = kPeriods * down_;
  const auto roundOut = static_cast<size_t>(kPeriods * up_) * channels;
  held_ += frames;
  int taken = 0, made = 0;
  for (; held_ - taken >= roundIn + taps_; taken += roundIn, made += kPeriods * up_) {
    round(buffer_.data() + static_cast<size_t>(taken) * channels, out);
    out += roundOut;
  }
  held_ -= taken;
  if (taken > 0) {
    std::copy_n(buffer_.data() + static_cast<size_t>(taken) * channels,
                static_cast<size_t>(held_) * channels, buffer_.data());
  }
  return made;
}

}  // namespace lathe
