// The last thing before the loudspeakers: whatever is turned up or goes wrong,
// no sample leaves above 0 dBFS. It acts at once and without delay (gain =
// 1 / |sample|, held 10 ms, released by full scale in 200 ms), so what passes below 0 dBFS
// is untouched, to the bit; when it acts, its lamp says so. It is never part
// of an export.
// Units: linear. Thread: real-time.
#pragma once

#include <algorithm>
#include <cmath>

#include "base/block.h"

namespace lathe {

class SafetyLimiter {
 public:
  void prepare(double sampleRate) noexcept {
    holdFrames_ = static_cast<int>(sampleRate * 0.010 + 0.5);
    // A straight line reaches 1 exactly; an exponential would stall just short of it in f32.
    releaseStep_ = static_cast<float>(1.0 / (0.200 * sampleRate));
    reset();
  }
  void reset() noexcept {
    gain_ = 1.0f;
    hold_ = 0;
    acted_ = false;
  }

  /// kBlockFrames of each channel, in place. Samples that are not finite become 0.
  void process(float* left, float* right) noexcept {
    float peak = 0.0f;
    bool finite = true;
    for (int i = 0; i < kBlockFrames; ++i) {
      const float level = std::max(std::fabs(left[i]), std::fabs(right[i]));
      peak = std::max(peak, level);
      // 0·x is 0 for every finite x, and NaN for the others.
      finite &= left[i] * 0.0f == 0.0f && right[i] * 0.0f == 0.0f;
    }
    if (gain_ == 1.0f && finite && peak <= 1.0f) return;
    acted_ = true;
    for (int i = 0; i < kBlockFrames; ++i) processFrame(left[i], right[i]);
  }

  /// True when it has acted since the last take.
  bool takeActed() noexcept {
    const bool acted = acted_;
    acted_ = gain_ < 1.0f;
    return acted;
  }

 private:
  void processFrame(float& left, float& right) noexcept {
    if (!(left * 0.0f == 0.0f)) left = 0.0f;
    if (!(right * 0.0f == 0.0f)) right = 0.0f;
    const float level = std::max(std::fabs(left), std::fabs(right));
    const float needed = level > 1.0f ? 1.0f / level : 1.0f;
    if (needed < gain_) {
      gain_ = needed;
      hold_ = holdFrames_;
    } else if (hold_ > 0) {
      --hold_;
    } else if (gain_ < 1.0f) {
      gain_ = std::min(gain_ + releaseStep_, needed);
    }
    // Rounding of gain · sample may end one step above 1.
    left = std::clamp(left * gain_, -1.0f, 1.0f);
    right = std::clamp(right * gain_, -1.0f, 1.0f);
  }

  float gain_ = 1.0f;
  float releaseStep_ = 0.0f;
  int holdFrames_ = 0;
  int hold_ = 0;
  bool acted_ = false;
};

}  // namespace lathe
