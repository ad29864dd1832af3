// Pause, seek, loop and missing audio never click, and the playhead tells
// where the song is.

#include <gtest/gtest.h>

#include "wasm-core/live/live_player.h"

namespace lathe::test {
namespace {

constexpr double kHertz = 60.0;
constexpr double kAmplitude = 0.5;
constexpr int64_t kFrames = 48000;

// A sine's own largest step, and the most that a fade adds to it: the curve 6t⁵ − 15t⁴ + 10t³ is
// steepest in its middle, 1.875 over its length.
const double kSineStep = 2.0 * kPi * kHertz / 48000.0 * kAmplitude;
constexpr double kFadeFrames = 240.0;
const double kFadeStep = kSineStep + 1.875 / kFadeFrames * kAmplitude;
// A splice moves between two samples up to 2·amplitude apart within one block.
const double kSpliceStep = kSineStep + 1.875 / kBlockFrames * 2.0 * kAmplitude;

class Transporting : public testing::Test {
 protected:
  Transporting() : song(plainSong(sine(kFrames, kHertz, kAmplitude))), player(song) {}
  void SetUp() override { ASSERT_TRUE(player.ready()); }

  void expectSmooth(double bound, const char* what) {
    const double step = largestStep(player.tap[0]);
    std::printf("[ figure ] %s: largest step %.4f (sine alone %.4f, bound %.4f)\n", what, step,
                kSineStep, bound);
    EXPECT_LE(step, bound * 1.001);
    EXPECT_GE(step, kSineStep * 0.9) << "it must have sounded";
  }

  SyntheticSong song;
  LivePlayer player;
};

TEST_F(Transporting, PauseAndResumeDoNotClick) {
  player.host.play();
  for (int i = 0; i < 12; ++i) {
    player.pullFrames(1000 + 70 * i);
    player.host.pause();
    player.pullFrames(1024);
    EXPECT_FALSE(player.host.playing());
    EXPECT_EQ(player.tap[0].back(), 0.0f);
    player.host.play();
  }
  expectSmooth(kFadeStep, "pause and resume");
}

TEST_F(Transporting, PauseTakenBackAtOnceDoesNotClick) {
  player.host.play();
  for (int i = 0; i < 20; ++i) {
    player.pullFrames(900);
    player.host.pause();
    player.pullFrames(128);
    player.host.play();
  }
  EXPECT_TRUE(player.host.playing());
  expectSmooth(kFadeStep, "pause taken back");
}

TEST_F(Transporting, SeeksWhilePlayingDoNotClick) {
  player.host.play();
  for (int64_t target : {12345, 40000, 200, 31111, 30000, 777}) {
    player.pullFrames(2100);
    player.host.seek(target);
  }
  player.pullFrames(2100);
  expectSmooth(kFadeStep, "seek");
}

TEST_F(Transporting, SeeksThroughTheLimitersDelayDoNotClick) {
  song.session.masterParams[ParamId::LimiterOn] = 1.0;
  LivePlayer delayed(song);
  ASSERT_TRUE(delayed.ready());
  ASSERT_GT(delayed.host.latencyFrames(), 0);
  delayed.host.play();
  for (int64_t target : {12345, 40000, 200, 31111}) {
    delayed.pullFrames(2100);
    delayed.host.seek(target);
  }
  delayed.pullFrames(2100);
  const double step = largestStep(delayed.tap[0]);
  std::printf("[ figure ] seek through %d frames of delay: largest step %.4f\n",
              delayed.host.latencyFrames(), step);
  EXPECT_LE(step, kFadeStep * 1.001);
}

TEST_F(Transporting, ASeekGoesToTheStartOfItsBlock) {
  player.host.seek(1000);
  EXPECT_EQ(player.host.nextBlockFrame(), 896);
  EXPECT_EQ(player.host.playheadFrame(), 896);
  player.host.seek(-5);
  EXPECT_EQ(player.host.nextBlockFrame(), 0);
  player.host.seek(int64_t{1} << 50);
  EXPECT_EQ(player.host.playheadFrame(), kFrames);
}

TEST_F(Transporting, LoopsAreSnappedSeamlessAndRunOn) {
  player.host.setLoop(6100, 16500);
  EXPECT_EQ(player.host.loopStart(), 6144);
  EXPECT_EQ(player.host.loopEnd(), 16512);
  player.host.play();
  player.pullFrames(60000);
  int wraps = 0;
  for (size_t i = 1; i < player.blocks.size(); ++i) {
    const int64_t expected =
        player.blocks[i - 1] + kBlockFrames == 16512 ? 6144 : player.blocks[i - 1] + kBlockFrames;
    ASSERT_EQ(player.blocks[i], expected);
    wraps += player.blocks[i] < player.blocks[i - 1];
  }
  EXPECT_GE(wraps, 4);
  EXPECT_EQ(player.host.jumps(), 0u) << "a loop's end is no surprise to the rings";
  expectSmooth(kSpliceStep, "loop");
  // No hole: at every wrap the sine goes on at its level within a block and a half.
  const auto from = static_cast<std::ptrdiff_t>(16512 + kBlockFrames);
  const auto loudest =
      *std::max_element(player.tap[0].begin() + from, player.tap[0].begin() + from + 800);
  EXPECT_GT(loudest, 0.95 * kAmplitude);
}

TEST_F(Transporting, ALoopMovedBehindThePlayheadLetsTheSongEnd) {
  player.host.play();
  player.pullFrames(20000);
  player.host.setLoop(1000, 5000);
  player.pullFrames(40000);
  EXPECT_FALSE(player.host.playing());
  EXPECT_EQ(player.host.playheadFrame(), kFrames);
}

TEST_F(Transporting, TheSongEndsByItselfAndStartsAgain) {
  player.host.play();
  player.pullFrames(kFrames + 4096);
  EXPECT_FALSE(player.host.playing());
  EXPECT_EQ(player.host.playheadFrame(), kFrames);
  player.host.play();
  EXPECT_TRUE(player.host.playing());
  EXPECT_EQ(player.host.nextBlockFrame(), 0);
  EXPECT_EQ(player.host.jumps(), 1u);
}

TEST_F(Transporting, MissingAudioIsCountedAndHoldsThePlayhead) {
  player.host.play();
  player.pull(128, false);  // the rings are still filling: no fault of theirs
  EXPECT_EQ(player.host.starvedBlocks(), 0u);
  player.pullFrames(3000);
  const int64_t held = player.host.nextBlockFrame();
  for (int i = 0; i < 5; ++i) player.pull(128, false);
  EXPECT_EQ(player.host.starvedBlocks(), 5u);
  EXPECT_EQ(player.host.nextBlockFrame(), held) << "nothing of the song is skipped";
  EXPECT_EQ(player.tap[0].back(), 0.0f);
  player.pullFrames(3000);
  expectSmooth(kSineStep + 1.875 / kBlockFrames * kAmplitude, "starvation");
  player.host.resetMeters();
  EXPECT_EQ(player.host.starvedBlocks(), 0u);
}

TEST_F(Transporting, AHostThatSkipsItsBlocksIsStarved) {
  player.host.play();
  player.pullFrames(1280);
  player.host.pull(512);
  EXPECT_EQ(player.host.starvedBlocks(), 4u);
}

TEST_F(Transporting, PauseDuringStarvationStops) {
  player.host.play();
  player.pullFrames(1280);
  player.pull(128, false);
  player.host.pause();
  for (int i = 0; i < 4; ++i) player.pull(128, false);
  EXPECT_FALSE(player.host.playing());
}

TEST_F(Transporting, ThePlayheadFollowsWhatIsHeard) {
  player.host.play();
  player.pullFrames(4410, 441);
  EXPECT_EQ(player.host.playheadFrame(), 4410);
}

}  // namespace
}  // namespace lathe::test
