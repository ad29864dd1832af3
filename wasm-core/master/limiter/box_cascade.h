// Three moving averages in a row: a smooth, finite ramp between gains, whose
// every output lies between the least and the greatest of the inputs it covers.
// Gains are held as integers of 2⁻³², so that running sums never drift, full
// gain comes out as exactly 1, and every platform agrees.
// Thread: `prepare` off the real-time thread; the rest real-time safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace lathe {

class BoxCascade {
 public:
  static constexpr int kBoxes = 3;

  /// `maxFrames`: longest total length; up to 3800 the sums stay inside 63 bits.
  void prepare(int maxFrames);
  static size_t heapBytes(int maxFrames) noexcept {
    return kBoxes * ringFrames(maxFrames) * sizeof(int64_t);
  }
  /// Total length in frames (1…maxFrames), filled with full gain.
  void reset(int frames) noexcept;
  /// `count` gains in [0, 1], in place; rounded down to 2⁻³².
  void process(double* gains, int count) noexcept;
  double process(double gain) noexcept {
    process(&gain, 1);
    return gain;
  }
  int frames() const noexcept { return frames_; }

 private:
  static constexpr double kFull = 4294967296.0;  // 2³²
  static constexpr int kRun = 128;               // gains that go through a box at a time
  static constexpr size_t ringFrames(int maxFrames) noexcept {
    return static_cast<size_t>(maxFrames + 2) / kBoxes + 1;
  }
  struct Box {
    int length = 1, position = 0;
    int64_t sum = 0;
    std::vector<int64_t> ring;
    void process(int64_t* values, int count) noexcept;
  };
  std::array<Box, kBoxes> boxes_;
  int frames_ = 1;
  double fullSum_ = kFull;  // what the last sum is at full gain; a quotient of equals is exactly 1
};

}  // namespace lathe
