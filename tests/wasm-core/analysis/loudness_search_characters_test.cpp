// The search decides drive, trim and ceiling alone: whatever else a limiter is
// set to, it reaches the loudness asked for, under the ceiling.
#include <gtest/gtest.h>

#include <cstdio>

#include "analysis/file_measurer.h"
#include "analysis/loudness_search.h"
#include "master/limiter/limiter.h"
#include "measure/signals.h"
#include "measure/true_peak_16x.h"

namespace {

using lathe::LimiterCharacter;
using lathe::LimiterSettings;
using measure::Stereo;

constexpr double kRate = 48000.0;

lathe::Measurement measured(const Stereo& x) {
  lathe::FileMeasurer measurer;
  measurer.prepare(kRate, 2);
  const double* channels[2] = {x.left.data(), x.right.data()};
  measurer.process(channels, static_cast<int>(x.left.size()));
  return measurer.finish();
}

/// Drive, limiter and trim, as the chain has them; the latency stays at the head.
Stereo rendered(const Stereo& mix, const lathe::MasterTrial& trial, LimiterSettings settings) {
  settings.ceilingDbtp = trial.ceilingDbtp;
  lathe::Limiter limiter;
  limiter.prepare(kRate);
  limiter.set(settings, true);
  limiter.setOn(trial.limiterOn, true);
  limiter.reset();
  Stereo out = mix;
  for (size_t start = 0; start + lathe::kBlockFrames <= mix.left.size();
       start += lathe::kBlockFrames) {
    lathe::StereoBlock block;
    for (int i = 0; i < lathe::kBlockFrames; ++i) {
      const size_t at = start + static_cast<size_t>(i);
      block[i] = lathe::f64x2::make(mix.left[at], mix.right[at]) *
                 lathe::f64x2::splat(measure::fromDb(trial.driveDb));
    }
    limiter.process(block);
    for (int i = 0; i < lathe::kBlockFrames; ++i) {
      const size_t at = start + static_cast<size_t>(i);
      out.left[at] = block[i].first() * measure::fromDb(trial.trimDb);
      out.right[at] = block[i].second() * measure::fromDb(trial.trimDb);
    }
  }
  return out;
}

TEST(LoudnessSearch, ReachesItsTargetWithEveryCharacterOfTheLimiter) {
  Stereo mix = measure::programme(kRate, 6.0, 1);
  mix.left.resize(mix.left.size() / lathe::kBlockFrames * lathe::kBlockFrames);
  mix.right.resize(mix.left.size());
  for (const LimiterCharacter character : {LimiterCharacter::Clean, LimiterCharacter::Punch,
                                           LimiterCharacter::Smooth, LimiterCharacter::Loud}) {
    for (const double target : {-14.0, -10.0}) {
      LimiterSettings settings;
      settings.character = character;
      settings.autoRelease = true;
      settings.releaseLinkPercent = 50.0;
      lathe::LoudnessSearch search;
      search.begin(target, -1.0, measured(mix));
      while (!search.done()) {
        search.report(measured(rendered(mix, search.nextTrial(), settings)));
      }
      ASSERT_TRUE(search.reached()) << search.reason();
      const Stereo out = rendered(mix, search.best(), settings);
      const double loudness = measured(out).integratedLufs.value();
      std::printf("[ figure ] character %d to %.1f LUFS: %.3f in %d renders: %s\n",
                  static_cast<int>(character), target, loudness, search.trials(),
                  search.reason().c_str());
      EXPECT_NEAR(loudness, target, lathe::LoudnessSearch::kAimLu + 1e-6);
      EXPECT_LE(search.trials(), 8);
      EXPECT_LE(
          measure::truePeak16xDb(std::span(out.left).last(24000), std::span(out.right).last(24000)),
          -1.0 + 0.05);
    }
  }
}

}  // namespace
