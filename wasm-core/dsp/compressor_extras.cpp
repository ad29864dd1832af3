#include "dsp/compressor_extras.h"

#include "base/math.h"
#include "dsp/reduction_range.h"

namespace lathe {
namespace {

constexpr double kLongestLookAheadMs = 10.0;
constexpr double kCrestMs = 200.0, kLoudnessMs = 2000.0, kMakeUpMs = 1000.0, kListenMs = 10.0;
// Crest factors, as log2 of powers, from which the release is slow (a sine's
// 3 dB) and fast (15 dB).
constexpr float kSlowCrest = 1.0f, kFastCrest = 5.0f;
constexpr float kMostMakeUp = 4.0f;  // log2 units: 24 dB
// Powers below this are silence; it keeps ratios of them meaningful.
constexpr float kSilentPower = 1e-20f;
constexpr float kDone = 1e-5f;

f32x4 ones() { return f32x4::splat(1.0f); }
mask32x4 on(f32x4 flag) { return flag > f32x4::zero(); }

void setHalf(f64x2& low, f64x2& high, int lane, double value) {
  (lane < 2 ? low : high).set(lane & 1, value);
}
double getHalf(const f64x2& low, const f64x2& high, int lane) {
  return (lane < 2 ? low : high).get(lane & 1);
}

}  // namespace

size_t CompressorExtras::heapBytes(double sampleRate) noexcept {
  return LaneDelay::heapBytes(LaneDelay::framesOf(kLongestLookAheadMs, sampleRate));
}

void CompressorExtras::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  const auto share = [sampleRate](double ms) {
    return static_cast<float>(smoothingCoefficient(ms, sampleRate / kBlockFrames));
  };
  crestKeep_ = 1.0f - share(kCrestMs);
  loudnessKeep_ = 1.0f - share(kLoudnessMs);
  makeUpShare_ = share(kMakeUpMs);
  listenStep_ = static_cast<float>(kBlockFrames / (kListenMs * 0.001 * sampleRate));
  delay_.prepare(LaneDelay::framesOf(kLongestLookAheadMs, sampleRate));
}

void CompressorExtras::reset(bool pairs) noexcept {
  pairs_ = pairs;
  listenBits_ = learningBits_ = 0;
  const f32x4 zero = f32x4::zero();
  rms_ = autoRelease_ = autoMakeUp_ = limited_ = linked_ = listen_ = zero;
  range_ = mix_ = link_ = LaneCurve{};
  kMeanLow_ = kMeanHigh_ = f64x2::zero();
  release_ = settle_ = {zero, zero};
  for (int lane = 0; lane < kLanes; ++lane) clearLane(lane);
  keyFilter_.reset();
  delay_.reset();
}

void CompressorExtras::clearLane(int lane) noexcept {
  setHalf(meanLow_, meanHigh_, lane, 0.0);
  for (f32x4* state : {&peakPower_, &meanPower_, &energyIn_, &energyOut_, &makeUp_, &nextMakeUp_,
                       &heard_, &peak_, &sum_}) {
    state->set(lane, 0.0f);
  }
  keyFilter_.clearLane(lane);
  delay_.clearLane(lane);
}

void CompressorExtras::copyLane(int lane, const CompressorExtras& from, int fromLane) noexcept {
  setHalf(meanLow_, meanHigh_, lane, getHalf(from.meanLow_, from.meanHigh_, fromLane));
  const auto copy = [&](f32x4 CompressorExtras::*state) {
    (this->*state).set(lane, (from.*state).get(fromLane));
  };
  copy(&CompressorExtras::peakPower_);
  copy(&CompressorExtras::meanPower_);
  copy(&CompressorExtras::energyIn_);
  copy(&CompressorExtras::energyOut_);
  copy(&CompressorExtras::makeUp_);
  copy(&CompressorExtras::nextMakeUp_);
  copy(&CompressorExtras::listen_);
  listenBits_ = (listenBits_ & ~(1 << lane)) | ((from.listenBits_ >> fromLane) & 1) << lane;
  learningBits_ = (learningBits_ & ~(1 << lane)) | ((from.learningBits_ >> fromLane) & 1) << lane;
  keyFilter_.copyLane(lane, from.keyFilter_, fromLane);
  delay_.copyLane(lane, from.delay_, fromLane);
}

void CompressorExtras::loadLane(int lane, const CompressorLane& l) noexcept {
  const CompressorSettings& settings = l.settings();
  const auto set = [lane](f32x4& flag, bool value) { flag.set(lane, value ? 1.0f : 0.0f); };
  // What was not at work has a stale past.
  if (rms_.get(lane) == 0.0f) setHalf(meanLow_, meanHigh_, lane, 0.0);
  if (autoRelease_.get(lane) == 0.0f) {
    peakPower_.set(lane, 0.0f);
    meanPower_.set(lane, 0.0f);
  }
  if (autoMakeUp_.get(lane) == 0.0f) {
    energyIn_.set(lane, 0.0f);
    energyOut_.set(lane, 0.0f);
  }
  set(rms_, settings.detector == Detector::Rms);
  set(autoRelease_, settings.autoRelease);
  set(autoMakeUp_, settings.autoMakeUp);
  set(limited_, !l.unlimited());
  set(linked_, pairs_ && l.linked());
  range_.setLane(lane, l.range());
  mix_.setLane(lane, l.mix());
  link_.setLane(lane, l.link());
  setHalf(kMeanLow_, kMeanHigh_, lane, l.times().kMean);
  const auto setLog2 = [lane](f32x4& v, double k) {
    v.set(lane, static_cast<float>(math::log2(k)));
  };
  if (settings.autoRelease) {
    setLog2(release_.fast, l.fastTimes().kRelease);
    setLog2(release_.slow, l.slowTimes().kRelease);
    setLog2(settle_.fast, l.fastTimes().kSettle);
    setLog2(settle_.slow, l.slowTimes().kSettle);
  }
  keyFilter_.loadLane(lane, l.keyFilter());
  delay_.setFrames(lane, l.lookAheadFrames());
}

void CompressorExtras::joinRelease(int pair) noexcept {
  for (f32x4* state : {&peakPower_, &meanPower_}) {
    state->set(2 * pair + 1, state->get(2 * pair));
  }
}

bool CompressorExtras::busy() const noexcept {
  return (listenBits_ | learningBits_) != 0 || any(on(listen_)) || any(on(makeUp_)) ||
         any(on(nextMakeUp_));
}

void CompressorExtras::filterKeys(CompressorStream* streams, BankBlock* buffers,
                                  int count) noexcept {
  KeyFilter* filters[2];
  BankBlock* keys[2];
  int ready = 0;
  for (int i = 0; i < count; ++i) {
    CompressorStream& s = streams[i];
    if (s.extras == nullptr || !s.extras->keyFilter_.active()) continue;
    buffers[i] = *s.firstKey;
    s.firstKey = &buffers[i];
    filters[ready] = &s.extras->keyFilter_;
    keys[ready++] = &buffers[i];
  }
  if (ready > 0) KeyFilter::process(filters, keys, ready);
}

void CompressorExtras::afterLevels(CompressorStream& s) noexcept {
  const mask32x4 rms = on(rms_), linked = on(linked_);
  if (any(on(autoRelease_))) {
    f32x4 peak = f32x4::zero(), sum = f32x4::zero();
    for (const f32x4& level : s.level) {
      const f32x4 x = select(linked, pairMaximum(level), level);
      peak = max(x, peak);
      sum += x * x;
    }
    peak_ = peak;
    sum_ = sum;
  }
  if (any(rms)) {
    f64x2 low = meanLow_, high = meanHigh_;
    for (f32x4& level : s.level) {
      const f64x2 a = low2(level), b = high2(level);
      low += kMeanLow_ * (a * a - low);
      high += kMeanHigh_ * (b * b - high);
      // The floor keeps the root out of denormals.
      level = select(rms, sqrt(max(demote(low, high), f32x4::splat(1e-30f))), level);
    }
    meanLow_ = cleanState(low);
    meanHigh_ = cleanState(high);
  }
  if (any(linked)) {
    LATHE_UNROLL
    for (f32x4& level : s.level) level = select(linked, pairMaximum(level), level);
  }
}

void CompressorExtras::afterHold(CompressorStream& s) noexcept {
  if (learningBits_ == 0) return;
  f32x4 largest = f32x4::zero();
  for (const f32x4& level : s.reduction) largest = max(level, largest);
  heard_ = largest;
}

f32x4 CompressorExtras::Release::at(f32x4 share) const noexcept {
  return math::exp2(slow + share * (fast - slow));
}

void CompressorExtras::adaptRelease(CompressorStream& s) noexcept {
  const mask32x4 adapts = on(autoRelease_);
  if (!any(adapts)) return;
  const f32x4 keep = f32x4::splat(crestKeep_), silent = f32x4::splat(kSilentPower);
  peakPower_ = cleanState(max(peak_ * peak_, peakPower_ * keep));
  meanPower_ =
      cleanState(meanPower_ * keep + sum_ * ((ones() - keep) * f32x4::splat(1.0f / kBlockFrames)));
  const f32x4 crest = math::log2(max(peakPower_, silent)) - math::log2(max(meanPower_, silent));
  const f32x4 share =
      min(max((crest - f32x4::splat(kSlowCrest)) * f32x4::splat(1.0f / (kFastCrest - kSlowCrest)),
              f32x4::zero()),
          ones());
  s.smoother.kRelease = select(adapts, release_.at(share), s.smoother.kRelease);
  s.smoother.kSettle = select(adapts, settle_.at(share), s.smoother.kSettle);
}

/// The share of the larger reduction that both sides of a pair follow.
LATHE_APART void CompressorExtras::link(CompressorStream& s) const noexcept {
  if (link_.rests() && all(link_.c0 >= ones())) {
    LATHE_UNROLL
    for (f32x4& x : s.reduction) x = max(x, swapPairs(x));
    return;
  }
  const LaneCurve curve = link_;
  f32x4 u = f32x4::zero();
  for (f32x4& x : s.reduction) {
    const f32x4 larger = max(x, swapPairs(x)), share = curve.at(u);
    x = select(share >= ones(), larger, x + share * (larger - x));
    u += f32x4::splat(1.0f / kBlockFrames);
  }
}

void CompressorExtras::afterReduction(CompressorStream& s) noexcept {
  adaptRelease(s);
  if (pairs_) link(s);
  const mask32x4 limited = on(limited_);
  if (!any(limited)) return;
  const LaneCurve range = range_;
  f32x4 u = f32x4::zero();
  for (f32x4& x : s.reduction) {
    x = select(limited, limitToRange(x, range.at(u)), x);
    u += f32x4::splat(1.0f / kBlockFrames);
  }
}

void CompressorExtras::followLoudness(const CompressorStream& s) noexcept {
  f32x4 in = f32x4::zero(), out = f32x4::zero();
  for (int i = 0; i < kBlockFrames; ++i) {
    const f32x4 x = s.first->frame[i], power = x * x;
    in += power;
    out += power * math::exp2(max(f32x4::splat(-2.0f) * s.reduction[i], f32x4::splat(-120.0f)));
  }
  if (pairs_) {
    in += swapPairs(in);
    out += swapPairs(out);
  }
  const f32x4 keep = f32x4::splat(loudnessKeep_);
  energyIn_ = cleanState(energyIn_ * keep + in);
  energyOut_ = cleanState(energyOut_ * keep + out);
}

void CompressorExtras::advanceMakeUp() noexcept {
  const f32x4 silent = f32x4::splat(kSilentPower);
  const f32x4 taken = f32x4::splat(0.5f) *
                      (math::log2(max(energyIn_, silent)) - math::log2(max(energyOut_, silent)));
  const f32x4 goal = min(max(taken, f32x4::zero()), f32x4::splat(kMostMakeUp)) & on(autoMakeUp_);
  makeUp_ = nextMakeUp_;
  const f32x4 next = makeUp_ + f32x4::splat(makeUpShare_) * (goal - makeUp_);
  nextMakeUp_ = andNot(next, (goal <= f32x4::zero()) & (next < f32x4::splat(kDone)));
}

void CompressorExtras::afterSmoothing(CompressorStream& s) noexcept {
  if (!any(on(autoMakeUp_) | on(makeUp_) | on(nextMakeUp_))) return;
  s.gliding = true;
  s.controls.makeUp.c0 += makeUp_;
  s.controls.makeUp.c1 += nextMakeUp_ - makeUp_;
  followLoudness(s);
  advanceMakeUp();
}

/// The input beside the compressed signal.
LATHE_APART void CompressorExtras::mixGain(CompressorStream& s) const noexcept {
  const LaneCurve mix = mix_;
  if (mix.rests()) {
    const f32x4 share = mix.c0, dry = ones() - share;
    LATHE_UNROLL
    for (f32x4& gain : s.reduction) gain = gain * share + dry;
    return;
  }
  f32x4 u = f32x4::zero();
  for (f32x4& gain : s.reduction) {
    const f32x4 share = mix.at(u);
    gain = gain * share + (ones() - share);
    u += f32x4::splat(1.0f / kBlockFrames);
  }
}

void CompressorExtras::afterGain(CompressorStream& s) noexcept {
  const f32x4 step = f32x4::splat(1.0f / kBlockFrames);
  mixGain(s);
  const f32x4 goal = ones() & laneMask(listenBits_);
  if (any(on(listen_) | on(goal))) {
    const f32x4 most = f32x4::splat(listenStep_);
    const f32x4 next = listen_ + min(max(goal - listen_, -most), most);
    const mask32x4 listening = on(listen_) | on(next);
    f32x4 share = listen_;
    for (int i = 0; i < kBlockFrames; ++i) {
      f32x4 &x = s.first->frame[i], &gain = s.reduction[i];
      x = select(listening, x + share * (s.firstKey->frame[i] - x), x);
      gain = select(listening, gain + share * (ones() - gain), gain);
      share += (next - listen_) * step;
    }
    listen_ = next;
  }
  delay_.process(*s.first);
}

}  // namespace lathe
