// Builds WAV files byte by byte, so that the reader is checked against the
// written specification and not against our own writer.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "formats/wav_reader.h"

namespace lathe::test {

using Bytes = std::vector<uint8_t>;

inline void put(Bytes& out, std::string_view text) {
  for (const char c : text) out.push_back(static_cast<uint8_t>(c));
}
inline void put(Bytes& out, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

inline void putChunk(Bytes& out, std::string_view id, const Bytes& payload) {
  put(out, id);
  put(out, payload.size(), 4);
  out.insert(out.end(), payload.begin(), payload.end());
  if (payload.size() % 2 != 0) out.push_back(0);
}

inline Bytes formatChunk(int tag, int channels, int rate, int bits) {
  Bytes out;
  put(out, static_cast<uint64_t>(tag), 2);
  put(out, static_cast<uint64_t>(channels), 2);
  put(out, static_cast<uint64_t>(rate), 4);
  const int align = channels * ((bits + 7) / 8);
  put(out, static_cast<uint64_t>(rate) * static_cast<uint64_t>(align), 4);
  put(out, static_cast<uint64_t>(align), 2);
  put(out, static_cast<uint64_t>(bits), 2);
  return out;
}

/// WAVE_FORMAT_EXTENSIBLE around `subtype` (1 integer, 3 float).
inline Bytes extensibleChunk(int subtype, int channels, int rate, int bits, int validBits,
                             uint32_t mask) {
  Bytes out = formatChunk(0xFFFE, channels, rate, bits);
  put(out, 22, 2);
  put(out, static_cast<uint64_t>(validBits), 2);
  put(out, mask, 4);
  put(out, static_cast<uint64_t>(subtype), 2);
  for (const int b :
       {0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71}) {
    out.push_back(static_cast<uint8_t>(b));
  }
  return out;
}

/// RIFF/WAVE around chunks that are already laid out; the size is right.
inline Bytes riff(const Bytes& chunks) {
  Bytes out;
  put(out, "RIFF");
  put(out, chunks.size() + 4, 4);
  put(out, "WAVE");
  out.insert(out.end(), chunks.begin(), chunks.end());
  return out;
}

inline Bytes wav(const Bytes& format, const Bytes& data) {
  Bytes chunks;
  putChunk(chunks, "fmt ", format);
  putChunk(chunks, "data", data);
  return riff(chunks);
}

inline Bytes zeros(size_t count) { return Bytes(count, 0); }

/// Drives the reader over bytes in memory. `claimedBytes` as the size of the
/// file stands for bytes past the end of `file` that are never read.
inline WavReader parse(const Bytes& file, int64_t claimedBytes = -1) {
  WavReader reader(claimedBytes < 0 ? static_cast<int64_t>(file.size()) : claimedBytes);
  for (int steps = 0; !reader.done() && steps < 100000; ++steps) {
    const auto offset = static_cast<size_t>(reader.needOffset());
    const size_t there = offset < file.size() ? file.size() - offset : 0;
    const size_t count = std::min(there, static_cast<size_t>(reader.needBytes()));
    // A copy of just these bytes: reading past them is caught by the sanitizer.
    const Bytes part(file.begin() + static_cast<std::ptrdiff_t>(offset),
                     file.begin() + static_cast<std::ptrdiff_t>(offset + count));
    reader.supply(part.data(), part.size());
  }
  return reader;
}

}  // namespace lathe::test
