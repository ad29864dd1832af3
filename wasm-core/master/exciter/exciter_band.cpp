#include "master/exciter/exciter_band.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kGainMs = 20.0, kDcHz = 5.0;
/// −160 dBFS of DC are as good as none.
constexpr double kDcGone = 1e-8;
/// Input beyond it is no audio; what is shaped is kept where the shaper is exact.
constexpr double kHighest = 1e9, kHighestDriven = 4096.0;
/// Blocks after which nothing that was added can still sound.
constexpr int kFlushBlocks = 2;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
}

/// (a + b, a − b) of (a, b).
LATHE_INLINE f64x2 sumAndDifference(f64x2 x) { return swap(x) + x * f64x2::make(1.0, -1.0); }

/// The channel that is excited, of mid and side.
f64x2 channelMask(ExciterChannels channels) {
  return channels == ExciterChannels::Mid ? f64x2::make(0.5, 0.0) : f64x2::make(0.0, 0.5);
}

}  // namespace

void ExciterBand::prepare(double sampleRate) noexcept {
  dcFactor_ = 1.0 - math::exp(-2.0 * math::kPi * kDcHz / sampleRate);
  for (ParamSmoother* s : {&drive_, &level_, &share_}) s->prepare(sampleRate, kGainMs);
  settings_ = {};
  reset();
}

void ExciterBand::reset() noexcept {
  set(settings_, true);
  oversampler_.reset();
  state_ = {bias_, bias_};
  z1_ = z2_ = dc_ = f64x2::zero();
  restBlocks_ = kFlushBlocks;
  waking_ = false;
  asleep_ = silent();
  std::fill(std::begin(dry_), std::end(dry_), f64x2::zero());
}

void ExciterBand::set(const ExciterBandSettings& settings, bool snap) noexcept {
  if (!snap && settings == settings_) return;
  settings_ = settings;
  switching_ =
      !snap && !asleep_ && (settings.character != character_ || settings.channels != channels_);
  if (!switching_) changeCurve();
  aimAll(snap);
  if (asleep_ && share_.target() != 0.0) {
    // What was heard long ago is not to be heard now.
    oversampler_.reset();
    z1_ = z2_ = f64x2::zero();
    asleep_ = false;
    waking_ = !snap;
  }
}

void ExciterBand::changeCurve() noexcept {
  channels_ = settings_.channels;
  const ShaperCurve curve = shaperCurve(settings_.character);
  lanes_.setLane(0, curve);
  lanes_.setLane(1, curve);
  const f64x2 before = bias_;
  bias_ = f64x2::splat(curve.bias);
  atBias_ = shaperValue(lanes_, bias_);
  if (character_ != settings_.character || asleep_) {
    state_ = {bias_, bias_};
  } else {
    // The signal stays where it was about the operating point.
    state_.x1 += bias_ - before;
    state_.x2 += bias_ - before;
  }
  character_ = settings_.character;
}

void ExciterBand::aimAll(bool snap) noexcept {
  const double drive = math::dbToGain(settings_.amountDb);
  const ShaperCurve curve = shaperCurve(character_);
  aim(drive_, drive, snap);
  aim(level_, 1.0 / (programmeGain(curve, drive, curve.bias) * curve.slopeAt(curve.bias)), snap);
  aim(share_, switching_ ? 0.0 : 0.01 * settings_.mixPercent * (1.0 - 1.0 / drive), snap);
}

/// Nothing is added now, and nothing will be.
bool ExciterBand::silent() const noexcept {
  return share_.target() == 0.0 && share_.segment().constant && !share_.moving() && !switching_ &&
         restBlocks_ >= kFlushBlocks && !any(abs(dc_) > f64x2::zero());
}

void ExciterBand::advance() noexcept {
  // A block for the way up and down to fill before it is heard.
  if (waking_) {
    waking_ = false;
    return;
  }
  drive_.advance();
  level_.advance();
  share_.advance();
  const bool out = share_.segment().constant && share_.segment().c0 == 0.0;
  restBlocks_ = out ? std::min(restBlocks_ + 1, kFlushBlocks) : 0;
  if (switching_ && restBlocks_ >= kFlushBlocks) {
    switching_ = false;
    changeCurve();
    aimAll(false);
  }
}

/// At four times the rate, in place: to what the curve adds.
void ExciterBand::shapeBlock(f64x2* frames) noexcept {
  constexpr int kFrames = Oversampler4x<f64x2>::kFrames;
  const CubicSegment &drive = drive_.segment(), &level = level_.segment(),
                     &share = share_.segment();
  const bool gliding = !drive.constant || !level.constant || !share.constant;
  const f64x2 high = f64x2::splat(kHighestDriven), low = f64x2::splat(-kHighestDriven);
  f64x2 x[kFrames], y[kFrames];
  for (int i = 0; i < kFrames; ++i) {
    const double d = gliding ? drive.at(i * (1.0 / kFrames)) : drive.c0;
    x[i] = min(max(frames[i] * f64x2::splat(d), low), high) + bias_;
  }
  shape(lanes_, state_, x, y, kFrames);
  f64x2 z1 = z1_, z2 = z2_;
  for (int i = 0; i < kFrames; ++i) {
    const double u = i * (1.0 / kFrames);
    const f64x2 up = f64x2::splat(gliding ? level.at(u) : level.c0),
                part = f64x2::splat(gliding ? share.at(u) : share.c0), z = frames[i];
    const f64x2 mean = (z + z1 + z2) * f64x2::splat(1.0 / 3.0);
    frames[i] = ((y[i] - atBias_) * up - mean) * part;
    z2 = z1;
    z1 = z;
  }
  z1_ = z1;
  z2_ = z2;
}

void ExciterBand::addTo(StereoBlock& block) noexcept {
  const f64x2* const now = dry_ + kLatencyFrames;
  StereoBlock wet;
  if (channels_ == ExciterChannels::Stereo) {
    std::copy(now, now + kBlockFrames, wet.frames.begin());
  } else {
    const f64x2 mask = channelMask(channels_);
    for (int i = 0; i < kBlockFrames; ++i) wet[i] = sumAndDifference(now[i]) * mask;
  }
  Oversampler4x<f64x2>::Work work;
  shapeBlock(oversampler_.up(wet.frames.data(), work));
  oversampler_.down(work, wet.frames.data());
  const f64x2 factor = f64x2::splat(dcFactor_), keep = f64x2::splat(1.0 - dcFactor_);
  f64x2 dc = dc_;
  for (int i = 0; i < kBlockFrames; ++i) {
    const f64x2 added = channels_ == ExciterChannels::Stereo ? wet[i] : sumAndDifference(wet[i]);
    dc = dc * keep + added * factor;
    block[i] = dry_[i] + (added - dc);
  }
  dc_ = dc & (abs(dc) > f64x2::splat(kDcGone));
}

void ExciterBand::process(StereoBlock& block) noexcept {
  const f64x2 highest = f64x2::splat(kHighest);
  f64x2* const now = dry_ + kLatencyFrames;
  for (int i = 0; i < kBlockFrames; ++i) now[i] = block[i] & (abs(block[i]) < highest);
  if (!asleep_) advance();
  asleep_ = asleep_ || silent();
  if (asleep_) {
    std::copy(dry_, dry_ + kBlockFrames, block.frames.begin());
  } else {
    addTo(block);
  }
  std::copy(now + kBlockFrames - kLatencyFrames, now + kBlockFrames, dry_);
}

}  // namespace lathe
