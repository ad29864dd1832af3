#include "console/shard.h"

#include <type_traits>
#include <utility>

namespace lathe {
namespace {

constexpr CubicSegment kUnity{1.0, 0.0, 0.0, 0.0, true};

alignas(16) constexpr float kSilence[kBlockFrames] = {};

/// One call for stages that can give their key in place of their sound, and for those that have
/// none. `keyLanes`: of each bank.
template <class StageBank>
void processStage(StageBank* const* banks, BankBlock* const* blocks, const uint8_t* keyLanes,
                  int count) noexcept {
  if constexpr (requires { StageBank::process(banks, blocks, nullptr, keyLanes, count); }) {
    StageBank::process(banks, blocks, nullptr, keyLanes, count);
  } else {
    if constexpr (requires { banks[0]->setKeyListen(0); }) {
      for (int i = 0; i < count; ++i) banks[i]->setKeyListen(keyLanes[i]);
    }
    StageBank::process(banks, blocks, count);
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
      feed.source[to.lane + channel] = s.waited(channel);
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
    if (strips_[strip].dirty()) strips_[strip].applyEdge(listening, snap);
  }
  if (isPackingStale()) repack(scratch);
  for (int strip = 0; strip < stripCount_; ++strip) {
    Strip& s = strips_[strip];
    forEachStage([&]<Stage kStage>() {
      // A stage that is off takes its settings when it is switched on.
      if (s.takeStageDirty(kStage) && s.fade[kStage].active()) setStage<kStage>(strip, snap);
    });
    s.advanceGains();
    s.wait();
    if (!s.advanceTrim() && !snap) continue;
    for (int channel = 0; channel < s.channels(); ++channel) {
      feeds_[bankIndex(strip)].gain[laneOf(strip) + channel] = s.trim(channel);
    }
  }
}

void Shard::feed(ShardScratch& scratch) noexcept {
  for (size_t bank = 0; bank < static_cast<size_t>(packing_.bankCount); ++bank) {
    feedBank(feeds_[bank], scratch.signal[bank]);
  }
}

template <Stage kStage>
void Shard::runStage(int position, ShardScratch& scratch) noexcept {
  constexpr auto kBank = StageTraits<kStage>::kBank;
  using StageBank = std::remove_reference_t<decltype(std::declval<Bank&>().*kBank)>;

  std::array<int, kStripsPerShard> fadingBits{};
  std::array<f32x4, kStripsPerShard> start;
  std::array<f32x4, kStripsPerShard> step;
  for (int strip = 0; strip < stripCount_; ++strip) {
    Strip& s = strips_[strip];
    SwitchFade& fade = s.fade[kStage];
    if (!fade.fading()) continue;
    const size_t bank = bankIndex(strip);
    if (stageAt(packing_.shape[bank].order, position) != kStage) continue;
    if (fadingBits[bank] == 0) start[bank] = step[bank] = f32x4::zero();
    for (int channel = 0; channel < s.channels(); ++channel) {
      start[bank].set(laneOf(strip) + channel, fade.start());
      step[bank].set(laneOf(strip) + channel, fade.step());
    }
    fadingBits[bank] |= s.laneBits(laneOf(strip));
    fade.advance();
  }

  std::array<StageBank*, kStripsPerShard> stages;
  std::array<BankBlock*, kStripsPerShard> blocks;
  int count = 0;
  for (size_t bank = 0; bank < static_cast<size_t>(packing_.bankCount); ++bank) {
    if (!hasStage(bank, kStage)) continue;
    if (stageAt(packing_.shape[bank].order, position) != kStage) continue;
    stages[static_cast<size_t>(count)] = &(banks_[bank]->*kBank);
    blocks[static_cast<size_t>(count)] = &scratch.signal[bank];
    ++count;
    scanBefore(kStage, bank, scratch.signal[bank]);
    if (fadingBits[bank] != 0) scratch.dry[bank] = scratch.signal[bank];
  }
  if (count == 0) return;
  const int listened = scratch.listen->stripAmong(strips_, stripCount_, kStage);
  const bool listens = listened >= 0 && hasStage(bankIndex(listened), kStage);
  if (listens) {
    scratch.listen->takeInput(scratch.signal[bankIndex(listened)], laneOf(listened),
                              strips_[listened].channels());
  }
  std::array<uint8_t, kStripsPerShard> keyLanes{};
  if (listens) {
    const int bits = scratch.listen->keyLanes(strips_[listened].laneBits(laneOf(listened)));
    for (size_t i = 0; i < static_cast<size_t>(count); ++i) {
      if (blocks[i] == &scratch.signal[bankIndex(listened)])
        keyLanes[i] = static_cast<uint8_t>(bits);
    }
  }
  processStage(stages.data(), blocks.data(), keyLanes.data(), count);
  for (size_t bank = 0; bank < static_cast<size_t>(packing_.bankCount); ++bank) {
    if (fadingBits[bank] == 0) continue;
    blendSwitched(scratch.dry[bank], scratch.signal[bank], fadingBits[bank], start[bank],
                  step[bank]);
  }
  if (listens) {
    scratch.listen->replace(scratch.signal[bankIndex(listened)], laneOf(listened),
                            strips_[listened].channels(), strips_[listened].latencyOf<kStage>());
  }
}

/// A stage that keeps audio for later keeps none that is not finite, so that whoever only looks at
/// the end would not see what went wrong before it.
void Shard::scanBefore(Stage stage, size_t bank, const BankBlock& block) noexcept {
  const bool keeps = stage == Stage::Saturation || (lateBanks_ >> bank & 1) != 0;
  if (keeps) badBefore_[bank] |= scanBank(block).bad;
}

template <Stage kStage>
void Shard::noteReduction() noexcept {
  constexpr auto kBank = StageTraits<kStage>::kBank;
  if constexpr (requires(Bank & bank) { (bank.*kBank).gainReductionDb(0); }) {
    for (int strip = 0; strip < stripCount_; ++strip) {
      Strip& s = strips_[strip];
      if (!hasStage(bankIndex(strip), kStage)) continue;
      for (int channel = 0; channel < s.channels(); ++channel) {
        const float reductionDb = (bankOf(strip).*kBank).gainReductionDb(laneOf(strip) + channel);
        if (reductionDb < s.reductionDb[kStage]) s.reductionDb[kStage] = reductionDb;
      }
    }
  }
}

void Shard::clearState(int strip) noexcept {
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
    if (outputSum_[strip] == sum && !s.isMuted() && (health.silent & lanes) != lanes) {
      addStrip(scratch.signal[bankIndex(strip)], laneOf(strip), s.channels() == 2, s.gain(0),
               s.gain(1), scratch.sum.data(), s.meter);
    }
    if (!s.sends().empty()) addSends(strip, sum, scratch);
  }
}

void Shard::addSends(int strip, int sum, ShardScratch& scratch) noexcept {
  const Strip& s = strips_[strip];
  const bool stereo = s.channels() == 2;
  MeterSums unread;
  for (const StripSend& send : s.sends()) {
    if (send.sum != sum) continue;
    if (!send.staged.isSilent()) {
      addStrip(scratch.signal[bankIndex(strip)], laneOf(strip), stereo, send.staged.curve[0],
               send.staged.curve[1], scratch.sum.data(), unread);
    }
    if (send.input.isSilent()) continue;
    LaneFeed tap{{kSilence, kSilence, kSilence, kSilence}, {kUnity, kUnity, kUnity, kUnity}};
    for (int channel = 0; channel < s.channels(); ++channel) {
      tap.source[channel] = s.passed(channel);
      tap.gain[channel] = s.trim(channel);
    }
    feedBank(tap, scratch.tap);
    if (scanBank(scratch.tap).bad != 0) continue;
    addStrip(scratch.tap, 0, stereo, send.input.curve[0], send.input.curve[1], scratch.sum.data(),
             unread);
  }
}

void Shard::process(const ListeningState& listening, bool snap, ShardScratch& scratch,
                    SumMatrix& sums) noexcept {
  applyEdge(listening, snap, scratch);
  feed(scratch);
  for (int position = 0; position < kStages; ++position) {
    forEachStage([&]<Stage kStage>() {
      if ((stagesAt_[static_cast<size_t>(position)] & stageBit(kStage)) == 0) return;
      runStage<kStage>(position, scratch);
    });
  }
  forEachStage([&]<Stage kStage>() { noteReduction<kStage>(); });
  scanStrips(scratch);
  for (int i = 0; i < sumCount_; ++i) {
    scratch.sum.fill(f64x2::zero());
    addStrips(sums_[i], scratch);
    addShard(scratch.sum.data(), sums.sum(sums_[i]));
  }
}

}  // namespace lathe
