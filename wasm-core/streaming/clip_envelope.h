// A clip's gain from frame to frame: its own gain, its gain line and its
// fades. Each weight follows from the frame's position alone, in double, and
// is rounded to f32 once, so that windows of any size give the same bits.
// Gain, line, fade in and fade out are multiplied onto a sample in this order,
// each where it applies: what has none of them passes untouched.
//
// Thread: the I/O or render thread, never the real-time one.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "session/session.h"

namespace lathe {

class ClipEnvelope {
 public:
  explicit ClipEnvelope(const Clip& clip);

  /// Scales the clip's frames [clipFrame, clipFrame + frames), which every channel holds from its
  /// first sample on. `weights` has room for `frames`.
  void apply(int64_t clipFrame, int frames, std::span<float* const> channels,
             float* weights) const noexcept;

 private:
  /// Frames of the clip [begin, end) whose weights a fade gives: `x` of frame k is
  /// (origin + k)/length, or for a fade-out (origin − k)/length.
  struct Fade {
    FadeCurve curve;
    int64_t begin;
    int64_t end;
    int64_t origin;
    int64_t length;
    bool out;
  };

  void applyLine(int64_t clipFrame, int frames, std::span<float* const> channels,
                 float* weights) const noexcept;
  static void applyFade(const Fade& fade, int64_t clipFrame, int frames,
                        std::span<float* const> channels, float* weights) noexcept;

  float gain_;
  int64_t sourceFrame_;  // of the clip's first frame
  Fade fadeIn_;
  Fade fadeOut_;
  std::vector<GainPoint> line_;
};

}  // namespace lathe
