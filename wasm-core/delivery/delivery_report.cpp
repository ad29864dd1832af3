#include "delivery/delivery_report.h"

#include "base/math.h"
#include "delivery/delivery_json.h"
#include "params/json_text.h"

namespace lathe {
namespace {

constexpr int kReportVersion = 1;

std::string textJson(std::string_view text) {
  std::string json;
  appendJsonString(json, text);
  return json;
}

const char* booleanJson(bool value) { return value ? "true" : "false"; }

std::string listJson(const std::vector<std::string>& texts) {
  std::string json = "[";
  for (const std::string& text : texts) {
    if (json.size() > 1) json += ',';
    json += textJson(text);
  }
  return json + "]";
}

std::string fileJson(const ReportedFile& file, const Measurement& m) {
  return "{\"name\":" + textJson(file.name) +
         ",\"bytes\":" + plainNumber(static_cast<double>(file.bytes)) +
         ",\"sampleRate\":" + plainNumber(m.sampleRate) + ",\"bits\":" + plainNumber(file.bits) +
         ",\"float\":" + booleanJson(file.isFloat) + ",\"channels\":" + plainNumber(m.channels) +
         ",\"durationSeconds\":" + fixedDecimal(m.durationSeconds, 6) +
         ",\"dither\":" + textJson(file.dither) + "}";
}

std::string aimJson(const DeliveryAim& aim) {
  const auto number = [](const std::optional<double>& value) {
    return value ? plainNumber(*value) : "null";
  };
  std::string json =
      "{\"lufs\":" + number(aim.lufs) + ",\"ceilingDbtp\":" + number(aim.ceilingDbtp);
  if (!aim.target.empty()) json += ",\"target\":" + textJson(aim.target);
  return json + "}";
}

std::string loudnessMiss(const std::optional<double>& measured, double aimedAt) {
  const std::string wanted = figureText(aimedAt, 1) + " LUFS";
  if (!measured) {
    return "The file has no loudness, and " + wanted +
           " was aimed at: it is silent, quieter than \u221270 LUFS or shorter than 0.4 s.";
  }
  const double off = *measured - aimedAt;
  if (math::abs(off) <= DeliveryAim::kToleranceLu) return {};
  return "The file reads " + figureText(*measured, 2) + " LUFS, " + figureText(math::abs(off), 2) +
         (off > 0.0 ? " LU louder" : " LU quieter") + " than the " + wanted +
         " aimed at. Reach the loudness again at this file's rate and bits.";
}

std::string peakMiss(const std::optional<double>& measured, double ceiling) {
  if (!measured || *measured <= ceiling + DeliveryAim::kCeilingToleranceDb) return {};
  return "The file's true peak is " + figureText(*measured, 2) + " dBTP, " +
         figureText(*measured - ceiling, 2) + " dB over the ceiling of " + figureText(ceiling, 1) +
         " dBTP. Turn the limiter on, or lower its ceiling or the trim by as much.";
}

}  // namespace

std::vector<std::string> deliveryMisses(const Measurement& measured, const DeliveryAim& aim) {
  std::vector<std::string> misses;
  const auto add = [&misses](std::string sentence) {
    if (!sentence.empty()) misses.push_back(std::move(sentence));
  };
  if (aim.lufs) add(loudnessMiss(measured.integratedLufs, *aim.lufs));
  if (aim.ceilingDbtp) add(peakMiss(measured.truePeakDbtp, *aim.ceilingDbtp));
  return misses;
}

std::string deliveryReportJson(const ReportedFile& file, const DeliveryAim& aim,
                               const SongMeasure& song, const std::string& date) {
  const Measurement& measured = song.measurement;
  std::string json = "{\"format\":\"lathe-report\",\"version\":" + plainNumber(kReportVersion) +
                     ",\"lathe\":\"" LATHE_VERSION "\"";
  if (!date.empty()) json += ",\"date\":" + textJson(date);
  json += ",\"file\":" + fileJson(file, measured);
  json += ",\"aim\":" + aimJson(aim);
  json += ",\"misses\":" + listJson(deliveryMisses(measured, aim));
  const DeliveredFile judged{measured.sampleRate, file.bits};
  json += ",\"delivery\":" + deliveryOutcomesJson(measured, judged);
  return json + ",\"song\":" + songMeasureJson(song) + "}";
}

}  // namespace lathe
