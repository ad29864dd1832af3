// The search finds settings whose render reaches the loudness asked for under
// its ceiling, in few renders, or says why it cannot.
#include "analysis/loudness_search.h"

#include <gtest/gtest.h>

#include <cmath>
#include <span>
#include <string>

#include "analysis/file_measurer.h"
#include "base/block.h"
#include "master/master_chain.h"
#include "measure/figures.h"
#include "measure/signals.h"
#include "measure/true_peak_16x.h"

namespace {

using lathe::LoudnessSearch;
using lathe::MasterChain;
using lathe::Measurement;
using lathe::ParamId;
using measure::Stereo;

constexpr double kRate = 48000.0;

Measurement measured(const Stereo& x) {
  lathe::FileMeasurer measurer;
  measurer.prepare(kRate, 2);
  const double* channels[2] = {x.left.data(), x.right.data()};
  measurer.process(channels, static_cast<int>(x.left.size()));
  return measurer.finish();
}

Stereo rendered(const Stereo& mix, const lathe::MasterTrial& trial) {
  MasterChain chain;
  chain.prepare(kRate);
  chain.setParam(ParamId::MasterDriveDb, trial.driveDb, true);
  chain.setParam(ParamId::MasterTrimDb, trial.trimDb, true);
  chain.setParam(ParamId::LimiterOn, trial.limiterOn ? 1.0 : 0.0, true);
  chain.setParam(ParamId::LimiterCeilingDbtp, trial.ceilingDbtp, true);
  chain.setParam(ParamId::LimiterLookAheadMs, trial.lookAheadMs, true);
  chain.setParam(ParamId::LimiterReleaseMs, trial.releaseMs, true);
  chain.reset();
  const size_t latency = static_cast<size_t>(chain.latencyFrames());
  constexpr size_t kBlock = lathe::kBlockFrames;
  Stereo out;
  for (size_t start = 0; start < mix.left.size() + latency; start += kBlock) {
    float in[2][kBlock] = {};
    double processed[2][kBlock];
    for (size_t i = 0; i < kBlock && start + i < mix.left.size(); ++i) {
      in[0][i] = static_cast<float>(mix.left[start + i]);
      in[1][i] = static_cast<float>(mix.right[start + i]);
    }
    chain.process(in[0], in[1], processed[0], processed[1]);
    out.left.insert(out.left.end(), processed[0], processed[0] + kBlock);
    out.right.insert(out.right.end(), processed[1], processed[1] + kBlock);
  }
  for (measure::Samples* x : {&out.left, &out.right}) {
    x->erase(x->begin(), x->begin() + static_cast<std::ptrdiff_t>(latency));
    x->resize(mix.left.size());
  }
  return out;
}

/// Runs a search to its end with real renders.
LoudnessSearch searched(const Stereo& mix, double targetLufs, double ceilingDbtp) {
  LoudnessSearch search;
  search.begin(targetLufs, ceilingDbtp, measured(mix));
  while (!search.done()) search.report(measured(rendered(mix, search.nextTrial())));
  return search;
}

Stereo scaled(Stereo x, double db) {
  for (measure::Samples* channel : {&x.left, &x.right}) {
    for (double& s : *channel) s *= measure::fromDb(db);
  }
  return x;
}

void expectWithinRanges(const lathe::MasterTrial& t) {
  EXPECT_GE(t.driveDb, 0.0);
  EXPECT_LE(t.driveDb, 24.0);
  EXPECT_GE(t.trimDb, -48.0);
  EXPECT_LE(t.trimDb, 0.0);
  EXPECT_GE(t.ceilingDbtp, -12.0);
  EXPECT_LE(t.ceilingDbtp, 0.0);
}

void expectReached(const Stereo& mix, double targetLufs, double ceilingDbtp) {
  const LoudnessSearch search = searched(mix, targetLufs, ceilingDbtp);
  ASSERT_TRUE(search.reached()) << search.reason();
  expectWithinRanges(search.best());
  const Stereo out = rendered(mix, search.best());
  const double loudness = measured(out).integratedLufs.value();
  // The last second, in the loudest part; the limiter's own tests measure everything.
  const std::span<const double> left = std::span(out.left).last(48000);
  const double peak = measure::truePeak16xDb(left, std::span(out.right).last(48000));
  std::printf(
      "[ figure ] to %.1f LUFS under %.1f dBTP: %.3f LUFS, %.3f dBTP (16x), %d renders: %s\n",
      targetLufs, ceilingDbtp, loudness, peak, search.trials(), search.reason().c_str());
  EXPECT_NEAR(loudness, targetLufs, LoudnessSearch::kAimLu + 1e-6);
  EXPECT_LE(peak, ceilingDbtp + 0.05);
  EXPECT_LE(search.trials(), 6);
}

const Stereo& song() {
  static const Stereo instance = measure::programme(kRate, 8.0, 1);
  return instance;
}

TEST(LoudnessSearch, ReachesTargetsAboveAndBelowTheSource) {
  measure::printFigure("source", measured(song()).integratedLufs.value(), "LUFS");
  measure::printFigure("source", measured(song()).truePeakDbtp.value(), "dBTP");
  for (const double target : {-35.0, -23.0, -16.0, -14.0, -11.0, -9.0}) {
    expectReached(song(), target, -1.0);
  }
  expectReached(song(), -12.0, -2.0);
  expectReached(song(), -12.0, -0.3);
  expectReached(song(), -20.0, -12.0);
}

TEST(LoudnessSearch, HotMixesComeDownWithoutNeedlessLimiting) {
  // Over full scale, as only float files can be.
  const double peak = measured(song()).truePeakDbtp.value();
  const Stereo hot = scaled(song(), 6.0 - peak);
  const double loudness = measured(hot).integratedLufs.value();
  for (const double down : {0.0, 1.0, 3.0, 6.0, 6.9, 7.2, 20.0}) {
    expectReached(hot, loudness - down, -1.0);
  }
  // Turned down far enough, nothing passes the ceiling, so nothing may be limited.
  const LoudnessSearch search = searched(hot, loudness - 8.0, -1.0);
  EXPECT_EQ(search.limiterReductionDb(search.best()), 0.0);
  EXPECT_EQ(search.trials(), 1);
  EXPECT_NE(search.reason().find("nothing is limited"), std::string::npos) << search.reason();
}

TEST(LoudnessSearch, PureGainTakesOneRender) {
  const double loudness = measured(song()).integratedLufs.value();
  for (const double change : {-10.0, 0.0, 2.0}) {
    const LoudnessSearch search = searched(song(), loudness + change, -1.0);
    EXPECT_TRUE(search.reached());
    EXPECT_EQ(search.trials(), 1) << change;
  }
}

TEST(LoudnessSearch, OneChannelEmptyAndSparseProgrammes) {
  Stereo oneSided = song();
  std::fill(oneSided.right.begin(), oneSided.right.end(), 0.0);
  expectReached(oneSided, -14.0, -1.0);
  // Clicks over a quiet bed: all crest, the worst to make loud.
  Stereo clicks;
  clicks.left = measure::noise(240000, 0.02, 3);
  for (size_t i = 0; i < clicks.left.size(); i += 12000) clicks.left[i] = 0.9;
  clicks.right = clicks.left;
  expectReached(clicks, -20.0, -1.0);
}

TEST(LoudnessSearch, ExplainsWhatIsOutOfReach) {
  const LoudnessSearch search = searched(song(), -1.0, -1.0);
  EXPECT_FALSE(search.reached());
  std::printf("[ figure ] %s\n", search.reason().c_str());
  EXPECT_NE(search.reason().find("out of reach"), std::string::npos);
  EXPECT_NE(search.reason().find("24.0 dB"), std::string::npos);
  EXPECT_NE(search.reason().find("the limiter would have to take"), std::string::npos);
  // What it comes to is still there to use, under the ceiling.
  ASSERT_TRUE(search.bestMeasurement().has_value());
  EXPECT_LE(search.bestMeasurement()->truePeakDbtp.value(), -1.0);

  const LoudnessSearch quiet = searched(scaled(song(), -40.0), -10.0, -1.0);
  EXPECT_FALSE(quiet.reached());
  std::printf("[ figure ] %s\n", quiet.reason().c_str());
  EXPECT_NE(quiet.reason().find("Raise the mix"), std::string::npos);
}

TEST(LoudnessSearch, ExplainsWhatHasNoLoudnessWithoutRendering) {
  const Stereo silence{measure::Samples(96000, 0.0), measure::Samples(96000, 0.0)};
  Stereo tooShort = song();
  tooShort.left.resize(15000);
  tooShort.right.resize(15000);
  const Stereo whisper = scaled(song(), -70.0);
  const struct {
    const Stereo* mix;
    double target, ceiling;
    const char* says;
  } cases[] = {{&silence, -14.0, -1.0, "Silence"},
               {&tooShort, -14.0, -1.0, "Too short"},
               {&whisper, -14.0, -1.0, "Too quiet"},
               {&song(), 3.0, -1.0, "loudness between"},
               {&song(), -90.0, -1.0, "loudness between"},
               {&song(), std::nan(""), -1.0, "loudness between"},
               {&song(), -14.0, 1.0, "ceiling between"},
               {&song(), -14.0, -13.0, "ceiling between"},
               {&song(), -14.0, std::nan(""), "ceiling between"}};
  for (const auto& c : cases) {
    LoudnessSearch search;
    search.begin(c.target, c.ceiling, measured(*c.mix));
    EXPECT_TRUE(search.done());
    EXPECT_FALSE(search.reached());
    EXPECT_EQ(search.trials(), 0);
    EXPECT_NE(search.reason().find(c.says), std::string::npos) << search.reason();
    std::printf("[ figure ] %s\n", search.reason().c_str());
  }
}

/// A host whose limiter overshoots by `overDb`, whatever is tried.
Measurement overshooting(const lathe::MasterTrial& t, double mixLufs, double overDb) {
  Measurement m;
  m.durationSeconds = 60.0;
  m.integratedLufs = mixLufs + t.driveDb * 0.8 + t.trimDb;
  m.truePeakDbtp = t.ceilingDbtp + overDb + t.trimDb;
  return m;
}

TEST(LoudnessSearch, TakesOffAnyOvershootByTrim) {
  Measurement mix;
  mix.durationSeconds = 60.0;
  mix.integratedLufs = -20.0;
  mix.truePeakDbtp = -2.0;
  LoudnessSearch search;
  search.begin(-14.0, -1.0, mix);
  while (!search.done()) search.report(overshooting(search.nextTrial(), -20.0, 0.3));
  ASSERT_TRUE(search.reached()) << search.reason();
  EXPECT_LE(search.bestMeasurement()->truePeakDbtp.value(), -1.0);
  EXPECT_NEAR(search.bestMeasurement()->integratedLufs.value(), -14.0, LoudnessSearch::kAimLu);
  EXPECT_LT(search.best().trimDb, -0.3);
}

TEST(LoudnessSearch, RendersThatComeOutSilentEndIt) {
  Measurement mix;
  mix.durationSeconds = 60.0;
  mix.integratedLufs = -20.0;
  mix.truePeakDbtp = -2.0;
  LoudnessSearch search;
  search.begin(-14.0, -1.0, mix);
  ASSERT_FALSE(search.done());
  search.report(Measurement());
  EXPECT_TRUE(search.done());
  EXPECT_FALSE(search.reached());
  EXPECT_FALSE(search.reason().empty());
}

}  // namespace
