// What becomes of a master at each target, by arithmetic that can be done by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>

#include "delivery/delivery_json.h"

namespace {

using lathe::DeliveredFile;
using lathe::DeliveryOutcome;
using lathe::DeliveryTarget;
using lathe::Verdict;

const DeliveryTarget& target(const std::string& id) {
  const auto& targets = lathe::deliveryTable().targets;
  return *std::find_if(targets.begin(), targets.end(), [&](const auto& t) { return t.id == id; });
}

DeliveryOutcome at(const std::string& id, std::optional<double> lufs, std::optional<double> dbtp,
                   const DeliveredFile& file = {}) {
  lathe::Measurement m;
  m.integratedLufs = lufs;
  m.truePeakDbtp = dbtp;
  return deliveryOutcome(target(id), m, file);
}

TEST(DeliveryOutcome, LoudMastersAreTurnedDownAndNeverAtFault) {
  for (const auto& t : lathe::deliveryTable().targets) {
    if (!t.playback) continue;
    const DeliveryOutcome outcome = at(t.id, -9.8, -2.5);
    EXPECT_NEAR(outcome.gainDb.value(), t.loudness->integratedLufs + 9.8, 1e-9) << t.id;
    EXPECT_NEAR(outcome.playedLufs.value(), t.loudness->integratedLufs, 1e-9);
    EXPECT_EQ(outcome.verdict, Verdict::Pass) << t.id;
  }
  EXPECT_EQ(at("spotify", -9.8, -2.5).playback, "Plays 4.2 dB quieter, at \u221214.0 LUFS.");
}

TEST(DeliveryOutcome, QuietMastersRiseOnlyIntoTheirHeadroom) {
  // The platform's own example: −20 LUFS at −5 dBTP is lifted to −16.
  const DeliveryOutcome held = at("spotify", -20.0, -5.0);
  EXPECT_NEAR(held.gainDb.value(), 4.0, 1e-9);
  EXPECT_TRUE(held.heldByPeaks);
  EXPECT_EQ(held.playback,
            "Turned up 4.0 dB, at \u221216.0 LUFS; its peaks hold it under \u221214.0 LUFS.");
  const DeliveryOutcome free = at("spotify", -20.0, -12.0);
  EXPECT_NEAR(free.gainDb.value(), 6.0, 1e-9);
  EXPECT_FALSE(free.heldByPeaks);
  // Peaks over the headroom hold it where it is: nothing is turned down for them.
  const DeliveryOutcome hot = at("spotify", -20.0, -0.2);
  EXPECT_EQ(hot.gainDb.value(), 0.0);
  EXPECT_TRUE(hot.heldByPeaks);
}

TEST(DeliveryOutcome, WhoOnlyTurnsDownLeavesQuietMastersAlone) {
  for (const char* id : {"youtube", "tidal", "amazon-music", "deezer", "soundcloud"}) {
    const DeliveryOutcome outcome = at(id, -20.0, -12.0);
    EXPECT_EQ(outcome.gainDb.value(), 0.0) << id;
    EXPECT_NE(outcome.playback.find("is not turned up"), std::string::npos) << id;
    EXPECT_EQ(outcome.verdict, Verdict::Pass);
  }
  EXPECT_EQ(at("cd", -8.0, -0.5).playback, "Plays as delivered, at \u22128.0 LUFS.");
}

TEST(DeliveryOutcome, ExactlyAtTheTargetNothingHappens) {
  for (const double lufs : {-14.0, -14.04, -13.96}) {
    const DeliveryOutcome outcome = at("spotify", lufs, -1.0);
    EXPECT_EQ(outcome.playback.find("Plays as delivered"), 0u) << outcome.playback;
    EXPECT_EQ(outcome.verdict, lufs > -14.0 ? Verdict::Warn : Verdict::Pass);
  }
}

TEST(DeliveryOutcome, PeaksOverAPublishedCeilingFailOverAdviceWarn) {
  EXPECT_EQ(at("spotify", -15.0, -1.0).verdict, Verdict::Pass);
  EXPECT_EQ(at("spotify", -15.0, -0.99).verdict, Verdict::Fail);
  EXPECT_EQ(at("ebu-r128", -23.0, -0.9).verdict, Verdict::Fail);
  EXPECT_EQ(at("youtube", -15.0, -0.9).verdict, Verdict::Warn);
  EXPECT_EQ(at("club", -7.0, -0.9).verdict, Verdict::Warn);
  EXPECT_EQ(at("spotify", -15.0, -0.99).findings[0].text,
            "Peaks at \u22120.99 dBTP; \u22121.0 dBTP is the ceiling.");
  // Louder than −14, encoders need room: advice.
  EXPECT_EQ(at("spotify", -10.0, -1.5).verdict, Verdict::Warn);
  EXPECT_EQ(at("spotify", -10.0, -2.0).verdict, Verdict::Pass);
  EXPECT_EQ(at("spotify", -14.0, -1.5).verdict, Verdict::Pass);
}

TEST(DeliveryOutcome, PeaksOverFullScaleFailEverywhere) {
  for (const auto& t : lathe::deliveryTable().targets) {
    const double lufs = t.loudness ? t.loudness->integratedLufs : -10.0;
    EXPECT_EQ(at(t.id, lufs, 0.3).verdict, Verdict::Fail) << t.id;
  }
  EXPECT_EQ(at("vinyl", -12.0, 0.0).verdict, Verdict::Pass);
}

TEST(DeliveryOutcome, BroadcastLoudnessIsKeptToItsTolerance) {
  const struct {
    const char* id;
    double lufs;
    Verdict verdict;
  } cases[] = {{"ebu-r128", -23.0, Verdict::Pass},  {"ebu-r128", -23.2, Verdict::Pass},
               {"ebu-r128", -22.8, Verdict::Pass},  {"ebu-r128", -22.79, Verdict::Warn},
               {"ebu-r128", -24.0, Verdict::Warn},  {"ebu-r128", -24.01, Verdict::Fail},
               {"ebu-r128", -21.99, Verdict::Fail}, {"atsc-a85", -26.0, Verdict::Pass},
               {"atsc-a85", -22.0, Verdict::Pass},  {"atsc-a85", -21.99, Verdict::Fail},
               {"atsc-a85", -9.0, Verdict::Fail}};
  for (const auto& c : cases) {
    EXPECT_EQ(at(c.id, c.lufs, -6.0).verdict, c.verdict) << c.id << " at " << c.lufs;
  }
  EXPECT_EQ(at("ebu-r128", -10.5, -6.0).findings[0].text,
            "12.50 LU too loud: \u221223.0 LUFS \u00b10.2 is asked for.");
}

TEST(DeliveryOutcome, FilesAreJudgedByWhatIsAsked) {
  const auto cd = [](double rate, int bits) { return at("cd", -10.0, -1.0, {rate, bits}).verdict; };
  EXPECT_EQ(cd(44100.0, 16), Verdict::Pass);
  EXPECT_EQ(cd(48000.0, 16), Verdict::Fail);
  EXPECT_EQ(cd(44100.0, 24), Verdict::Fail);
  EXPECT_EQ(at("spotify", -14.0, -2.0, {44100.0, 16}).verdict, Verdict::Pass);
  EXPECT_EQ(at("spotify", -14.0, -2.0, {192000.0, 32}).verdict, Verdict::Pass);
  EXPECT_EQ(at("spotify", -14.0, -2.0, {32000.0, 16}).verdict, Verdict::Fail);
  EXPECT_EQ(at("apple-music", -16.0, -2.0, {44100.0, 16}).verdict, Verdict::Warn);
  EXPECT_EQ(at("cd", -10.0, -1.0, {48000.0, 24}).findings.size(), 2u);
}

TEST(DeliveryOutcome, SilenceGetsAPlainAnswer) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  for (const auto& t : lathe::deliveryTable().targets) {
    for (const std::optional<double>& lufs :
         {std::optional<double>(), std::optional<double>(nan), std::optional<double>(-infinity)}) {
      const DeliveryOutcome outcome = at(t.id, lufs, lufs);
      EXPECT_FALSE(outcome.gainDb || outcome.playedLufs);
      EXPECT_EQ(outcome.playback.find("Has no loudness"), 0u);
      EXPECT_EQ(outcome.verdict,
                t.kind == lathe::TargetKind::Broadcast ? Verdict::Fail : Verdict::Warn)
          << t.id;
    }
  }
}

// Sentences reach people: each ends, and none holds what is not a figure.
TEST(DeliveryOutcome, SaysWholeSentencesWithFigures) {
  for (const auto& t : lathe::deliveryTable().targets) {
    for (const double lufs : {-40.0, -23.0, -14.0, -6.0}) {
      for (const double dbtp : {-30.0, -1.0, -0.1, 2.0}) {
        const DeliveryOutcome outcome = at(t.id, lufs, dbtp, {22050.0, 8});
        std::vector<std::string> texts = {outcome.playback};
        for (const auto& finding : outcome.findings) texts.push_back(finding.text);
        for (const std::string& text : texts) {
          EXPECT_EQ(text.back(), '.') << text;
          EXPECT_EQ(text.find("null"), std::string::npos) << text;
          EXPECT_EQ(text.find('-'), std::string::npos) << text;  // minus signs are real ones
        }
      }
    }
  }
}

TEST(DeliveryOutcome, SaysOfThePeaksAloneWhetherTheyPass) {
  // Turned down, and its peaks within reach: nothing is wrong with either.
  EXPECT_EQ(at("spotify", -9.8, -2.5).peakVerdict, Verdict::Pass);
  EXPECT_EQ(at("spotify", -9.8, -1.5).peakVerdict, Verdict::Warn);
  EXPECT_EQ(at("spotify", -9.8, 0.3).peakVerdict, Verdict::Fail);
  // Too loud for broadcast, which its peaks do not answer for.
  const DeliveryOutcome loud = at("ebu-r128", -9.8, -2.5);
  EXPECT_EQ(loud.verdict, Verdict::Fail);
  EXPECT_EQ(loud.peakVerdict, Verdict::Pass);
}

TEST(DeliveryJson, HasEveryTargetInTheTablesOrderWithItsFigures) {
  lathe::Measurement m;
  m.integratedLufs = -9.8;
  m.truePeakDbtp = -2.5;
  const std::string json = lathe::deliveryOutcomesJson(m, {});
  const std::string first =
      "[{\"target\":\"spotify\",\"name\":\"Spotify\",\"verdict\":\"pass\",\"gainDb\":-4.20,"
      "\"playedLufs\":-14.00,"
      "\"heldByPeaks\":false,\"peakVerdict\":\"pass\",\"playback\":"
      "\"Plays 4.2 dB quieter, at \u221214.0 LUFS.\",\"findings\":[]}";
  EXPECT_EQ(json.substr(0, first.size()), first);
  size_t from = 0;
  for (const auto& t : lathe::deliveryTable().targets) {
    from = json.find("{\"target\":\"" + t.id + "\"", from);
    ASSERT_NE(from, std::string::npos) << t.id;
  }
  EXPECT_EQ(json.back(), ']');
}

}  // namespace
