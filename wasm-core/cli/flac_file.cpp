#include "cli/flac_file.h"

#include <algorithm>
#include <cstring>

namespace lathe::cli {
namespace {

constexpr const char* kRemedy =
    "Copy or download it again, or keep what is there with: flac -d -F FILE -o REPAIRED.wav";

constexpr double kLowestRate = 4000.0;  // as for WAV

bool endsWithFlac(const std::string& path) {
  if (path.size() < 5) return false;
  std::string end = path.substr(path.size() - 5);
  std::transform(end.begin(), end.end(), end.begin(),
                 [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  return end == ".flac";
}

}  // namespace

bool looksLikeFlac(const std::string& path, const uint8_t* head) {
  return std::memcmp(head, "fLaC", 4) == 0 ||
         (std::memcmp(head, "ID3", 3) == 0 && endsWithFlac(path));
}

std::unique_ptr<AudioFile> FlacFile::open(const std::string& path, FormatFault& fault) {
  std::unique_ptr<FlacFile> file(new FlacFile(path));
  file->decoder_ = FLAC__stream_decoder_new();
  const bool sound =
      file->start(true) && file->readHeader() && (file->layout_.frames > 0 || file->countFrames());
  if (!sound) {
    fault = file->fault_;
    return nullptr;
  }
  return file;
}

FlacFile::~FlacFile() {
  if (decoder_) FLAC__stream_decoder_delete(decoder_);
}

void FlacFile::fail(std::string problem) {
  if (fault_.empty()) fault_ = {std::move(problem), kRemedy};
}

bool FlacFile::start(bool checkMd5) {
  pending_.clear();
  pendingRead_ = 0;
  position_ = 0;
  damaged_ = false;
  running_ = decoder_ && FLAC__stream_decoder_set_md5_checking(decoder_, checkMd5) &&
             FLAC__stream_decoder_init_file(decoder_, path_.c_str(), onFrame, onMetadata, onError,
                                            this) == FLAC__STREAM_DECODER_INIT_STATUS_OK;
  if (!running_) fail("could not be opened as FLAC");
  return running_;
}

bool FlacFile::readHeader() {
  if (!FLAC__stream_decoder_process_until_end_of_metadata(decoder_) || !haveInfo_ || damaged_) {
    fail("is damaged: its FLAC header cannot be read");
    return false;
  }
  if (layout_.channels < 1 || layout_.sampleRate < kLowestRate) {
    fail("has a broken header: it says " + std::to_string(layout_.channels) + " channels at " +
         std::to_string(static_cast<int>(layout_.sampleRate)) + " Hz");
    return false;
  }
  return true;
}

// An encoder that wrote to a pipe leaves the length open: decode to find it.
bool FlacFile::countFrames() {
  int64_t frames = 0;
  while (decodeMore()) {
    frames += static_cast<int64_t>(pending_.size()) / layout_.bytesPerFrame;
    pending_.clear();
  }
  if (!fault_.empty()) return false;
  if (frames == 0) {
    fail("holds no audio: its length is zero frames");
    return false;
  }
  FLAC__stream_decoder_finish(decoder_);
  layout_.frames = frames;
  return start(true) && readHeader();
}

// One more FLAC frame into pending_. False at the end of the stream or on a fault.
bool FlacFile::decodeMore() {
  while (pending_.empty()) {
    if (FLAC__stream_decoder_get_state(decoder_) == FLAC__STREAM_DECODER_END_OF_STREAM) {
      return false;
    }
    const bool ok = FLAC__stream_decoder_process_single(decoder_);
    if (!ok || damaged_) {
      fail("is damaged: it cannot be decoded after " +
           std::to_string(static_cast<double>(position_) / layout_.sampleRate) + " s");
      return false;
    }
  }
  return true;
}

bool FlacFile::seek(int64_t frame) {
  if (running_) FLAC__stream_decoder_finish(decoder_);
  // A file that is not read in order cannot be held to its MD5.
  if (!start(frame == 0) || !readHeader()) return false;
  position_ = frame;
  if (frame == 0) return true;
  if (FLAC__stream_decoder_seek_absolute(decoder_, static_cast<FLAC__uint64>(frame)) && !damaged_) {
    return true;
  }
  fail("is damaged: frame " + std::to_string(frame) + " cannot be found in it");
  return false;
}

bool FlacFile::finish() {
  running_ = false;
  if (FLAC__stream_decoder_finish(decoder_)) return true;
  fail("is damaged: what it decodes to does not match its own MD5");
  return false;
}

bool FlacFile::read(int64_t byteOffset, int64_t bytes, uint8_t* destination) {
  if (!fault_.empty()) return false;
  const int frameBytes = layout_.bytesPerFrame;
  const int64_t frame = byteOffset / frameBytes;
  if (frame != position_ || !running_) {
    if (!seek(frame)) return false;
  }
  while (bytes > 0) {
    if (pendingRead_ == pending_.size()) {
      pending_.clear();
      pendingRead_ = 0;
      if (!decodeMore()) {
        fail("is cut short: its header claims " + std::to_string(layout_.frames) +
             " frames, but only " + std::to_string(position_) + " are there");
        return false;
      }
    }
    const auto part = static_cast<size_t>(
        std::min<int64_t>(bytes, static_cast<int64_t>(pending_.size() - pendingRead_)));
    std::memcpy(destination, pending_.data() + pendingRead_, part);
    pendingRead_ += part;
    destination += part;
    bytes -= static_cast<int64_t>(part);
    position_ += static_cast<int64_t>(part) / frameBytes;
  }
  return position_ < layout_.frames || finish();
}

FLAC__StreamDecoderWriteStatus FlacFile::onFrame(const FLAC__StreamDecoder*,
                                                 const FLAC__Frame* frame,
                                                 const FLAC__int32* const* samples, void* self) {
  auto& file = *static_cast<FlacFile*>(self);
  const FLAC__FrameHeader& header = frame->header;
  if (static_cast<int>(header.channels) != file.layout_.channels ||
      header.bits_per_sample != file.bitsPerSample_) {
    file.damaged_ = true;  // a stream that changes its format half-way
    return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
  }
  const int sampleBytes = bytesPerSample(file.layout_.encoding);
  const unsigned shift = static_cast<unsigned>(sampleBytes) * 8 - file.bitsPerSample_;
  size_t at = file.pending_.size();
  file.pending_.resize(at + header.blocksize * static_cast<size_t>(file.layout_.bytesPerFrame));
  for (unsigned i = 0; i < header.blocksize; ++i) {
    for (unsigned ch = 0; ch < header.channels; ++ch) {
      const uint32_t bits = static_cast<uint32_t>(samples[ch][i]) << shift;
      for (int b = 0; b < sampleBytes; ++b) {
        file.pending_[at++] = static_cast<uint8_t>(bits >> (8 * b));
      }
    }
  }
  return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
}

void FlacFile::onMetadata(const FLAC__StreamDecoder*, const FLAC__StreamMetadata* metadata,
                          void* self) {
  if (metadata->type != FLAC__METADATA_TYPE_STREAMINFO) return;
  auto& file = *static_cast<FlacFile*>(self);
  const FLAC__StreamMetadata_StreamInfo& info = metadata->data.stream_info;
  file.haveInfo_ = true;
  file.bitsPerSample_ = info.bits_per_sample;
  PcmLayout& layout = file.layout_;
  layout.channels = static_cast<int>(info.channels);
  layout.sampleRate = info.sample_rate;
  // What was counted once stays where the header leaves the length open.
  if (info.total_samples > 0) layout.frames = static_cast<int64_t>(info.total_samples);
  layout.encoding = info.bits_per_sample <= 16   ? SampleEncoding::S16
                    : info.bits_per_sample <= 24 ? SampleEncoding::S24
                                                 : SampleEncoding::S32;
  layout.bytesPerFrame = layout.channels * bytesPerSample(layout.encoding);
}

void FlacFile::onError(const FLAC__StreamDecoder*, FLAC__StreamDecoderErrorStatus, void* self) {
  static_cast<FlacFile*>(self)->damaged_ = true;
}

}  // namespace lathe::cli
