// The option --dither of the commands that write a file.
// Thread: main.
#pragma once

#include <cstdint>
#include <string>

#include "cli/report.h"
#include "formats/wav_writer.h"

namespace lathe::cli {

/// Where no session has a seed of its own.
inline constexpr uint32_t kFileDitherSeed = 1;

/// "none", "tpdf" or "shaped", all with auto-black, as the studio's exports have them, so that both
/// are the same file. Empty: TPDF.
DitherSettings ditherFromOption(const std::string& option, uint32_t seed);

/// What a file of this format gets: "none", "tpdf" or "shaped".
const char* ditherName(const std::string& option, const WavFormat& format);

/// Says so where a file of this format gets another dither than was asked for.
void warnOfOtherDither(const std::string& output, const std::string& option,
                       const WavFormat& format, Report& report);

}  // namespace lathe::cli
