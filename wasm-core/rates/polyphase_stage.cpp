#include "rates/polyphase_stage.h"

#include <algorithm>

#include "base/simd.h"

namespace lathe {
namespace {

// Shorter periods are taken several at a time.
constexpr int kShortestPeriod = 16;

// Tap k's coefficient; `kBack`: the row is another phase's, read backwards.
template <bool kBack>
LATHE_INLINE f64x2 tap(const double* row, int k) {
  return f64x2::splat(kBack ? row[-k] : row[k]);
}

// Eight sums over a window: of four inputs `stride` doubles apart, each with two rows. A row
// that is read backwards is given from its end.
template <bool kFirstBack, bool kSecondBack>
void sums(const double* in, size_t stride, int window, const double* first, const double* second,
          f64x2* out) noexcept {
  const double* x0 = in;
  const double* x1 = x0 + stride;
  const double* x2 = x1 + stride;
  const double* x3 = x2 + stride;
  f64x2 a0 = f64x2::zero(), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  for (int k = 0; k < window; k += 4) {
    LATHE_UNROLL
    for (int j = 0; j < 4; ++j) {
      const f64x2 a = tap<kFirstBack>(first, j), b = tap<kSecondBack>(second, j);
      f64x2 x = f64x2::load(x0 + 2 * j);
      a0 += x * a;
      b0 += x * b;
      x = f64x2::load(x1 + 2 * j);
      a1 += x * a;
      b1 += x * b;
      x = f64x2::load(x2 + 2 * j);
      a2 += x * a;
      b2 += x * b;
      x = f64x2::load(x3 + 2 * j);
      a3 += x * a;
      b3 += x * b;
    }
    first += kFirstBack ? -4 : 4;
    second += kSecondBack ? -4 : 4;
    x0 += 8, x1 += 8, x2 += 8, x3 += 8;
  }
  out[0] = a0, out[1] = a1, out[2] = a2, out[3] = a3;
  out[4] = b0, out[5] = b1, out[6] = b2, out[7] = b3;
}

}  // namespace

PolyphaseStage::PolyphaseStage(const RateStage& stage, int channels, int maxFrames)
    : table_(stage), taps_(stage.taps), channels_(channels) {
  int times = (kShortestPeriod + stage.up - 1) / stage.up;
  if (times * stage.up % 2 != 0) ++times;
  periodIn_ = times * stage.down;
  periodOut_ = times * stage.up;
  for (int n = 0; n < periodOut_; n += 2) {
    const int64_t at = int64_t{n} * stage.down, next = at + stage.down;
    const auto in = static_cast<int>(at / stage.up), nextIn = static_cast<int>(next / stage.up);
    period_.push_back(
        {in, nextIn - in, {static_cast<int>(at % stage.up), static_cast<int>(next % stage.up)}});
  }
  const auto frames = static_cast<size_t>(window() + roundIn() + maxFrames);
  buffer_.resize(frames * static_cast<size_t>(channels));
  if (channels == 1) halves_.resize(static_cast<size_t>(2 * (window() + kPeriods * periodIn_)));
  reset();
}

void PolyphaseStage::reset() noexcept {
  held_ = taps_ / 2 - 1;
  std::fill(buffer_.begin(), buffer_.end(), 0.0);
}

void PolyphaseStage::work(const Neighbours& neighbours, const double* in,
                          double* out) const noexcept {
  // The second frame's row lies later in the window that both share.
  const bool back[] = {table_.isMirrored(neighbours.phases[0]),
                       table_.isMirrored(neighbours.phases[1])};
  const double* first = table_.row(neighbours.phases[0]) + (back[0] ? taps_ - 1 : 0);
  const double* second = table_.row(neighbours.phases[1]) +
                         (back[1] ? taps_ - 1 + neighbours.secondIn : -neighbours.secondIn);
  const auto kernel = back[0] ? (back[1] ? sums<true, true> : sums<true, false>)
                              : (back[1] ? sums<false, true> : sums<false, false>);
  f64x2 made[2 * kPeriods];
  kernel(in + 2 * neighbours.in, static_cast<size_t>(2 * periodIn_), window(), first, second, made);
  for (int i = 0; i < 2 * kPeriods; ++i) {
    double* to = out + channels_ * (i % kPeriods * periodOut_ + i / kPeriods);
    if (channels_ == 2) {
      made[i].store(to);
    } else {
      to[0] = made[i].first();
      to[kPeriods * periodOut_] = made[i].second();
    }
  }
}

void PolyphaseStage::round(const double* in, double* out) noexcept {
  if (channels_ == 1) {
    const int half = kPeriods * periodIn_;
    for (int i = 0; i < half + window(); ++i) {
      f64x2::make(in[i], in[i + half]).store(halves_.data() + 2 * i);
    }
    in = halves_.data();
  }
  for (const Neighbours& neighbours : period_) {
    work(neighbours, in, out);
    out += 2 * channels_;
  }
}

int PolyphaseStage::run(int frames, double* out) noexcept {
  held_ += frames;
  int taken = 0, made = 0;
  for (; held_ - taken >= roundIn() + window(); taken += roundIn(), made += roundOut()) {
    round(buffer_.data() + taken * channels_, out + made * channels_);
  }
  held_ -= taken;
  if (taken > 0) {
    std::copy_n(buffer_.data() + taken * channels_, held_ * channels_, buffer_.data());
  }
  return made;
}

}  // namespace lathe
