// A shard's stages over one block: position after position of the order, each
// with all banks that have it there.
#include <type_traits>
#include <utility>

#include "base/math.h"
#include "console/shard.h"

namespace lathe {
namespace {

/// One call for every kind of stage: those that listen to keys and can give them in place of their
/// sound (`keyLanes`, bits of each bank), and those that have none.
template <class StageBank>
void processStage(StageBank* const* banks, BankBlock* const* blocks, const BankBlock* const* keys,
                  const uint8_t* keyLanes, int count) noexcept {
  if constexpr (requires { StageBank::process(banks, blocks, keys, keyLanes, count); }) {
    StageBank::process(banks, blocks, keys, keyLanes, count);
  } else {
    if constexpr (requires { banks[0]->setKeyListen(0); }) {
      for (int i = 0; i < count; ++i) banks[i]->setKeyListen(keyLanes[i]);
    }
    if constexpr (requires { StageBank::process(banks, blocks, count, keys); }) {
      StageBank::process(banks, blocks, count, keys);
    } else {
      StageBank::process(banks, blocks, count);
    }
  }
}

}  // namespace

/// What a stage's banks are run with in one call; entries are of the banks in the call.
struct Shard::StageRun {
  int count = 0;
  std::array<size_t, kStripsPerShard> bank;
  std::array<BankBlock*, kStripsPerShard> block;
  std::array<const BankBlock*, kStripsPerShard> key{};  ///< null: its own signal
  std::array<uint8_t, kStripsPerShard> keyLanes{};      ///< that give their key
  std::array<int, kStripsPerShard> fadingBits{};
  std::array<f32x4, kStripsPerShard> fadeStart, fadeStep;
  int listened = -1;  ///< the strip whose stage is listened to
};

void Shard::runStages(ShardScratch& scratch) noexcept {
  for (int position = 0; position < kStages; ++position) {
    forEachStage([&]<Stage kStage>() {
      if ((stagesAt_[static_cast<size_t>(position)] & stageBit(kStage)) != 0) {
        runStage<kStage>(position, scratch);
      }
    });
  }
  forEachStage([&]<Stage kStage>() { noteReduction<kStage>(); });
}

template <Stage kStage>
void Shard::runStage(int position, ShardScratch& scratch) noexcept {
  constexpr auto kBank = StageTraits<kStage>::kBank;
  using StageBank = std::remove_reference_t<decltype(std::declval<Bank&>().*kBank)>;
  StageRun run;
  beginStage(kStage, position, scratch, run);
  std::array<StageBank*, kStripsPerShard> banks;
  for (size_t i = 0; i < static_cast<size_t>(run.count); ++i) {
    banks[i] = &(banks_[run.bank[i]]->*kBank);
  }
  processStage(banks.data(), run.block.data(), run.key.data(), run.keyLanes.data(), run.count);
  const int latencyFrames = run.listened < 0 ? 0 : strips_[run.listened].latencyOf<kStage>();
  endStage(latencyFrames, scratch, run);
}

void Shard::beginStage(Stage stage, int position, ShardScratch& scratch, StageRun& run) noexcept {
  std::array<int, kStripsPerShard> entryOf;
  entryOf.fill(-1);
  for (size_t bank = 0; bank < static_cast<size_t>(packing_.bankCount); ++bank) {
    if (!hasStage(bank, stage)) continue;
    if (stageAt(packing_.shape[bank].order, position) != stage) continue;
    const auto entry = static_cast<size_t>(run.count);
    entryOf[bank] = run.count++;
    run.bank[entry] = bank;
    run.block[entry] = &scratch.signal[bank];
    scanBefore(stage, bank, scratch.signal[bank]);
  }
  const int listened = scratch.listen->stripAmong(strips_, stripCount_, stage);
  for (int strip = 0; strip < stripCount_; ++strip) {
    const size_t bank = bankIndex(strip);
    if (entryOf[bank] < 0) continue;
    const auto entry = static_cast<size_t>(entryOf[bank]);
    Strip& s = strips_[strip];
    const int lane = laneOf(strip);
    if (s.fade[stage].fading()) beginFade(s.fade[stage], s.laneBits(lane), entry, scratch, run);
    if (s.key[stage] != nullptr) setKey(*s.key[stage], lane, s.channels(), entry, scratch, run);
    if (strip != listened) continue;
    run.listened = strip;
    run.keyLanes[entry] = static_cast<uint8_t>(scratch.listen->keyLanes(s.laneBits(lane)));
    scratch.listen->takeInput(scratch.signal[bank], lane, s.channels());
  }
}

void Shard::beginFade(SwitchFade& fade, int laneBits, size_t entry, ShardScratch& scratch,
                      StageRun& run) noexcept {
  if (run.fadingBits[entry] == 0) {
    run.fadeStart[entry] = run.fadeStep[entry] = f32x4::zero();
    scratch.dry[run.bank[entry]] = *run.block[entry];
  }
  for (int lane = 0; lane < kLanes; ++lane) {
    if ((laneBits >> lane & 1) == 0) continue;
    run.fadeStart[entry].set(lane, fade.start());
    run.fadeStep[entry].set(lane, fade.step());
  }
  run.fadingBits[entry] |= laneBits;
  switched_ = true;
  fade.advance();
}

/// Lanes of strips that have no key hear themselves.
void Shard::setKey(const KeyAudio& key, int lane, int channels, size_t entry, ShardScratch& scratch,
                   StageRun& run) noexcept {
  BankBlock& block = scratch.key[run.bank[entry]];
  if (run.key[entry] == nullptr) block = *run.block[entry];
  run.key[entry] = &block;
  for (int channel = 0; channel < channels; ++channel) {
    for (int n = 0; n < kBlockFrames; ++n) {
      block.frame[n].set(lane + channel, key.frames[channel][n]);
    }
  }
}

void Shard::endStage(int latencyFrames, ShardScratch& scratch, const StageRun& run) noexcept {
  for (size_t entry = 0; entry < static_cast<size_t>(run.count); ++entry) {
    if (run.fadingBits[entry] == 0) continue;
    blendSwitched(scratch.dry[run.bank[entry]], *run.block[entry], run.fadingBits[entry],
                  run.fadeStart[entry], run.fadeStep[entry]);
  }
  if (run.listened < 0) return;
  scratch.listen->replace(scratch.signal[bankIndex(run.listened)], laneOf(run.listened),
                          strips_[run.listened].channels(), latencyFrames);
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
  } else if constexpr (kStage == Stage::Equaliser) {
    for (int strip = 0; strip < stripCount_; ++strip) {
      const size_t bank = bankIndex(strip);
      if (hasStage(bank, kStage)) noteBandGains(strip, (bankOf(strip).*kBank));
    }
  }
}

/// A pair's bands act as one, so that its left side tells of both.
void Shard::noteBandGains(int strip, const EqualiserBank& equaliser) noexcept {
  const int lane = laneOf(strip);
  const uint32_t bands = equaliser.dynamicBands(lane);
  for (int band = 0; bands >> band != 0; ++band) {
    if ((bands >> band & 1) == 0) continue;
    const float gainDb = equaliser.dynamicGainDb(lane, band);
    float& furthest = strips_[strip].bandGainDb[static_cast<size_t>(band)];
    if (math::abs(static_cast<double>(gainDb)) > math::abs(static_cast<double>(furthest))) {
      furthest = gainDb;
    }
  }
}

}  // namespace lathe
