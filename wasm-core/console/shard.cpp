#include "console/shard.h"

#include <type_traits>
#include <utility>

namespace lathe {
namespace {

constexpr CubicSegment kUnity{1.0, 0.0, 0.0, 0.0, true};

alignas(16) constexpr float kSilence[kBlockFrames] = {};

void addGained(const BankBlock& block, int lane, bool stereo, const CrossedGains& gains, f64x2* sum,
               MeterSums* meter) noexcept {
  if (gains.isCrossed()) {
    addCrossed(block, lane, gains.own.curve, gains.other.curve, sum, meter);
  } else {
    addStrip(block, lane, stereo, gains.own.curve[0], gains.own.curve[1], sum, meter);
  }
}

}  // namespace

void Shard::prepare(const MixPlan& plan, const PlannedShard& shard, Strip* strips,
                    Bank* banks) noexcept {
  stripCount_ = shard.stripCount;
  bankCapacity_ = shard.bankCount;
  strips_ = strips;
  sums_ = plan.shardSums.data() + shard.firstSum;
  sumCount_ = shard.sumCount;
  outputSum_ = plan.outputSum.data() + shard.firstStrip;
  packing_ = LanePacking{};
  for (int bank = 0; bank < bankCapacity_; ++bank) {
    banks_[static_cast<size_t>(bank)] = banks + bank;
  }
}

Bank& Shard::bankOf(int strip) noexcept { return *banks_[bankIndex(strip)]; }

size_t Shard::bankIndex(int strip) const noexcept {
  return static_cast<size_t>(packing_.slot[static_cast<size_t>(strip)].bank);
}

int Shard::laneOf(int strip) const noexcept {
  return packing_.slot[static_cast<size_t>(strip)].lane;
}

template <Stage kStage>
void Shard::setStage(int strip, bool snap) noexcept {
  using Traits = StageTraits<kStage>;
  const Strip& s = strips_[strip];
  const auto settings = Traits::Settings::from(s.params());
  for (int channel = 0; channel < s.channels(); ++channel) {
    (bankOf(strip).*Traits::kBank).setLane(laneOf(strip) + channel, settings, snap);
  }
}

void Shard::reset(const ListeningState& listening, ShardScratch& scratch) noexcept {
  for (int strip = 0; strip < stripCount_; ++strip) {
    Strip& s = strips_[strip];
    s.touchAll();
    s.applyEdge(listening, true);
    s.clearMeter();
    s.clearDelays();
  }
  // No lane is live, so that the packing starts every stage afresh.
  packing_ = LanePacking{};
  repack(scratch);
}

bool Shard::isPackingStale() const noexcept {
  for (int strip = 0; strip < stripCount_; ++strip) {
    const size_t bank = bankIndex(strip);
    if (!(packing_.shape[bank] == strips_[strip].shape())) return true;
  }
  return false;
}

void Shard::repack(ShardScratch& scratch) noexcept {
  const LanePacking old = packing_;
  std::array<BankShape, kStripsPerShard> shapes;
  for (int strip = 0; strip < stripCount_; ++strip) {
    shapes[static_cast<size_t>(strip)] = strips_[strip].shape();
  }
  packing_ = packLanes(shapes.data(), stripCount_);
  listPositions();
  for (int bank = 0; bank < bankCapacity_; ++bank) {
    const auto b = static_cast<size_t>(bank);
    std::swap(banks_[b], scratch.spare[b]);
    feeds_[b] =
        LaneFeed{{kSilence, kSilence, kSilence, kSilence}, {kUnity, kUnity, kUnity, kUnity}};
    if (bank >= packing_.bankCount) continue;
    forEachStage([&]<Stage kStage>() {
      if (!hasStage(b, kStage)) return;
      auto& stage = banks_[b]->*StageTraits<kStage>::kBank;
      if constexpr (requires { stage.setStereo(true); }) stage.setStereo(packing_.shape[b].stereo);
      stage.reset();
    });
  }
  lateBanks_ = 0;
  for (int strip = 0; strip < stripCount_; ++strip) {
    const auto i = static_cast<size_t>(strip);
    Strip& s = strips_[strip];
    if (s.stageFrames() > 0) lateBanks_ |= 1u << bankIndex(strip);
    const LaneSlot to = packing_.slot[i];
    LaneFeed& feed = feeds_[static_cast<size_t>(to.bank)];
    for (int channel = 0; channel < s.channels(); ++channel) {
      feed.gain[to.lane + channel] = s.trim(channel);
    }
    forEachStage([&]<Stage kStage>() {
      if ((shapes[i].stages & stageBit(kStage)) != 0) moveStage<kStage>(strip, old, scratch);
    });
  }
}

void Shard::listPositions() noexcept {
  stagesAt_.fill(0);
  for (size_t bank = 0; bank < static_cast<size_t>(packing_.bankCount); ++bank) {
    for (int position = 0; position < kStages; ++position) {
      const Stage stage = stageAt(packing_.shape[bank].order, position);
      if (hasStage(bank, stage)) stagesAt_[static_cast<size_t>(position)] |= stageBit(stage);
    }
  }
}

/// A stage's state from where it lived before; a stage that did not run starts afresh.
template <Stage kStage>
void Shard::moveStage(int strip, const LanePacking& old, ShardScratch& scratch) noexcept {
  constexpr auto kBank = StageTraits<kStage>::kBank;
  const LaneSlot from = old.slot[static_cast<size_t>(strip)];
  const auto fromBank = static_cast<size_t>(from.bank);
  if (from.bank >= old.bankCount || (old.shape[fromBank].stages & stageBit(kStage)) == 0) {
    strips_[strip].takeStageDirty(kStage);
    setStage<kStage>(strip, true);
    return;
  }
  const Bank& source = *scratch.spare[fromBank];
  for (int channel = 0; channel < strips_[strip].channels(); ++channel) {
    (bankOf(strip).*kBank).copyLane(laneOf(strip) + channel, source.*kBank, from.lane + channel);
  }
}

void Shard::applyEdge(const ListeningState& listening, bool snap, ShardScratch& scratch) noexcept {
  for (int strip = 0; strip < stripCount_; ++strip) {
    if (!strips_[strip].dirty()) continue;
    strips_[strip].applyEdge(listening, snap);
    switched_ = true;
  }
  if (switched_ && isPackingStale()) repack(scratch);
  switched_ = false;
  for (int strip = 0; strip < stripCount_; ++strip) {
    Strip& s = strips_[strip];
    if (s.dirty()) {
      forEachStage([&]<Stage kStage>() {
        // A stage that is off takes its settings when it is switched on.
        if (s.takeStageDirty(kStage) && s.fade[kStage].active()) setStage<kStage>(strip, snap);
      });
    }
    s.advanceGains();
    if (!s.advanceTrim() && !snap) continue;
    for (int channel = 0; channel < s.channels(); ++channel) {
      feeds_[bankIndex(strip)].gain[laneOf(strip) + channel] = s.trim(channel);
    }
  }
}

void Shard::feed(ShardScratch& scratch) noexcept {
  for (int strip = 0; strip < stripCount_; ++strip) {
    Strip& s = strips_[strip];
    s.wait();
    for (int channel = 0; channel < s.channels(); ++channel) {
      feeds_[bankIndex(strip)].source[laneOf(strip) + channel] = s.waited(channel);
    }
  }
  for (size_t bank = 0; bank < static_cast<size_t>(packing_.bankCount); ++bank) {
    feedBank(feeds_[bank], scratch.signal[bank]);
  }
}

void Shard::clearState(int strip) noexcept {
  strips_[strip].clearHead();
  forEachStage([&]<Stage kStage>() {
    if (!hasStage(bankIndex(strip), kStage)) return;
    for (int channel = 0; channel < strips_[strip].channels(); ++channel) {
      (bankOf(strip).*StageTraits<kStage>::kBank).resetLane(laneOf(strip) + channel);
    }
  });
}

void Shard::scanStrips(ShardScratch& scratch) noexcept {
  for (size_t bank = 0; bank < static_cast<size_t>(packing_.bankCount); ++bank) {
    health_[bank] = scanBank(scratch.signal[bank]);
    health_[bank].bad |= badBefore_[bank];
    badBefore_[bank] = 0;
  }
  for (int strip = 0; strip < stripCount_; ++strip) {
    Strip& s = strips_[strip];
    s.meter.frames += kBlockFrames;
    if ((health_[bankIndex(strip)].bad & s.laneBits(laneOf(strip))) == 0) continue;
    ++s.badBlocks;
    clearState(strip);
  }
}

void Shard::addStrips(int sum, ShardScratch& scratch) noexcept {
  for (int strip = 0; strip < stripCount_; ++strip) {
    Strip& s = strips_[strip];
    const LaneHealth& health = health_[bankIndex(strip)];
    const int lanes = s.laneBits(laneOf(strip));
    if ((health.bad & lanes) != 0) continue;
    // Adding zeros to a sum that began as +0 cannot change a bit of it.
    const bool silent = (health.silent & lanes) == lanes;
    if (outputSum_[strip] == sum && !silent) addAside(strip, scratch);
    if (outputSum_[strip] == sum && !s.isMuted() && !silent) {
      addGained(scratch.signal[bankIndex(strip)], laneOf(strip), s.channels() == 2, s.gains(),
                scratch.sum.data(),
                scratch.metered && !scratch.side.preFaderMeters ? &s.meter : nullptr);
    }
    if (!s.sends().empty()) addSends(strip, sum, scratch);
  }
}

void Shard::addAside(int strip, ShardScratch& scratch) noexcept {
  SideTaps& side = scratch.side;
  Strip& s = strips_[strip];
  const BankBlock& block = scratch.signal[bankIndex(strip)];
  const int lane = laneOf(strip);
  const bool stereo = s.channels() == 2;
  const auto add = [&](bool preFader, f64x2* sum) {
    if (preFader) {
      addStrip(block, lane, stereo, kUnity, kUnity, sum, nullptr);
    } else if (!s.isMuted()) {
      addGained(block, lane, stereo, s.gains(), sum, nullptr);
    }
  };
  for (const bool preFader : {false, true}) {
    const CubicSegment& share = s.aside().curve[preFader];
    if (!side.listening || (share.constant && share.c0 == 0.0)) continue;
    scratch.unheard.fill(f64x2::zero());
    add(preFader, scratch.unheard.data());
    for (int n = 0; n < kBlockFrames; ++n) {
      const double gain = share.at(n * (1.0 / kBlockFrames));
      side.listen[n] += scratch.unheard[n] * f64x2::splat(gain);
    }
  }
  if (side.probed == &s) add(side.preFaderMeters, side.probe.data());
  if (side.preFaderMeters && scratch.metered) {
    scratch.unheard.fill(f64x2::zero());
    addStrip(block, lane, stereo, kUnity, kUnity, scratch.unheard.data(), &s.meter);
  }
}

void Shard::addSends(int strip, int sum, ShardScratch& scratch) noexcept {
  const Strip& s = strips_[strip];
  const bool stereo = s.channels() == 2;
  for (const StripSend& send : s.sends()) {
    if (send.sum != sum) continue;
    if (!send.staged.isSilent()) {
      addGained(scratch.signal[bankIndex(strip)], laneOf(strip), stereo, send.staged,
                scratch.sum.data(), nullptr);
    }
    if (send.input.isSilent()) continue;
    LaneFeed tap{{kSilence, kSilence, kSilence, kSilence}, {kUnity, kUnity, kUnity, kUnity}};
    for (int channel = 0; channel < s.channels(); ++channel) {
      tap.source[channel] = s.passed(channel);
      tap.gain[channel] = s.trim(channel);
    }
    feedBank(tap, scratch.tap);
    if (scanBank(scratch.tap).bad != 0) continue;
    addGained(scratch.tap, 0, stereo, send.input, scratch.sum.data(), nullptr);
  }
}

void Shard::process(ShardScratch& scratch, SumMatrix& sums) noexcept {
  feed(scratch);
  runStages(scratch);
  scanStrips(scratch);
  for (int i = 0; i < sumCount_; ++i) {
    scratch.sum.fill(f64x2::zero());
    addStrips(sums_[i], scratch);
    addShard(scratch.sum.data(), sums.sum(sums_[i]));
  }
}

}  // namespace lathe
