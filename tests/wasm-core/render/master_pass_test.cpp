// Mastering a cached mix gives the samples that rendering the song gives.

#include "render/master_pass.h"

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

Pass master(const Rendering& mix, const ParamValues& params, int feed, int maxFrames) {
  MasterPass pass;
  const auto total = static_cast<int64_t>(mix.mix[0].size());
  EXPECT_TRUE(pass.prepare(48000.0, total, maxFrames));
  for (ParamId id :
       {ParamId::MasterDriveDb, ParamId::MasterTrimDb, ParamId::LimiterOn,
        ParamId::LimiterCeilingDbtp, ParamId::LimiterLookAheadMs, ParamId::LimiterReleaseMs}) {
    pass.setParam(id, params[id]);
  }
  Pass result;
  for (int64_t at = 0; at < total; at += feed) {
    const auto frames = static_cast<int>(std::min<int64_t>(feed, total - at));
    for (int c = 0; c < 2; ++c) {
      std::copy_n(mix.mix[c].data() + at, frames, pass.input(c));
    }
    append(result, pass, pass.process(frames));
  }
  while (!pass.done()) append(result, pass, pass.process(0));
  return result;
}

TEST(MasterPass, GivesTheSamplesOfTheWholeRender) {
  SyntheticSong song = busySong(20011);
  song.session.masterParams[ParamId::MasterTrimDb] = -1.5;
  song.session.masterParams[ParamId::LimiterLookAheadMs] = 7.3;
  const Rendering rendering = renderSong(song);
  for (int feed : {128, 1024, 8192}) {
    const Pass pass = master(rendering, song.session.masterParams, feed, 8192);
    for (int c = 0; c < 2; ++c) {
      EXPECT_EQ(firstDifference(rendering.output[c], pass.output[c]), -1) << "feed " << feed;
    }
  }
}

TEST(MasterPass, FlushesMoreLatencyThanItsChunkHolds) {
  SyntheticSong song = busySong(3000);
  song.session.masterParams[ParamId::LimiterLookAheadMs] = 10.0;
  const Rendering rendering = renderSong(song, 128);
  const Pass pass = master(rendering, song.session.masterParams, 128, 128);
  EXPECT_EQ(firstDifference(rendering.output[0], pass.output[0]), -1);
}

}  // namespace
}  // namespace lathe::test
