// What must hold of reverb and delay alike: bad input, silence, rates, memory, no
// allocation, no denormals, ducking, and the same bits everywhere.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <new>

#include "effect_runner.h"
#include "effects/delay_effect.h"
#include "effects/reverb.h"
#include "measure/cpu_clock.h"
#include "measure/figures.h"

namespace {
int allocations = 0;
size_t allocatedBytes = 0;
}  // namespace

// Counts every allocation of this executable. Not inlined: the compiler would take the pair apart
// and complain of the halves.
__attribute__((noinline)) void* operator new(size_t size) {
  ++allocations;
  allocatedBytes += size;
  void* p = std::malloc(size > 0 ? size : 1);
  if (p == nullptr) std::abort();
  return p;
}
__attribute__((noinline)) void operator delete(void* p) noexcept { std::free(p); }
__attribute__((noinline)) void operator delete(void* p, size_t) noexcept { std::free(p); }

namespace lathe {
namespace {

using effects_test::Channel;
using effects_test::energy;
using effects_test::largest;
using effects_test::noiseStereo;
using effects_test::run;
using effects_test::Stereo;

ReverbSettings busyReverb(int k) {
  ReverbSettings s;
  s.type = static_cast<ReverbType>(k % 4);
  s.preDelayMs = 31.0 * (k % 9);
  s.t60Seconds = 0.1 + 0.3 * (k % 7);
  s.sizePercent = 10.0 + 9.0 * (k % 11);
  s.diffusionPercent = 20.0 * (k % 6);
  s.lateSharePercent = 25.0 * (k % 5);
  s.dampingHz = 1000.0 + 1900.0 * (k % 11);
  s.highRatio = 0.1 + 0.09 * (k % 11);
  s.lowRatio = 0.5 + 0.15 * (k % 11);
  s.modulationPercent = 20.0 * (k % 6);
  s.modulationHz = 0.1 + 0.49 * (k % 11);
  s.lowCutHz = 20.0 + 98.0 * (k % 11);
  s.highCutHz = 1000.0 + 1900.0 * (k % 11);
  s.widthPercent = 12.0 * (k % 11);
  s.duckDb = 6.0 * (k % 5);
  s.mixPercent = 100.0 - 20.0 * (k % 4);
  return s;
}

DelaySettings busyDelay(int k) {
  DelaySettings s;
  s.timeMs = 1.0 + 57.0 * (k % 13);
  s.rightOffsetPercent = -50.0 + 10.0 * (k % 11);
  s.feedbackPercent = 25.0 * (k % 5);
  s.mode = static_cast<DelayMode>(k % 3);
  s.lowCutHz = 20.0 + 198.0 * (k % 11);
  s.highCutHz = 500.0 + 1950.0 * (k % 11);
  s.driveDb = 6.0 * (k % 5);
  s.modulationHz = 0.05 + 0.79 * (k % 11);
  s.modulationMs = 2.5 * (k % 5);
  s.duckDb = 8.0 * (k % 4);
  s.widthPercent = 20.0 * (k % 11);
  s.onChange = static_cast<DelayChange>(k % 2);
  s.mixPercent = 100.0 - 20.0 * (k % 4);
  return s;
}

ReverbSettings busy(const Reverb&, int k) { return busyReverb(k); }
DelaySettings busy(const DelayEffect&, int k) { return busyDelay(k); }

template <class Effect>
class Effects : public testing::Test {};
using Both = testing::Types<Reverb, DelayEffect>;
TYPED_TEST_SUITE(Effects, Both);

TYPED_TEST(Effects, HealAfterNanInfinityAndHugeSamples) {
  constexpr float kBad[] = {std::numeric_limits<float>::quiet_NaN(),
                            std::numeric_limits<float>::infinity(),
                            -std::numeric_limits<float>::infinity(), 3.4e38f, 1e30f};
  // What it sounds like when these samples are silence.
  TypeParam clean, hurt;
  clean.prepare(48000.0);
  hurt.prepare(48000.0);
  Stereo x = noiseStereo(128 * 100, 0.5, 1);
  for (size_t i = 0; i < 200; ++i) x.left[1000 + 17 * i] = x.right[1003 + 17 * i] = 0.0f;
  const Stereo want = run(clean, x);
  for (size_t i = 0; i < 200; ++i) x.left[1000 + 17 * i] = x.right[1003 + 17 * i] = kBad[i % 5];
  EXPECT_EQ(run(hurt, x), want);
}

TYPED_TEST(Effects, GiveSilenceForSilence) {
  TypeParam effect;
  effect.prepare(48000.0);
  for (int k = 0; k < 12; ++k) {
    effect.set(busy(effect, k), k % 2);
    const Stereo y = run(effect, effects_test::silence(128 * 20));
    ASSERT_EQ(largest(y.left), 0.0);
    ASSERT_EQ(largest(y.right), 0.0);
  }
}

TYPED_TEST(Effects, StayFiniteAtAnyRateWhateverMoves) {
  for (double rate : {44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0}) {
    TypeParam effect;
    effect.prepare(rate);
    const Stereo y = run(effect, noiseStereo(128 * 900, 2.0, 4), [&](int block) {
      if (block % 7 == 0) effect.set(busy(effect, block / 7), block % 4 == 0);
    });
    ASSERT_LT(largest(y.left), 40.0) << rate;
    ASSERT_LT(largest(y.right), 40.0) << rate;
  }
}

TYPED_TEST(Effects, AllocateWhatTheySayAndOnlyInPrepare) {
  for (double rate : {44100.0, 48000.0, 192000.0}) {
    TypeParam effect;
    const size_t before = allocatedBytes;
    effect.prepare(rate);
    EXPECT_EQ(allocatedBytes - before, TypeParam::memoryBytes(rate)) << rate;
    std::printf("[ figure ] memory at %.1f kHz: %.0f kB\n", rate / 1000.0,
                static_cast<double>(TypeParam::memoryBytes(rate)) / 1024.0);
    float left[kBlockFrames] = {0.5f}, right[kBlockFrames] = {0.5f};
    const int count = allocations;
    for (int block = 0; block < 300; ++block) {
      effect.set(busy(effect, block / 3), block % 5 == 0);
      if (block == 200) effect.reset();
      effect.process(left, right);
    }
    EXPECT_EQ(allocations, count);
  }
}

TYPED_TEST(Effects, ForgetEverythingOnReset) {
  TypeParam used;
  used.prepare(48000.0);
  // Long enough to fill every line of it.
  run(used, noiseStereo(128 * 2400, 0.5, 6),
      [&](int block) { used.set(busy(used, block / 5), false); });
  for (int k = 0; k < 12; ++k) {
    TypeParam fresh;
    fresh.prepare(48000.0);
    for (TypeParam* effect : {&fresh, &used}) {
      effect->set(busy(*effect, k), true);
      effect->reset();
    }
    // What was there before must not be found by taps that move, either.
    const auto moved = [&](TypeParam& effect) {
      return [&effect, k](int block) {
        if (k >= 6 && block % 37 == 36) effect.set(busy(effect, k + block / 37), block % 4 == 0);
      };
    };
    const Stereo x = noiseStereo(128 * 900, 0.5, 2);
    const Stereo expected = run(fresh, x, moved(fresh));
    ASSERT_TRUE(run(used, x, moved(used)) == expected) << "settings " << k;
  }
}

TYPED_TEST(Effects, ResetsBetweenTwoBlocks) {
  TypeParam effect;
  effect.prepare(192000.0);
  const auto secondsOf = [](auto&& work) {
    double least = 1e9;
    for (int i = 0; i < 20; ++i) {
      const auto start = std::chrono::steady_clock::now();
      work();
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
      least = std::min(least, took.count());
    }
    return least;
  };
  const Stereo x = noiseStereo(128, 0.5, 1);
  const double block = secondsOf([&] { run(effect, x); });
  const double reset = secondsOf([&] { effect.reset(); });
  measure::printFigure("a reset at 192 kHz against a block", reset / block, "x");
  EXPECT_LT(reset, 4.0 * block);
}

TYPED_TEST(Effects, TailsCostNoMoreThanSound) {
  TypeParam effect;
  effect.prepare(48000.0);
  auto s = busy(effect, 1);
  s.mixPercent = 100.0;
  effect.set(s, true);
  const auto secondsOf = [&](int blocks, double amplitude) {
    const Stereo x = noiseStereo(128 * blocks, amplitude, 1);
    const double start = measure::cpuSeconds();
    run(effect, x);
    return (measure::cpuSeconds() - start) / blocks;
  };
  // A tail's every stage, each at its fastest of several: others use the machine, too.
  double loud = 1e9, stage[12];
  std::fill_n(stage, 12, 1e9);
  for (int pass = 0; pass < 8; ++pass) {
    loud = std::min(loud, secondsOf(100, 0.5));
    for (double& fastest : stage) fastest = std::min(fastest, secondsOf(100, 0.0));
  }
  const double silent = *std::max_element(stage, stage + 12);
  measure::printFigure("cost of the tail against sound", silent / loud, "x");
  EXPECT_LT(silent / loud, 8.0);  // denormals would make it 65 to 175
}

TYPED_TEST(Effects, DuckWhileTheInputPlays) {
  // Dry is silent at mix 100 %: twice the same tail, with and without ducking.
  TypeParam free, ducked;
  auto s = busy(free, 2);
  s.mixPercent = 100.0;
  s.duckDb = 0.0;
  auto d = s;
  d.duckDb = 12.0;
  d.duckReleaseMs = 250.0;
  free.prepare(48000.0);
  ducked.prepare(48000.0);
  free.set(s, true);
  ducked.set(d, true);
  Stereo x = noiseStereo(48000 * 2, 0.5, 1);
  std::fill(x.left.begin() + 48000, x.left.end(), 0.0f);
  std::fill(x.right.begin() + 48000, x.right.end(), 0.0f);
  const Stereo a = run(free, x), b = run(ducked, x);
  const auto dbAt = [&](size_t from, size_t to) {
    return effects_test::powerDb(energy(b.left, from, to) / energy(a.left, from, to));
  };
  EXPECT_NEAR(dbAt(24000, 48000), -12.0, 0.01);
  // 10 ms of hold, then 37 % of the decibels are left after 250 ms.
  const double after = dbAt(48000 + 480 + 12000 - 200, 48000 + 480 + 12000 + 200);
  measure::printFigure("ducking left of 12 dB after the release", after, "dB");
  EXPECT_NEAR(after, -12.0 * std::exp(-1.0), 0.15);
}

/// Of integer noise, which is the same on every platform.
template <class Effect>
uint64_t hashOfABusyRun() {
  Effect effect;
  effect.prepare(48000.0);
  Stereo x{Channel(128 * 400), Channel(128 * 400)};
  uint32_t noise = 99;
  for (size_t i = 0; i < x.left.size(); ++i) {
    for (Channel* side : {&x.left, &x.right}) {
      noise = noise * 1664525u + 1013904223u;
      (*side)[i] = static_cast<float>(static_cast<int32_t>(noise)) * 0x1p-32f;
    }
  }
  const Stereo y = run(effect, x, [&](int block) {
    if (block % 40 == 0) effect.set(busy(effect, block / 40), block == 0);
  });
  uint64_t hash = 14695981039346656037ull;  // FNV-1a
  for (const Channel* side : {&y.left, &y.right}) {
    for (float v : *side) {
      uint32_t bits;
      std::memcpy(&bits, &v, sizeof bits);
      for (int i = 0; i < 4; ++i) hash = (hash ^ ((bits >> (8 * i)) & 255u)) * 1099511628211ull;
    }
  }
  return hash;
}

TEST(EffectsEverywhere, TheSameInputGivesTheSameBits) {
  // Natively and as WebAssembly alike. Changes only when the sound is meant to change.
  const uint64_t reverb = hashOfABusyRun<Reverb>(), delay = hashOfABusyRun<DelayEffect>();
  EXPECT_EQ(reverb, 0xca4c28e4580f5807ull) << std::hex << reverb;
  EXPECT_EQ(delay, 0xfa8cfef7795b4db8ull) << std::hex << delay;
}

template <class Effect, class Settings>
double timesRealTime(Settings settings) {
  Effect effect;
  effect.prepare(48000.0);
  effect.set(settings, true);
  const Stereo x = noiseStereo(48000, 0.3, 1);
  float left[kBlockFrames], right[kBlockFrames];
  double fastest = 1e9;
  for (int pass = 0; pass < 40; ++pass) {  // runs short enough to fit between two turns of others
    const double start = measure::cpuSeconds();
    for (size_t at = 0; at < 128 * 20; at += kBlockFrames) {
      copyBlock(left, x.left.data() + at);
      copyBlock(right, x.right.data() + at);
      effect.process(left, right);
    }
    const double took = measure::cpuSeconds() - start;
    fastest = std::min(fastest, took);
  }
  return 128 * 20 / 48000.0 / fastest;
}

TEST(EffectsCost, OneReturn) {
  DelaySettings modulated;
  modulated.modulationMs = 3.0;
  std::printf("[ figure ] one reverb %.0f x real time, one delay %.0f x, modulated %.0f x\n",
              timesRealTime<Reverb>(ReverbSettings{}), timesRealTime<DelayEffect>(DelaySettings{}),
              timesRealTime<DelayEffect>(modulated));
}

}  // namespace
}  // namespace lathe
