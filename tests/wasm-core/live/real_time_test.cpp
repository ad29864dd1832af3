// Live processing never allocates: nothing after prepare may reach the heap,
// whatever is played, moved or starved.

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "wasm-core/live/live_player.h"

namespace {
std::atomic<long> allocations{0};

void* counted(std::size_t bytes, std::size_t alignment) {
  ++allocations;
  const std::size_t room = (bytes + alignment) / alignment * alignment;
  if (void* memory = std::aligned_alloc(alignment, room)) return memory;
  std::abort();
}
}  // namespace

void* operator new(std::size_t bytes) { return counted(bytes, 16); }
void* operator new[](std::size_t bytes) { return counted(bytes, 16); }
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  return counted(bytes, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t bytes, std::align_val_t alignment) {
  return counted(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace lathe::test {
namespace {

TEST(RealTime, NothingIsAllocatedWhilePlaying) {
  const SyntheticSong song = busySong(48000);
  LiveHost host;
  ASSERT_TRUE(host.prepare(song.session, 1024));
  const long before = allocations.load();
  ASSERT_GT(before, 0) << "the count has to work for the comparison to mean anything";
  host.play();
  for (int i = 0; i < 600; ++i) {
    const int quantum = 1 + (i * 61) % 1024;
    if (i % 37 == 5) host.seek(i * 79);
    if (i % 53 == 7) host.pause();
    if (i % 53 == 9) host.play();
    if (i == 100) host.setLoop(4000, 9000);
    if (i == 300) host.setLoop(0, 0);
    const int track = i % host.trackCount();
    host.setParam(track, ParamId::FaderGainDb, -(i % 30));
    host.setParam(track, ParamId::EqOn, i % 3 == 0);
    host.setParam(track, ParamId::CompOn, i % 5 == 0);
    host.setParam(track, eqBandParam(i % kEqBands, BandField::On), i % 2);
    host.setParam(kMasterTarget, ParamId::LimiterOn, i % 40 < 20);
    host.setParam(kMasterTarget, ParamId::LimiterLookAheadMs, 1.0 + i % 9);
    host.setParam(kMonitorTarget, ParamId::MonitorMono, i % 7 == 0);
    host.setSolo(track, i % 4 == 0);
    while (host.needsBlock(quantum)) {
      for (int t = 0; t < host.trackCount(); ++t) {
        for (int c = 0; c < host.trackChannels(t); ++c) host.input(t, c)[i % kBlockFrames] = 0.5f;
      }
      host.processBlock(i % 11 != 0);
    }
    host.pull(quantum);
    if (i % 8 == 0) host.takeMeters();
    if (i % 200 == 0) host.resetMeters();
  }
  EXPECT_EQ(allocations.load() - before, 0);
}

TEST(RealTime, WarmUpRunsAndLeavesNoTrace) {
  const SyntheticSong song = busySong(9000);
  const Rendering before = renderSong(song);
  for (const int blocks : {64, 0}) {
    LiveConsole::warmUp(48000.0, blocks);
    LiveOutput::warmUp(48000.0, blocks);
  }
  EXPECT_EQ(firstDifference(before.output[0], renderSong(song).output[0]), -1);
}

}  // namespace
}  // namespace lathe::test
