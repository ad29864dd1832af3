// A FLAC file behind the AudioFile interface, decoded by libFLAC as it is
// read: its layout is that of the PCM it stands for, at its own bit depth
// rounded up to whole bytes. Reading in order costs nothing extra; jumping
// seeks. A file read from start to end is held to its MD5.
// Source: RFC 9639. Thread: as AudioFile.
#pragma once

#include <FLAC/stream_decoder.h>

#include <memory>
#include <string>
#include <vector>

#include "cli/audio_file.h"

namespace lathe::cli {

/// By its first four bytes, or by its name where an ID3 tag stands in front.
bool looksLikeFlac(const std::string& path, const uint8_t* head);

class FlacFile : public AudioFile {
 public:
  /// Null where it is not FLAC or its header is damaged: `fault` says why.
  static std::unique_ptr<AudioFile> open(const std::string& path, FormatFault& fault);
  ~FlacFile() override;

  bool read(int64_t byteOffset, int64_t bytes, uint8_t* destination) override;

 private:
  explicit FlacFile(std::string path) : path_(std::move(path)) {}

  bool start(bool checkMd5);
  bool readHeader();
  bool countFrames();
  bool seek(int64_t frame);
  bool decodeMore();
  bool finish();
  void fail(std::string problem);

  static FLAC__StreamDecoderWriteStatus onFrame(const FLAC__StreamDecoder*, const FLAC__Frame*,
                                                const FLAC__int32* const*, void*);
  static void onMetadata(const FLAC__StreamDecoder*, const FLAC__StreamMetadata*, void*);
  static void onError(const FLAC__StreamDecoder*, FLAC__StreamDecoderErrorStatus, void*);

  std::string path_;
  FLAC__StreamDecoder* decoder_ = nullptr;
  bool damaged_ = false;  // libFLAC has met something it could not decode
  bool haveInfo_ = false;
  bool running_ = false;
  unsigned bitsPerSample_ = 0;
  int64_t position_ = 0;          // frame at which pending_ starts
  std::vector<uint8_t> pending_;  // decoded, not yet handed out
  size_t pendingRead_ = 0;        // bytes of it already handed out
};

}  // namespace lathe::cli
