// SHA-256 (FIPS 180-4), streamed: a stem's identity is the hash of its file,
// however large, and WebCrypto cannot hash in pieces.
// Thread: any; no allocation but in `hexDigest`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace lathe {

class Sha256 {
 public:
  Sha256() noexcept { reset(); }

  void reset() noexcept;
  void update(const uint8_t* data, size_t bytes) noexcept;
  /// Ends the message. Call `reset` before hashing another.
  std::array<uint8_t, 32> digest() noexcept;
  /// As `digest`: 64 lower-case hex digits.
  std::string hexDigest();

 private:
  std::array<uint32_t, 8> state_;
  std::array<uint8_t, 64> block_;
  size_t filled_ = 0;
  uint64_t totalBytes_ = 0;
};

}  // namespace lathe
