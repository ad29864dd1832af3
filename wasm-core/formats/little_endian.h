// Little-endian integers in a byte buffer, whatever the machine's own order
// and the buffer's alignment.
// Thread: any.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace lathe {

inline uint16_t readU16(const uint8_t* p) { return static_cast<uint16_t>(p[0] | p[1] << 8); }
inline uint32_t readU32(const uint8_t* p) {
  return static_cast<uint32_t>(readU16(p)) | static_cast<uint32_t>(readU16(p + 2)) << 16;
}
inline uint64_t readU64(const uint8_t* p) {
  return static_cast<uint64_t>(readU32(p)) | static_cast<uint64_t>(readU32(p + 4)) << 32;
}

/// True where the four bytes at `p` are the chunk id `id`.
inline bool isChunkId(const uint8_t* p, const char* id) { return std::memcmp(p, id, 4) == 0; }

inline void appendBytes(std::vector<uint8_t>& out, std::string_view text) {
  for (const char c : text) out.push_back(static_cast<uint8_t>(c));
}
inline void appendLittleEndian(std::vector<uint8_t>& out, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

}  // namespace lathe
