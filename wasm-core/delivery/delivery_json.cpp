#include "delivery/delivery_json.h"

#include "params/json_text.h"

namespace lathe {
namespace {

std::string figureOrNull(const std::optional<double>& value) {
  return value ? fixedDecimal(*value, 2) : "null";
}

}  // namespace

std::string deliveryOutcomeJson(const DeliveryTarget& target, const DeliveryOutcome& outcome) {
  std::string json = "{\"target\":";
  appendJsonString(json, target.id);
  json += ",\"name\":";
  appendJsonString(json, target.name);
  json += std::string(",\"verdict\":\"") + verdictName(outcome.verdict);
  json += "\",\"gainDb\":" + figureOrNull(outcome.gainDb);
  json += ",\"playedLufs\":" + figureOrNull(outcome.playedLufs);
  json += std::string(",\"heldByPeaks\":") + (outcome.heldByPeaks ? "true" : "false");
  json += std::string(",\"peakVerdict\":\"") + verdictName(outcome.peakVerdict);
  json += "\",\"playback\":";
  appendJsonString(json, outcome.playback);
  json += ",\"findings\":[";
  for (size_t i = 0; i < outcome.findings.size(); ++i) {
    const DeliveryFinding& finding = outcome.findings[i];
    json += i > 0 ? "," : "";
    json += std::string("{\"verdict\":\"") + verdictName(finding.verdict) + "\",\"text\":";
    appendJsonString(json, finding.text);
    json += "}";
  }
  return json + "]}";
}

std::string deliveryOutcomesJson(const Measurement& measured, const DeliveredFile& file) {
  std::string json = "[";
  for (const DeliveryTarget& target : deliveryTable().targets) {
    if (json.size() > 1) json += ",";
    json += deliveryOutcomeJson(target, deliveryOutcome(target, measured, file));
  }
  return json + "]";
}

}  // namespace lathe
