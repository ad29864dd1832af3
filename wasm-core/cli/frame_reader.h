// Reads an AudioFile from start to end in chunks of planar samples. Memory is
// one chunk, whatever the file's length.
// Units: frames. Thread: as AudioFile.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "cli/audio_file.h"
#include "formats/pcm_convert.h"

namespace lathe::cli {

/// `Sample`: float or double.
template <typename Sample>
class FrameReader {
 public:
  static constexpr int kChunkFrames = 8192;

  explicit FrameReader(AudioFile& file)
      : file_(file),
        bytes_(static_cast<size_t>(kChunkFrames) *
               static_cast<size_t>(file.layout().bytesPerFrame)),
        samples_(static_cast<size_t>(kChunkFrames) * static_cast<size_t>(file.layout().channels)) {
    for (int ch = 0; ch < file.layout().channels; ++ch) {
      channels_.push_back(samples_.data() + static_cast<size_t>(ch) * kChunkFrames);
    }
  }

  /// Frames now at `channels()`; 0 at the end; −1 where the file failed (see its fault). Every
  /// chunk but the last is kChunkFrames long.
  int next() {
    const PcmLayout& layout = file_.layout();
    const auto frames = static_cast<int>(std::min<int64_t>(kChunkFrames, layout.frames - frame_));
    if (frames == 0) return 0;
    if (!file_.read(layout.dataOffsetBytes + frame_ * layout.bytesPerFrame,
                    static_cast<int64_t>(frames) * layout.bytesPerFrame, bytes_.data())) {
      return -1;
    }
    nonFinite_ +=
        pcmToPlanar(layout.encoding, layout.channels, bytes_.data(), frames, channels_.data());
    frame_ += frames;
    return frames;
  }

  const Sample* const* channels() const { return channels_.data(); }
  int64_t framesRead() const { return frame_; }
  /// Samples that were NaN or infinite so far, and were read as 0.
  int64_t nonFiniteSamples() const { return nonFinite_; }

 private:
  AudioFile& file_;
  std::vector<uint8_t> bytes_;
  std::vector<Sample> samples_;
  std::vector<Sample*> channels_;
  int64_t frame_ = 0;
  int64_t nonFinite_ = 0;
};

}  // namespace lathe::cli
