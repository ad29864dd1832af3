#include "streaming/clip_envelope.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

/// Out of line: the page downloads every copy.
[[gnu::noinline]] double gainOf(double db) { return math::dbToGain(db); }

// 0 dB is exactly 1, so that a clip left alone passes its stem's bits.
float clipGain(double gainDb) { return gainDb == 0.0 ? 1.0f : static_cast<float>(gainOf(gainDb)); }

void scale(std::span<float* const> channels, int first, int frames, float gain) {
  if (gain == 1.0f) return;
  for (float* samples : channels) {
    for (int i = first; i < first + frames; ++i) samples[i] *= gain;
  }
}

void scale(std::span<float* const> channels, int first, int frames, const float* weights) {
  for (float* samples : channels) {
    for (int i = 0; i < frames; ++i) samples[first + i] *= weights[i];
  }
}

/// A straight line in dB is a constant ratio from frame to frame. An exponential is taken every
/// kAnchorFrames frames, on a grid that begins at `from`, and the frames between are that times
/// the ratio's powers: as exact as an exponential a frame, and twenty times as fast.
constexpr int kAnchorFrames = 32;

/// Gains of `frames` frames, the first of which stands `at` frames behind `from`.
void fillSlope(const GainPoint& from, const GainPoint& to, int64_t at, int frames, float* weights) {
  const double dbPerFrame =
      (to.gainDb - from.gainDb) / static_cast<double>(to.sourceFrame - from.sourceFrame);
  double powers[kAnchorFrames];
  const int first = static_cast<int>(at % kAnchorFrames);
  const bool wraps = first + frames > kAnchorFrames;
  for (int i = wraps ? 0 : first; i < (wraps ? kAnchorFrames : first + frames); ++i) {
    powers[i] = gainOf(dbPerFrame * i);
  }
  for (int done = 0; done < frames;) {
    const int within = static_cast<int>((at + done) % kAnchorFrames);
    const int count = std::min(kAnchorFrames - within, frames - done);
    const auto anchor = static_cast<double>(at + done - within);
    const double gain = gainOf(from.gainDb + dbPerFrame * anchor);
    for (int i = 0; i < count; ++i) {
      weights[done + i] = static_cast<float>(gain * powers[within + i]);
    }
    done += count;
  }
}

}  // namespace

ClipEnvelope::ClipEnvelope(const Clip& clip)
    : gain_(clipGain(clip.gainDb)),
      sourceFrame_(clip.sourceFrame),
      fadeIn_{clip.fadeInCurve,
              0,
              std::clamp<int64_t>(clip.fadeInFrames - clip.fadeInCutFrames, 0, clip.frames),
              clip.fadeInCutFrames,
              clip.fadeInFrames,
              false},
      fadeOut_{clip.fadeOutCurve,
               std::clamp<int64_t>(clip.frames + clip.fadeOutCutFrames - clip.fadeOutFrames, 0,
                                   clip.frames),
               clip.frames,
               clip.frames + clip.fadeOutCutFrames,
               clip.fadeOutFrames,
               true},
      line_(clip.gainLine) {}

void ClipEnvelope::apply(int64_t clipFrame, int frames, std::span<float* const> channels,
                         float* weights) const noexcept {
  scale(channels, 0, frames, gain_);
  if (!line_.empty()) applyLine(clipFrame, frames, channels, weights);
  applyFade(fadeIn_, clipFrame, frames, channels, weights);
  applyFade(fadeOut_, clipFrame, frames, channels, weights);
}

void ClipEnvelope::applyFade(const Fade& fade, int64_t clipFrame, int frames,
                             std::span<float* const> channels, float* weights) noexcept {
  const int64_t begin = std::max(fade.begin, clipFrame);
  const int64_t end = std::min(fade.end, clipFrame + frames);
  if (end <= begin) return;
  const int count = static_cast<int>(end - begin);
  const int64_t position = fade.out ? fade.origin - begin : fade.origin + begin;
  const int64_t step = fade.out ? -1 : 1;
  for (int i = 0; i < count; ++i) {
    const double x = static_cast<double>(position + step * i) / static_cast<double>(fade.length);
    weights[i] = static_cast<float>(fadeWeight(fade.curve, x));
  }
  scale(channels, static_cast<int>(begin - clipFrame), count, weights);
}

void ClipEnvelope::applyLine(int64_t clipFrame, int frames, std::span<float* const> channels,
                             float* weights) const noexcept {
  int64_t frame = sourceFrame_ + clipFrame;
  const int64_t end = frame + frames;
  // The first point behind `frame`: the stretch up to it is straight.
  auto next = std::upper_bound(line_.begin(), line_.end(), frame,
                               [](int64_t at, const GainPoint& p) { return at < p.sourceFrame; });
  for (int first = 0; frame < end; ++next) {
    const int64_t until = next == line_.end() ? end : std::min(next->sourceFrame, end);
    const int count = static_cast<int>(until - frame);
    const GainPoint& from = next == line_.begin() ? *next : *(next - 1);
    const GainPoint& to = next == line_.end() ? from : *next;
    if (from.gainDb == to.gainDb) {
      scale(channels, first, count, static_cast<float>(gainOf(from.gainDb)));
    } else {
      fillSlope(from, to, frame - from.sourceFrame, count, weights);
      scale(channels, first, count, weights);
    }
    first += count;
    frame = until;
    if (next == line_.end()) break;
  }
}

}  // namespace lathe
