// A stem at another sample rate than the session's, behind the AudioFile
// interface: converted from start to end once, to float samples in a temporary
// file that has no name, so that it is gone with the process. The studio keeps the
// same samples, bit for bit, beside the stem.
// Thread: as AudioFile; `make` of different files may run side by side.
#pragma once

#include <memory>

#include "cli/audio_file.h"

namespace lathe::cli {

class ConvertedFile : public AudioFile {
 public:
  /// Null where `source` cannot be read, its rate not be converted, or the disk is full: `fault`
  /// says why.
  static std::unique_ptr<ConvertedFile> make(AudioFile& source, int rate, FormatFault& fault);
  ~ConvertedFile() override;

  bool read(int64_t byteOffset, int64_t bytes, uint8_t* destination) override;
  /// Samples of the source that were NaN or infinite, and were converted as 0.
  int64_t nonFiniteSamples() const { return nonFinite_; }

 private:
  explicit ConvertedFile(int descriptor) : descriptor_(descriptor) {}
  bool convert(AudioFile& source, int rate, FormatFault& fault);
  bool append(const uint8_t* bytes, size_t count, FormatFault& fault);

  int descriptor_;
  int64_t written_ = 0;  // bytes
  int64_t nonFinite_ = 0;
};

}  // namespace lathe::cli
