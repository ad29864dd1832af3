#include "formats/wav_reader.h"

#include <algorithm>
#include <cstdio>

#include "formats/little_endian.h"

namespace lathe {
namespace {

constexpr int kRiffHeaderBytes = 12;
constexpr int kChunkHeaderBytes = 8;
constexpr int kSizeChunkBytes = 24;  // the part of ds64 that is needed
constexpr int kSmallestFormatBytes = 16;
constexpr int kExtensibleFormatBytes = 40;
constexpr uint32_t kUnknownSize = 0xFFFFFFFFu;
constexpr uint16_t kTagPcm = 0x0001;
constexpr uint16_t kTagFloat = 0x0003;
constexpr uint16_t kTagExtensible = 0xFFFE;
constexpr uint32_t kLowestRate = 4000, kHighestRate = 768000;
// More chunks than any real file has, and few enough to give up at once on a
// file made of empty ones.
constexpr int kMaxChunks = 4096;
// What follows the format tag in every KSDATAFORMAT_SUBTYPE_… identifier.
constexpr uint8_t kSubtypeTail[14] = {0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80,
                                      0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71};

constexpr const char* kExportAgain = "Export it again as a WAV file (16, 24 or 32-bit) or FLAC.";
constexpr const char* kFetchAgain =
    "Copy or download it again, or keep what is there with: ffmpeg -i FILE -c copy REPAIRED.wav";

std::string framesAndSeconds(int64_t frames, double sampleRate) {
  char text[64];
  std::snprintf(text, sizeof text, "%lld frames (%.2f s)", static_cast<long long>(frames),
                static_cast<double>(frames) / sampleRate);
  return text;
}

// Names what a file that is not RIFF seems to be, from its first 12 bytes.
std::string guessFormat(const uint8_t* head) {
  if (isChunkId(head, "fLaC")) return "is a FLAC file, not a WAV file";
  if (isChunkId(head, "OggS")) return "is an Ogg file, not a WAV file";
  if (isChunkId(head, "FORM")) return "is an AIFF file, not a WAV file";
  if (isChunkId(head, "caff")) return "is a CAF file, not a WAV file";
  if (isChunkId(head, "RIFX")) return "is a big-endian WAV file (RIFX), which is not read";
  if (isChunkId(head + 4, "ftyp")) return "is an MP4 or M4A file, not a WAV file";
  if (std::memcmp(head, "ID3", 3) == 0 || (head[0] == 0xFF && (head[1] & 0xE0) == 0xE0)) {
    return "is an MP3 or AAC file, not a WAV file";
  }
  return "is not an audio file that is read here: it does not start like WAV or FLAC";
}

}  // namespace

WavReader::WavReader(int64_t fileBytes) : fileBytes_(fileBytes) {
  if (fileBytes <= 0) {
    fail("is empty (0 bytes)", kExportAgain);
  } else if (fileBytes < kRiffHeaderBytes) {
    fail("is not an audio file: it has only " + std::to_string(fileBytes) + " bytes", kExportAgain);
  } else {
    need(State::RiffHeader, 0, kRiffHeaderBytes);
  }
}

void WavReader::need(State state, int64_t offset, int bytes) {
  state_ = state;
  needOffset_ = offset;
  needBytes_ = bytes;
}

void WavReader::fail(std::string problem, std::string remedy) {
  need(State::Failed, 0, 0);
  fault_ = {std::move(problem), std::move(remedy)};
}

void WavReader::supply(const uint8_t* data, size_t bytes) {
  if (done()) return;
  if (bytes < static_cast<size_t>(needBytes_)) {
    fail("could not be read at byte " + std::to_string(needOffset_),
         "Check that the file is still there and not being written, then try again.");
    return;
  }
  switch (state_) {
    case State::RiffHeader:
      return parseRiffHeader(data);
    case State::ChunkHeader:
      return parseChunkHeader(data);
    case State::SizeChunk:
      return parseSizeChunk(data);
    case State::FormatChunk:
      return parseFormatChunk(data, needBytes_);
    case State::AfterEmptyData:
      return parseAfterEmptyData(data);
    case State::Ok:
    case State::Failed:
      return;
  }
}

void WavReader::parseRiffHeader(const uint8_t* data) {
  is64_ = isChunkId(data, "RF64") || isChunkId(data, "BW64");
  if (!is64_ && !isChunkId(data, "RIFF")) return fail(guessFormat(data), kExportAgain);
  if (!isChunkId(data + 8, "WAVE")) {
    return fail("is a RIFF file, but not audio (" +
                    std::string(reinterpret_cast<const char*>(data + 8), 4) + ")",
                kExportAgain);
  }
  riffBytes_ = readU32(data + 4);
  nextChunk(kRiffHeaderBytes);
}

void WavReader::nextChunk(int64_t offset) {
  if (++chunks_ > kMaxChunks) {
    return fail("is not a sound WAV file: more than " + std::to_string(kMaxChunks) +
                    " chunks, and no audio among them",
                kExportAgain);
  }
  if (offset > fileBytes_ - kChunkHeaderBytes) {
    return fail(haveFormat_ ? "ends before its audio: the header is there, the data chunk is not"
                            : "ends before its audio: it has no format chunk",
                kFetchAgain);
  }
  chunkOffset_ = offset;
  need(State::ChunkHeader, offset, kChunkHeaderBytes);
}

void WavReader::parseChunkHeader(const uint8_t* data) {
  const uint32_t size = readU32(data + 4);
  const int64_t payload = chunkOffset_ + kChunkHeaderBytes;
  chunkEnd_ = payload + size + (size & 1);
  if (isChunkId(data, "data")) return finishAtData(size);
  const bool isFormat = isChunkId(data, "fmt ");
  const bool isSizes = is64_ && isChunkId(data, "ds64");
  if (!isFormat && !isSizes) return nextChunk(chunkEnd_);

  const int smallest = isFormat ? kSmallestFormatBytes : kSizeChunkBytes;
  const int largest = isFormat ? kExtensibleFormatBytes : kSizeChunkBytes;
  if (size < static_cast<uint32_t>(smallest)) {
    return fail(std::string("has a broken header: its ") + (isFormat ? "format" : "size") +
                    " chunk has " + std::to_string(size) + " bytes instead of " +
                    std::to_string(smallest) + " or more",
                kExportAgain);
  }
  const int bytes = static_cast<int>(std::min<uint32_t>(size, static_cast<uint32_t>(largest)));
  if (payload > fileBytes_ - bytes) return fail("ends inside its header", kFetchAgain);
  need(isFormat ? State::FormatChunk : State::SizeChunk, payload, bytes);
}

void WavReader::parseSizeChunk(const uint8_t* data) {
  dataBytesInDs64_ =
      static_cast<int64_t>(std::min<uint64_t>(readU64(data + 8), static_cast<uint64_t>(INT64_MAX)));
  nextChunk(chunkEnd_);
}

void WavReader::parseFormatChunk(const uint8_t* data, int bytes) {
  uint16_t tag = readU16(data);
  const int channels = readU16(data + 2);
  const uint32_t rate = readU32(data + 4);
  const int blockAlign = readU16(data + 12);
  const int bits = readU16(data + 14);
  if (tag == kTagExtensible) {
    if (bytes < kExtensibleFormatBytes) {
      return fail("has a broken header: an extensible format without its extension", kExportAgain);
    }
    layout_.channelMask = readU32(data + 20);
    tag = std::memcmp(data + 26, kSubtypeTail, sizeof kSubtypeTail) == 0 ? readU16(data + 24) : 0;
  }
  if (channels == 0) return fail("has a broken header: it says zero channels", kExportAgain);
  if (rate < kLowestRate || rate > kHighestRate) {
    return fail("has a broken header: it says a sample rate of " + std::to_string(rate) + " Hz",
                kExportAgain);
  }
  const int sampleBytes = (bits + 7) / 8;
  if (tag == kTagPcm && sampleBytes >= 1 && sampleBytes <= 4) {
    constexpr SampleEncoding kBySize[] = {SampleEncoding::U8, SampleEncoding::S16,
                                          SampleEncoding::S24, SampleEncoding::S32};
    layout_.encoding = kBySize[sampleBytes - 1];
  } else if (tag == kTagFloat && (bits == 32 || bits == 64)) {
    layout_.encoding = bits == 32 ? SampleEncoding::F32 : SampleEncoding::F64;
  } else if (tag == kTagPcm || tag == kTagFloat) {
    return fail("stores " + std::to_string(bits) + "-bit " +
                    (tag == kTagPcm ? "integer" : "float") + " samples, which are not read here",
                kExportAgain);
  } else {
    char name[96];
    std::snprintf(name, sizeof name, "holds compressed audio (format 0x%04X), not PCM", tag);
    return fail(name, kExportAgain);
  }
  if (blockAlign != channels * sampleBytes) {
    return fail("has a header that contradicts itself: " + std::to_string(channels) +
                    " channels of " + std::to_string(bits) + " bits are " +
                    std::to_string(channels * sampleBytes) + " bytes a frame, but it says " +
                    std::to_string(blockAlign),
                kExportAgain);
  }
  layout_.channels = channels;
  layout_.sampleRate = rate;
  layout_.bytesPerFrame = blockAlign;
  haveFormat_ = true;
  nextChunk(chunkEnd_);
}

void WavReader::finishAtData(uint32_t sizeInHeader) {
  if (!haveFormat_) {
    return fail("has a broken header: the audio comes before its format", kExportAgain);
  }
  layout_.dataOffsetBytes = chunkOffset_ + kChunkHeaderBytes;
  const int64_t available = fileBytes_ - layout_.dataOffsetBytes;
  const int64_t framesThere = available / layout_.bytesPerFrame;
  int64_t claimed = sizeInHeader;
  if (sizeInHeader == kUnknownSize && is64_) {
    if (dataBytesInDs64_ < 0) {
      return fail("has a broken header: RF64 without the ds64 chunk that says its size",
                  kFetchAgain);
    }
    claimed = dataBytesInDs64_;
  } else if (sizeInHeader == kUnknownSize) {
    claimed = available;  // written to a pipe: everything to the end of the file
  }
  if (claimed == 0 && available >= kChunkHeaderBytes) {
    return need(State::AfterEmptyData, layout_.dataOffsetBytes, kChunkHeaderBytes);
  }
  if (claimed > available) {
    const int64_t framesClaimed = claimed / layout_.bytesPerFrame;
    const bool fileIsWhole = riffBytes_ + kChunkHeaderBytes == fileBytes_;
    return fail(std::string(fileIsWhole ? "has a header that lies about its size: it claims "
                                        : "is cut short: its header claims ") +
                    framesAndSeconds(framesClaimed, layout_.sampleRate) + ", but only " +
                    framesAndSeconds(framesThere, layout_.sampleRate) + " are there",
                kFetchAgain);
  }
  layout_.frames = claimed / layout_.bytesPerFrame;
  if (layout_.frames == 0) return fail("holds no audio: its length is zero frames", kExportAgain);
  need(State::Ok, 0, 0);
}

// A data chunk of size 0: either truly empty, with another chunk after it, or
// left unfinished by a recorder that never came back to fill in the size.
void WavReader::parseAfterEmptyData(const uint8_t* data) {
  bool chunkFollows = readU32(data + 4) <= static_cast<uint64_t>(fileBytes_);
  for (int i = 0; i < 4; ++i) chunkFollows = chunkFollows && data[i] >= 0x20 && data[i] < 0x7F;
  if (chunkFollows) return fail("holds no audio: its length is zero frames", kExportAgain);
  const int64_t framesThere = (fileBytes_ - layout_.dataOffsetBytes) / layout_.bytesPerFrame;
  fail("has a header that was never finished: it claims 0 frames, but about " +
           framesAndSeconds(framesThere, layout_.sampleRate) + " are there",
       kFetchAgain);
}

}  // namespace lathe
