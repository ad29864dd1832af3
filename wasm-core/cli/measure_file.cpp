#include "cli/measure_file.h"

#include <utility>

#include "analysis/file_measurer.h"
#include "cli/frame_reader.h"
#include "meters/channel_weights.h"

namespace lathe::cli {
namespace {

// Float holds every sample of these exactly; the rest is measured in double.
bool fitsFloat(SampleEncoding encoding) {
  return encoding != SampleEncoding::S32 && encoding != SampleEncoding::F64;
}

template <typename Measurer, typename Sample>
auto measureAs(AudioFile& file, int64_t& nonFiniteSamples) {
  Measurer measurer;
  const PcmLayout& layout = file.layout();
  measurer.prepare(layout.sampleRate, layout.channels,
                   channelWeights(layout.channelMask, layout.channels));
  FrameReader<Sample> reader(file);
  int frames;
  while ((frames = reader.next()) > 0) measurer.process(reader.channels(), frames);
  nonFiniteSamples = reader.nonFiniteSamples();
  using Result = decltype(measurer.finish());
  return frames < 0 ? std::nullopt : std::optional<Result>(measurer.finish());
}

template <typename Measurer>
auto measureWith(AudioFile& file, int64_t& nonFiniteSamples) {
  return fitsFloat(file.layout().encoding) ? measureAs<Measurer, float>(file, nonFiniteSamples)
                                           : measureAs<Measurer, double>(file, nonFiniteSamples);
}

/// Opens and measures; faults, and samples that are not numbers, go to the report.
template <typename Measurer>
auto measureAt(const std::string& path, Report& report, PcmLayout* layout) {
  decltype(measureWith<Measurer>(std::declval<AudioFile&>(), std::declval<int64_t&>())) measured;
  FormatFault fault;
  const auto file = openAudioFile(path, fault);
  if (!file) {
    report.fault(path, fault);
    return measured;
  }
  int64_t nonFiniteSamples = 0;
  measured = measureWith<Measurer>(*file, nonFiniteSamples);
  if (!measured) report.fault(path, file->fault());
  if (measured && nonFiniteSamples > 0) report.warning(path, nonFiniteText(nonFiniteSamples));
  if (layout) *layout = file->layout();
  return measured;
}

std::string figure(const std::optional<double>& value, const char* unit) {
  return (value ? figureText(*value, 1) : "no") + " " + unit;
}

}  // namespace

std::optional<Measurement> measurePath(const std::string& path, Report& report, PcmLayout* layout) {
  return measureAt<FileMeasurer>(path, report, layout);
}

std::optional<SongMeasure> measureSongPath(const std::string& path, Report& report) {
  return measureAt<SongMeasurer>(path, report, nullptr);
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
