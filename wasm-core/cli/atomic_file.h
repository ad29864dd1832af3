// A file that appears whole or not at all: written under a temporary name in
// the same folder, renamed at the end, and removed if anything goes wrong
// before, Ctrl-C included.
// Thread: main; one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "cli/report.h"
#include "formats/format_fault.h"

namespace lathe::cli {

class AtomicFile {
 public:
  AtomicFile() = default;
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// `path`: the name it will have. False, with `fault`, where the folder cannot be written to.
  bool open(const std::string& path);
  /// False, with `fault`, where the disk is full or failing.
  bool write(const void* data, size_t bytes);
  /// Everything is on the disk and may be read under `temporaryPath`.
  bool flush();
  /// Flushes and gives it its name, over any file that had it.
  bool commit();

  const std::string& temporaryPath() const { return temporary_; }
  const FormatFault& fault() const { return fault_; }

 private:
  bool fail(const char* doing, int error);
  void remove();

  int descriptor_ = -1;
  std::string path_;
  std::string temporary_;
  FormatFault fault_;
};

/// True where writing `output` would replace one of `inputs`, what it is made from; reported.
bool replacesInput(const std::string& output, std::span<const std::string> inputs, Report& report);

}  // namespace lathe::cli
