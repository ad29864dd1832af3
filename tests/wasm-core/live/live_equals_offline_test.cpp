// What you hear is what you export: from song frame 0 the tap holds the
// samples of the offline render, whatever the host's quantum.

#include <gtest/gtest.h>

#include "wasm-core/live/live_player.h"

namespace lathe::test {
namespace {

std::vector<float> asFloat(const std::vector<double>& samples) {
  return {samples.begin(), samples.end()};
}

/// The tap from `from` on, cut to the song.
std::vector<float> heard(const std::vector<float>& tap, size_t from, size_t frames) {
  const size_t end = std::min(from + frames, tap.size());
  return {tap.begin() + static_cast<std::ptrdiff_t>(std::min(from, end)),
          tap.begin() + static_cast<std::ptrdiff_t>(end)};
}

void expectLiveEquals(const Rendering& offline, const SyntheticSong& song) {
  for (const int quantum : {1, 17, 128, 441, 1024}) {
    LivePlayer player(song);
    ASSERT_TRUE(player.ready());
    const auto latency = static_cast<size_t>(player.host.latencyFrames());
    ASSERT_GT(latency, 0u);
    player.host.play();
    player.pullFrames(song.session.songFrames() + 2048, quantum);
    for (int c = 0; c < 2; ++c) {
      EXPECT_EQ(largestStep(heard(player.tap[c], 0, latency)), 0.0) << "latency is silent";
      EXPECT_EQ(firstDifference(asFloat(offline.output[c]),
                                heard(player.tap[c], latency, offline.output[c].size())),
                -1)
          << "quantum " << quantum << ", channel " << c;
    }
    EXPECT_EQ(player.host.starvedBlocks(), 0u);
    EXPECT_EQ(player.host.ignoredCommands(), 0u);
  }
}

TEST(LiveHost, FromTheStartEqualsTheOfflineRenderAtEveryQuantum) {
  const SyntheticSong song = busySong(24011);
  expectLiveEquals(renderSong(song), song);
}

TEST(LiveHost, WithHeadAndTailEqualsWhatIsDelivered) {
  // Heard as a file of it plays, but for its silence: nothing before the start and behind the end.
  SyntheticSong song = busySong(24011);
  song.session.headTail = {3001, 20000, 2000, FadeCurve::EqualPower, 5555, FadeCurve::SCurve};
  const Rendering delivered = renderSong(song);
  for (const int quantum : {17, 128, 1024}) {
    LivePlayer player(song);
    const auto latency = static_cast<size_t>(player.host.latencyFrames());
    player.host.play();
    player.pullFrames(24011 + 2048, quantum);
    for (int c = 0; c < 2; ++c) {
      const auto& tap = player.tap[c];
      const size_t start = latency + 3001;
      EXPECT_EQ(largestStep(heard(tap, 0, start)), 0.0);
      EXPECT_EQ(firstDifference(asFloat(delivered.output[c]), heard(tap, start, 20000 - 3001)), -1)
          << "quantum " << quantum << ", channel " << c;
      EXPECT_EQ(largestStep(heard(tap, latency + 20000, tap.size())), 0.0);
    }
    EXPECT_FALSE(player.host.playing()) << "it stops at the end marker";
    EXPECT_LE(player.host.playheadFrame(), 20000 + 2 * 1024);
    player.host.play();
    EXPECT_EQ(player.host.nextBlockFrame(), 2944) << "and begins again at the start's block";
  }
}

TEST(LiveHost, ALoopPastTheEndMarkerGoesRoundWithoutAHole) {
  // Tones that are steady: after the loop's first 100 ms nothing may be silent but what lies behind
  // the end marker.
  SyntheticSong song = plainSong(sine(48000, 500.0, 0.5));
  song.session.masterParams[ParamId::LimiterOn] = 1.0;
  song.session.headTail = {12800, 25600};
  LivePlayer player(song);
  player.host.seek(12800);
  player.host.setLoop(12800, 32000);
  player.host.play();
  player.pullFrames(3 * 19200);
  int64_t silent = 0;
  for (size_t i = 19200; i < player.tap[0].size(); i += 96) {
    float most = 0.0f;
    for (size_t k = i; k < std::min(i + 96, player.tap[0].size()); ++k) {
      most = std::max(most, std::abs(player.tap[0][k]));
    }
    silent += most < 0.01f ? 96 : 0;
  }
  std::printf("silent in two rounds of a loop past the end: %lld of %d frames\n",
              static_cast<long long>(silent), 2 * 6400);
  EXPECT_NEAR(static_cast<double>(silent), 2.0 * 6400, 4 * 96.0);
}

/// A busy song with a reverb and a delay in note values, through two changes of tempo.
SyntheticSong effectSong(int64_t frames) {
  SyntheticSong song = busySong(frames);
  song.session.tempo = {TempoMark{0, 132.0}, TempoMark{9000, 97.3}, TempoMark{20000, 240.0}};
  for (const EffectKind kind : {EffectKind::Reverb, EffectKind::Delay}) {
    Bus& bus = song.session.buses.emplace_back();
    bus.id = kind == EffectKind::Reverb ? "room" : "echo";
    bus.kind = BusKind::Return;
    ParamValues& params = bus.effect.emplace().params;
    bus.effect->kind = kind;
    params[ParamId::DelayNote] = 1.0;  // 1/32: several echoes within the song
    params[ParamId::DelayModulationMs] = 2.0;
    params[ParamId::DelayMode] = 1.0;
    params[ParamId::ReverbDuckDb] = 6.0;
    for (Track& track : song.session.tracks) {
      Send& send = track.strip.sends.emplace_back();
      send.busIndex = static_cast<int>(song.session.buses.size()) - 1;
      send.params[ParamId::SendLevelDb] = -3.0;
    }
  }
  // One that hears a bus which it feeds itself.
  song.session.tracks[4].strip.keys = {{KeyedStage::Compressor, 8}};
  // The delay also feeds the reverb, which stands a level above it then.
  Send& chained = song.session.buses[2].strip.sends.emplace_back();
  chained.busIndex = 1;
  chained.params[ParamId::SendLevelDb] = -6.0;
  return song;
}

TEST(LiveHost, WithEffectsEqualsTheOfflineRenderAtEveryQuantum) {
  const SyntheticSong song = effectSong(40000);
  const Rendering offline = renderSong(song);
  SyntheticSong dry = song;
  for (Track& track : dry.session.tracks) track.strip.sends.clear();
  ASSERT_NE(firstDifference(renderSong(dry).output[0], offline.output[0]), -1)
      << "the effects are heard";
  for (const int maxFrames : {128, 1000, 8192}) {
    EXPECT_EQ(firstDifference(offline.output[0], renderSong(song, maxFrames).output[0]), -1)
        << "chunks of " << maxFrames;
  }
  expectLiveEquals(offline, song);
}

/// Twenty parameters on their way, of strips, sends, a bus and the master, behind late stages.
SyntheticSong automatedSong(int64_t frames) {
  SyntheticSong song = busySong(frames);
  Session& session = song.session;
  Bus room;
  room.id = "room";
  room.kind = BusKind::Return;
  session.buses.push_back(room);
  for (int i = 0; i < 7; ++i) {
    StripDocument& strip = session.tracks[static_cast<size_t>(i)].strip;
    strip.params[ParamId::EqOn] = strip.params[ParamId::CompOn] = 1.0;
    strip.params[ParamId::CompLookAheadMs] = i;
    if (i < 2) strip.sends.push_back({1, {}});
  }
  const auto add = [&](AutomationTarget target, int strip, int bus, ParamId id) {
    const ParamSpec& spec = paramSpec(id);
    AutomationLane lane{target, strip, bus, id, {}};
    for (int point = 0; point < 4; ++point) {
      const double place = (point * 37 + static_cast<int>(id) * 11 + strip * 5) % 100 / 100.0;
      const double value = spec.minimum + place * (spec.maximum - spec.minimum);
      lane.points.push_back({frames * point / 5 + 31 * strip + 31,
                             spec.kind == ParamKind::Number ? value : std::floor(value + 0.5),
                             0.3 * point - 0.5});
    }
    session.automation.push_back(lane);
  };
  for (int i = 0; i < 4; ++i) {
    add(AutomationTarget::Strip, i, 0, ParamId::FaderGainDb);
    add(AutomationTarget::Strip, i, 0, eqBandParam(i, BandField::FreqHz));
  }
  add(AutomationTarget::Strip, 4, 0, ParamId::CompThresholdDb);
  add(AutomationTarget::Strip, 4, 0, ParamId::CompMakeUpDb);
  add(AutomationTarget::Strip, 5, 0, ParamId::PanPosition);
  add(AutomationTarget::Strip, 5, 0, ParamId::TrimGainDb);
  add(AutomationTarget::Strip, 6, 0, ParamId::StripMute);
  add(AutomationTarget::Strip, 6, 0, ParamId::CompDetector);
  add(AutomationTarget::Send, 0, 1, ParamId::SendLevelDb);
  add(AutomationTarget::Send, 1, 1, ParamId::SendPanPosition);
  add(AutomationTarget::Strip, 8, 0, ParamId::FaderGainDb);
  add(AutomationTarget::Master, -1, 0, ParamId::MasterDriveDb);
  add(AutomationTarget::Master, -1, 0, ParamId::MasterTrimDb);
  add(AutomationTarget::Master, -1, 0, ParamId::LimiterCeilingDbtp);
  return song;
}

TEST(LiveHost, WithTwentyParametersAutomatedEqualsTheOfflineRenderAtEveryQuantum) {
  const SyntheticSong song = automatedSong(24011);
  ASSERT_EQ(song.session.automation.size(), 20u);
  const Rendering offline = renderSong(song);
  SyntheticSong still = song;
  still.session.automation.clear();
  ASSERT_NE(firstDifference(offline.output[0], renderSong(still).output[0]), -1);
  expectLiveEquals(offline, song);
}

TEST(LiveHost, WithEffectsPlayedAgainAfterChangesAndASeekIsTheSame) {
  const SyntheticSong song = effectSong(30000);
  const Rendering offline = renderSong(song);
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  player.host.play();
  player.pullFrames(15000);
  player.host.setParam(kEffectTargets + 1, ParamId::ReverbDecaySeconds, 12.0);
  player.host.setParam(kEffectTargets + 2, ParamId::DelayFeedbackPercent, 90.0);
  player.pullFrames(9000);
  player.host.pause();
  player.pullFrames(4096);
  ASSERT_FALSE(player.host.playing());
  for (const auto& [bus, id] :
       {std::pair{1, ParamId::ReverbDecaySeconds}, std::pair{2, ParamId::DelayFeedbackPercent}}) {
    player.host.setParam(kEffectTargets + bus, id, paramSpec(id).defaultValue);
  }
  player.host.seek(0);
  player.forget();
  player.host.play();
  player.pullFrames(song.session.songFrames() + 2048);
  const auto latency = static_cast<size_t>(player.host.latencyFrames());
  EXPECT_EQ(firstDifference(asFloat(offline.output[0]),
                            heard(player.tap[0], latency, offline.output[0].size())),
            -1);
  EXPECT_EQ(player.host.ignoredCommands(), 0u);
}

TEST(LiveHost, PlayedAgainFromTheStartIsTheSame) {
  const SyntheticSong song = busySong(12000);
  const Rendering offline = renderSong(song);
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  player.host.play();
  player.pullFrames(7000);
  player.host.setParam(0, ParamId::FaderGainDb, -30.0);
  player.host.pause();
  player.pullFrames(4096);
  ASSERT_FALSE(player.host.playing());
  player.host.setParam(0, ParamId::FaderGainDb,
                       song.session.tracks[0].strip.params[ParamId::FaderGainDb]);
  player.host.seek(0);
  player.forget();
  player.host.play();
  player.pullFrames(song.session.songFrames() + 2048);
  const auto latency = static_cast<size_t>(player.host.latencyFrames());
  EXPECT_EQ(firstDifference(asFloat(offline.output[0]),
                            heard(player.tap[0], latency, offline.output[0].size())),
            -1);
}

TEST(LiveHost, AJumpToTheStartWhilePlayingIsTheSameAfterItsFadeOut) {
  const SyntheticSong song = busySong(12000);
  const Rendering offline = renderSong(song);
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  player.host.play();
  player.pullFrames(5120);
  player.host.seek(0);
  player.forget();
  player.pullFrames(song.session.songFrames() + 2048);
  // The jump comes with the first block after the fade-out: where the blocks start again at 0.
  const auto restart = std::find(player.blocks.begin(), player.blocks.end(), 0);
  ASSERT_NE(restart, player.blocks.end());
  const auto fadeFrames = static_cast<size_t>(restart - player.blocks.begin()) * kBlockFrames;
  EXPECT_LE(fadeFrames, 3u * kBlockFrames);
  const auto latency = static_cast<size_t>(player.host.latencyFrames());
  EXPECT_EQ(firstDifference(asFloat(offline.output[0]),
                            heard(player.tap[0], fadeFrames + latency, offline.output[0].size())),
            -1);
}

}  // namespace
}  // namespace lathe::test
