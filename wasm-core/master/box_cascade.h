// Three moving averages in a row: a smooth, finite ramp between gains, whose
// every output lies between the least and the greatest of the inputs it covers.
// Gains are held as integers of 2⁻³², so that running sums never drift, full
// gain comes out as exactly 1, and every platform agrees.
// Thread: `prepare` off the real-time thread; the rest real-time safe.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace lathe {

class BoxCascade {
 public:
  static constexpr int kBoxes = 3;
  /// Longest total length; 3 boxes of 640 keep the sums inside 63 bits.
  static constexpr int kMaxFrames = 1918;

  void prepare();
  /// Total length in frames (1…kMaxFrames), filled with full gain.
  void reset(int frames) noexcept;
  /// `gain` in [0, 1]; rounded down.
  double process(double gain) noexcept;
  int frames() const noexcept { return frames_; }

 private:
  struct Box {
    int length = 1, position = 0;
    int64_t sum = 0;
    std::vector<int64_t> ring;
  };
  std::array<Box, kBoxes> boxes_;
  int frames_ = 1;
  double full_ = 1.0;
};

}  // namespace lathe
