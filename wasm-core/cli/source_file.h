// A finished mix or stem that a command works on: opened, judged, and looked
// through once before anything is made of it.
// Thread: main.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/song_measure.h"
#include "cli/audio_file.h"
#include "cli/report.h"

namespace lathe::cli {

/// Null, reported, where it is missing, unsound, or has more than two channels.
std::unique_ptr<AudioFile> openSource(const std::string& path, Report& report);

/// False, reported, where the file's `frames` at `from` Hz cannot be brought to `rate` Hz, which
/// may be its own.
bool isConvertible(const std::string& path, int from, int rate, int64_t frames, Report& report);

struct SourceFacts {
  SongMeasure song;
  int64_t nonFiniteSamples = 0;
  std::vector<double> peaks;  ///< of each channel, linear
  bool isInteger = false;     ///< so that what stands at full scale has been cut
};

/// Reads it from start to end. Nothing where that failed: the file's fault says why.
std::optional<SourceFacts> lookThrough(AudioFile& file);

/// What its owner would want to know before it is mastered: samples that are no numbers, an
/// offset, an empty channel, clipping.
void warnOfSource(const std::string& path, const SourceFacts& facts, Report& report);

/// True, reported, where it holds an offset and nothing else: what its edges read is no loudness.
bool isOffsetAlone(const std::string& path, const SourceFacts& facts, Report& report);

}  // namespace lathe::cli
