// The overview of a stem from which waveforms are drawn: for every 512 frames
// the lowest and the highest sample of all channels, as int8. Rounded outward
// and clamped to ±127, so that a single click never vanishes and only true
// silence is (0, 0).
// Thread: any but the real-time one (appends to a vector).
#pragma once

#include <cstdint>
#include <vector>

namespace lathe {

inline constexpr int kPeakFrames = 512;

class PeakBuilder {
 public:
  explicit PeakBuilder(int channels) : channels_(channels) {}

  /// Makes room for a stem of `frames` frames, so that `add` does not allocate.
  void reserve(int64_t frames);
  /// Planar samples that follow those of the last call; any number of frames.
  void add(const float* const* planar, int64_t frames);
  /// Closes the last, shorter group. Nothing may be added after.
  void finish();
  /// min, max, min, max, …
  const std::vector<int8_t>& pairs() const { return pairs_; }

 private:
  void close();

  int channels_;
  int filled_ = 0;
  float lowest_ = 0.0f;
  float highest_ = 0.0f;
  std::vector<int8_t> pairs_;
};

}  // namespace lathe
