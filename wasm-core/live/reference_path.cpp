#include "live/reference_path.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kGainMs = 20.0, kLargestGain = 16.0;

}  // namespace

void ReferencePath::prepare(double sampleRate, int mostFrames) {
  delay_.prepare(mostFrames);
  fade_.prepare(sampleRate);
  gain_.prepare(sampleRate, kGainMs);
  gain_.snap(1.0);
  running_ = false;
  restarting_ = true;
}

void ReferencePath::restart() noexcept {
  if (running_) delay_.clear();
  running_ = false;
  restarting_ = true;
}

void ReferencePath::set(bool heard, double gain) noexcept {
  fade_.set(heard);
  gain_.setTarget(math::clamp(gain, 0.0, kLargestGain));
}

void ReferencePath::blendOver(const float* const (&record)[2], int latencyFrames, float* left,
                              float* right) noexcept {
  if (restarting_) {
    fade_.snap(fade_.on());
    gain_.snap(gain_.target());
    restarting_ = false;
  }
  const bool given = record[0] != nullptr;
  if (!given && !fade_.active()) {
    if (running_) delay_.clear();
    running_ = false;
    return;
  }
  running_ = true;
  StereoBlock block;
  for (int n = 0; n < kBlockFrames; ++n) {
    block[n] =
        given ? f64x2::make(static_cast<double>(record[0][n]), static_cast<double>(record[1][n]))
              : f64x2::zero();
  }
  delay_.process(block, latencyFrames);
  const CubicSegment& gain = gain_.advance();
  if (!fade_.active()) return;
  const bool fading = fade_.fading();
  for (int n = 0; n < kBlockFrames; ++n) {
    const f64x2 heard = f64x2::splat(gain.at(n * (1.0 / kBlockFrames))) * block[n];
    const double weight = fading ? fade_.weight(n) : 1.0;
    const auto over = [weight](float& x, double y) {
      x = static_cast<float>(weight == 1.0 ? y : x + weight * (y - x));
    };
    over(left[n], heard.first());
    over(right[n], heard.second());
  }
  fade_.advance();
}

}  // namespace lathe
