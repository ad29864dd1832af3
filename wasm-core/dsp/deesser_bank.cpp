#include "dsp/deesser_bank.h"

#include "base/math.h"
#include "dsp/reduction_range.h"

namespace lathe {
namespace {

constexpr double kLongestLookAheadMs = 5.0;
constexpr double kListenMs = 10.0;
// Levels beyond these are taken for these: −300 to +300 dBFS, whose squares float32 holds.
constexpr float kLowestLevel = 1e-15f, kHighestLevel = 1e15f;
// The excess is bent in over 3 dB about the threshold.
constexpr float kKnee = 0.5f;
// A band below −80 dBFS is noise, not a sibilant.
constexpr float kNoise = -26.5754f;  // log2 of the power

/// g and k of a filter at one frame, as the recursion uses them.
struct Coefficients {
  f32x4 a1, a2, a3, k;
  LATHE_INLINE Coefficients(f32x4 g, f32x4 damping) : k(damping) {
    const f32x4 one = LATHE_CONSTANT(f32x4, 1.0f);
    a1 = one / (one + g * (g + k));
    a2 = g * a1;
    a3 = g * a2;
  }
};

LATHE_INLINE f32x4 power(f32x4 x) {
  const f32x4 level =
      min(max(abs(x), LATHE_CONSTANT(f32x4, kLowestLevel)), LATHE_CONSTANT(f32x4, kHighestLevel));
  return level * level;
}

constexpr float kFrame = 1.0f / kBlockFrames;
constexpr int kPoints = kBlockFrames / kDeEsserPace;
constexpr float kPoint = 1.0f / kPoints;

}  // namespace

/// One bank's block on its way through the passes.
struct DeEsserBank::Work {
  BankBlock* block;
  BankBlock key;             ///< the input, before the look-ahead's delay
  f32x4 band[kBlockFrames];  ///< k·band-pass of the audio
  f32x4 high[kBlockFrames];  ///< high-pass of the audio
  f32x4 reduction[kPoints];  ///< the band's mean power, then asked for, then given, log2 units
  f32x4 whole[kPoints];      ///< mean power
};

/// How the key fades in over the sound in this block.
struct DeEsserBank::Listen {
  f32x4 start, step;
  mask32x4 lanes;
};

size_t DeEsserBank::heapBytes(double sampleRate) noexcept {
  return LaneDelay::heapBytes(LaneDelay::framesOf(kLongestLookAheadMs, sampleRate));
}

void DeEsserBank::prepare(double sampleRate) {
  kMean_ = static_cast<float>(smoothingCoefficient(kDeEsserMeanMs, sampleRate));
  listenStep_ = static_cast<float>(kBlockFrames / (kListenMs * 0.001 * sampleRate));
  delay_.prepare(LaneDelay::framesOf(kLongestLookAheadMs, sampleRate));
  for (DeEsserLane& lane : lanes_) lane.prepare(sampleRate);
  reset();
}

void DeEsserBank::reset() noexcept {
  movingLanes_ = 0;
  listenBits_ = 0;
  gliding_ = false;
  listen_ = f32x4::zero();
  smoother_.kRelease = f32x4::splat(1.0f);  // its release stage has no part: smooth branching
  delay_.reset();
  for (int lane = 0; lane < kLanes; ++lane) lanes_[static_cast<size_t>(lane)].reset();
  for (int lane = 0; lane < kLanes; ++lane) {
    clearLane(lane);
    loadLane(lane);
  }
}

void DeEsserBank::setStereo(bool linkedPairs) noexcept {
  stereo_ = linkedPairs;
  for (int lane = 0; lane < kLanes; ++lane) {
    clearLane(lane);
    loadLane(lane);
  }
}

void DeEsserBank::clearLane(int lane) noexcept {
  for (f32x4* state :
       {&key_.ic1, &key_.ic2, &audio_.ic1, &audio_.ic2, &bandPower_, &power_, &smoother_.f,
        &smoother_.e, &smoother_.lastX, &smoother_.lastY1, &reduction_}) {
    state->set(lane, 0.0f);
  }
  root_.set(lane, 1.0f);
  delay_.clearLane(lane);
}

void DeEsserBank::resetLane(int lane) noexcept {
  clearLane(lane);
  if (stereo_) clearLane(lane ^ 1);
}

void DeEsserBank::setLane(int lane, const DeEsserSettings& settings, bool snap) noexcept {
  DeEsserLane& target = lanes_[static_cast<size_t>(lane)];
  if (!snap && target.settings() == settings) return;
  target.set(settings, snap);
  loadLane(lane);
  if (target.moving()) movingLanes_ |= 1 << lane;
}

void DeEsserBank::copyLane(int lane, const DeEsserBank& from, int fromLane) noexcept {
  lanes_[static_cast<size_t>(lane)] = from.lanes_[static_cast<size_t>(fromLane)];
  movingLanes_ &= ~(1 << lane);
  if (lanes_[static_cast<size_t>(lane)].moving()) movingLanes_ |= 1 << lane;
  loadLane(lane);
  if (stereo_ != from.stereo_) return clearLane(lane);
  const auto copy = [lane, fromLane](f32x4& to, const f32x4& source) {
    to.set(lane, source.get(fromLane));
  };
  copy(key_.ic1, from.key_.ic1);
  copy(key_.ic2, from.key_.ic2);
  copy(audio_.ic1, from.audio_.ic1);
  copy(audio_.ic2, from.audio_.ic2);
  copy(bandPower_, from.bandPower_);
  copy(power_, from.power_);
  copy(smoother_.f, from.smoother_.f);
  copy(smoother_.e, from.smoother_.e);
  copy(smoother_.lastX, from.smoother_.lastX);
  copy(smoother_.lastY1, from.smoother_.lastY1);
  copy(reduction_, from.reduction_);
  copy(root_, from.root_);
  copy(listen_, from.listen_);
  listenBits_ = (listenBits_ & ~(1 << lane)) | ((from.listenBits_ >> fromLane) & 1) << lane;
  delay_.copyLane(lane, from.delay_, fromLane);
}

void DeEsserBank::loadLane(int lane) noexcept {
  if (governing(lane) != lane) return;
  loadControls(lane, lane);
  if (stereo_) loadControls(lane + 1, lane);
}

void DeEsserBank::loadControls(int lane, int from) noexcept {
  const DeEsserLane& l = lanes_[static_cast<size_t>(from)];
  const auto set = [lane](f32x4& vector, double value) {
    vector.set(lane, static_cast<float>(value));
  };
  set(g_, l.start().g);
  set(gStep_, (l.end().g - l.start().g) / kBlockFrames);
  set(k_, l.start().k);
  set(kStep_, (l.end().k - l.start().k) / kBlockFrames);
  set(relative_, l.settings().mode == DeEsserMode::Relative ? 1.0 : 0.0);
  threshold_.setLane(lane, l.threshold());
  range_.setLane(lane, l.range());
  shelf_.setLane(lane, l.shelf());
  split_.setLane(lane, l.split());
  set(smoother_.kAttack, l.kAttack());
  set(smoother_.kSettle, l.kRelease());
  delay_.setFrames(lane, l.lookAheadFrames());
}

void DeEsserBank::advanceLanes() noexcept {
  gliding_ = movingLanes_ != 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    if (!((movingLanes_ >> lane) & 1)) continue;
    DeEsserLane& l = lanes_[static_cast<size_t>(lane)];
    l.advance();
    loadLane(lane);
    if (!l.moving()) movingLanes_ &= ~(1 << lane);
  }
}

/// Filters key and audio side by side, so that one recursion hides the other's
/// latency, and takes the means.
template <bool kGliding>
LATHE_APART void DeEsserBank::filter(Work& w) noexcept {
  FilterState a = key_, b = audio_;
  const f32x4* frames = w.block->frame;
  f32x4 bandPower = bandPower_, whole = power_, n = f32x4::zero(), u = f32x4::zero();
  f32x4 shelf = shelf_.c0;
  const f32x4 share = f32x4::splat(kMean_);
  Coefficients c(g_, k_);
  for (int i = 0; i < kBlockFrames; ++i) {
    if constexpr (kGliding) {
      c = Coefficients(g_ + gStep_ * n, k_ + kStep_ * n);
      shelf = shelf_.at(u);
      n += f32x4::splat(1.0f);
      u += f32x4::splat(kFrame);
    }
    const auto step = [&c](FilterState& s, f32x4 x, f32x4& band, f32x4& high) {
      const f32x4 v3 = x - s.ic2;
      const f32x4 v1 = c.a1 * s.ic1 + c.a2 * v3;
      const f32x4 v2 = s.ic2 + (c.a2 * s.ic1 + c.a3 * v3);
      s.ic1 = (v1 + v1) - s.ic1;
      s.ic2 = (v2 + v2) - s.ic2;
      band = c.k * v1;
      high = (x - band) - v2;
    };
    f32x4 band, high;
    const f32x4 x = w.key.frame[i];
    step(a, x, band, high);
    bandPower += share * (power(band + shelf * (high - band)) - bandPower);
    whole += share * (power(x) - whole);
    if (i % kDeEsserPace == kDeEsserPace - 1) {
      w.reduction[i / kDeEsserPace] = bandPower;
      w.whole[i / kDeEsserPace] = whole;
    }
    step(b, frames[i], w.band[i], w.high[i]);
  }
  key_ = {cleanState(a.ic1), cleanState(a.ic2)};
  audio_ = {cleanState(b.ic1), cleanState(b.ic2)};
  bandPower_ = cleanState(bandPower);
  power_ = cleanState(whole);
}

template <bool kGliding>
LATHE_APART void DeEsserBank::computeReduction(Work& w) noexcept {
  const f32x4 half = LATHE_CONSTANT(f32x4, 0.5f), one = LATHE_CONSTANT(f32x4, 1.0f),
              knee = LATHE_CONSTANT(f32x4, kKnee);
  const f32x4 floor = LATHE_CONSTANT(f32x4, kLowestLevel * kLowestLevel);
  const mask32x4 relative = relative_ > f32x4::zero();
  const bool stereo = stereo_;
  f32x4 threshold = threshold_.c0, range = range_.c0, u = f32x4::splat(kPoint);
  // The power that the band is held against is at least so large that noise does not exceed.
  const f32x4 least = math::exp2(f32x4::splat(kNoise) - (threshold + threshold));
  for (int i = 0; i < kPoints; ++i) {
    if constexpr (kGliding) {
      threshold = threshold_.at(u);
      range = range_.at(u);
      u += f32x4::splat(kPoint);
    }
    f32x4 band = max(w.reduction[i], floor), whole = max(w.whole[i], floor);
    if (stereo) {
      band = pairMaximum(band);
      whole = pairMaximum(whole);
    }
    const f32x4 against = max(select(relative, whole, one), least);
    const f32x4 excess = half * math::log2(band / against) - threshold;
    const f32x4 over = max(excess + half * knee, f32x4::zero());
    const f32x4 inKnee = min(over, knee);
    const f32x4 asked = LATHE_CONSTANT(f32x4, 0.5f / kKnee) * (inKnee * inKnee) + (over - inKnee);
    w.reduction[i] = limitToRange(asked, range);
  }
}

LATHE_APART void DeEsserBank::smooth(Work& w) noexcept {
  GainSmoother s = smoother_;
  f32x4 largest = f32x4::zero();
  for (f32x4& x : w.reduction) {
    x = s.step(x);
    largest = max(largest, x);
  }
  s.f = cleanState(s.f);
  s.e = cleanState(s.e);
  smoother_ = s;
  reduction_ = largest;
}

/// kPlain: nothing moves but the reduction, and nobody listens to the key.
template <bool kPlain>
LATHE_APART void DeEsserBank::apply(Work& w, const Listen& listen) noexcept {
  const f32x4 one = LATHE_CONSTANT(f32x4, 1.0f), half = LATHE_CONSTANT(f32x4, 0.5f);
  f32x4 u = f32x4::zero(), heard = listen.start, root = root_;
  f32x4 shelf = shelf_.c0, wide = one - split_.c0;
  f32x4* frames = w.block->frame;
  for (int point = 0; point < kPoints; ++point) {
    const f32x4 next = math::exp2(-(half * w.reduction[point]));
    const f32x4 step = (next - root) * LATHE_CONSTANT(f32x4, 1.0f / kDeEsserPace);
    LATHE_UNROLL
    for (int i = kDeEsserPace * point; i < kDeEsserPace * (point + 1); ++i) {
      if constexpr (!kPlain) {
        shelf = shelf_.at(u);
        wide = one - split_.at(u);
        u += f32x4::splat(kFrame);
      }
      root += step;
      const f32x4 x = frames[i], band = w.band[i], high = w.high[i];
      const f32x4 gain = root * root, less = gain - one;
      const f32x4 onBand = less + shelf * ((root - one) - less);
      const f32x4 split = x + (shelf * (less * high) + onBand * band);
      const f32x4 y = split + wide * (x * gain - split);
      frames[i] = y;
      if constexpr (!kPlain) {
        const f32x4 key = band + shelf * (high - band);
        frames[i] = select(listen.lanes, y + heard * (key - y), y);
        heard += listen.step;
      }
    }
    root = next;
  }
  root_ = root;
}

void DeEsserBank::applyOrPass(Work& w) noexcept {
  const f32x4 one = LATHE_CONSTANT(f32x4, 1.0f), zero = f32x4::zero();
  const f32x4 most = f32x4::splat(listenStep_);
  const f32x4 goal = one & laneMask(listenBits_);
  const f32x4 heard = listen_ + min(max(goal - listen_, -most), most);
  const Listen listen{listen_, (heard - listen_) * f32x4::splat(kFrame),
                      (listen_ > zero) | (heard > zero)};
  const bool listening = any(listen.lanes);
  // Nothing taken, nothing to be taken: what follows would give the input itself.
  if (!listening && all(root_ == one) && !any(reduction_ > zero)) return;
  gliding_ || listening ? apply<false>(w, listen) : apply<true>(w, listen);
  listen_ = heard;
}

void DeEsserBank::process(DeEsserBank* const* banks, BankBlock* const* blocks, int count) noexcept {
  Work w;
  for (int i = 0; i < count; ++i) {
    DeEsserBank& bank = *banks[i];
    bank.advanceLanes();
    w.block = blocks[i];
    w.key = *blocks[i];
    bank.delay_.process(*blocks[i]);
    bank.gliding_ ? bank.filter<true>(w) : bank.filter<false>(w);
    bank.gliding_ ? bank.computeReduction<true>(w) : bank.computeReduction<false>(w);
    bank.smooth(w);
    bank.applyOrPass(w);
  }
}

float DeEsserBank::gainReductionDb(int lane) const noexcept {
  const float reduction = reduction_.get(lane);
  // What the smoothing's floor leaves is no reduction.
  return reduction > 1e-6f ? -reduction * static_cast<float>(math::kDbPerOctave) : 0.0f;
}

int DeEsserBank::latencyFrames(int lane) const noexcept {
  return lanes_[static_cast<size_t>(governing(lane))].lookAheadFrames();
}

int DeEsserBank::latencyFrames(const DeEsserSettings& settings, double sampleRate) noexcept {
  return LaneDelay::framesOf(settings.lookAheadMs, sampleRate);
}

}  // namespace lathe
