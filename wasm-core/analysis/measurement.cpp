#include "analysis/measurement.h"

#include "base/math.h"
#include "params/json_text.h"

namespace lathe {
namespace {

// Not std::to_string, which is printf and would weigh on the engine's size.
std::string plainInteger(int64_t value) {
  std::string text;
  appendJsonInteger(text, value);
  return text;
}

void append(std::string& json, const char* key, const std::string& value) {
  json += json.empty() ? "{\"" : ",\"";
  json += key;
  json += "\":";
  json += value;
}

std::string decimalOrNull(const std::optional<double>& value) {
  return value ? fixedDecimal(*value, 3) : "null";
}

}  // namespace

std::string fixedDecimal(double value, int decimals) {
  if (!math::isFinite(value)) return "null";
  double scale = 1.0;
  for (int i = 0; i < decimals; ++i) scale *= 10.0;
  const double size = math::clamp(math::abs(value), 0.0, 999999999.0);
  const uint64_t units = static_cast<uint64_t>(size * scale + 0.5);
  std::string digits = plainInteger(static_cast<int64_t>(units));
  const size_t places = static_cast<size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, 1, '.');
  return value < 0.0 && units > 0 ? "-" + digits : digits;
}

std::string figureText(double value, int decimals) {
  std::string text = fixedDecimal(value, decimals);
  if (text[0] == '-') text.replace(0, 1, "\u2212");
  return text;
}

std::string measurementJson(const Measurement& m) {
  std::string json;
  append(json, "integratedLufs", decimalOrNull(m.integratedLufs));
  append(json, "loudnessRangeLu", decimalOrNull(m.loudnessRangeLu));
  append(json, "maxMomentaryLufs", decimalOrNull(m.maxMomentaryLufs));
  append(json, "maxShortTermLufs", decimalOrNull(m.maxShortTermLufs));
  append(json, "truePeakDbtp", decimalOrNull(m.truePeakDbtp));
  append(json, "ituTruePeakDbtp", decimalOrNull(m.ituTruePeakDbtp));
  append(json, "samplePeakDbfs", decimalOrNull(m.samplePeakDbfs));
  append(json, "plrDb", decimalOrNull(m.plrDb));
  append(json, "minPsrDb", decimalOrNull(m.minPsrDb));
  append(json, "correlation", decimalOrNull(m.correlation));
  append(json, "sideToMidDb", decimalOrNull(m.sideToMidDb));
  append(json, "durationSeconds", fixedDecimal(m.durationSeconds, 6));
  const bool whole = math::floor(m.sampleRate) == m.sampleRate;
  append(json, "sampleRate", fixedDecimal(m.sampleRate, whole ? 0 : 3));
  append(json, "channels", plainInteger(m.channels));
  return json + "}";
}

}  // namespace lathe
