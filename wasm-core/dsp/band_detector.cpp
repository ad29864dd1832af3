#include "dsp/band_detector.h"

#include "base/math.h"
#include "dsp/section_lanes.h"

namespace lathe {
namespace {

constexpr double kHoldMs = 10.0, kShortHoldMs = 4.0, kShortHoldBelowReleaseMs = 20.0;
// Levels are kept where log2 is meant to work: −200 to +240 dBFS.
constexpr float kLowestLevel = 1e-10f, kHighestLevel = 1e12f;
// Nothing is loud in relation to less than −90 dBFS.
constexpr float kLowestReference = 3.16e-5f;
constexpr double kLeastDynamicDb = 0.01;

f32x4 linked(bool stereo, f32x4 level) { return stereo ? max(level, swapPairs(level)) : level; }

f32x4 log2Level(f32x4 level, float lowest) {
  return math::log2(max(min(level, f32x4::splat(kHighestLevel)), f32x4::splat(lowest)));
}

}  // namespace

void BandDetector::prepare(double sampleRate) noexcept {
  runRate_ = sampleRate / kEqRunFrames;
  const auto runs = [this](double ms) {
    return static_cast<int>(math::clamp(math::round(ms * 0.001 * runRate_), kEqRuns, kLongestHold));
  };
  longHold_ = runs(kHoldMs);
  shortHold_ = runs(kShortHoldMs);
  reset();
}

void BandDetector::reset() noexcept {
  at_ = 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    setLane(lane, {}, {});
    resetLane(lane);
  }
}

void BandDetector::resetLane(int lane) noexcept {
  clearLaneOf(state_, lane);
  setLaneOf(action_, lane, 0.0);
  for (f32x4& level : band_) setLaneOf(level, lane, 0.0);
  for (f32x4& level : whole_) setLaneOf(level, lane, 0.0);
}

void BandDetector::setLane(int lane, const DynamicBandSettings& s,
                           const SectionDesign& region) noexcept {
  const auto set = [lane](f32x4& vector, double value) { setLaneOf(vector, lane, value); };
  const size_t i = static_cast<size_t>(lane);
  set(state_.p, static_cast<double>(state_.p.get(lane)) * region.g / (g_[i] > 0.0 ? g_[i] : 1.0));
  g_[i] = region.g;
  setLaneOf(region_, lane, region);
  set(threshold_, s.thresholdDb / math::kDbPerOctave);
  set(over_, s.above ? 1.0 : -1.0);
  const double range = math::abs(s.dynamicGainDb);
  const double slope = s.ratio > 1.0 ? 1.0 - 1.0 / s.ratio : 0.0;
  set(share_, range >= kLeastDynamicDb ? slope * math::kDbPerOctave / range : 0.0);
  const bool brief = s.releaseMs < kShortHoldBelowReleaseMs;
  const int bit = 1 << lane;
  shortLanes_ = brief ? shortLanes_ | bit : shortLanes_ & ~bit;
  relativeLanes_ = s.relative ? relativeLanes_ | bit : relativeLanes_ & ~bit;
  keyLanes_ = s.fromKey ? keyLanes_ | bit : keyLanes_ & ~bit;
  const auto perRun = [this](double ms) {
    const double runs = ms * 0.001 * runRate_;
    return runs > 1e-3 ? 1.0 - math::exp(-1.0 / runs) : 1.0;
  };
  set(attack_, perRun(s.attackMs));
  set(release_, perRun(s.releaseMs - (brief ? kShortHoldMs : kHoldMs)));
}

void BandDetector::copyLane(int lane, const BandDetector& from, int fromLane) noexcept {
  const auto copy = [lane, fromLane](f32x4& to, const f32x4& source) {
    copyLaneOf(to, lane, source, fromLane);
  };
  const BandDetector& f = from;
  copyLaneOf(region_, lane, f.region_, fromLane);
  copyLaneOf(state_, lane, f.state_, fromLane);
  copy(threshold_, f.threshold_);
  copy(over_, f.over_);
  copy(share_, f.share_);
  copy(attack_, f.attack_);
  copy(release_, f.release_);
  copy(action_, f.action_);
  for (int age = 0; age < kLongestHold; ++age) {
    const auto to = static_cast<size_t>((at_ - age) & (kLongestHold - 1));
    const auto source = static_cast<size_t>((f.at_ - age) & (kLongestHold - 1));
    copy(band_[to], f.band_[source]);
    copy(whole_[to], f.whole_[source]);
  }
  const auto i = static_cast<size_t>(lane), j = static_cast<size_t>(fromLane);
  g_[i] = f.g_[j];
  const auto copyBit = [lane, fromLane](int& to, int source) {
    to = (to & ~(1 << lane)) | (((source >> fromLane) & 1) << lane);
  };
  copyBit(shortLanes_, f.shortLanes_);
  copyBit(relativeLanes_, f.relativeLanes_);
  copyBit(keyLanes_, f.keyLanes_);
}

/// NaN counts as silence. Two at a time, a region's recursion hides the other's latency.
template <int kCount>
void BandDetector::follow(BandDetector* const* detectors, const f32x4* key,
                          Levels* levels) noexcept {
  SectionCoefficients c[kCount];
  SectionState state[kCount];
  for (int d = 0; d < kCount; ++d) {
    c[d] = detectors[d]->region_;
    state[d] = detectors[d]->state_;
  }
  const bool stereo = detectors[0]->stereo_;
  _Pragma("GCC unroll 1") for (int run = 0; run < kEqRuns; ++run) {
    f32x4 largest[kCount], whole = f32x4::zero();
    for (f32x4& x : largest) x = f32x4::zero();
    LATHE_UNROLL
    for (int i = 0; i < kEqRunFrames; ++i) {
      const f32x4 x = key[run * kEqRunFrames + i];
      whole = max(abs(x), whole);
      for (int d = 0; d < kCount; ++d) {
        const SectionCoefficients& k = c[d];
        SectionState& s = state[d];
        const f32x4 t = k.a1 * s.p + k.a2 * (x - s.s);
        s.p = t - s.p;
        largest[d] = max(abs((k.m0 * x + k.m2 * s.s) + k.m1 * t), largest[d]);
        s.s = s.s + t;
      }
    }
    for (int d = 0; d < kCount; ++d) {
      levels[d].band[run] = linked(stereo, largest[d]);
      levels[d].whole[run] = linked(stereo, whole);
    }
  }
  for (int d = 0; d < kCount; ++d) {
    detectors[d]->state_ = {cleanState(state[d].p), cleanState(state[d].s)};
  }
}

void BandDetector::hold(const History& history, const f32x4 (&levels)[kEqRuns], int runs,
                        f32x4 (&held)[kEqRuns]) const noexcept {
  // Each window is the block's runs so far and as many older ones as it has room for.
  f32x4 past = f32x4::zero(), now = f32x4::zero();
  int age = 0;
  for (int run = kEqRuns - 1; run >= 0; --run) {
    for (; age < runs - 1 - run; ++age) {
      past = max(past, history[static_cast<size_t>((at_ - age) & (kLongestHold - 1))]);
    }
    held[run] = past;
  }
  for (int run = 0; run < kEqRuns; ++run) {
    now = max(now, levels[run]);
    held[run] = max(held[run], now);
  }
}

void BandDetector::act(const Levels& levels, f32x4 (&action)[kEqRuns]) noexcept {
  const mask32x4 brief = laneMask(shortLanes_), relative = laneMask(relativeLanes_);
  const f32x4 zero = f32x4::zero(), one = f32x4::splat(1.0f);
  f32x4 held[kEqRuns], heldBriefly[kEqRuns], heldWhole[kEqRuns];
  hold(band_, levels.band, longHold_, held);
  if (shortLanes_ != 0) hold(band_, levels.band, shortHold_, heldBriefly);
  if (relativeLanes_ != 0) hold(whole_, levels.whole, longHold_, heldWhole);
  for (int run = 0; run < kEqRuns; ++run) {
    at_ = (at_ + 1) & (kLongestHold - 1);
    band_[static_cast<size_t>(at_)] = levels.band[run];
    whole_[static_cast<size_t>(at_)] = levels.whole[run];
    f32x4 level = held[run];
    if (shortLanes_ != 0) level = select(brief, heldBriefly[run], level);
    level = log2Level(level, kLowestLevel);
    if (relativeLanes_ != 0) {
      level = level - (log2Level(heldWhole[run], kLowestReference) & relative);
    }
    const f32x4 wanted = min(max(over_ * (level - threshold_) * share_, zero), one);
    action_ += select(wanted > action_, attack_, release_) * (wanted - action_);
    action[run] = action_;
  }
}

void BandDetector::process(BandDetector* const* detectors, f32x4 (*actions)[kEqRuns], int count,
                           const BankBlock& block, const BankBlock* key) noexcept {
  const auto keyLanes = [&](int i) { return key ? detectors[i]->keyLanes_ : 0; };
  for (int i = 0; i < count;) {
    Levels levels[2];
    BankBlock mixed;
    const int lanes = keyLanes(i);
    if (lanes != 0) {
      const mask32x4 listening = laneMask(lanes);
      for (int n = 0; n < kBlockFrames; ++n) {
        mixed.frame[n] = select(listening, key->frame[n], block.frame[n]);
      }
    }
    const f32x4* const heard = lanes != 0 ? mixed.frame : block.frame;
    const bool two = i + 1 < count && keyLanes(i + 1) == lanes;
    two ? follow<2>(detectors + i, heard, levels) : follow<1>(detectors + i, heard, levels);
    for (int d = 0; d < (two ? 2 : 1); ++d, ++i) detectors[i]->act(levels[d], actions[i]);
  }
}

}  // namespace lathe
