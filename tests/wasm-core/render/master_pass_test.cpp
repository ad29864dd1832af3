// Mastering a cached mix gives the samples that rendering the song gives.

#include "master/master_pass.h"

#include <gtest/gtest.h>

#include "wasm-core/render/synthetic_song.h"

namespace lathe::test {
namespace {

struct Pass {
  std::vector<double> output[2];
};

void append(Pass& pass, const MasterPass& from, int frames) {
  for (int c = 0; c < 2; ++c) {
    pass.output[c].insert(pass.output[c].end(), from.output(c), from.output(c) + frames);
  }
}

/// The master over a rendering's mix, as `params` set it; `mixFrames` of it, the rest as silence.
Pass master(const Rendering& rendering, const SyntheticSong& song, int feed, int maxFrames,
            size_t mixFrames = SIZE_MAX) {
  MasterPass pass;
  EXPECT_TRUE(pass.prepare(song.session, rendering.mixLatencyFrames, maxFrames));
  const size_t total = std::min(mixFrames, rendering.mix[0].size());
  Pass result;
  for (size_t at = 0; at < total && !pass.done(); at += static_cast<size_t>(feed)) {
    const auto frames = static_cast<int>(std::min<size_t>(static_cast<size_t>(feed), total - at));
    for (int c = 0; c < 2; ++c) std::copy_n(rendering.mix[c].data() + at, frames, pass.input(c));
    append(result, pass, pass.process(frames));
  }
  while (!pass.done()) append(result, pass, pass.process(0));
  return result;
}

/// Strips that are late, and a master that is automated behind them.
SyntheticSong lateSong(int64_t frames) {
  SyntheticSong song = busySong(frames);
  song.session.tracks[0].strip.params[ParamId::CompLookAheadMs] = 7.0;
  song.session.masterParams[ParamId::MasterTrimDb] = -1.5;
  song.session.masterParams[ParamId::LimiterLookAheadMs] = 7.3;
  song.session.automation.push_back(
      {AutomationTarget::Master, -1, 0, ParamId::MasterDriveDb, {{0, 3.0}, {frames / 2, 12.0}}});
  return song;
}

TEST(MasterPass, GivesTheSamplesOfTheWholeRender) {
  const SyntheticSong song = lateSong(20011);
  const Rendering rendering = renderSong(song);
  EXPECT_EQ(rendering.mixLatencyFrames, 336);
  EXPECT_EQ(rendering.output[0].size(), 20011u);
  for (int feed : {128, 1024, 8192}) {
    const Pass pass = master(rendering, song, feed, 8192);
    for (int c = 0; c < 2; ++c) {
      EXPECT_EQ(firstDifference(rendering.output[c], pass.output[c]), -1) << "feed " << feed;
    }
  }
}

TEST(MasterPass, FlushesMoreLatencyThanItsChunkHolds) {
  SyntheticSong song = busySong(3000);
  song.session.masterParams[ParamId::LimiterLookAheadMs] = 10.0;
  const Rendering rendering = renderSong(song, 128);
  const Pass pass = master(rendering, song, 128, 128);
  EXPECT_EQ(firstDifference(rendering.output[0], pass.output[0]), -1);
}

TEST(MasterPass, AMixThatEndsWithTheSongGivesAllOfIt) {
  // Only what the limiter sees ahead of the last frames is another.
  SyntheticSong song = busySong(20011);
  const Rendering rendering = renderSong(song);
  const Pass pass = master(rendering, song, 1024, 1024, 20011);
  ASSERT_EQ(pass.output[0].size(), 20011u);
  const int64_t difference = firstDifference(rendering.output[0], pass.output[0]);
  EXPECT_TRUE(difference == -1 || difference > 20011 - 1024) << difference;
}

}  // namespace
}  // namespace lathe::test
