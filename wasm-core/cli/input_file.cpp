#include "cli/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "formats/sha256.h"

namespace lathe::cli {
namespace {

constexpr size_t kHashChunkBytes = 1u << 20;

}  // namespace

InputFile::~InputFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

InputFile::InputFile(InputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

bool InputFile::open(const std::string& path, FormatFault& fault) {
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) {
    if (errno == ENOENT || errno == ENOTDIR) {
      fault = {"does not exist", "Check the name and the folder."};
    } else {
      fault = {std::string("cannot be opened: ") + std::strerror(errno),
               "Check that you may read it."};
    }
    return false;
  }
  struct stat info;
  if (fstat(descriptor_, &info) != 0 || !S_ISREG(info.st_mode)) {
    fault = {"is not a file", "Name a file, not a folder or a device."};
    return false;
  }
  size_ = info.st_size;
  return true;
}

size_t InputFile::readAt(int64_t offset, uint8_t* destination, size_t bytes) const {
  size_t done = 0;
  while (done < bytes) {
    const ssize_t got = pread(descriptor_, destination + done, bytes - done,
                              static_cast<off_t>(offset + static_cast<int64_t>(done)));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    done += static_cast<size_t>(got);
  }
  return done;
}

std::string hashFile(const std::string& path, FormatFault& fault) {
  InputFile file;
  if (!file.open(path, fault)) return {};
  std::vector<uint8_t> buffer(kHashChunkBytes);
  Sha256 sha;
  for (int64_t at = 0; at < file.size();) {
    const size_t got = file.readAt(at, buffer.data(), buffer.size());
    if (got == 0) {
      fault = {"could not be read at byte " + std::to_string(at),
               "Check the disk, and that the file is not being written, then try again."};
      return {};
    }
    sha.update(buffer.data(), got);
    at += static_cast<int64_t>(got);
  }
  return sha.hexDigest();
}

}  // namespace lathe::cli
