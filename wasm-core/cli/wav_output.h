// A WAV file being written: header, quantiser and atomic file in one.
// Units: frames. Thread: main.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/atomic_file.h"
#include "formats/wav_writer.h"

namespace lathe::cli {

/// "16", "24" or "32f"; empty: 24.
OutputEncoding encodingFromBits(const std::string& bits);

class WavOutput {
 public:
  /// False, with `fault`, where it cannot be written.
  bool open(const std::string& path, const WavFormat& format, const DitherSettings& dither);
  bool write(const double* const* planar, int frames);
  /// All frames are written: completes the file under its temporary name.
  bool finish();
  /// Gives it its name.
  bool commit() { return file_.commit(); }

  const WavFormat& format() const { return format_; }
  const std::string& temporaryPath() const { return file_.temporaryPath(); }
  const FormatFault& fault() const { return file_.fault(); }
  int64_t samplesBeyondFullScale() const { return encoder_->samplesBeyondFullScale(); }

 private:
  WavFormat format_;
  AtomicFile file_;
  std::optional<PcmEncoder> encoder_;
  std::vector<uint8_t> bytes_;
};

}  // namespace lathe::cli
