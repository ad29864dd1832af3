// What of the master's output is delivered: a stretch of the song with a fade at
// either end, and silence before and after it. Behind limiter and trim, in
// double, with gains of at most 1, so that the ceiling holds.
//
// A fade's weight follows from the frame's place alone (session/fade_curve.h):
// k frames behind the start it is curve(k / length), r frames before the end
// curve(r / length). Both act where they overlap.
//
// A marker never cuts hard: a jump to silence behind the limiter clicks, and its
// true peak overshoots the ceiling by up to 1 dB. Where a marker is given, or a
// fade is shorter, the fade is an S-curve of kEdgeMs. Where neither is given the
// song begins and ends as it does by itself, to the bit.
//
// Units: song frames. Threads: prepare any; the rest real-time safe.
#pragma once

#include <cstdint>

#include "session/session.h"

namespace lathe {

class DeliveredRange {
 public:
  static constexpr double kEdgeMs = 1.0;

  /// `songFrames`: where the song ends if `given` has no end.
  void prepare(const HeadTail& given, double sampleRate, int64_t songFrames) noexcept;

  int64_t startFrame() const noexcept { return startFrame_; }
  /// Behind the last.
  int64_t endFrame() const noexcept { return endFrame_; }

  /// Gains of `frames` song frames from `frame` on, 0 outside the range. False, and nothing is
  /// written, where all are 1.
  bool gains(int64_t frame, int frames, double* gains) const noexcept;

 private:
  struct Fade {
    int64_t frames = 0;  // 0: none, and what lies outside passes as it is
    FadeCurve curve = FadeCurve::Linear;
  };
  static Fade fadeOf(bool cuts, int64_t frames, FadeCurve curve, double sampleRate) noexcept;
  static double weightAt(const Fade& fade, int64_t framesInside) noexcept;

  int64_t startFrame_ = 0;
  int64_t endFrame_ = 0;
  Fade in_, out_;
};

}  // namespace lathe
