#include "formats/peaks.h"

#include <algorithm>

namespace lathe {
namespace {

constexpr float kFull = 127.0f;

// Away from zero to the next step, so that what is not silent is not drawn so.
int8_t outward(float value) {
  const float scaled = std::clamp(value * kFull, -kFull, kFull);
  const int nearer = static_cast<int>(scaled);  // towards zero
  const float rest = scaled - static_cast<float>(nearer);
  return static_cast<int8_t>(nearer + (rest > 0.0f ? 1 : rest < 0.0f ? -1 : 0));
}

}  // namespace

void PeakBuilder::reserve(int64_t frames) {
  const auto groups = static_cast<size_t>((frames + kPeakFrames - 1) / kPeakFrames);
  pairs_.reserve(groups * 2);
}

void PeakBuilder::add(const float* const* planar, int64_t frames) {
  for (int64_t done = 0; done < frames;) {
    const int64_t part = std::min<int64_t>(frames - done, kPeakFrames - filled_);
    float lowest = filled_ == 0 ? planar[0][done] : lowest_;
    float highest = filled_ == 0 ? planar[0][done] : highest_;
    for (int ch = 0; ch < channels_; ++ch) {
      const float* samples = planar[ch] + done;
      for (int64_t i = 0; i < part; ++i) {
        lowest = std::min(lowest, samples[i]);
        highest = std::max(highest, samples[i]);
      }
    }
    lowest_ = lowest;
    highest_ = highest;
    filled_ += static_cast<int>(part);
    done += part;
    if (filled_ == kPeakFrames) close();
  }
}

void PeakBuilder::finish() {
  if (filled_ > 0) close();
}

void PeakBuilder::close() {
  pairs_.push_back(outward(lowest_));
  pairs_.push_back(outward(highest_));
  filled_ = 0;
}

}  // namespace lathe
