// What the master's equaliser survives, and what it costs.
#include <gtest/gtest.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <limits>
#include <memory>
#include <string>

#include "equaliser_settings.h"
#include "measure/cpu_clock.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using namespace master_test;

MasterEqualiserSettings busyIn(EqualiserPhase phase) {
  MasterEqualiserSettings s = busy(true);
  s.phase = phase;
  return s;
}

TEST(MasterEqualiserRobustness, SilenceInIsSilenceOut) {
  for (EqualiserPhase phase : {EqualiserPhase::Minimum, EqualiserPhase::Linear}) {
    const Pair none = silence(128 * 300);
    EXPECT_TRUE(through(busyIn(phase), none) == none);
  }
}

TEST(MasterEqualiserRobustness, NanInfinityAndDenormalsLeaveNoTrace) {
  for (EqualiserPhase phase : {EqualiserPhase::Minimum, EqualiserPhase::Linear}) {
    MasterEqualiser equaliser;
    equaliser.prepare(48000.0);
    equaliser.set(busyIn(phase), true);
    Pair x = noisePair(128 * 400, 0.5, 4);
    x.left[128 * 3 + 7] = std::numeric_limits<double>::quiet_NaN();
    x.right[128 * 4] = std::numeric_limits<double>::infinity();
    x.left[128 * 5] = -1e300;
    for (size_t i = 128 * 200; i < x.left.size(); ++i) x.left[i] = x.right[i] = 1e-310;
    const Pair y = run(equaliser, x);
    for (double v : y.left) ASSERT_TRUE(std::isfinite(v));
    // As if they had been silence.
    Pair clean = x;
    clean.left[128 * 3 + 7] = clean.right[128 * 4] = clean.left[128 * 5] = 0.0;
    EXPECT_TRUE(through(busyIn(phase), clean) == y);
  }
}

TEST(MasterEqualiserRobustness, ResetGivesTheSameBitsAtEveryRate) {
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (EqualiserPhase phase : {EqualiserPhase::Minimum, EqualiserPhase::Linear}) {
      if (phase == EqualiserPhase::Linear && rate > 48000.0) continue;
      MasterEqualiser equaliser;
      equaliser.prepare(rate);
      equaliser.set(busyIn(phase), true);
      equaliser.reset();
      const Pair x = noisePair(128 * (phase == EqualiserPhase::Linear ? 200 : 60), 0.5, 6);
      const Pair first = run(equaliser, x);
      equaliser.set(oneBand(BandType::Bell, 100.0, 3.0, 1.0), false);
      run(equaliser, x);
      equaliser.set(busyIn(phase), false);
      run(equaliser, noisePair(128 * 3, 0.5, 7));
      equaliser.reset();
      EXPECT_TRUE(run(equaliser, x) == first) << rate;
    }
  }
}

/// Bytes in use, where the C library says; else 0.
size_t heapInUse() {
#ifdef __GLIBC__
  const auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
#else
  return 0;
#endif
}

TEST(MasterEqualiserRobustness, HeapIsAsDeclared) {
  for (double rate : {48000.0, 192000.0}) {
    const auto equaliser = std::make_unique<MasterEqualiser>();
    const size_t before = heapInUse(), declared = MasterEqualiser::heapBytes(rate);
    equaliser->prepare(rate);
    const size_t taken = heapInUse() - before;
    measure::printFigure("heap of the master's equaliser, declared",
                         static_cast<double>(declared) / 1e6, "MB");
    // The allocator's own headers and page ends beside.
    EXPECT_LE(taken, declared + 200000) << rate;
    if (taken > 0) {
      EXPECT_GE(taken, declared - declared / 20) << rate;
    }
    EXPECT_LT(declared, rate < 50000.0 ? 10'000'000u : 40'000'000u);
  }
}

/// Prints times real time at 48 kHz, and the dearest block over a block's time.
void printCost(const char* name, const MasterEqualiserSettings& s) {
  MasterEqualiser equaliser;
  equaliser.prepare(48000.0);
  equaliser.set(s, true);
  const measure::Samples noise = measure::noise(2 * kBlockFrames, 0.5, 1);
  constexpr int kBlocks = 375;  // a second
  const auto process = [&] {
    StereoBlock block;
    for (size_t i = 0; i < kBlockFrames; ++i) block.frames[i] = f64x2::load(&noise[2 * i]);
    equaliser.process(block);
  };
  process();
  const double start = measure::cpuSeconds();
  for (int b = 0; b < kBlocks; ++b) process();
  measure::printFigure((std::string(name) + ": times real time").c_str(),
                       1.0 / (measure::cpuSeconds() - start), "x");
  if (s.phase == EqualiserPhase::Minimum) return;
  double dearest = 0.0;
  for (int b = 0; b < kBlocks / 4; ++b) {
    const double before = measure::cpuSeconds();
    process();
    dearest = std::max(dearest, measure::cpuSeconds() - before);
  }
  measure::printFigure((std::string(name) + ": dearest block, of a block's time").c_str(),
                       100.0 * dearest * 48000.0 / kBlockFrames, "%");
}

TEST(MasterEqualiserRobustness, CostIsPrinted) {
  MasterEqualiserSettings six;
  for (auto& band : six.curve.band) band.gainDb = 2.0;
  six.curve.highPass.on = true;
  MasterEqualiserSettings standard = six, linear = six, crossing = busy(false);
  standard.curve.quality = EqualiserQuality::Standard;
  linear.phase = crossing.phase = EqualiserPhase::Linear;
  printCost("as it starts (nothing to do)", {});
  printCost("high-pass and 6 bands, standard", standard);
  printCost("high-pass and 6 bands, exact", six);
  printCost("all placements, 3 dynamic bands, exact", busy(true));
  printCost("linear phase, stereo", linear);
  printCost("linear phase, all placements", crossing);
}

}  // namespace
}  // namespace lathe
