// What a report says of a file that met its aim, and of one that did not.
#include "delivery/delivery_report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "measure/signals.h"

namespace lathe {
namespace {

Measurement measured(std::optional<double> lufs, std::optional<double> dbtp) {
  Measurement m;
  m.integratedLufs = lufs;
  m.truePeakDbtp = dbtp;
  return m;
}

TEST(DeliveryMisses, AreThoseOverTheToleranceAlone) {
  const DeliveryAim aim{-14.0, -1.0, ""};
  EXPECT_TRUE(deliveryMisses(measured(-14.09, -0.96), aim).empty());
  EXPECT_TRUE(deliveryMisses(measured(-9.0, 0.5), {}).empty());
  const auto loud = deliveryMisses(measured(-13.72, -1.0), aim);
  ASSERT_EQ(loud.size(), 1u);
  EXPECT_EQ(loud[0],
            "The file reads \u221213.72 LUFS, 0.28 LU louder than the \u221214.0 LUFS aimed at. "
            "Reach the loudness again at this file's rate and bits.");
  const auto both = deliveryMisses(measured(-14.2, -0.8), aim);
  ASSERT_EQ(both.size(), 2u);
  EXPECT_NE(both[0].find("0.20 LU quieter"), std::string::npos) << both[0];
  EXPECT_NE(both[1].find("0.20 dB over the ceiling of \u22121.0 dBTP"), std::string::npos);
  const auto silent = deliveryMisses(measured({}, {}), aim);
  ASSERT_EQ(silent.size(), 1u);
  EXPECT_NE(silent[0].find("has no loudness"), std::string::npos);
}

TEST(DeliveryReport, IsOneObjectWithTheFileItsAimAndEveryTarget) {
  SongMeasurer measurer;
  measurer.prepare(48000.0, 2);
  measure::Samples tone;
  measure::appendSine(tone, 48000.0, 997.0, -20.0, 2.0);
  const double* const sides[] = {tone.data(), tone.data()};
  measurer.process(sides, static_cast<int>(tone.size()));
  const SongMeasure song = measurer.finish();
  const ReportedFile file{"a \"b\"\n.wav", 576044, 24, false, "tpdf"};
  const std::string text = deliveryReportJson(file, {-20.0, {}, "open"}, song, "2026-11-23");
  EXPECT_EQ(text.find('\n'), std::string::npos);
  const auto json = nlohmann::json::parse(text);
  EXPECT_EQ(json["format"], "lathe-report");
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["date"], "2026-11-23");
  EXPECT_EQ(json["file"]["name"], file.name);
  EXPECT_EQ(json["file"]["sampleRate"], 48000);
  EXPECT_EQ(json["file"]["bytes"], 576044);
  EXPECT_EQ(json["aim"]["lufs"], -20.0);
  EXPECT_TRUE(json["aim"]["ceilingDbtp"].is_null());
  // 997 Hz at −20 dBFS on both sides reads −20 LUFS.
  EXPECT_TRUE(json["misses"].empty()) << json["misses"];
  EXPECT_EQ(json["delivery"].size(), deliveryTable().targets.size());
  EXPECT_EQ(json["delivery"][0]["target"], "spotify");
  EXPECT_NEAR(json["delivery"][0]["playedLufs"], -14.0, 0.05);
  EXPECT_EQ(json["song"], nlohmann::json::parse(songMeasureJson(song)));
}

}  // namespace
}  // namespace lathe
