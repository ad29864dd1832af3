// After- and pre-fader listen in live playback: the loudspeakers get the soloed
// strips, the tap goes on with the mix; and the strip that is measured on demand.

#include <gtest/gtest.h>

#include <cmath>

#include "console/side_taps.h"
#include "live/meter_layout.h"
#include "wasm-core/live/live_player.h"

namespace lathe::test {
namespace {

namespace at = meter_layout;

/// Two mono tracks: one at its level, one 20 dB down at its fader; a master that limits.
SyntheticSong twoTones() {
  SyntheticSong song;
  song.addTrack("loud", 1, sine(48000 * 4, 250.0, 0.25));
  song.addTrack("quiet", 1, sine(48000 * 4, 1000.0, 0.25));
  song.session.tracks[1].strip.params[ParamId::FaderGainDb] = -20.0;
  song.session.masterParams[ParamId::LimiterOn] = 1.0;
  return song;
}

TEST(Listening, TheLoudspeakersGetTheSoloedStripAndTheTapTheMix) {
  const SyntheticSong song = twoTones();
  LivePlayer plain(song);
  plain.host.play();
  plain.pullFrames(48128);
  for (const SoloMode mode : {SoloMode::AfterFader, SoloMode::PreFader}) {
    LivePlayer player(song);
    ASSERT_TRUE(player.ready());
    player.host.setSoloMode(static_cast<int>(mode));
    player.host.play();
    player.pullFrames(24064);
    player.host.setSolo(1, true);
    player.pullFrames(24064);
    EXPECT_EQ(firstDifference(plain.tap[0], player.tap[0]), -1) << "the tap";
    double peak = 0.0;
    for (size_t n = 30000; n < 48000; ++n) {
      peak = std::max(peak, std::fabs(static_cast<double>(player.monitor[0][n])));
    }
    const double wanted = mode == SoloMode::PreFader ? 0.25 : 0.025;
    EXPECT_NEAR(peak, wanted, 0.001 * wanted);
    if (mode == SoloMode::PreFader) {
      // To the bit: behind the fades it is the stem itself, on both sides.
      const std::vector<float> stem = sine(48000 * 4, 1000.0, 0.25);
      for (size_t n = 30000; n < 48000; ++n) {
        // What is smaller than 1e-15 enters as silence.
        for (const auto& side : player.monitor) ASSERT_NEAR(side[n], stem[n], 1e-15);
      }
    }
    // A 1 kHz tone at 0.25 moves by 0.033 a frame; cut hard, the change would step by 0.25.
    EXPECT_LT(largestStep(player.monitor[0]), 0.045) << "no click where it starts";
    player.host.setSolo(1, false);
    player.pullFrames(4800);
    EXPECT_LT(largestStep(player.monitor[0]), 0.045) << "nor where it ends";
    for (size_t n = player.tap[0].size() - 1000; n < player.tap[0].size(); ++n) {
      ASSERT_EQ(player.monitor[0][n], player.tap[0][n]) << "the mix is heard again";
    }
  }
}

TEST(Listening, AStageOfTheMasterIsHeardAndTheTapAndItsMetersAreNot) {
  SyntheticSong song = twoTones();
  song.session.masterParams[ParamId::MasterDriveDb] = 12.0;
  LivePlayer plain(song), player(song);
  player.host.setMasterListen(6, static_cast<int>(MasterListenMode::Delta), 0);
  for (LivePlayer* each : {&plain, &player}) {
    each->host.play();
    each->pullFrames(48128);
    each->host.takeMeters();
  }
  EXPECT_EQ(firstDifference(plain.tap[0], player.tap[0]), -1) << "the tap";
  for (int i = 0; i < at::kFirstStrip; ++i) {
    EXPECT_EQ(plain.host.meters()[i], player.host.meters()[i]) << i;
  }
  // What the limiter takes is what is missing of the driven mix.
  const auto late = static_cast<size_t>(player.host.latencyFrames());
  const std::vector<float> loud = sine(48000 * 4, 250.0, 0.25),
                           quiet = sine(48000 * 4, 1000.0, 0.025);
  const double drive = std::pow(10.0, 12.0 / 20.0);
  double worst = 0.0;
  for (size_t n = 24000; n < 48000; ++n) {
    const double driven =
        drive * (static_cast<double>(loud[n - late]) + static_cast<double>(quiet[n - late]));
    const double heard = static_cast<double>(player.monitor[0][n]);
    worst = std::max(worst, std::fabs(heard - (static_cast<double>(player.tap[0][n]) - driven)));
  }
  std::printf("[ figure ] what the limiter takes, worst error %.1f dBFS\n",
              20.0 * std::log10(worst));
  EXPECT_LT(worst, 1e-6);
  EXPECT_EQ(player.host.ignoredCommands(), 0u);
  player.host.setMasterListen(7, 1, 0);
  player.host.setMasterListen(0, 4, 0);
  player.host.setMasterListen(0, static_cast<int>(MasterListenMode::Bands), 1);
  EXPECT_EQ(player.host.ignoredCommands(), 3u);
}

TEST(Listening, APauseFadesWhatIsHeard) {
  const SyntheticSong song = twoTones();
  LivePlayer player(song);
  player.host.setSoloMode(static_cast<int>(SoloMode::PreFader));
  player.host.setSolo(1, true);
  player.host.play();
  player.pullFrames(24064);
  player.host.pause();
  player.pullFrames(4800);
  EXPECT_LT(largestStep(player.monitor[0]), 0.045);
  EXPECT_EQ(player.monitor[0].back(), 0.0f);
}

TEST(Listening, TheProbeReadsTheLoudnessOfItsStrip) {
  // EBU Tech 3341, case 1, on one of two tracks.
  const double amplitude = std::pow(10.0, -23.0 / 20.0);
  SyntheticSong song;
  song.addTrack("noise", 1, phrase(1, 48000 * 6, 300.0, 5));
  song.addTrack("tone", 1, sine(48000 * 6, 1000.0, amplitude));
  LivePlayer player(song);
  player.host.setProbe(1);
  player.host.play();
  player.pullFrames(48000 * 4);
  player.host.takeMeters();
  const float* meters = player.host.meters();
  std::printf(
      "[ figure ] probe: momentary %.3f, short-term %.3f, integrated %.3f LUFS, %.3f dBTP\n",
      meters[at::kProbeMomentaryLufs], meters[at::kProbeShortTermLufs],
      meters[at::kProbeIntegratedLufs], meters[at::kProbeTruePeakDbtp]);
  EXPECT_NEAR(meters[at::kProbeMomentaryLufs], -23.0, 0.1);
  EXPECT_NEAR(meters[at::kProbeShortTermLufs], -23.0, 0.1);
  EXPECT_NEAR(meters[at::kProbeIntegratedLufs], -23.0, 0.1);
  EXPECT_NEAR(meters[at::kProbeTruePeakDbtp], -23.0, 0.1);
  const float* strip = meters + at::kFirstStrip + at::kStripLength;
  EXPECT_NEAR(strip[at::kStripMeanAbsoluteLeft], amplitude * 2.0 / kPi, 1e-4);
  player.host.setProbe(0);
  player.host.takeMeters();
  EXPECT_TRUE(std::isinf(player.host.meters()[at::kProbeIntegratedLufs])) << "another strip";
}

}  // namespace
}  // namespace lathe::test
