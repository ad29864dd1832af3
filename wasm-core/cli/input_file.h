// A file open for reading at any place, closed when it goes out of scope.
// Units: bytes. Thread: `readAt` may be called from several.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "formats/format_fault.h"

namespace lathe::cli {

class InputFile {
 public:
  InputFile() = default;
  ~InputFile();
  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&&) = delete;

  /// False: missing, a folder, or not readable; `fault` says which.
  bool open(const std::string& path, FormatFault& fault);
  int64_t size() const { return size_; }
  /// Bytes read: fewer than `bytes` only at the end of the file or on a fault of the disk.
  size_t readAt(int64_t offset, uint8_t* destination, size_t bytes) const;

 private:
  int descriptor_ = -1;
  int64_t size_ = 0;
};

/// SHA-256 of a whole file as hex, or empty (with `fault`) where it cannot be read.
std::string hashFile(const std::string& path, FormatFault& fault);

}  // namespace lathe::cli
