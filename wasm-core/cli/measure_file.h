// Measures an audio file from start to end.
// Thread: main.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/song_measure.h"
#include "cli/audio_file.h"
#include "cli/report.h"

namespace lathe::cli {

/// Opens and measures; faults, and samples that are not numbers, go to the report. `layout` gets
/// how the file is stored.
std::optional<Measurement> measurePath(const std::string& path, Report& report,
                                       PcmLayout* layout = nullptr);
/// The same, with all that a report of the song shows.
std::optional<SongMeasure> measureSongPath(const std::string& path, Report& report);

/// "3 samples are not numbers …": for a warning.
std::string nonFiniteText(int64_t samples);
/// "−14.0 LUFS, LRA 5.1 LU, true peak −1.0 dBTP"
std::string measurementText(const Measurement& measurement);

}  // namespace lathe::cli
