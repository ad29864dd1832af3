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

f32x4 swapWhereLinked(bool stereo, f32x4 level) {
  return stereo ? max(level, swapPairs(level)) : level;
}

f32x4 log2Level(f32x4 level, float lowest) {
  return math::log2(max(min(level, f32x4::splat(kHighestLevel)), f32x4::splat(lowest)));
}

}  // namespace

void BandDetector::prepare(double sampleRate) noexcept {
  runRate_ = sampleRate / kEqRunFrames;
  const auto runs = [this](double ms) {
    return static_cast<int>(math::clamp(math::round(ms * 0.001 * runRate_), 1.0, kLongestHold));
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
  action_.set(lane, 0.0f);
  for (f32x4& level : band_) level.set(lane, 0.0f);
  for (f32x4& level : whole_) level.set(lane, 0.0f);
}

void BandDetector::setLane(int lane, const DynamicBandSettings& s,
                           const SectionDesign& region) noexcept {
  const auto set = [lane](f32x4& vector, double value) {
    vector.set(lane, static_cast<float>(value));
  };
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
  const auto perRun = [this](double ms) {
    const double runs = ms * 0.001 * runRate_;
    return runs > 1e-3 ? 1.0 - math::exp(-1.0 / runs) : 1.0;
  };
  set(attack_, perRun(s.attackMs));
  set(release_, perRun(s.releaseMs - (brief ? kShortHoldMs : kHoldMs)));
  key_[i] = s.key;
}

void BandDetector::copyLane(int lane, const BandDetector& from, int fromLane) noexcept {
  const auto copy = [lane, fromLane](f32x4& to, const f32x4& source) {
    to.set(lane, source.get(fromLane));
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
  key_[i] = f.key_[j];
  const auto copyBit = [lane, fromLane](int& to, int source) {
    to = (to & ~(1 << lane)) | (((source >> fromLane) & 1) << lane);
  };
  copyBit(shortLanes_, f.shortLanes_);
  copyBit(relativeLanes_, f.relativeLanes_);
}

/// The largest levels of each run. NaN counts as silence.
void BandDetector::follow(const f32x4* key, f32x4 (&band)[kEqRuns],
                          f32x4 (&whole)[kEqRuns]) noexcept {
  const SectionCoefficients k = region_;
  f32x4 p = state_.p, s = state_.s;
  for (int run = 0; run < kEqRuns; ++run) {
    f32x4 largest = f32x4::zero(), largestWhole = f32x4::zero();
    for (int i = 0; i < kEqRunFrames; ++i) {
      const f32x4 x = key[run * kEqRunFrames + i];
      const f32x4 t = k.a1 * p + k.a2 * (x - s);
      p = t - p;
      largest = max(abs((k.m0 * x + k.m2 * s) + k.m1 * t), largest);
      s = s + t;
      largestWhole = max(abs(x), largestWhole);
    }
    band[run] = swapWhereLinked(stereo_, largest);
    whole[run] = swapWhereLinked(stereo_, largestWhole);
  }
  state_ = {cleanState(p), cleanState(s)};
}

f32x4 BandDetector::held(const History& history, int runs) const noexcept {
  f32x4 largest = f32x4::zero();
  for (int age = 0; age < runs; ++age) {
    largest = max(largest, history[static_cast<size_t>((at_ - age) & (kLongestHold - 1))]);
  }
  return largest;
}

void BandDetector::process(const BankBlock& block, f32x4 (&action)[kEqRuns]) noexcept {
  BankBlock mixed;
  const f32x4* key = block.frame;
  for (int lane = 0; lane < kLanes; ++lane) {
    const BankBlock* const own = key_[static_cast<size_t>(lane)];
    if (!own) continue;
    const mask32x4 here = laneMask(1 << lane);
    for (int i = 0; i < kBlockFrames; ++i) {
      mixed.frame[i] = select(here, own->frame[i], key[i]);
    }
    key = mixed.frame;
  }
  f32x4 band[kEqRuns], whole[kEqRuns];
  follow(key, band, whole);
  const mask32x4 brief = laneMask(shortLanes_), relative = laneMask(relativeLanes_);
  const f32x4 zero = f32x4::zero(), one = f32x4::splat(1.0f);
  for (int run = 0; run < kEqRuns; ++run) {
    at_ = (at_ + 1) & (kLongestHold - 1);
    band_[static_cast<size_t>(at_)] = band[run];
    whole_[static_cast<size_t>(at_)] = whole[run];
    f32x4 level = held(band_, longHold_);
    if (shortLanes_ != 0) level = select(brief, held(band_, shortHold_), level);
    level = log2Level(level, kLowestLevel);
    if (relativeLanes_ != 0) {
      level = level - (log2Level(held(whole_, longHold_), kLowestReference) & relative);
    }
    const f32x4 wanted = min(max(over_ * (level - threshold_) * share_, zero), one);
    action_ += select(wanted > action_, attack_, release_) * (wanted - action_);
    action[run] = action_;
  }
}

}  // namespace lathe
