#include "cli/source_file.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cli/frame_reader.h"
#include "cli/measure_file.h"
#include "rates/rate_plan.h"

namespace lathe::cli {
namespace {

// Of full scale. Less is found in many a good recording.
constexpr double kNotableOffset = 0.01;
// Peaks of the rest, in a file that is all offset: −60 dBFS.
constexpr double kNothingElse = 0.001;
// A file may touch full scale here and there and not be clipped.
constexpr int64_t kNotableClipped = 10;

const char* sideName(size_t channel, size_t channels) {
  if (channels == 1) return "The channel";
  return channel == 0 ? "The left channel" : "The right channel";
}

std::string percent(double offset) { return figureText(100.0 * offset, 1) + " % of full scale"; }

}  // namespace

std::unique_ptr<AudioFile> openSource(const std::string& path, Report& report) {
  FormatFault fault;
  auto file = openAudioFile(path, fault);
  if (!file) {
    report.fault(path, fault);
    return nullptr;
  }
  if (file->layout().channels > 2) {
    report.fault(path, "has " + std::to_string(file->layout().channels) +
                           " channels. Mix it down to stereo or mono first.");
    return nullptr;
  }
  return file;
}

bool isConvertible(const std::string& path, int from, int rate, int64_t frames, Report& report) {
  const std::string fromHz = std::to_string(from) + " Hz", toHz = std::to_string(rate) + " Hz";
  switch (planRates(from, rate).refusal) {
    case RateRefusal::OutOfRange:
      report.fault(path, "is at " + fromHz + "; rates from " +
                             std::to_string(kLowestConvertedRate) + " to " +
                             std::to_string(kHighestConvertedRate) +
                             " Hz are taken. Correct its header, or export it again.");
      return false;
    case RateRefusal::RatioTooFine: {
      const int common = std::gcd(from, rate);
      report.fault(path, "cannot go from " + fromHz + " to " + toHz + ": their ratio, " +
                             std::to_string(from / common) + " to " +
                             std::to_string(rate / common) +
                             ", is too fine. Choose a usual rate, 44100 or 48000 for instance.");
      return false;
    }
    case RateRefusal::None:
      break;
  }
  if (convertedFrames(frames, from, rate) == 0) {
    report.fault(path, "is too short: not one frame is left of it at " + toHz + ".");
    return false;
  }
  return true;
}

std::optional<SourceFacts> lookThrough(AudioFile& file) {
  const PcmLayout& layout = file.layout();
  SourceFacts facts;
  facts.isInteger =
      layout.encoding != SampleEncoding::F32 && layout.encoding != SampleEncoding::F64;
  facts.peaks.assign(static_cast<size_t>(layout.channels), 0.0);
  SongMeasurer measurer;
  measurer.prepare(layout.sampleRate, layout.channels);
  FrameReader<float> reader(file);
  int frames;
  while ((frames = reader.next()) > 0) {
    measurer.process(reader.channels(), frames);
    for (size_t ch = 0; ch < facts.peaks.size(); ++ch) {
      for (int i = 0; i < frames; ++i) {
        facts.peaks[ch] =
            std::max(facts.peaks[ch], std::abs(static_cast<double>(reader.channels()[ch][i])));
      }
    }
  }
  if (frames < 0) return std::nullopt;
  facts.song = measurer.finish();
  facts.nonFiniteSamples = reader.nonFiniteSamples();
  return facts;
}

void warnOfSource(const std::string& path, const SourceFacts& facts, Report& report) {
  if (facts.nonFiniteSamples > 0) {
    report.warning(path, nonFiniteText(facts.nonFiniteSamples));
  }
  const size_t channels = facts.peaks.size();
  for (size_t ch = 0; ch < channels; ++ch) {
    const double offset = facts.song.dcOffset[ch];
    if (std::abs(offset) >= kNotableOffset) {
      report.warning(path, std::string(sideName(ch, channels)) + " has a DC offset of " +
                               percent(offset) +
                               ", which is not heard and takes headroom. Turn on a high-pass in "
                               "the equaliser of the settings, or remove it first.");
    }
    if (channels == 2 && facts.peaks[ch] == 0.0 && facts.peaks[1 - ch] > 0.0) {
      report.warning(path, std::string(sideName(ch, channels)) +
                               " is silent. If the song is mono, export it as mono.");
    }
  }
  if (facts.isInteger && facts.song.clippedSamples >= kNotableClipped) {
    report.warning(path, "has " + std::to_string(facts.song.clippedSamples) +
                             " samples at full scale: it is clipped already, and no limiter takes "
                             "that back. Export the mix again at a lower level, or as float.");
  }
}

bool isOffsetAlone(const std::string& path, const SourceFacts& facts, Report& report) {
  double greatest = 0.0;
  for (size_t ch = 0; ch < facts.peaks.size(); ++ch) {
    const double offset = facts.song.dcOffset[ch];
    if (facts.peaks[ch] - std::abs(offset) > kNothingElse) return false;
    if (std::abs(offset) > std::abs(greatest)) greatest = offset;
  }
  if (std::abs(greatest) < kNotableOffset) return false;
  report.fault(path, "holds a DC offset of " + percent(greatest) +
                         " and nothing that is heard, and so has no loudness. Look for what makes "
                         "the offset, and export the mix again.");
  return true;
}

}  // namespace lathe::cli
