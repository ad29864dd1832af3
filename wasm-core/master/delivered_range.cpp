#include "master/delivered_range.h"

#include <algorithm>

namespace lathe {

DeliveredRange::Fade DeliveredRange::fadeOf(bool cuts, int64_t frames, FadeCurve curve,
                                            double sampleRate) noexcept {
  const auto edge = static_cast<int64_t>(sampleRate * kEdgeMs / 1000.0 + 0.5);
  if (frames >= edge) return {frames, curve};
  return cuts || frames > 0 ? Fade{edge, FadeCurve::SCurve} : Fade{};
}

void DeliveredRange::prepare(const HeadTail& given, double sampleRate,
                             int64_t songFrames) noexcept {
  startFrame_ = given.startFrame;
  endFrame_ = std::max(given.end(songFrames), startFrame_);
  in_ = fadeOf(startFrame_ > 0, given.fadeInFrames, given.fadeInCurve, sampleRate);
  out_ = fadeOf(given.endFrame > 0, given.fadeOutFrames, given.fadeOutCurve, sampleRate);
}

double DeliveredRange::weightAt(const Fade& fade, int64_t framesInside) noexcept {
  if (framesInside >= fade.frames) return 1.0;
  if (framesInside <= 0) return 0.0;
  return fadeWeight(fade.curve,
                    static_cast<double>(framesInside) / static_cast<double>(fade.frames));
}

bool DeliveredRange::gains(int64_t frame, int frames, double* gains) const noexcept {
  const bool rises = in_.frames > 0 && frame < startFrame_ + in_.frames;
  const bool falls = out_.frames > 0 && frame + frames > endFrame_ - out_.frames;
  if (!rises && !falls) return false;
  for (int i = 0; i < frames; ++i) {
    double gain = 1.0;
    if (rises) gain = weightAt(in_, frame + i - startFrame_);
    if (falls) gain *= weightAt(out_, endFrame_ - frame - i);
    gains[i] = gain;
  }
  return true;
}

}  // namespace lathe
