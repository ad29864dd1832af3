// Allocation: none while processing, and in prepare as much as was announced.
// This executable's operator new counts.
#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <new>

#include "console/console.h"
#include "console_fixture.h"
#include "mastered_console.h"

namespace {

size_t allocationCount = 0;
size_t allocatedBytes = 0;

void* countedAllocate(size_t bytes, size_t alignment) {
  ++allocationCount;
  allocatedBytes += bytes;
  if (bytes == 0) bytes = 1;
  void* p = alignment <= alignof(std::max_align_t)
                ? std::malloc(bytes)
                : std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
  if (!p) std::abort();
  return p;
}

}  // namespace

void* operator new(size_t bytes) { return countedAllocate(bytes, 1); }
void* operator new[](size_t bytes) { return countedAllocate(bytes, 1); }
void* operator new(size_t bytes, std::align_val_t alignment) {
  return countedAllocate(bytes, static_cast<size_t>(alignment));
}
void* operator new[](size_t bytes, std::align_val_t alignment) {
  return countedAllocate(bytes, static_cast<size_t>(alignment));
}
void* operator new(size_t bytes, const std::nothrow_t&) noexcept {
  return countedAllocate(bytes, 1);
}
void* operator new[](size_t bytes, const std::nothrow_t&) noexcept {
  return countedAllocate(bytes, 1);
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, size_t) noexcept { std::free(p); }
void operator delete[](void* p, size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, size_t, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, size_t, std::align_val_t) noexcept { std::free(p); }

namespace lathe::test {
namespace {

/// `count` returns, reverbs and delays in turn.
void addEffects(Session& session, int count) {
  for (int i = 0; i < count; ++i) {
    Bus& bus = session.buses.emplace_back();
    bus.id = "return-" + std::to_string(i);
    bus.kind = BusKind::Return;
    bus.effect.emplace().kind = i % 2 == 0 ? EffectKind::Reverb : EffectKind::Delay;
  }
}

TEST(ConsoleMemory, NothingIsAllocatedAfterPrepare) {
  Session session = makeSession(40);
  addEffects(session, 2);
  session.tempo = {{0, 120.0}, {5000, 97.0}};
  for (int bus = 1; bus <= 2; ++bus) {
    Send& send = session.tracks[0].strip.sends.emplace_back();
    send.busIndex = bus;
    send.params[ParamId::SendLevelDb] = 0.0;
  }
  for (int i = 0; i < 40; ++i) {
    setBusyStages(session.tracks[static_cast<size_t>(i)].strip.params, i);
    setLateStages(session.tracks[static_cast<size_t>(i)].strip.params, i);
  }
  session.masterParams[ParamId::LimiterOn] = 1;
  session.automation.push_back({AutomationTarget::Strip,
                                2,
                                0,
                                ParamId::FaderGainDb,
                                {{0, -20.0, 0.5}, {9000, 3.0}, {20000, -9.0}}});
  session.automation.push_back(
      {AutomationTarget::Master, -1, 0, ParamId::MasterTrimDb, {{0, -3.0}, {20000, 0.0}}});
  MasteredConsole song;
  Console& console = song.console;
  Master& master = song.master;
  ASSERT_TRUE(song.prepare(session));
  const size_t before = allocationCount;
  for (int block = 0; block < 200; ++block) {
    const int track = block % 40;
    int period = 2;
    for (const ParamId id : kSwitches) console.setParam(track, id, block % ++period == 0);
    console.setParam(track, ParamId::FaderGainDb, -block / 10.0);
    console.setParam(track, eqBandParam(2, BandField::FreqHz), 200 + block);
    console.setParam(track, eqBandParam(2, BandField::FreqHz), std::nan(""));
    console.setParam(kSessionTarget, ParamId::SessionPanLaw, block / 20 % 5);
    master.setParam(ParamId::LimiterOn, block / 50 % 2);
    master.setParam(ParamId::MasterDriveDb, block % 12);
    console.setParam(kEffectTargets + 1, ParamId::ReverbSizePercent, 10 + block % 90);
    console.setParam(kEffectTargets + 2, ParamId::DelayNote, block / 30 % 7);
    console.setSolo(track, block % 5 == 0);
    fillWithNoise(console, session, block);
    if (block == 70) console.trackInput(3, 0)[9] = std::nanf("");
    console.holdAutomation(track, ParamId::FaderGainDb, static_cast<AutomationHold>(block % 3),
                           1.5);
    master.holdAutomation(ParamId::MasterTrimDb, static_cast<AutomationHold>(block % 3), 1.5);
    song.processBlock(int64_t{block} * kBlockFrames);
    console.takeStripMeter(track);
    if (block == 150) song.reset();
  }
  EXPECT_EQ(allocationCount - before, 0u);
  EXPECT_EQ(console.badStrips(), 1u);
}

TEST(ConsoleMemory, EffectsTakeWhatMemoryBytesAnnounced) {
  for (const int effects : {1, 2, 8}) {
    for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
      Session session = makeSession(16, rate);
      addEffects(session, effects);
      const size_t announced = Console::memoryBytes(session);
      Console console;
      const size_t before = allocatedBytes;
      ASSERT_TRUE(console.prepare(session));
      const size_t taken = allocatedBytes - before;
      std::printf("[ figure ] 16 tracks and %d effects at %.0f Hz %.0f kB, announced %.0f kB\n",
                  effects, rate, static_cast<double>(taken) / 1024,
                  static_cast<double>(announced) / 1024);
      EXPECT_LE(taken, announced);
      EXPECT_GT(static_cast<double>(taken), 0.75 * static_cast<double>(announced));
    }
  }
}

TEST(ConsoleMemory, PrepareTakesWhatMemoryBytesAnnounced) {
  for (const int tracks : {0, 1, 26, 64, 128}) {
    for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
      Session session = makeSession(tracks, rate);
      AutomationLane lane{AutomationTarget::Strip, 0, 0, ParamId::FaderGainDb, {}};
      for (int i = 0; i < 9000; ++i) lane.points.push_back({i, -6.0});
      if (tracks > 0) session.automation.push_back(lane);
      const size_t announced = Console::memoryBytes(session);
      Console console;
      const size_t before = allocatedBytes;
      ASSERT_TRUE(console.prepare(session));
      const size_t taken = allocatedBytes - before;
      std::printf("[ figure ] console of %d tracks at %.0f Hz %.0f kB, announced %.0f kB\n", tracks,
                  rate, static_cast<double>(taken) / 1024, static_cast<double>(announced) / 1024);
      EXPECT_LE(taken, announced);
      EXPECT_GT(static_cast<double>(taken), 0.75 * static_cast<double>(announced));
    }
  }
}

}  // namespace
}  // namespace lathe::test
