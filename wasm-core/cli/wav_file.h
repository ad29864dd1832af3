// A WAV file behind the AudioFile interface.
// Thread: as AudioFile.
#pragma once

#include <memory>

#include "cli/audio_file.h"
#include "cli/input_file.h"

namespace lathe::cli {

class WavFile : public AudioFile {
 public:
  /// Null where its header is unsound: `fault` says why.
  static std::unique_ptr<AudioFile> open(InputFile file, FormatFault& fault);

  bool read(int64_t byteOffset, int64_t bytes, uint8_t* destination) override;

 private:
  explicit WavFile(InputFile file) : file_(std::move(file)) {}
  InputFile file_;
};

}  // namespace lathe::cli
