#include "console/console.h"

#include <algorithm>

#include "console/alignment.h"
#include "console/console_automation.h"
#include "console/console_impl.h"

namespace lathe {
namespace {

/// Banks of all shards, and one shard's worth to repack into.
int countBanks(const MixPlan& plan) noexcept {
  int count = kStripsPerShard;
  for (const PlannedShard& shard : plan.shards) count += shard.bankCount;
  return count;
}

}  // namespace

void Console::Impl::build(const Session& session) {
  const Alignment alignment(session, plan);
  const int bankCount = countBanks(plan);
  banks = std::make_unique<Bank[]>(static_cast<size_t>(bankCount));
  for (int bank = 0; bank < bankCount; ++bank) {
    forEachStage([&]<Stage kStage>() {
      (banks[bank].*StageTraits<kStage>::kBank).prepare(plan.sampleRate);
    });
  }

  strips.resize(plan.strips.size());
  for (size_t i = 0; i < strips.size(); ++i) {
    const StripDocument& document = plan.document(session, static_cast<int>(i));
    strips[i].prepare(document, plan.strips[i].channels, plan.sampleRate,
                      alignment.waitFrames(plan, i), alignment.stripFrames[i]);
    for (StripSend& send : strips[i].sends()) {
      send.sum = plan.findSum(plan.strips[i].level, send.returnBus);
    }
  }
  sends.reserve(plan.sendCount);
  for (const int strip : plan.stripOfSource) {
    const auto count = static_cast<int>(strips[static_cast<size_t>(strip)].sends().size());
    for (int send = 0; send < count; ++send) sends.push_back({strip, send});
  }
  effects.prepare(session, plan, alignment.levelFrames);
  keys.prepare(session, plan, alignment, strips);
  sums.prepare(plan, alignment.levelFrames);
  latencyFrames = alignment.totalFrames;
  solo.prepare(session, plan);
  listen.prepare(plan.sampleRate);
  scratch.listen = &listen;
  prepareConsoleLanes(session, plan, alignment.levelFrames, automation);
  ignored = automation.refused();

  Bank* next = banks.get();
  for (Bank*& spare : scratch.spare) spare = next++;
  shards.resize(plan.shards.size());
  for (size_t i = 0; i < shards.size(); ++i) {
    shards[i].prepare(plan, plan.shards[i], strips.data() + plan.shards[i].firstStrip, next);
    next += plan.shards[i].bankCount;
  }

  listening.panLaw = static_cast<PanLaw>(static_cast<int>(
      clampParam(ParamId::SessionPanLaw, session.sessionParams[ParamId::SessionPanLaw])));
  part.endShard = static_cast<int>(shards.size());
  prepared = true;
  reset();
}

void Console::Impl::reset() noexcept {
  if (!prepared) return;
  for (Shard& shard : shards) shard.reset(listening, scratch);
  sums.reset();
  keys.reset();
  std::fill_n(&mix[0][0], 2 * kBlockFrames, 0.0f);
  automation.reset();
  fresh = true;
}

void Console::Impl::gatherBuses(int level, int64_t songFrame) noexcept {
  for (size_t i = 0; i < strips.size(); ++i) {
    if (plan.strips[i].level != level) continue;
    const int bus = plan.strips[i].source - plan.trackCount;
    sums.gather(bus, level, strips[i].input(0), strips[i].input(1));
  }
  effects.process(level, songFrame, fresh, strips);
}

Console::Console() : impl_(std::make_unique<Impl>()) {}
Console::~Console() = default;

bool Console::prepare(const Session& session) {
  impl_ = std::make_unique<Impl>();
  if (!compileMixPlan(session, impl_->plan)) return false;
  impl_->build(session);
  return true;
}

size_t Console::memoryBytes(const Session& session) {
  MixPlan plan;
  if (!compileMixPlan(session, plan)) return sizeof(Impl);
  const Alignment alignment(session, plan);
  size_t bytes = sizeof(Impl) + StageListen::memoryBytes(session.sampleRate) + plan.memoryBytes() +
                 Solo::memoryBytes(plan) + SumMatrix::memoryBytes(plan, alignment.levelFrames) +
                 ReturnEffects::memoryBytes(session) + AutomationLanes::memoryBytes(session) +
                 ExternalKeys::memoryBytes(session, plan, alignment);
  for (size_t i = 0; i < plan.strips.size(); ++i) {
    const StripDocument& document = plan.document(session, static_cast<int>(i));
    bytes += Strip::memoryBytes(document, plan.strips[i].channels, alignment.waitFrames(plan, i),
                                alignment.stripFrames[i]) +
             document.sends.size() * sizeof(SendPlace);
  }
  size_t perBank = sizeof(Bank);
  forEachStage([&]<Stage kStage>() {
    using StageBank =
        std::remove_reference_t<decltype(std::declval<Bank&>().*StageTraits<kStage>::kBank)>;
    if constexpr (requires { StageBank::heapBytes(48000.0); }) {
      perBank += StageBank::heapBytes(session.sampleRate);
    }
  });
  constexpr size_t kAllocatorBytes = 64;       // array cookies
  constexpr size_t kAlignmentStripBytes = 48;  // while the alignment is counted
  return bytes + kAllocatorBytes + plan.strips.size() * kAlignmentStripBytes +
         plan.shards.size() * sizeof(Shard) + static_cast<size_t>(countBanks(plan)) * perBank;
}

void Console::reset() noexcept { impl_->reset(); }

int Console::setPart(int part, int parts) noexcept {
  Impl& m = *impl_;
  m.part = mixPart(m.plan, m.keys.firstHearingBus(), part, parts);
  return 2 * kBlockFrames * countTrackSums(m.plan);
}

bool Console::needsTrack(int track) const noexcept {
  const Impl& m = *impl_;
  const int strip = m.stripIndex(track);
  return strip >= 0 && (m.part.hasStrip(m.plan, strip) ||
                        m.keys.isHeardIn(m.plan, m.part, m.strips[static_cast<size_t>(strip)]));
}

void Console::processBlock(int64_t songFrame, double* trackSums) noexcept {
  Impl& m = *impl_;
  m.automation.read(songFrame, m.fresh,
                    [&m](int target, ParamId id, double value) { m.setParam(target, id, value); });
  m.sums.clear();
  m.scratch.side.listening = std::any_of(m.strips.begin(), m.strips.end(), [](const Strip& strip) {
    return !strip.aside().isSilent();
  });
  m.scratch.side.clear();
  if (m.part.firstShard > 0) m.sums.load(trackSums, countTrackSums(m.plan));
  m.listen.advance();
  for (Shard& shard : m.shards) shard.applyEdge(m.listening, m.fresh, m.scratch);
  m.keys.take();
  int level = 0;
  for (auto i = static_cast<size_t>(m.part.firstShard); i < static_cast<size_t>(m.part.endShard);
       ++i) {
    const int shardLevel = m.plan.strips[static_cast<size_t>(m.plan.shards[i].firstStrip)].level;
    for (; level < shardLevel; ++level) m.gatherBuses(level + 1, songFrame);
    m.shards[i].process(m.scratch, m.sums);
  }
  m.fresh = false;
  if (!m.isLastPart()) {
    m.sums.store(trackSums, countTrackSums(m.plan));
  } else if (m.prepared) {
    roundMix(m.sums.sum(m.plan.findSum(m.plan.levelCount - 1, kMixBus)), m.mix[0], m.mix[1]);
    if (isListening()) roundMix(m.scratch.side.listen.data(), m.listened[0], m.listened[1]);
    if (isProbing()) roundMix(m.scratch.side.probe.data(), m.probed[0], m.probed[1]);
  }
}

}  // namespace lathe
