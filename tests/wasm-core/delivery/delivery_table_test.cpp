// The table of delivery targets: complete, sourced, and what the references say.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "delivery/delivery_target.h"
#include "measure/figures.h"
#include "session/json_tree.h"

namespace {

using lathe::deliveryTable;
using lathe::DeliveryTarget;
using lathe::Standing;
using lathe::TargetKind;

const DeliveryTarget& target(const std::string& id) {
  for (const DeliveryTarget& t : deliveryTable().targets) {
    if (t.id == id) return t;
  }
  ADD_FAILURE() << id << " is not in the table";
  return deliveryTable().targets.front();
}

TEST(DeliveryTable, IsTheFilesText) {
  std::ifstream file(LATHE_SOURCE_DIR "/wasm-core/delivery/targets.json");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), lathe::deliveryTableJson());
  EXPECT_EQ(deliveryTable().date.size(), 10u);
  measure::printFigure("delivery targets", static_cast<double>(deliveryTable().targets.size()), "");
}

TEST(DeliveryTable, EveryFigureHasItsSource) {
  std::set<std::string> ids;
  const auto check = [](const DeliveryTarget& t, const auto& figure) {
    if (!figure) return;
    EXPECT_FALSE(figure->source.empty()) << t.id;
    // Nobody publishes without an address or the name of a standard.
    if (figure->standing == Standing::Published) {
      EXPECT_TRUE(figure->source.find("https://") == 0 || figure->source.find("EBU") == 0 ||
                  figure->source.find("ATSC") == 0 || figure->source.find("IEC") == 0)
          << t.id << ": " << figure->source;
    }
  };
  for (const DeliveryTarget& t : deliveryTable().targets) {
    EXPECT_TRUE(ids.insert(t.id).second) << t.id;
    EXPECT_FALSE(t.name.empty());
    EXPECT_FALSE(t.notes.empty()) << t.id;
    check(t, t.loudness);
    check(t, t.playback);
    check(t, t.truePeak);
    check(t, t.loudTruePeak);
    check(t, t.file);
    EXPECT_EQ(t.kind == TargetKind::Broadcast, t.loudness && t.loudness->toleranceLu) << t.id;
    EXPECT_TRUE(t.loudness || !t.playback) << t.id;
  }
}

// A misspelt key or word would be passed over in silence.
TEST(DeliveryTable, HoldsNoWordThatTheEngineDoesNotKnow) {
  lathe::JsonTree tree;
  std::vector<lathe::PlacedFault> faults;
  ASSERT_TRUE(tree.parse(lathe::deliveryTableJson(), faults));
  const std::set<std::string> known = {"date",
                                       "intents",
                                       "targets",
                                       "id",
                                       "name",
                                       "kind",
                                       "lowestLufs",
                                       "highestLufs",
                                       "defaultLufs",
                                       "loudness",
                                       "playback",
                                       "truePeak",
                                       "loudTruePeak",
                                       "file",
                                       "settings",
                                       "notes",
                                       "standing",
                                       "source",
                                       "integratedLufs",
                                       "toleranceLu",
                                       "productionToleranceLu",
                                       "turnsDown",
                                       "turnsUp",
                                       "headroomDbtp",
                                       "albumMode",
                                       "ceilingDbtp",
                                       "aboveLufs",
                                       "formats",
                                       "sampleRates",
                                       "lowestSampleRate",
                                       "lowestBits",
                                       "highestBits",
                                       "limits"};
  const std::set<std::string> kinds = {"streaming", "broadcast", "disc", "club"};
  const std::set<std::string> standings = {"published", "advice", "reported"};
  for (std::vector<lathe::NodeIndex> open = {tree.root()}; !open.empty();) {
    const lathe::NodeIndex node = open.back();
    open.pop_back();
    const std::string key(tree.key(node)), text(tree.text(node));
    EXPECT_TRUE(key.empty() || known.count(key)) << tree.pointer(node);
    EXPECT_TRUE(key != "kind" || kinds.count(text)) << text;
    EXPECT_TRUE(key != "standing" || standings.count(text)) << text;
    for (lathe::NodeIndex child = tree.firstChild(node); child != lathe::kNoNode;
         child = tree.nextSibling(child)) {
      open.push_back(child);
    }
  }
}

TEST(DeliveryTable, SaysWhatPlatformsAndStandardsSay) {
  const struct {
    const char* id;
    double lufs, dbtp;
    bool turnsUp;
  } rows[] = {{"spotify", -14, -1, true},       {"apple-music", -16, -1, true},
              {"youtube", -14, -1, false},      {"tidal", -14, -1, false},
              {"amazon-music", -14, -2, false}, {"deezer", -15, -1, false},
              {"soundcloud", -14, -1, false},   {"aes-td1008", -16, -1, true},
              {"ebu-r128", -23, -1, false},     {"atsc-a85", -24, -2, false}};
  for (const auto& row : rows) {
    const DeliveryTarget& t = target(row.id);
    EXPECT_EQ(t.loudness->integratedLufs, row.lufs) << row.id;
    EXPECT_EQ(t.truePeak->ceilingDbtp, row.dbtp) << row.id;
    EXPECT_EQ(t.playback && t.playback->turnsUp, row.turnsUp) << row.id;
  }
  const DeliveryTarget& spotify = target("spotify");
  EXPECT_EQ(spotify.settings[0].integratedLufs, -11.0);
  EXPECT_TRUE(spotify.settings[0].limits);
  EXPECT_EQ(spotify.settings[1].integratedLufs, -19.0);
  EXPECT_EQ(spotify.loudTruePeak->ceilingDbtp, -2.0);
  EXPECT_EQ(spotify.loudTruePeak->aboveLufs, -14.0);
  EXPECT_TRUE(spotify.playback->albumMode && target("tidal").playback->albumMode);
  EXPECT_EQ(target("ebu-r128").loudness->toleranceLu, 0.2);
  EXPECT_EQ(target("ebu-r128").loudness->productionToleranceLu, 1.0);
  EXPECT_EQ(target("atsc-a85").loudness->toleranceLu, 2.0);
  EXPECT_EQ(target("cd").truePeak->ceilingDbtp, -0.3);
  EXPECT_EQ(target("cd").file->sampleRates, std::vector<double>{44100.0});
  EXPECT_EQ(target("cd").file->highestBits, 16);
  EXPECT_FALSE(target("club").loudness || target("bandcamp").loudness || target("cd").loudness);
}

TEST(DeliveryTable, IntentsAreInOrderAndHoldTheirDefaults) {
  const auto& intents = deliveryTable().intents;
  ASSERT_EQ(intents.size(), 3u);
  double last = -100.0;
  for (const auto& intent : intents) {
    EXPECT_GT(intent.lowestLufs, last);
    EXPECT_LT(intent.lowestLufs, intent.highestLufs);
    EXPECT_GE(intent.defaultLufs, intent.lowestLufs);
    EXPECT_LE(intent.defaultLufs, intent.highestLufs);
    last = intent.highestLufs;
  }
  EXPECT_EQ(intents[0].lowestLufs, -16.0);
  EXPECT_EQ(intents[2].highestLufs, -7.0);
}

}  // namespace
