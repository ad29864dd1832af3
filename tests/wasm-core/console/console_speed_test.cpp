// How long a block takes. Method: 64 stereo strips, eight equaliser bands and
// a compressor each, all different, noise in; one second of audio to warm up,
// then the fastest of 100 runs of 20 blocks each, on one thread: short enough
// to fit between two turns of a shared machine. The shipped comparison with
// other software is scripts/bench; this keeps the console's share in sight.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "console/console.h"
#include "console_fixture.h"
#include "measure/cpu_clock.h"

namespace lathe::test {
namespace {

constexpr int kStrips = 64;
constexpr double kSampleRate = 48000;
constexpr int kWarmUpBlocks = 375;
constexpr int kRuns = 100;
constexpr int kRunBlocks = 20;

Session stereoSession(bool eq, bool comp) {
  Session session;
  session.sampleRate = kSampleRate;
  for (int i = 0; i < kStrips; ++i) {
    Track track = makeTrack(trackId(i), 2);
    setBusyStages(track.strip.params, i);
    track.strip.params[ParamId::EqOn] = eq;
    track.strip.params[ParamId::CompOn] = comp;
    session.tracks.push_back(track);
  }
  return session;
}

/// Microseconds a block of the mix.
double microsecondsPerBlock(bool eq, bool comp, bool moving) {
  const Session session = stereoSession(eq, comp);
  Console console;
  EXPECT_TRUE(console.prepare(session));
  fillWithNoise(console, session, 0);
  const auto run = [&](int blocks) {
    for (int block = 0; block < blocks; ++block) {
      if (moving) {
        for (int track = 0; track < kStrips; ++track) {
          console.setParam(track, ParamId::FaderGainDb, -(block % 20));
        }
      }
      console.processBlock();
    }
  };
  run(kWarmUpBlocks);
  double fastest = 1e9;
  for (int i = 0; i < kRuns; ++i) {
    const double start = measure::cpuSeconds();
    run(kRunBlocks);
    const double takenUs = 1e6 * (measure::cpuSeconds() - start);
    fastest = std::min(fastest, takenUs / kRunBlocks);
  }
  return fastest;
}

void report(const char* what, double microseconds) {
  const double blockMicroseconds = kBlockFrames / kSampleRate * 1e6;
  std::printf(
      "[ figure ] 64 stereo strips, %s %.1f us a block, %.2f %% of real time, %.0fx a strip\n",
      what, microseconds, 100 * microseconds / blockMicroseconds,
      kStrips * blockMicroseconds / microseconds);
}

TEST(ConsoleSpeed, SixtyFourStereoStripsTakeASmallPartOfRealTime) {
  const double bare = microsecondsPerBlock(false, false, false);
  const double moving = microsecondsPerBlock(false, false, true);
  const double eq = microsecondsPerBlock(true, false, false);
  const double comp = microsecondsPerBlock(false, true, false);
  const double both = microsecondsPerBlock(true, true, false);
  report("trim, fader, sum and meters", bare);
  report("the same, all faders moving", moving);
  report("with equaliser", eq);
  report("with compressor", comp);
  report("with equaliser and compressor", both);
  // Half of real time leaves room for a machine that is busy with other builds.
  EXPECT_LT(both, 0.5 * kBlockFrames / kSampleRate * 1e6);
}

}  // namespace
}  // namespace lathe::test
