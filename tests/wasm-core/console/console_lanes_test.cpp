// A strip's result is its own: the lane it lies on, its neighbours, their
// comings and goings and the order of tracks on screen do not change a bit.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "console/console.h"
#include "console_fixture.h"

namespace lathe::test {
namespace {

constexpr int kBlocks = 120;

/// Tracks of every width and set of active stages, all at unity: what each adds to the mix is a
/// float, so that a mix can be checked against its strips to the bit.
Session mixedSession(int tracks) {
  Session session = makeSession(tracks);
  for (int i = 0; i < tracks; ++i) {
    ParamValues& params = session.tracks[static_cast<size_t>(i)].strip.params;
    setBusyStages(params, i);
    params[ParamId::EqOn] = i % 4 == 1 ? 0 : 1;
    params[ParamId::CompOn] = i % 5 == 2 ? 0 : 1;
  }
  return session;
}

/// Moves that a track makes at a block edge, a function of its id and the block alone.
void makeMoves(Console& console, const Session& session, int track, int block) {
  const std::string& id = session.tracks[static_cast<size_t>(track)].id;
  const uint64_t roll = (idHash(id) ^ static_cast<uint64_t>(block) * 0x9e3779b97f4a7c15ull) >> 7;
  switch (roll % 40) {
    case 0:
    case 1:
      console.setParam(track, ParamId::EqOn, static_cast<double>(roll / 64 % 2));
      break;
    case 2:
    case 3:
      console.setParam(track, ParamId::CompOn, static_cast<double>(roll / 64 % 2));
      break;
    case 4:
      console.setParam(track, eqBandParam(2, BandField::GainDb),
                       static_cast<double>(roll / 64 % 12) - 6);
      break;
    case 5:
      console.setParam(track, ParamId::CompThresholdDb, -static_cast<double>(roll / 64 % 40));
      break;
    case 6:
      console.setParam(track, ParamId::TrimGainDb, static_cast<double>(roll / 64 % 12) - 6);
      break;
    default:
      break;
  }
}

StereoTake runWithMoves(const Session& session, int blocks = kBlocks) {
  Console console;
  EXPECT_TRUE(console.prepare(session));
  return runNoise(console, session, blocks, [&](Console& e, int block) {
    for (int track = 0; track < e.trackCount(); ++track) makeMoves(e, session, track, block);
  });
}

StereoTake runAlone(const Session& session, size_t track) {
  Session alone = session;
  alone.tracks = {session.tracks[track]};
  return runWithMoves(alone);
}

/// One property in one comparison: every strip alone in lane 0 of its own console, never sharing a
/// bank and never repacked for another's sake, summed here in double, against all of them packed,
/// switching and being repacked together.
TEST(ConsoleLanes, AMixOfManyIsTheSumOfEachAloneToTheBit) {
  const Session session = mixedSession(37);
  const StereoTake together = runWithMoves(session);
  const size_t frames = together.left.size();
  std::vector<double> sumLeft(frames);
  std::vector<double> sumRight(frames);
  double loudest = 0;
  for (size_t first = 0; first < session.tracks.size(); first += kStripsPerShard) {
    std::vector<double> shardLeft(frames);
    std::vector<double> shardRight(frames);
    const size_t end = std::min(first + kStripsPerShard, session.tracks.size());
    for (size_t track = first; track < end; ++track) {
      const StereoTake alone = runAlone(session, track);
      for (size_t n = 0; n < frames; ++n) {
        shardLeft[n] += alone.left[n];
        shardRight[n] += alone.right[n];
      }
    }
    for (size_t n = 0; n < frames; ++n) {
      sumLeft[n] += shardLeft[n];
      sumRight[n] += shardRight[n];
      loudest = std::max(loudest, std::abs(sumLeft[n]));
    }
  }
  for (size_t n = 0; n < frames; ++n) {
    ASSERT_EQ(together.left[n], static_cast<float>(sumLeft[n])) << "frame " << n;
    ASSERT_EQ(together.right[n], static_cast<float>(sumRight[n])) << "frame " << n;
  }
  EXPECT_GT(loudest, 0.1) << "the comparison is of sound";
}

TEST(ConsoleLanes, OrderOnScreenDoesNotChangeTheMix) {
  const Session session = mixedSession(29);
  const StereoTake expected = runWithMoves(session);
  for (const unsigned seed : {1u, 2u, 3u}) {
    Session shuffled = session;
    std::mt19937 random(seed);
    std::shuffle(shuffled.tracks.begin(), shuffled.tracks.end(), random);
    EXPECT_EQ(firstDifference(expected, runWithMoves(shuffled)), -1);
  }
}

/// The neighbours here are muted, so that only their presence can tell.
TEST(ConsoleLanes, NeighboursThatSwitchStagesEveryBlockChangeNothing) {
  Session session = mixedSession(16);
  for (size_t subject = 0; subject < session.tracks.size(); ++subject) {
    Session crowded = session;
    for (size_t i = 0; i < crowded.tracks.size(); ++i) {
      crowded.tracks[i].strip.params[ParamId::StripMute] = i == subject ? 0 : 1;
    }
    Console console;
    ASSERT_TRUE(console.prepare(crowded));
    const StereoTake take = runNoise(console, crowded, kBlocks, [&](Console& e, int block) {
      for (int track = 0; track < e.trackCount(); ++track) {
        if (track == static_cast<int>(subject)) {
          makeMoves(e, crowded, track, block);
        } else {
          for (int i = 0; i < static_cast<int>(std::size(kSwitches)); ++i) {
            e.setParam(track, kSwitches[i], (block / (5 + 2 * i) + track / (1 + i)) % 2);
          }
        }
      }
    });
    ASSERT_EQ(firstDifference(take, runAlone(session, subject)), -1) << session.tracks[subject].id;
  }
}

TEST(ConsoleLanes, ResetGivesTheBitsOfAFreshEngine) {
  const Session session = mixedSession(19);
  Console console;
  ASSERT_TRUE(console.prepare(session));
  const auto moves = [&](Console& e, int block) {
    for (int track = 0; track < e.trackCount(); ++track) makeMoves(e, session, track, block);
  };
  const StereoTake fresh = runNoise(console, session, kBlocks, moves);
  // Back to the document's values, in the middle of switches and glides.
  for (int track = 0; track < console.trackCount(); ++track) {
    for (const ParamSpec& spec : parameterTable()) {
      if (spec.scope != ParamScope::Strip) continue;
      console.setParam(track, spec.id,
                       session.tracks[static_cast<size_t>(track)].strip.params[spec.id]);
    }
  }
  console.reset();
  EXPECT_EQ(firstDifference(fresh, runNoise(console, session, kBlocks, moves)), -1);
}

TEST(ConsoleLanes, ParametersSetBeforeTheFirstBlockAreThoseOfTheDocument) {
  const Session session = mixedSession(11);
  Session plain = makeSession(11);
  // A stage is switched on at once only where it is late by nothing.
  for (Track& track : plain.tracks) track.strip.params[ParamId::DeEsserLookAheadMs] = 0;
  Console fromDocument;
  Console fromCommands;
  ASSERT_TRUE(fromDocument.prepare(session) && fromCommands.prepare(plain));
  for (int track = 0; track < 11; ++track) {
    for (const ParamSpec& spec : parameterTable()) {
      if (spec.scope != ParamScope::Strip) continue;
      fromCommands.setParam(track, spec.id,
                            session.tracks[static_cast<size_t>(track)].strip.params[spec.id]);
    }
  }
  EXPECT_EQ(fromCommands.ignoredCommands(), 0u);
  EXPECT_EQ(
      firstDifference(runNoise(fromDocument, session, 40), runNoise(fromCommands, session, 40)),
      -1);
}

}  // namespace
}  // namespace lathe::test
