#include "console/engine.h"

#include <algorithm>
#include <array>
#include <vector>

#include "console/mix_plan.h"
#include "console/shard.h"
#include "console/strip.h"
#include "master/master_chain.h"

namespace lathe {
namespace {

constexpr ParamId kMasterParams[] = {ParamId::MasterDriveDb,      ParamId::MasterTrimDb,
                                     ParamId::LimiterOn,          ParamId::LimiterCeilingDbtp,
                                     ParamId::LimiterLookAheadMs, ParamId::LimiterReleaseMs};

/// Whether a command may touch the engine at all.
bool isCommandValid(ParamScope scope, ParamId id, double value) noexcept {
  if (static_cast<int>(id) < 0 || static_cast<int>(id) >= kParamCount) return false;
  const ParamSpec& spec = paramSpec(id);
  if (spec.scope != scope) return false;
  if (!(value >= spec.minimum && value <= spec.maximum)) return false;  // NaN too
  if (spec.kind == ParamKind::Number) return true;
  return value == static_cast<double>(static_cast<int>(value));
}

/// Banks of all shards, and one shard's worth to repack into.
int countBanks(const MixPlan& plan) noexcept {
  int count = kStripsPerShard;
  for (const PlannedShard& shard : plan.shards) count += shard.bankCount;
  return count;
}

// An upper bound on what the master keeps on the heap; a test compares the sum with what prepare
// takes.
// Two limiters: each a queue over 24 ms and a delay of 10 ms, both 16 bytes a
// frame and rounded up to a power of two, and boxes over 10 ms.
size_t masterHeapBytes(double sampleRate) noexcept {
  const double limiterBytes = (2 * 16 * 0.024 + 2 * 16 * 0.010 + 8 * 0.010) * sampleRate + 16384;
  return static_cast<size_t>(2 * limiterBytes);
}

}  // namespace

struct Engine::Impl {
  MixPlan plan;
  std::vector<Strip> strips;  // in summation order
  std::vector<Shard> shards;  // in summation order
  std::unique_ptr<Bank[]> banks;
  ShardScratch scratch;
  MasterChain master;
  ListeningState listening;
  bool prepared = false;
  bool mixFresh = true;  // no block since reset: parameters snap
  bool masterFresh = true;
  uint32_t ignored = 0;
  std::array<f64x2, kBlockFrames> sum;
  alignas(16) float mix[2][kBlockFrames] = {};
  alignas(16) double output[2][kBlockFrames] = {};

  void build(const Session& session);
  void reset() noexcept;
  Strip* stripOf(int track) noexcept;
  void touchAllGains() noexcept;
};

void Engine::Impl::build(const Session& session) {
  const int bankCount = countBanks(plan);
  banks = std::make_unique<Bank[]>(static_cast<size_t>(bankCount));
  for (int bank = 0; bank < bankCount; ++bank) banks[bank].prepare(plan.sampleRate);

  strips.resize(plan.strips.size());
  for (size_t i = 0; i < strips.size(); ++i) {
    strips[i].prepare(session.tracks[static_cast<size_t>(plan.strips[i].track)], plan.sampleRate);
  }
  Bank* next = banks.get();
  for (Bank*& spare : scratch.spare) spare = next++;
  shards.resize(plan.shards.size());
  for (size_t i = 0; i < shards.size(); ++i) {
    shards[i].prepare(plan.shards[i], strips.data() + plan.shards[i].firstStrip, next);
    next += plan.shards[i].bankCount;
  }

  listening.panLaw = static_cast<PanLaw>(static_cast<int>(
      clampParam(ParamId::SessionPanLaw, session.sessionParams[ParamId::SessionPanLaw])));
  master.prepare(plan.sampleRate);
  for (const ParamId id : kMasterParams) {
    master.setParam(id, clampParam(id, session.masterParams[id]), true);
  }
  prepared = true;
  reset();
}

void Engine::Impl::reset() noexcept {
  if (!prepared) return;
  for (Shard& shard : shards) shard.reset(listening, scratch);
  master.reset();
  std::fill_n(&mix[0][0], 2 * kBlockFrames, 0.0f);
  std::fill_n(&output[0][0], 2 * kBlockFrames, 0.0);
  mixFresh = masterFresh = true;
}

Strip* Engine::Impl::stripOf(int track) noexcept {
  if (track < 0 || track >= static_cast<int>(plan.stripOfTrack.size())) return nullptr;
  return &strips[static_cast<size_t>(plan.stripOfTrack[static_cast<size_t>(track)])];
}

void Engine::Impl::touchAllGains() noexcept {
  for (Strip& strip : strips) strip.touchGains();
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
  const size_t perStrip = sizeof(Strip) + sizeof(PlannedStrip) + sizeof(int);
  const size_t perShard = sizeof(Shard) + sizeof(PlannedShard);
  const size_t perBank = sizeof(Bank) + CompressorBank::heapBytes(session.sampleRate);
  constexpr size_t kAllocatorBytes = 64;  // array cookies
  return sizeof(Impl) + kAllocatorBytes + plan.strips.size() * perStrip +
         plan.shards.size() * perShard + static_cast<size_t>(countBanks(plan)) * perBank +
         masterHeapBytes(session.sampleRate);
}

void Engine::reset() noexcept { impl_->reset(); }

int Engine::trackCount() const noexcept {
  return static_cast<int>(impl_->plan.stripOfTrack.size());
}

int Engine::trackChannels(int track) const noexcept {
  const Strip* strip = impl_->stripOf(track);
  return strip ? strip->channels() : 0;
}

float* Engine::trackInput(int track, int channel) noexcept {
  Strip* strip = impl_->stripOf(track);
  if (!strip || channel < 0 || channel >= strip->channels()) return nullptr;
  return strip->input(channel);
}

void Engine::setParam(int target, ParamId id, double value) noexcept {
  Impl& m = *impl_;
  if (Strip* strip = m.stripOf(target); strip && isCommandValid(ParamScope::Strip, id, value)) {
    strip->setParam(id, value);
  } else if (target == kMasterTarget && isCommandValid(ParamScope::Master, id, value)) {
    m.master.setParam(id, value, m.masterFresh);
  } else if (target == kSessionTarget && isCommandValid(ParamScope::Session, id, value)) {
    m.listening.panLaw = static_cast<PanLaw>(static_cast<int>(value));
    m.touchAllGains();
  } else {
    ++m.ignored;
  }
}

uint32_t Engine::ignoredCommands() const noexcept { return impl_->ignored; }

void Engine::setSolo(int track, bool on) noexcept {
  Impl& m = *impl_;
  Strip* strip = m.stripOf(track);
  if (!strip) {
    ++m.ignored;
    return;
  }
  strip->setSolo(on);
  m.listening.anySolo = false;
  for (const Strip& s : m.strips) m.listening.anySolo |= s.solo();
  m.touchAllGains();
}

void Engine::processMix() noexcept {
  Impl& m = *impl_;
  m.sum.fill(f64x2::zero());
  for (Shard& shard : m.shards) {
    shard.process(m.listening, m.mixFresh, m.scratch, m.sum.data());
  }
  m.mixFresh = false;
  roundMix(m.sum.data(), m.mix[0], m.mix[1]);
}

void Engine::processMaster(const float* left, const float* right) noexcept {
  Impl& m = *impl_;
  if (!m.prepared) return;
  m.master.process(left, right, m.output[0], m.output[1]);
  m.masterFresh = false;
}

void Engine::processBlock() noexcept {
  processMix();
  processMaster(impl_->mix[0], impl_->mix[1]);
}

const float* Engine::mix(int channel) const noexcept { return impl_->mix[channel == 1]; }
const double* Engine::output(int channel) const noexcept { return impl_->output[channel == 1]; }

int Engine::latencyFrames() const noexcept {
  return impl_->prepared ? impl_->master.latencyFrames() : 0;
}

StripMeter Engine::takeStripMeter(int track) noexcept {
  StripMeter taken{};
  Strip* strip = impl_->stripOf(track);
  if (!strip) return taken;
  const MeterSums& sums = strip->meter;
  for (int side = 0; side < 2; ++side) {
    taken.peak[side] = static_cast<float>(sums.peak[side]);
    if (sums.frames > 0) {
      taken.meanSquare[side] =
          static_cast<float>(sums.square[side] / static_cast<double>(sums.frames));
    }
  }
  taken.gainReductionDb = strip->gainReductionDb;
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

uint32_t Engine::badBlocks(int track) const noexcept {
  const Strip* strip = impl_->stripOf(track);
  return strip ? strip->badBlocks : 0;
}

}  // namespace lathe
