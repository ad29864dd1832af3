// A song rendered by several engines, each with a part of the shards, is the
// song that one engine renders, to the last bit; whatever the session asks of
// engines that hear one another.

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <string>

#include "base/block.h"
#include "wasm-core/render/synthetic_song.h"

namespace lathe::test {
namespace {

constexpr int64_t kFrames = 60077;  // no multiple of anything
constexpr int kTracks = 20;         // three shards
constexpr int kPartChunkFrames = 4096;

Bus bus(const char* id, BusKind kind, int output = 0) {
  Bus bus;
  bus.id = id;
  bus.kind = kind;
  bus.strip.outputBus = output;
  return bus;
}

Bus effectReturn(const char* id, EffectKind kind) {
  Bus made = bus(id, BusKind::Return);
  made.effect.emplace().kind = kind;
  return made;
}

Send send(int bus, double levelDb, int tap = 0) {
  Send made;
  made.busIndex = bus;
  made.params[ParamId::SendLevelDb] = levelDb;
  made.params[ParamId::SendTap] = tap;
  return made;
}

AutomationLane ride(int strip, ParamId param, double from, double to) {
  AutomationLane lane;
  lane.stripIndex = strip;
  lane.param = param;
  lane.points = {{0, from, 0.0}, {kFrames / 2, to, 0.6}, {kFrames - 100, from, 0.0}};
  return lane;
}

void setStages(int i, ParamValues& p) {
  p[ParamId::TrimGainDb] = i % 5 - 2;
  p[ParamId::FaderGainDb] = -12.0 + i % 7;
  p[ParamId::PanPosition] = -80.0 + 8.0 * i;
  p[ParamId::GateOn] = i % 3 == 0 ? 1.0 : 0.0;
  p[ParamId::GateThresholdDb] = -40.0;
  p[ParamId::EqOn] = i % 4 != 3 ? 1.0 : 0.0;
  p[ParamId::EqHighPassOn] = 1.0;
  p[eqBandParam(1, BandField::On)] = 1.0;
  p[eqBandParam(1, BandField::GainDb)] = 4.0;
  p[eqBandParam(1, BandField::DynOn)] = i % 5 == 1 ? 1.0 : 0.0;
  p[ParamId::CompOn] = i % 2 == 0 ? 1.0 : 0.0;
  p[ParamId::CompThresholdDb] = -28.0;
  p[ParamId::CompLookAheadMs] = i % 7 == 4 ? 2.5 : 0.0;
  p[ParamId::DeEsserOn] = i % 6 == 5 ? 1.0 : 0.0;
  p[ParamId::SaturationOn] = i % 3 == 1 ? 1.0 : 0.0;
  p[ParamId::SaturationDriveDb] = 9.0;
  p[ParamId::StripMute] = i == 5 ? 1.0 : 0.0;
}

/// The clip in two, cross-faded, the second quieter.
void splitClip(Track& track) {
  Clip second = track.clips.front();
  const int64_t half = second.frames / 2;
  track.clips.front().frames = half + 900;
  track.clips.front().fadeOutFrames = 900;
  second.id += "-b";
  second.sourceFrame += half;
  second.startFrame += half;
  second.frames -= half;
  second.fadeInFrames = 900;
  second.gainDb = -3.0;
  track.clips.push_back(second);
}

/// Three shards of tracks in groups within groups, with sends to effects, keys from tracks of other
/// shards to tracks and buses, and from bus to bus, automation of everything, and a master that
/// limits. Buses: 1 drums → 2 band → mix, 3 reverb, 4 delay.
SyntheticSong wholeMix() {
  SyntheticSong song;
  Session& session = song.session;
  session.buses.push_back(bus("drums", BusKind::Group, 2));
  session.buses.push_back(bus("band", BusKind::Group));
  session.buses.push_back(effectReturn("room", EffectKind::Reverb));
  session.buses.push_back(effectReturn("echo", EffectKind::Delay));
  for (int i = 0; i < kTracks; ++i) {
    const int channels = 1 + i % 2;
    // Screen order is not the order of ids.
    Track& track =
        song.addTrack(std::string("t") + static_cast<char>('a' + (7 * i) % kTracks), channels,
                      phrase(channels, kFrames - 211 * i, 60.0 * (i + 1), 7u + i), 31 * i);
    setStages(i, track.strip.params);
    track.strip.outputBus = i % 3 == 0 ? 1 : i % 3 == 1 ? 2 : 0;
    track.strip.sends.push_back(send(3, -14.0, i % 2));
    if (i % 4 == 1) track.strip.sends.push_back(send(4, -16.0, 2));
    if (i % 3 == 0) track.strip.keys.push_back({KeyedStage::Gate, (i + 11) % kTracks});
    if (i % 6 == 2) track.strip.keys.push_back({KeyedStage::Compressor, 5});  // muted
    if (i % 2 == 0) splitClip(track);
    if (i % 5 == 3) track.delayMs = i % 2 == 0 ? 12.5 : -7.25;
  }
  StripDocument& drums = session.buses[1].strip;
  drums.params[ParamId::CompOn] = 1.0;
  drums.params[ParamId::CompThresholdDb] = -30.0;
  drums.keys = {{KeyedStage::Compressor, 4}};
  StripDocument& band = session.buses[2].strip;
  band.params = drums.params;
  band.params[ParamId::SaturationOn] = 1.0;
  band.keys = {{KeyedStage::Compressor, kTracks + 1}};
  band.sends.push_back(send(3, -20.0));
  for (int i = 0; i < kTracks; i += 3) {
    session.automation.push_back(ride(i, ParamId::FaderGainDb, -20.0, -6.0));
    session.automation.push_back(ride(i, ParamId::TrimGainDb, -3.0, 3.0));
    session.automation.push_back(ride(i, ParamId::StripMute, 0.0, 1.0));
  }
  session.automation.push_back(ride(kTracks + 2, ParamId::PanPosition, -30.0, 30.0));
  AutomationLane toRoom = ride(1, ParamId::SendLevelDb, -30.0, -6.0);
  toRoom.target = AutomationTarget::Send;
  toRoom.sendBusIndex = 3;
  session.automation.push_back(toRoom);
  AutomationLane drive = ride(-1, ParamId::MasterDriveDb, 0.0, 6.0);
  drive.target = AutomationTarget::Master;
  session.automation.push_back(drive);
  session.masterParams[ParamId::LimiterOn] = 1.0;
  return song;
}

/// By `parts` engines in a row, chunk after chunk. `trackReads`: of each part, the requests it
/// made.
Rendering renderInParts(const SyntheticSong& song, int parts, std::vector<size_t>& trackReads) {
  std::vector<std::unique_ptr<OfflineRenderer>> row;
  size_t sums = 0;
  for (int part = 0; part < parts; ++part) {
    row.push_back(std::make_unique<OfflineRenderer>());
    if (!row.back()->prepare(song.session, song.layouts, kPartChunkFrames)) return {};
    sums = row.back()->setPart(part, parts);
  }
  trackReads.assign(static_cast<size_t>(parts), 0);
  Rendering result;
  OfflineRenderer& last = *row.back();
  while (!last.done()) {
    for (size_t part = 0; part < row.size(); ++part) {
      if (row[part]->done()) ADD_FAILURE() << "part " << part << " is done before the last";
      if (part > 0) {
        std::memcpy(row[part]->trackSums(), row[part - 1]->trackSums(), sums * sizeof(double));
      }
      const std::span<const ReadRequest> requests = row[part]->plan();
      trackReads[part] += requests.size();
      song.read(requests);
      const int frames = row[part]->render();
      if (part + 1 < row.size()) continue;
      for (int c = 0; c < 2; ++c) {
        result.output[c].insert(result.output[c].end(), last.output(c), last.output(c) + frames);
        result.mix[c].insert(result.mix[c].end(), last.mix(c), last.mix(c) + last.mixFrames());
      }
    }
  }
  for (const auto& part : row) EXPECT_TRUE(part->done());
  cutMix(result, last);
  return result;
}

/// Fails with the place where the renders part, and prints how many samples agree.
void expectSameInParts(const SyntheticSong& song, const char* what) {
  const Rendering whole = renderSong(song);
  double peak = 0.0;
  for (double sample : whole.output[0]) peak = std::max(peak, std::fabs(sample));
  EXPECT_GT(peak, 0.1) << "the song has to sound for the comparison to mean anything";
  for (int parts : {1, 2, 4}) {
    std::vector<size_t> reads;
    const Rendering together = renderInParts(song, parts, reads);
    size_t compared = 0;
    for (int c = 0; c < 2; ++c) {
      EXPECT_EQ(firstDifference(whole.output[c], together.output[c]), -1) << parts << " parts";
      EXPECT_EQ(firstDifference(whole.mix[c], together.mix[c]), -1) << parts << " parts, mix";
      compared += together.output[c].size() + together.mix[c].size();
    }
    std::string each;
    for (const size_t count : reads) each += " " + std::to_string(count);
    std::printf("[ figure ] %s, %d parts: %zu samples alike, reads of each part%s\n", what, parts,
                compared, each.c_str());
  }
}

TEST(RenderInParts, AWholeMixIsTheSameByOneTwoAndFourEngines) {
  expectSameInParts(wholeMix(), "a whole mix");
}

TEST(RenderInParts, KeysFromBusesKeepTheirBlock) {
  SyntheticSong song = wholeMix();
  // Of tracks in the first and the second shard, from a group and from the mix.
  song.session.tracks[0].strip.keys = {{KeyedStage::Compressor, kTracks + 1}};
  song.session.tracks[10].strip.keys = {{KeyedStage::Gate, kTracks}};
  expectSameInParts(song, "keys from buses");
}

TEST(RenderInParts, ALateKeyFromABusLeavesEarlierShardsToOthers) {
  SyntheticSong song = wholeMix();
  int last = 0;  // in order of id
  for (int i = 1; i < kTracks; ++i) {
    if (song.session.tracks[static_cast<size_t>(i)].id >
        song.session.tracks[static_cast<size_t>(last)].id) {
      last = i;
    }
  }
  song.session.tracks[static_cast<size_t>(last)].strip.keys = {
      {KeyedStage::Compressor, kTracks + 1}};
  expectSameInParts(song, "a key from a bus in the last shard");
}

TEST(RenderInParts, ASongOfOneShardIsLeftToFewer) {
  SyntheticSong song = busySong(kFrames);
  expectSameInParts(song, "one shard");
}

TEST(RenderInParts, EachReadsOnlyWhatItHears) {
  SyntheticSong song = wholeMix();
  for (Track& track : song.session.tracks) track.strip.keys.clear();
  for (Bus& each : song.session.buses) each.strip.keys.clear();
  std::vector<size_t> one;
  std::vector<size_t> two;
  renderInParts(song, 1, one);
  renderInParts(song, 2, two);
  std::printf("[ figure ] reads by one engine %zu, by two %zu + %zu\n", one[0], two[0], two[1]);
  EXPECT_EQ(two[0] + two[1], one[0]) << "no stem is read twice where nothing is keyed";
  EXPECT_GT(two[0], 0u);
  EXPECT_GT(two[1], 0u);
}

TEST(RenderInParts, WhatAPartAddsCounts) {
  // The comparisons above can fail: without what the first part hands over, the song is another.
  const SyntheticSong song = wholeMix();
  OfflineRenderer last;
  ASSERT_TRUE(last.prepare(song.session, song.layouts, kPartChunkFrames));
  last.setPart(1, 2);
  const Rendering alone = finish(last, song);
  EXPECT_NE(firstDifference(renderSong(song).output[0], alone.output[0]), -1);
}

}  // namespace
}  // namespace lathe::test
