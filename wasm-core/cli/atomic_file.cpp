#include "cli/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace lathe::cli {
namespace {

// The name to remove when a signal ends the program; the handler may only read
// plain memory.
char removeOnSignal[PATH_MAX];
volatile std::sig_atomic_t removeIsSet = 0;

extern "C" void removeAndLeave(int signal) {
  if (removeIsSet) unlink(removeOnSignal);
  std::signal(signal, SIG_DFL);
  raise(signal);
}

void watch(const std::string& path) {
  if (path.size() >= sizeof removeOnSignal) return;
  std::memcpy(removeOnSignal, path.c_str(), path.size() + 1);
  removeIsSet = 1;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, removeAndLeave);
}

// Read-write for everyone the umask allows, as a plain new file would have.
mode_t newFileMode() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

}  // namespace

AtomicFile::~AtomicFile() { remove(); }

void AtomicFile::remove() {
  if (descriptor_ >= 0) close(descriptor_);
  descriptor_ = -1;
  if (!temporary_.empty()) unlink(temporary_.c_str());
  temporary_.clear();
  removeIsSet = 0;
}

bool AtomicFile::fail(const char* doing, int error) {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  fault_ = {
      std::string("cannot be ") + doing + ": " + (full ? "the disk is full" : std::strerror(error)),
      full ? "Make room on the disk, or write to another one."
           : "Check that the folder exists and that you may write to it."};
  remove();
  return false;
}

bool AtomicFile::open(const std::string& path) {
  path_ = path;
  struct stat info;
  if (stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode)) {
    fault_ = {"cannot be written: it is a folder or a device", "Name a file."};
    return false;
  }
  std::string pattern = path + ".XXXXXX";
  descriptor_ = mkstemp(pattern.data());
  if (descriptor_ < 0) return fail("written", errno);
  temporary_ = pattern;
  watch(temporary_);
  fchmod(descriptor_, newFileMode());
  return true;
}

bool AtomicFile::write(const void* data, size_t bytes) {
  const char* from = static_cast<const char*>(data);
  while (bytes > 0) {
    const ssize_t written = ::write(descriptor_, from, bytes);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail("written", errno);
    from += written;
    bytes -= static_cast<size_t>(written);
  }
  return true;
}

bool AtomicFile::flush() { return fsync(descriptor_) == 0 || fail("written", errno); }

bool AtomicFile::commit() {
  if (!flush()) return false;
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return fail("renamed", errno);
  temporary_.clear();
  remove();
  return true;
}

bool replacesInput(const std::string& output, std::span<const std::string> inputs, Report& report) {
  for (const std::string& input : inputs) {
    std::error_code error;
    if (std::filesystem::equivalent(output, input, error) && !error) {
      report.fault(output, "is what this command reads. Name another output file.");
      return true;
    }
  }
  return false;
}

}  // namespace lathe::cli
