#include "console/engine.h"

#include <algorithm>
#include <array>
#include <vector>

#include "console/alignment.h"
#include "console/external_keys.h"
#include "console/mix_part.h"
#include "console/mix_plan.h"
#include "console/return_effects.h"
#include "console/shard.h"
#include "console/solo.h"
#include "console/strip.h"
#include "console/sum_matrix.h"
#include "master/master_chain.h"

namespace lathe {
namespace {

constexpr ParamId kMasterParams[] = {ParamId::MasterDriveDb,      ParamId::MasterTrimDb,
                                     ParamId::LimiterOn,          ParamId::LimiterCeilingDbtp,
                                     ParamId::LimiterLookAheadMs, ParamId::LimiterReleaseMs};

/// Banks of all shards, and one shard's worth to repack into.
int countBanks(const MixPlan& plan) noexcept {
  int count = kStripsPerShard;
  for (const PlannedShard& shard : plan.shards) count += shard.bankCount;
  return count;
}

}  // namespace

/// A send by the number it has in commands.
struct SendPlace {
  int strip;
  int send;
};

struct Engine::Impl {
  MixPlan plan;
  MixPart part;
  std::vector<Strip> strips;  // in order of work
  std::vector<Shard> shards;  // in order of work
  std::vector<SendPlace> sends;
  ReturnEffects effects;
  ExternalKeys keys;
  Automation automation;
  std::unique_ptr<Bank[]> banks;
  ShardScratch scratch;
  SumMatrix sums;
  Solo solo;
  StageListen listen;
  int mixLatencyFrames = 0;
  MasterChain master;
  ListeningState listening;
  bool prepared = false;
  bool mixFresh = true;  // no block since reset: parameters snap
  bool masterFresh = true;
  uint32_t ignored = 0;
  alignas(16) float mix[2][kBlockFrames] = {};
  alignas(16) double output[2][kBlockFrames] = {};

  void build(const Session& session);
  bool isLastPart() const noexcept { return part.endShard == static_cast<int>(shards.size()); }
  void reset() noexcept;
  int stripIndex(int target) const noexcept;
  Strip* stripOf(int target) noexcept;
  /// Null where the track has no such channel.
  Strip* trackWith(int track, int channel) noexcept;
  const SendPlace* sendOf(int target) const noexcept;
  void applySolo() noexcept;
  void gatherBuses(int level, int64_t songFrame) noexcept;
  void setParam(int target, ParamId id, double value) noexcept;
};

void Engine::Impl::build(const Session& session) {
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
  mixLatencyFrames = alignment.totalFrames;
  solo.prepare(session, plan);
  listen.prepare(plan.sampleRate);
  scratch.listen = &listen;
  automation.prepare(session, plan, alignment.levelFrames);
  ignored = automation.refusedLanes();

  Bank* next = banks.get();
  for (Bank*& spare : scratch.spare) spare = next++;
  shards.resize(plan.shards.size());
  for (size_t i = 0; i < shards.size(); ++i) {
    shards[i].prepare(plan, plan.shards[i], strips.data() + plan.shards[i].firstStrip, next);
    next += plan.shards[i].bankCount;
  }

  listening.panLaw = static_cast<PanLaw>(static_cast<int>(
      clampParam(ParamId::SessionPanLaw, session.sessionParams[ParamId::SessionPanLaw])));
  master.prepare(plan.sampleRate);
  for (const ParamId id : kMasterParams) {
    master.setParam(id, clampParam(id, session.masterParams[id]), true);
  }
  part.endShard = static_cast<int>(shards.size());
  prepared = true;
  reset();
}

void Engine::Impl::reset() noexcept {
  if (!prepared) return;
  for (Shard& shard : shards) shard.reset(listening, scratch);
  sums.reset();
  keys.reset();
  master.reset();
  std::fill_n(&mix[0][0], 2 * kBlockFrames, 0.0f);
  std::fill_n(&output[0][0], 2 * kBlockFrames, 0.0);
  automation.reset();
  mixFresh = masterFresh = true;
}

int Engine::Impl::stripIndex(int target) const noexcept {
  const int source = target >= kBusTargets      ? plan.trackCount + target - kBusTargets
                     : target < plan.trackCount ? target
                                                : -1;
  if (source < 0 || source >= static_cast<int>(plan.stripOfSource.size())) return -1;
  return plan.stripOfSource[static_cast<size_t>(source)];
}

Strip* Engine::Impl::stripOf(int target) noexcept {
  const int strip = stripIndex(target);
  return strip < 0 ? nullptr : &strips[static_cast<size_t>(strip)];
}

Strip* Engine::Impl::trackWith(int track, int channel) noexcept {
  Strip* strip = track < plan.trackCount ? stripOf(track) : nullptr;
  return strip && channel >= 0 && channel < strip->channels() ? strip : nullptr;
}

const SendPlace* Engine::Impl::sendOf(int target) const noexcept {
  const int send = target - kSendTargets;
  if (send < 0 || send >= static_cast<int>(sends.size())) return nullptr;
  return &sends[static_cast<size_t>(send)];
}

void Engine::Impl::applySolo() noexcept {
  for (size_t i = 0; i < strips.size(); ++i) {
    bool passes[kMaxSendsPerStrip];
    for (size_t send = 0; send < strips[i].sends().size(); ++send) {
      passes[send] = solo.isSendAudible(static_cast<int>(i), strips[i].sends()[send].returnBus);
    }
    strips[i].setAudible(solo.isAudible(static_cast<int>(i)), passes);
  }
}

void Engine::Impl::gatherBuses(int level, int64_t songFrame) noexcept {
  for (size_t i = 0; i < strips.size(); ++i) {
    if (plan.strips[i].level != level) continue;
    const int bus = plan.strips[i].source - plan.trackCount;
    sums.gather(bus, level, strips[i].input(0), strips[i].input(1));
  }
  effects.process(level, songFrame, mixFresh, strips);
}

Engine::Engine() : impl_(std::make_unique<Impl>()) {}
Engine::~Engine() = default;

bool Engine::prepare(const Session& session) {
  impl_ = std::make_unique<Impl>();
  if (!compileMixPlan(session, impl_->plan)) return false;
  impl_->build(session);
  return true;
}

size_t Engine::memoryBytes(const Session& session) {
  MixPlan plan;
  if (!compileMixPlan(session, plan)) return sizeof(Impl);
  const Alignment alignment(session, plan);
  size_t bytes = sizeof(Impl) + StageListen::memoryBytes(session.sampleRate) + plan.memoryBytes() +
                 Solo::memoryBytes(plan) + SumMatrix::memoryBytes(plan, alignment.levelFrames) +
                 ReturnEffects::memoryBytes(session) + Automation::memoryBytes(session) +
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
  constexpr size_t kAllocatorBytes = 64;  // array cookies
  return bytes + kAllocatorBytes + plan.shards.size() * sizeof(Shard) +
         static_cast<size_t>(countBanks(plan)) * perBank +
         MasterChain::heapBytes(session.sampleRate);
}

void Engine::reset() noexcept { impl_->reset(); }

int Engine::trackCount() const noexcept { return impl_->plan.trackCount; }

int Engine::busCount() const noexcept {
  return static_cast<int>(impl_->plan.strips.size()) - impl_->plan.trackCount;
}

int Engine::trackChannels(int track) const noexcept {
  const Strip* strip = track < trackCount() ? impl_->stripOf(track) : nullptr;
  return strip ? strip->channels() : 0;
}

float* Engine::trackInput(int track, int channel) noexcept {
  Strip* strip = impl_->trackWith(track, channel);
  return strip ? strip->input(channel) : nullptr;
}

void Engine::setTrackSource(int track, int channel, const float* frames) noexcept {
  if (Strip* strip = impl_->trackWith(track, channel)) strip->setSource(channel, frames);
}

void Engine::setStripMeters(bool on) noexcept { impl_->scratch.metered = on; }

void Engine::setParam(int target, ParamId id, double value) noexcept {
  if (!impl_->automation.overrides(target, id)) impl_->setParam(target, id, value);
}

void Engine::holdAutomation(int target, ParamId id, AutomationHold hold, double offset) noexcept {
  if (!impl_->automation.hold(target, id, hold, offset)) ++impl_->ignored;
}

void Engine::Impl::setParam(int target, ParamId id, double value) noexcept {
  Impl& m = *this;
  if (Strip* strip = m.stripOf(target); strip && isValueInScope(ParamScope::Strip, id, value)) {
    if (!strip->setParam(id, value)) ++m.ignored;
  } else if (const SendPlace* send = m.sendOf(target);
             send && isValueInScope(ParamScope::Send, id, value)) {
    m.strips[static_cast<size_t>(send->strip)].setSendParam(send->send, id, value);
  } else if (ReturnEffect* effect = m.effects.find(target - kEffectTargets);
             effect && isValueInScope(effect->scope(), id, value)) {
    effect->setParam(id, value);
  } else if (target == kMasterTarget && isValueInScope(ParamScope::Master, id, value)) {
    m.master.setParam(id, value, m.masterFresh);
  } else if (target == kSessionTarget && isValueInScope(ParamScope::Session, id, value)) {
    m.listening.panLaw = static_cast<PanLaw>(static_cast<int>(value));
    for (Strip& strip : m.strips) strip.touchGains();
  } else {
    ++m.ignored;
  }
}

uint32_t Engine::ignoredCommands() const noexcept { return impl_->ignored; }

void Engine::setSolo(int target, bool on) noexcept {
  Impl& m = *impl_;
  const int strip = m.stripIndex(target);
  if (strip < 0 || target == kBusTargets + kMixBus) {
    ++m.ignored;
    return;
  }
  m.solo.set(strip, on);
  m.applySolo();
}

void Engine::setListen(int target, int stage, int mode) noexcept {
  Impl& m = *impl_;
  const Strip* strip = m.stripOf(target);
  const bool valid = strip && stage >= 0 && stage < kStages && mode >= 0 &&
                     mode < static_cast<int>(ListenMode::Count);
  if (!valid && mode != static_cast<int>(ListenMode::Off)) {
    ++m.ignored;
    return;
  }
  const ListenMode wanted = static_cast<ListenMode>(mode);
  m.listen.set(strip, valid ? static_cast<Stage>(stage) : Stage::Gate, wanted);
}

bool Engine::isAudible(int target) const noexcept {
  const int strip = impl_->stripIndex(target);
  return strip >= 0 && impl_->solo.isAudible(strip);
}

int Engine::setPart(int part, int parts) noexcept {
  Impl& m = *impl_;
  m.part = mixPart(m.plan, m.keys.firstHearingBus(), part, parts);
  return 2 * kBlockFrames * countTrackSums(m.plan);
}

bool Engine::needsTrack(int track) const noexcept {
  const Impl& m = *impl_;
  const int strip = m.stripIndex(track);
  return strip >= 0 && (m.part.hasStrip(m.plan, strip) ||
                        m.keys.isHeardIn(m.plan, m.part, m.strips[static_cast<size_t>(strip)]));
}

void Engine::processMix(int64_t songFrame, double* trackSums) noexcept {
  Impl& m = *impl_;
  m.automation.readMix(songFrame, m.mixFresh, [&m](int target, ParamId id, double value) {
    m.setParam(target, id, value);
  });
  m.sums.clear();
  if (m.part.firstShard > 0) m.sums.load(trackSums, countTrackSums(m.plan));
  m.listen.advance();
  for (Shard& shard : m.shards) shard.applyEdge(m.listening, m.mixFresh, m.scratch);
  m.keys.take();
  int level = 0;
  for (auto i = static_cast<size_t>(m.part.firstShard); i < static_cast<size_t>(m.part.endShard);
       ++i) {
    const int shardLevel = m.plan.strips[static_cast<size_t>(m.plan.shards[i].firstStrip)].level;
    for (; level < shardLevel; ++level) m.gatherBuses(level + 1, songFrame);
    m.shards[i].process(m.scratch, m.sums);
  }
  m.mixFresh = false;
  if (!m.isLastPart()) {
    m.sums.store(trackSums, countTrackSums(m.plan));
  } else if (m.prepared) {
    roundMix(m.sums.sum(m.plan.findSum(m.plan.levelCount - 1, kMixBus)), m.mix[0], m.mix[1]);
  }
}

void Engine::processMaster(const float* left, const float* right, int64_t songFrame) noexcept {
  Impl& m = *impl_;
  if (!m.prepared) return;
  m.automation.readMaster(
      songFrame, m.master.latencyFrames(), m.masterFresh,
      [&m](int target, ParamId id, double value) { m.setParam(target, id, value); });
  m.master.process(left, right, m.output[0], m.output[1]);
  m.masterFresh = false;
}

void Engine::processBlock(int64_t songFrame, double* trackSums) noexcept {
  processMix(songFrame, trackSums);
  if (impl_->isLastPart()) processMaster(impl_->mix[0], impl_->mix[1], songFrame);
}

const float* Engine::mix(int channel) const noexcept { return impl_->mix[channel == 1]; }
const double* Engine::output(int channel) const noexcept { return impl_->output[channel == 1]; }

int Engine::latencyFrames() const noexcept {
  return impl_->prepared ? impl_->mixLatencyFrames + impl_->master.latencyFrames() : 0;
}

StripMeter Engine::takeStripMeter(int target) noexcept {
  StripMeter taken{};
  Strip* strip = impl_->stripOf(target);
  if (!strip) return taken;
  const MeterSums& sums = strip->meter;
  for (int side = 0; side < 2; ++side) {
    taken.peak[side] = static_cast<float>(sums.peak[side]);
    if (sums.frames > 0) {
      taken.meanSquare[side] =
          static_cast<float>(sums.square[side] / static_cast<double>(sums.frames));
    }
  }
  taken.gateReductionDb = strip->reductionDb[Stage::Gate];
  taken.compressorReductionDb = strip->reductionDb[Stage::Compressor];
  taken.deEsserReductionDb = strip->reductionDb[Stage::DeEsser];
  strip->clearMeter();
  return taken;
}

float Engine::limiterReductionDb() const noexcept {
  return impl_->prepared ? impl_->master.limiterReductionDb() : 0.0f;
}

uint32_t Engine::badStrips() const noexcept {
  uint32_t count = 0;
  for (const Strip& strip : impl_->strips) count += strip.badBlocks;
  return count;
}

uint32_t Engine::badBlocks(int target) const noexcept {
  const Strip* strip = impl_->stripOf(target);
  return strip ? strip->badBlocks : 0;
}

}  // namespace lathe
