// What a render promises: the song's length to the frame, in time with its
// stems, and the same samples however it is cut into chunks.

#include "render/offline_renderer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "wasm-core/render/synthetic_song.h"

namespace lathe::test {
namespace {

constexpr int64_t kFrames = 30037;  // no multiple of anything

TEST(OfflineRenderer, DeliversTheSongToTheFrameWhateverTheChunk) {
  const SyntheticSong song = busySong(kFrames);
  const Rendering whole = renderSong(song, 65536);
  ASSERT_EQ(static_cast<int64_t>(whole.output[0].size()), song.session.songFrames());
  double peak = 0.0;
  for (double sample : whole.output[0]) peak = std::max(peak, std::fabs(sample));
  EXPECT_GT(peak, 0.3) << "the song has to sound for the comparison to mean anything";
  for (int chunk : {1, 128, 1000, 8192}) {
    const Rendering chunked = renderSong(song, chunk);
    for (int c = 0; c < 2; ++c) {
      EXPECT_EQ(firstDifference(whole.output[c], chunked.output[c]), -1) << "chunk " << chunk;
      EXPECT_EQ(firstDifference(whole.mix[c], chunked.mix[c]), -1) << "chunk " << chunk;
    }
  }
}

TEST(OfflineRenderer, AStemAtUnityComesOutAsItIs) {
  const std::vector<float> stem = phrase(1, 5001, 440.0, 3);
  const Rendering rendering = renderSong(plainSong(stem));
  EXPECT_EQ(firstDifference(stem, rendering.output[0]), -1);
  EXPECT_EQ(firstDifference(stem, rendering.output[1]), -1);
}

TEST(OfflineRenderer, TheLimitersLatencyIsTakenOff) {
  std::vector<float> stem(4000, 0.0f);
  for (size_t at : {size_t{0}, size_t{777}, stem.size() - 1}) stem[at] = 0.25f;
  SyntheticSong song = plainSong(stem);
  song.session.masterParams[ParamId::LimiterOn] = 1.0;
  OfflineRenderer renderer;
  ASSERT_TRUE(renderer.prepare(song.session, song.layouts));
  EXPECT_GT(renderer.latencyFrames(), 0);
  const Rendering rendering = finish(renderer, song);
  ASSERT_EQ(rendering.output[0].size(), stem.size());
  double worst = 0.0;
  for (size_t i = 0; i < stem.size(); ++i) {
    worst = std::max(worst, std::fabs(rendering.output[0][i] - stem[i]));
  }
  std::printf("[ figure ] limiter below its ceiling, largest deviation %.3g\n", worst);
  EXPECT_LT(worst, 1e-6);
}

TEST(OfflineRenderer, AMissingStemIsSilentAndTheRestPlays) {
  SyntheticSong song = plainSong(sine(5000, 500.0, 0.5));
  const Rendering alone = renderSong(song);
  song.addTrack("gone", 2, phrase(2, 5000, 200.0, 9));
  song.layouts.back() = PcmLayout{};
  const Rendering both = renderSong(song);
  EXPECT_EQ(firstDifference(alone.output[0], both.output[0]), -1);
}

TEST(OfflineRenderer, AnOverrideEqualsTheDocumentWithThatValue) {
  SyntheticSong song = busySong(9000);
  OfflineRenderer renderer;
  ASSERT_TRUE(renderer.prepare(song.session, song.layouts));
  renderer.setParam(kMasterTarget, ParamId::MasterDriveDb, 3.0);
  renderer.setParam(2, ParamId::FaderGainDb, -20.0);
  const Rendering overridden = finish(renderer, song);
  song.session.masterParams[ParamId::MasterDriveDb] = 3.0;
  song.session.tracks[2].strip.params[ParamId::FaderGainDb] = -20.0;
  const Rendering written = renderSong(song);
  EXPECT_EQ(firstDifference(overridden.output[0], written.output[0]), -1);
  EXPECT_EQ(firstDifference(overridden.output[1], written.output[1]), -1);
}

TEST(OfflineRenderer, AnEmptySongIsDoneAtOnce) {
  OfflineRenderer renderer;
  ASSERT_TRUE(renderer.prepare(Session(), {}));
  EXPECT_TRUE(renderer.done());
  EXPECT_EQ(renderer.totalFrames(), 0);
}

}  // namespace
}  // namespace lathe::test
