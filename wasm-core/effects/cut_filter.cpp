#include "effects/cut_filter.h"

#include "base/block.h"
#include "base/math.h"

namespace lathe {
namespace {

constexpr double kSmoothingMs = 30.0;
constexpr double kDamping = 1.41421356237309504880;  // 1/Q of a Butterworth pair
/// Within this of the range's end, a cut fades from nothing to itself.
constexpr double kFadeOctaves = 0.05;

}  // namespace

void CutFilter::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  lowOctave_.prepare(sampleRate, kSmoothingMs);
  highOctave_.prepare(sampleRate, kSmoothingMs);
  reset();
  set(kLowestHz, kHighestHz, true);
}

void CutFilter::reset() noexcept {
  for (Running::Section* s : {&running_.low_, &running_.high_}) {
    s->state = {f32x4::zero(), f32x4::zero()};
  }
}

void CutFilter::set(double lowCutHz, double highCutHz, bool snap) noexcept {
  const double low = math::log2(math::clamp(lowCutHz, kLowestHz, kHighestHz));
  const double high = math::log2(math::clamp(highCutHz, kLowestHz, kHighestHz));
  if (!snap) {
    lowOctave_.setTarget(low);
    highOctave_.setTarget(high);
    return;
  }
  lowOctave_.snap(low);
  highOctave_.snap(high);
  running_.gliding_ = false;
  aim(running_.low_, true, low, 0.0);
  aim(running_.high_, false, high, 0.0);
}

void CutFilter::Running::Section::design(double newG, bool highPass) noexcept {
  const auto all = [](double x) { return f32x4::splat(static_cast<float>(x)); };
  state.p *= all(newG / g);
  g = newG;
  const double d = 2.0 / (1.0 + g * (g + kDamping));
  c.a1 = all(d);
  c.a2 = all(g * g * d);
  // Low-pass is s + t/2; high-pass is x − that − k/(2g)·t.
  c.m0 = all(highPass ? 1.0 : 1.0 - share);
  c.m1 = all(share * (highPass ? -0.5 - 0.5 * kDamping / g : 0.5));
  c.m2 = all(highPass ? -share : share);
}

void CutFilter::Running::glide() noexcept {
  for (Section* s : {&low_, &high_}) {
    s->share += s->shareStep;
    s->design(s->g + s->gStep, s == &low_);
  }
}

/// With a frame's `share` of a block the section moves there over the block; with 0 it is there.
void CutFilter::aim(Running::Section& s, bool highPass, double octaves,
                    double share) const noexcept {
  const double fromEnd =
      highPass ? octaves - math::log2(kLowestHz) : math::log2(kHighestHz) - octaves;
  const double on = math::clamp(fromEnd / kFadeOctaves, 0.0, 1.0);
  const double hz = math::clamp(math::exp2(octaves), 1.0, 0.47 * sampleRate_);
  const double g = math::tan(math::kPi * hz / sampleRate_);
  s.gStep = (g - s.g) * share;
  s.shareStep = (on - s.share) * share;
  if (share > 0.0) return;
  s.share = on;
  s.design(g, highPass);
}

CutFilter::Running CutFilter::begin() noexcept {
  const bool moving = lowOctave_.moving() || highOctave_.moving();
  if (moving || running_.gliding_) {
    running_.gliding_ = moving;
    const double share = moving ? 1.0 / kBlockFrames : 0.0;
    aim(running_.low_, true, lowOctave_.advance().end(), share);
    aim(running_.high_, false, highOctave_.advance().end(), share);
  }
  return running_;
}

void CutFilter::end(Running running) noexcept {
  running_ = running;
  for (Running::Section* s : {&running_.low_, &running_.high_}) {
    s->state = {cleanState(s->state.p), cleanState(s->state.s)};
  }
}

namespace {

void runCuts(CutFilter::Running& running, float* left, float* right) noexcept {
  CutFilter::Running filters = running;
  for (int i = 0; i < kBlockFrames; i += 4) {
    f32x4 x[4] = {f32x4::load(left + i), f32x4::load(right + i), f32x4::zero(), f32x4::zero()};
    transpose(x[0], x[1], x[2], x[3]);
    LATHE_UNROLL
    for (f32x4& frame : x) frame = filters.process(frame);
    transpose(x[0], x[1], x[2], x[3]);
    x[0].store(left + i);
    x[1].store(right + i);
  }
  running = filters;
}

}  // namespace

void CutFilter::process(float* left, float* right) noexcept {
  Running filters = begin();
  if (!filters.gliding()) {
    runCuts(filters, left, right);
  } else {
    // Every frame: coefficients in steps of four would be heard.
    for (int i = 0; i < kBlockFrames; ++i) {
      filters.glide();
      float out[2], idle[2];
      storeHalves(filters.process(f32x4::make(left[i], right[i], 0.0f, 0.0f)), out, idle);
      left[i] = out[0];
      right[i] = out[1];
    }
  }
  end(filters);
}

}  // namespace lathe
