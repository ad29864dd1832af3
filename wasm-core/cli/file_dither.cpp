#include "cli/file_dither.h"

namespace lathe::cli {

DitherSettings ditherFromOption(const std::string& option, uint32_t seed) {
  DitherSettings settings{.autoBlack = true, .seed = seed};
  if (option == "none") settings.kind = DitherKind::None;
  if (option == "shaped") settings.kind = DitherKind::Shaped;
  return settings;
}

const char* ditherName(const std::string& option, const WavFormat& format) {
  if (format.encoding == OutputEncoding::F32) return "none";
  switch (ditherInUse(ditherFromOption(option, 0).kind, 8 * bytesPerSample(format.encoding),
                      format.sampleRate)) {
    case DitherKind::None:
      return "none";
    case DitherKind::Tpdf:
      return "tpdf";
    case DitherKind::Shaped:
      return "shaped";
  }
  return "";
}

void warnOfOtherDither(const std::string& output, const std::string& option,
                       const WavFormat& format, Report& report) {
  const DitherKind asked = ditherFromOption(option, 0).kind;
  if (option.empty() || asked == DitherKind::None) return;
  if (format.encoding == OutputEncoding::F32) {
    report.warning(output, "a float file is not dithered. Use --bits 16 or 24 for one that is.");
  } else if (ditherInUse(asked, 8 * bytesPerSample(format.encoding), format.sampleRate) != asked) {
    report.warning(output,
                   "noise shaping is for 16 bits at 44100 or 48000 Hz, so that this file has plain "
                   "TPDF dither instead.");
  }
}

}  // namespace lathe::cli
