#include "analysis/song_measure.h"
#include "params/json_text.h"

namespace lathe {
namespace {

std::string decimalOrNull(std::optional<double> value, int decimals) {
  return value ? fixedDecimal(*value, decimals) : "null";
}

/// [text(0),text(1),…]
template <typename Text>
std::string list(size_t count, Text text) {
  std::string json = "[";
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) json += ',';
    json += text(i);
  }
  return json + "]";
}

std::string pointsJson(const Curve& curve) {
  return list(curve.points.size(), [&](size_t i) { return decimalOrNull(curve.points[i], 2); });
}

}  // namespace

std::string songMeasureJson(const SongMeasure& song) {
  const auto& hz = ThirdOctaveBank::kNominalHz;
  std::string json = "{\"measurement\":" + measurementJson(song.measurement);
  json += ",\"loudness\":{\"pointSeconds\":" + fixedDecimal(song.maxMomentaryLufs.pointSeconds, 1);
  json += ",\"maxMomentaryLufs\":" + pointsJson(song.maxMomentaryLufs);
  json += ",\"maxShortTermLufs\":" + pointsJson(song.maxShortTermLufs);
  json += "},\"truePeak\":{\"pointSeconds\":" + fixedDecimal(song.maxTruePeakDbtp.pointSeconds, 1);
  json += ",\"maxDbtp\":" + pointsJson(song.maxTruePeakDbtp);
  json += "},\"shortTermHistogram\":{\"lowestLufs\":" +
          fixedDecimal(SongMeasure::kHistogramLowestLufs, 0);
  json += ",\"binLu\":1,\"seconds\":" + list(song.shortTermSeconds.size(), [&](size_t i) {
            return fixedDecimal(song.shortTermSeconds[i], 1);
          });
  json += ",\"secondsBelow\":" + fixedDecimal(song.secondsBelow, 1);
  json += ",\"secondsAbove\":" + fixedDecimal(song.secondsAbove, 1);
  json += "},\"spectrum\":{\"bandsPerOctave\":3,\"hz\":" +
          list(hz.size(), [&](size_t i) { return plainNumber(hz[i]); });
  json += ",\"levelDb\":" + list(song.thirdOctaveDb.size(),
                                 [&](size_t i) { return decimalOrNull(song.thirdOctaveDb[i], 2); });
  json += "},\"dcOffset\":" +
          list(song.dcOffset.size(), [&](size_t i) { return fixedDecimal(song.dcOffset[i], 7); });
  json += ",\"clippedSamples\":" + fixedDecimal(static_cast<double>(song.clippedSamples), 0);
  return json + "}";
}

}  // namespace lathe
