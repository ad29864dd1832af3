#include "analysis/sample_statistics.h"

#include <algorithm>

#include "analysis/clean_sample.h"
#include "base/math.h"

namespace lathe {
namespace {

template <bool Clean, typename Sample, typename Pair>
Pair statisticsOf(const Sample* left, const Sample* right, int frames) noexcept {
  const f64x2 full = f64x2::splat(SampleStatistics::kFullScale), one = f64x2::splat(1.0);
  f64x2 sum = f64x2::zero(), squares = sum, products = sum, clipped = sum;
  for (int i = 0; i < frames; ++i) {
    const f64x2 x = Clean
                        ? f64x2::make(cleaned(left[i]), cleaned(right[i]))
                        : f64x2::make(static_cast<double>(left[i]), static_cast<double>(right[i]));
    sum += x;
    squares += x * x;
    products += x * swap(x);
    clipped += andNot(one, abs(x) < full);
  }
  return {sum, squares, products, clipped};
}

// −120 dB: what is less of the two energies' sum may be rounding.
constexpr double kLeastShare = 1e-12;

}  // namespace

void SampleStatistics::prepare(int channels) {
  const f64x2 zero = f64x2::zero();
  channels_ = channels;
  pairs_.assign((static_cast<size_t>(channels) + 1) / 2, Pair{zero, zero, zero, zero});
  frames_ = 0;
}

template <typename Sample>
void SampleStatistics::processSamples(const Sample* const* channels, int frames) noexcept {
  for (size_t p = 0; p < pairs_.size(); ++p) {
    const Sample* left = channels[2 * p];
    const Sample* right = channels[std::min(static_cast<int>(2 * p) + 1, channels_ - 1)];
    Pair found = statisticsOf<false, Sample, Pair>(left, right, frames);
    // Rare enough to be looked at twice.
    if (!math::isFinite(found.squares.first()) || !math::isFinite(found.squares.second())) {
      found = statisticsOf<true, Sample, Pair>(left, right, frames);
    }
    Pair& pair = pairs_[p];
    pair.sum += found.sum;
    pair.squares += found.squares;
    pair.products += found.products;
    pair.clipped += found.clipped;
  }
  frames_ += frames;
}

void SampleStatistics::process(const float* const* channels, int frames) noexcept {
  processSamples(channels, frames);
}

void SampleStatistics::process(const double* const* channels, int frames) noexcept {
  processSamples(channels, frames);
}

double SampleStatistics::dcOffset(int channel) const noexcept {
  const double sum = pairs_[static_cast<size_t>(channel / 2)].sum.get(channel);
  return frames_ > 0 ? sum / static_cast<double>(frames_) : 0.0;
}

std::optional<double> SampleStatistics::correlation() const noexcept {
  if (channels_ != 2) return std::nullopt;
  const Pair& pair = pairs_[0];
  // By roots, whose product neither overflows nor vanishes.
  const double scale = math::sqrt(pair.squares.first()) * math::sqrt(pair.squares.second());
  if (!(scale > 0.0) || !math::isFinite(scale)) return std::nullopt;
  return math::clamp(pair.products.first() / scale, -1.0, 1.0);
}

std::optional<double> SampleStatistics::sideToMidDb() const noexcept {
  if (channels_ != 2) return std::nullopt;
  const Pair& pair = pairs_[0];
  const double both = pair.squares.first() + pair.squares.second();
  const double twice = 2.0 * pair.products.first();
  const double least = kLeastShare * both;
  if (!math::isFinite(both) || !(both - twice > least) || !(both + twice > least)) {
    return std::nullopt;
  }
  return 10.0 * math::log10((both - twice) / (both + twice));
}

int64_t SampleStatistics::clippedSamples() const noexcept {
  double count = 0.0;
  for (int c = 0; c < channels_; ++c) count += pairs_[static_cast<size_t>(c / 2)].clipped.get(c);
  return static_cast<int64_t>(math::clamp(count, 0.0, 9e15));
}

}  // namespace lathe
