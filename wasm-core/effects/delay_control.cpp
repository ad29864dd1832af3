// The delay between its settings and its loop: what allocates, glides and moves. Apart from
// the signal path, so that it can be built for size.
#include "base/math.h"
#include "effects/delay_controls.h"

namespace lathe {
namespace {

constexpr double kWidestMs = 10.0, kLargestOffset = 0.5;
constexpr double kGainMs = 20.0;
/// A reader of four frames needs as much beyond its tap.
constexpr int kReadBeyond = 3;
/// A block that is partly heard already, and a reader's four frames.
constexpr int kSilentMargin = 2 * kBlockFrames;

}  // namespace

int DelayEffect::maxFrames(double sampleRate) {
  const double ms = kLongestDelayMs * (1.0 + kLargestOffset) + kWidestMs;
  return static_cast<int>(ms * 0.001 * sampleRate) + 2 * kReadBeyond;
}

/// Where the block of silence begins.
int DelayEffect::silentFrame() const noexcept { return frames_ + kReadBeyond; }

size_t DelayEffect::memoryBytes(double sampleRate) {
  return sizeof(float) * 2 *
         static_cast<size_t>(maxFrames(sampleRate) + kReadBeyond + kBlockFrames);
}

void DelayEffect::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  frames_ = maxFrames(sampleRate);
  ring_.assign(memoryBytes(sampleRate) / sizeof(float), 0.0f);
  cuts_.prepare(sampleRate);
  mix_.prepare(sampleRate);
  time_.prepare(sampleRate);
  for (ParamSmoother& s : glide_) s.prepare(sampleRate, kGainMs);
  settings_ = DelaySettings{};
  reset();
}

void DelayEffect::reset() noexcept {
  // Next to nothing is cleared, so that a reset may happen between two blocks: what is behind
  // `reach_` is never read, and up to it lies a margin of silence before the first frame.
  for (int i = 2 * (frames_ - kSilentMargin); i < 2 * frames_; ++i) {
    ring_[static_cast<size_t>(i)] = 0.0f;
  }
  at_ = 0;
  reach_ = kSilentMargin;
  lfo_ = 0.0;
  cuts_.reset();
  mix_.reset();
  set(settings_, true);
}

void DelayEffect::set(const DelaySettings& s, bool snap) noexcept {
  if (!snap && s == settings_) return;
  settings_ = s;
  cuts_.set(s.lowCutHz, s.highCutHz, snap);
  mix_.set(s.mixPercent, s.widthPercent, s.duckDb, s.duckReleaseMs, snap);

  const bool mono = s.mode == DelayMode::Mono, pingPong = s.mode == DelayMode::PingPong;
  const double feedback = math::clamp(s.feedbackPercent * 0.01, 0.0, 1.0);
  double target[kGlides];
  target[LeftOwn] = mono || pingPong ? 0.5 : 1.0;
  target[LeftOther] = mono || pingPong ? 0.5 : 0.0;
  target[RightOwn] = mono ? 0.5 : pingPong ? 0.0 : 1.0;
  target[RightOther] = mono ? 0.5 : 0.0;
  target[Same] = pingPong ? 0.0 : feedback;
  target[Crossed] = pingPong ? feedback : 0.0;
  target[Drive] = math::dbToGain(math::clamp(s.driveDb, 0.0, 24.0));
  target[Depth] = math::clamp(s.modulationMs, 0.0, kWidestMs) * 0.001 * sampleRate_;
  target[Spread] = mono ? 0.0 : 1.0;
  for (int i = 0; i < kGlides; ++i) {
    snap ? glide_[i].snap(target[i]) : glide_[i].setTarget(target[i]);
  }

  const double frames =
      math::round(math::clamp(s.timeMs, 1.0, kLongestDelayMs) * 0.001 * sampleRate_);
  const double offset =
      mono ? 0.0 : math::clamp(s.rightOffsetPercent * 0.01, -kLargestOffset, kLargestOffset);
  const int sides[] = {static_cast<int>(frames),
                       static_cast<int>(math::round(frames * (1.0 + offset)))};
  time_.set(sides, s.onChange == DelayChange::Repitch, snap);
}

void DelayEffect::advanceControls(Controls& controls) noexcept {
  for (ParamSmoother& s : glide_) s.advance();
  // Both lanes of a control, where the sides differ; what has no partner is the same for both.
  static constexpr Glide kLanes[Controls::kCount][2] = {{LeftOwn, RightOwn},
                                                        {LeftOther, RightOther},
                                                        {Same, Same},
                                                        {Crossed, Crossed},
                                                        {Drive, Drive}};
  for (int k = 0; k < Controls::kCount; ++k) {
    const ParamSmoother &a = glide_[kLanes[k][0]], &b = glide_[kLanes[k][1]];
    const auto both = [](double left, double right) {
      return f32x4::make(static_cast<float>(left), static_cast<float>(right), 1.0f, 1.0f);
    };
    controls.value[k] = both(a.edgeStart(), b.edgeStart());
    controls.step[k] =
        (both(a.edgeEnd(), b.edgeEnd()) - controls.value[k]) * f32x4::splat(1.0f / kBlockFrames);
  }
}

void DelayEffect::fillTaps(MovingTaps& taps) noexcept {
  // The swing is a phasor turned on frame by frame; the right side is a quarter turn ahead.
  const double turn =
      2.0 * math::kPi * math::clamp(settings_.modulationHz, 0.0, 20.0) / sampleRate_;
  const double dc = math::cos(turn), ds = math::sin(turn);
  double c = math::cos(2.0 * math::kPi * lfo_), s = math::sin(2.0 * math::kPi * lfo_);
  lfo_ += turn * kBlockFrames / (2.0 * math::kPi);
  lfo_ -= math::floor(lfo_);
  const CubicSegment &depth = glide_[Depth].segment(), &spread = glide_[Spread].segment();
  taps.fading = time_.fading();
  for (int i = 0; i < kBlockFrames; ++i) {
    const double u = static_cast<double>(i) / kBlockFrames;
    const double most = 0.5 * depth.at(u);
    const double later[] = {most * (1.0 - c), most * (1.0 - (c - spread.at(u) * (c + s)))};
    for (int side = 0; side < 2; ++side) {
      taps.delay[side][i] = time_.delayAt(side, i) + later[side];
      if (taps.fading) taps.oldDelay[side][i] = time_.oldFrames()[side] + later[side];
    }
    if (taps.fading) taps.fade[i] = static_cast<float>(time_.fadeAt(i));
    const double turned = c * dc - s * ds;
    s = s * dc + c * ds;
    c = turned;
  }
}

}  // namespace lathe
