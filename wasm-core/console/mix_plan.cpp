#include "console/mix_plan.h"

#include <algorithm>

#include "base/block.h"
#include "console/lane_packing.h"

namespace lathe {
namespace {

constexpr double kLowestSampleRate = 8000;
constexpr double kHighestSampleRate = 384000;

bool isWithinLimits(const Session& session) {
  if (session.tracks.size() > static_cast<size_t>(kMaxTracks)) return false;
  if (!(session.sampleRate >= kLowestSampleRate && session.sampleRate <= kHighestSampleRate)) {
    return false;
  }
  return std::all_of(session.tracks.begin(), session.tracks.end(), [](const Track& track) {
    return track.channels >= 1 && track.channels <= kMaxChannels;
  });
}

}  // namespace

bool compileMixPlan(const Session& session, MixPlan& plan) {
  plan = MixPlan{};
  if (!isWithinLimits(session)) return false;
  plan.sampleRate = session.sampleRate;

  const int trackCount = static_cast<int>(session.tracks.size());
  plan.strips.reserve(session.tracks.size());
  for (int track = 0; track < trackCount; ++track) {
    // Sorted by insertion: at most kMaxTracks, and small code. std::string
    // compares as unsigned bytes. The loader refuses equal ids; should any
    // come all the same, they keep the document's order.
    const Track& inserted = session.tracks[static_cast<size_t>(track)];
    auto place = plan.strips.end();
    while (place != plan.strips.begin() &&
           inserted.id < session.tracks[static_cast<size_t>((place - 1)->track)].id) {
      --place;
    }
    plan.strips.insert(place, {track, inserted.channels});
  }
  plan.stripOfTrack.resize(session.tracks.size());
  for (int strip = 0; strip < trackCount; ++strip) {
    plan.stripOfTrack[static_cast<size_t>(plan.strips[static_cast<size_t>(strip)].track)] = strip;
  }
  plan.shards.reserve((session.tracks.size() + kStripsPerShard - 1) / kStripsPerShard);
  for (int first = 0; first < trackCount; first += kStripsPerShard) {
    const int count = std::min(kStripsPerShard, trackCount - first);
    int mono = 0;
    for (int i = 0; i < count; ++i) {
      mono += plan.strips[static_cast<size_t>(first + i)].channels == 1 ? 1 : 0;
    }
    plan.shards.push_back({first, count, mostBanks(mono, count - mono)});
  }
  return true;
}

}  // namespace lathe
