#include "cli/measure_file.h"

#include <bit>
#include <vector>

#include "analysis/file_measurer.h"
#include "cli/frame_reader.h"

namespace lathe::cli {
namespace {

constexpr double kSurroundWeight = 1.41;
// Bits of WAVE_FORMAT_EXTENSIBLE's channel mask.
constexpr uint32_t kLowFrequency = 1u << 3;
constexpr uint32_t kBacks = 1u << 4 | 1u << 5;
constexpr uint32_t kSides = 1u << 9 | 1u << 10;

// BS.1770 weights from a file's own loudspeaker positions: the low frequency
// channel does not count; those at 60° to 120°, the sides (or the backs where
// there are no sides, as in 5.1), count 1.41. Empty where the file does not say.
std::vector<double> weightsOf(const PcmLayout& layout) {
  const uint32_t mask = layout.channelMask;
  if (std::popcount(mask) != layout.channels) return {};
  const uint32_t surrounds = (mask & kSides) != 0 ? kSides : kBacks;
  std::vector<double> weights;
  for (uint32_t bit = 1; bit != 0; bit <<= 1) {
    if ((mask & bit) == 0) continue;
    weights.push_back((bit & kLowFrequency) != 0 ? 0.0
                      : (bit & surrounds) != 0   ? kSurroundWeight
                                                 : 1.0);
  }
  return weights;
}

// Float holds every sample of these exactly; the rest is measured in double.
bool fitsFloat(SampleEncoding encoding) {
  return encoding != SampleEncoding::S32 && encoding != SampleEncoding::F64;
}

template <typename Sample>
std::optional<FileMeasurement> measureAs(AudioFile& file) {
  FileMeasurer measurer;
  const PcmLayout& layout = file.layout();
  measurer.prepare(layout.sampleRate, layout.channels, weightsOf(layout));
  FrameReader<Sample> reader(file);
  int frames;
  while ((frames = reader.next()) > 0) measurer.process(reader.channels(), frames);
  if (frames < 0) return std::nullopt;
  return FileMeasurement{measurer.finish(), reader.nonFiniteSamples()};
}

// For a sentence: one decimal, with a true minus sign.
std::string figure(const std::optional<double>& value, const char* unit) {
  std::string text = value ? fixedDecimal(*value, 1) : "no";
  if (text[0] == '-') text.replace(0, 1, "−");
  return text + " " + unit;
}

}  // namespace

std::optional<FileMeasurement> measureAudioFile(AudioFile& file) {
  return fitsFloat(file.layout().encoding) ? measureAs<float>(file) : measureAs<double>(file);
}

std::optional<Measurement> measurePath(const std::string& path, Report& report) {
  FormatFault fault;
  const auto file = openAudioFile(path, fault);
  if (!file) {
    report.fault(path, fault);
    return std::nullopt;
  }
  const auto measured = measureAudioFile(*file);
  if (!measured) {
    report.fault(path, file->fault());
    return std::nullopt;
  }
  if (measured->nonFiniteSamples > 0) {
    report.warning(path, nonFiniteText(measured->nonFiniteSamples));
  }
  return measured->measurement;
}

std::string nonFiniteText(int64_t samples) {
  return std::to_string(samples) + (samples == 1 ? " sample is" : " samples are") +
         " not a finite number (NaN or infinity) and counted as silence. Export the file again "
         "from where it came from, with the plug-in that made them repaired or off.";
}

std::string measurementText(const Measurement& m) {
  return figure(m.integratedLufs, "LUFS") + ", LRA " + figure(m.loudnessRangeLu, "LU") +
         ", true peak " + figure(m.truePeakDbtp, "dBTP");
}

}  // namespace lathe::cli
