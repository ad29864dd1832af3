// Parses the header of a WAV file: RIFF, RF64 and BW64 with ds64, broadcast
// WAV (bext, iXML, JUNK and every other chunk are stepped over), integer and
// float samples, WAVE_FORMAT_EXTENSIBLE. Sources: Microsoft "Multiple channel
// audio data and WAVE files", EBU Tech 3306 (RF64), ITU-R BS.2088 (BW64).
//
// It reads nothing itself, so that the same parser serves a file, an OPFS
// handle and a dropped Blob. The host drives it:
//
//   WavReader reader(fileBytes);
//   while (!reader.done()) {
//     n = read(file, reader.needOffset(), reader.needBytes(), buffer);
//     reader.supply(buffer, n);
//   }
//   if (reader.ok()) use(reader.layout()); else show(reader.fault());
//
// Thread: any but the real-time one (faults allocate).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "formats/format_fault.h"
#include "formats/pcm_layout.h"

namespace lathe {

class WavReader {
 public:
  /// Most bytes ever asked for in one step.
  static constexpr int kMaxNeedBytes = 40;

  /// `fileBytes`: the size of the whole file.
  explicit WavReader(int64_t fileBytes);

  /// Parsing has ended, well (`ok()`) or not (`fault()`).
  bool done() const { return state_ == State::Ok || state_ == State::Failed; }
  bool ok() const { return state_ == State::Ok; }

  /// Byte range the next `supply` must bring; always inside the file.
  int64_t needOffset() const { return needOffset_; }
  int needBytes() const { return needBytes_; }

  /// `bytes` read at `needOffset()`. Fewer than `needBytes()` means that the
  /// file could not be read there, and ends in a fault.
  void supply(const uint8_t* data, size_t bytes);

  /// Valid once `ok()`. `frames` >= 1, `channels` >= 1.
  const PcmLayout& layout() const { return layout_; }
  /// Empty while all is well.
  const FormatFault& fault() const { return fault_; }

 private:
  enum class State { RiffHeader, ChunkHeader, SizeChunk, FormatChunk, AfterEmptyData, Ok, Failed };

  void need(State state, int64_t offset, int bytes);
  void nextChunk(int64_t offset);
  void fail(std::string problem, std::string remedy);
  void parseRiffHeader(const uint8_t* data);
  void parseChunkHeader(const uint8_t* data);
  void parseSizeChunk(const uint8_t* data);
  void parseFormatChunk(const uint8_t* data, int bytes);
  void finishAtData(uint32_t sizeInHeader);
  void parseAfterEmptyData(const uint8_t* data);

  State state_ = State::RiffHeader;
  int64_t fileBytes_ = 0;
  int64_t needOffset_ = 0;
  int needBytes_ = 0;
  int64_t chunkOffset_ = 0;  // of the chunk being read
  int64_t chunkEnd_ = 0;     // where the next one starts, after padding
  int chunks_ = 0;
  int64_t riffBytes_ = 0;
  int64_t dataBytesInDs64_ = -1;
  bool is64_ = false;
  bool haveFormat_ = false;
  PcmLayout layout_;
  FormatFault fault_;
};

}  // namespace lathe
