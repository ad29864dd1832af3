// Another record in place of the master on the way to the loudspeakers: in step,
// at its gain, past everything, and unknown to the tap.

#include <gtest/gtest.h>

#include <cmath>

#include "wasm-core/live/live_player.h"

namespace lathe::test {
namespace {

/// A song whose master is late by all that makes it late, and drives.
SyntheticSong lateSong() {
  SyntheticSong song;
  song.addTrack("song", 1, sine(48000 * 4, 250.0, 0.25));
  for (const ParamId on : {ParamId::MasterEqOn, ParamId::ExciterOn, ParamId::LimiterOn}) {
    song.session.masterParams[on] = 1.0;
  }
  song.session.masterParams[ParamId::MasterEqPhase] = 1.0;
  song.session.masterParams[ParamId::MasterDriveDb] = 9.0;
  song.session.tracks[0].strip.params[ParamId::CompOn] = 1.0;
  song.session.tracks[0].strip.params[ParamId::CompLookAheadMs] = 5.0;
  return song;
}

TEST(Reference, IsHeardInStepAtItsGainAndTheTapIsTheMaster) {
  const SyntheticSong song = lateSong();
  const std::vector<float> record = phrase(1, 48000 * 4, 300.0, 7);
  LivePlayer plain(song), player(song);
  player.reference = &record;
  for (LivePlayer* each : {&plain, &player}) {
    ASSERT_TRUE(each->ready());
    each->host.play();
    each->pullFrames(24064);
  }
  player.host.setReference(true, 0.5);
  plain.pullFrames(48128);
  player.pullFrames(48128);
  EXPECT_EQ(firstDifference(plain.tap[0], player.tap[0]), -1) << "the tap";
  const auto late = static_cast<size_t>(player.host.latencyFrames());
  ASSERT_GT(late, 4000u);
  // Behind the fade: the record at half, where the master has the same frame of the song.
  for (size_t n = 26112; n < player.monitor[0].size(); ++n) {
    for (const auto& side : player.monitor) ASSERT_EQ(side[n], 0.5f * record[n - late]) << n;
  }
  for (size_t n = 0; n < 24064; ++n) ASSERT_EQ(player.monitor[0][n], plain.monitor[0][n]) << n;

  player.host.setReference(false, 0.5);
  player.pullFrames(4864);
  plain.pullFrames(4864);
  for (size_t n = plain.monitor[0].size() - 2000; n < plain.monitor[0].size(); ++n) {
    ASSERT_EQ(player.monitor[0][n], plain.monitor[0][n]) << "the master is heard again";
  }
}

TEST(Reference, ComesAndGoesWithoutAClickAndIsThereAtOnceAfterAJump) {
  const SyntheticSong song = lateSong();
  const std::vector<float> record = sine(48000 * 4, 400.0, 0.25);
  LivePlayer player(song);
  player.reference = &record;
  player.host.play();
  player.pullFrames(24064);
  const double own = largestStep(player.monitor[0]);
  player.host.setReference(true, 1.0);
  player.pullFrames(9600);
  player.host.setReference(true, 0.25);
  player.pullFrames(9600);
  player.host.setReference(false, 0.25);
  player.pullFrames(9600);
  const double worst = largestStep(player.monitor[0]);
  std::printf("[ figure ] largest step while a reference comes and goes %.4f, of the master %.4f\n",
              worst, own);
  EXPECT_LT(worst, 1.2 * std::max(own, 0.25 * 2.0 * 3.14159 * 400.0 / 48000.0));

  player.host.setReference(true, 1.0);
  player.pullFrames(4864);
  player.host.pause();
  player.pullFrames(4864);
  player.host.seek(48000);
  player.forget();
  player.host.play();
  const auto late = static_cast<size_t>(player.host.latencyFrames());
  player.pullFrames(static_cast<int64_t>(late) + 9728);
  // Nothing of the master, nor of what was before the jump; behind the fade-in the record itself.
  for (size_t n = 0; n < late; ++n) ASSERT_EQ(player.monitor[0][n], 0.0f) << n;
  for (size_t n = late + 512; n < late + 9600; ++n) {
    ASSERT_EQ(player.monitor[0][n], record[48000 + n - late]) << n;
  }
}

TEST(Reference, WithoutARecordThereIsSilence) {
  const SyntheticSong song = lateSong();
  LivePlayer player(song);
  player.host.setReference(true, 1.0);
  player.host.play();
  player.pullFrames(24064);
  for (const float x : player.monitor[0]) ASSERT_EQ(x, 0.0f);
  EXPECT_GT(largestStep(player.tap[0]), 0.0);
}

}  // namespace
}  // namespace lathe::test
