// An audio file open for reading, whatever its format: a layout, and its PCM
// bytes at any place. WAV is read as it lies; FLAC is decoded into the same
// picture, so that streaming and measuring know nothing of formats.
// Thread: one at a time for each file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "formats/format_fault.h"
#include "formats/pcm_layout.h"

namespace lathe::cli {

class AudioFile {
 public:
  virtual ~AudioFile() = default;

  const PcmLayout& layout() const { return layout_; }
  /// Reads `bytes` bytes (whole frames) from `byteOffset` of the picture that `layout` describes.
  /// False: the file does not hold them; `fault` says why.
  virtual bool read(int64_t byteOffset, int64_t bytes, uint8_t* destination) = 0;
  const FormatFault& fault() const { return fault_; }

 protected:
  PcmLayout layout_;
  FormatFault fault_;
};

/// WAV or FLAC, told apart by content. Null where the file is missing or unsound: `fault` says why.
std::unique_ptr<AudioFile> openAudioFile(const std::string& path, FormatFault& fault);

}  // namespace lathe::cli
