// Clips -> track audio on the song's timeline, a window at a time. It reads
// nothing itself: it says which bytes of which stem it wants, the host fills
// them in (from files, OPFS handles or Blobs), and `assemble` turns them into
// one stream a track channel. The same code feeds playback and rendering, in
// the browser and natively, so both hear the same bits.
//
// A clip's samples are scaled by its gain, gain line and fades (clip_envelope.h)
// and summed with those of overlapping clips, in f32, in document order. A mono
// stem feeds both channels of a stereo track; a stereo stem on a mono track is
// (L+R)/2. A track's delay shifts its clips; what comes to lie before the
// song's first frame is cut.
//
// Thread: the I/O or render thread, never the real-time one.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/block.h"
#include "formats/pcm_layout.h"
#include "session/session.h"
#include "streaming/clip_envelope.h"

namespace lathe {

/// Bytes wanted: `bytes` of stem `stem` (index into Session::stems) from
/// `byteOffset` of its file, into `destination`. Always whole frames inside
/// the stem's data.
struct ReadRequest {
  int stem;
  int64_t byteOffset;
  int64_t bytes;
  uint8_t* destination;
};

class TrackStreamer {
 public:
  /// Compiles the session's clips and allocates all that later calls need.
  /// `stems` in the order of Session::stems; `frames == 0` marks a missing
  /// stem, which is silent. `maxFrames` >= 1: the longest window.
  /// False where a layout has more than two channels, or the counts disagree.
  bool prepare(const Session& session, std::span<const PcmLayout> stems, int maxFrames);

  /// The track's clips are not read from now on; it is silent.
  void leaveOut(int track) noexcept;

  /// Starts the window of song frames [startFrame, startFrame + frames), with
  /// `frames` clamped to 0…maxFrames. The requests, and the memory they point
  /// at, are valid until the next `plan` or `prepare`.
  std::span<const ReadRequest> plan(int64_t startFrame, int frames) noexcept;

  /// Call after every destination of `plan` has been filled: `channel` then
  /// holds the window.
  void assemble() noexcept;

  int trackCount() const { return static_cast<int>(tracks_.size()); }
  /// 1 or 2.
  int trackChannels(int track) const { return tracks_[static_cast<size_t>(track)].channels; }
  /// Index of the track's first channel among all channels.
  int firstChannel(int track) const { return tracks_[static_cast<size_t>(track)].firstChannel; }

  /// Channels of all tracks in Session::tracks order.
  int channelCount() const { return channelCount_; }
  const float* channel(int index) const {
    return audio_.data() + static_cast<size_t>(index) * static_cast<size_t>(maxFrames_);
  }

  /// Samples of a stem that were NaN or infinite in the windows so far, and
  /// were played as 0.
  int64_t nonFiniteSamples(int stem) const { return nonFinite_[static_cast<size_t>(stem)]; }

 private:
  struct ClipPlan {
    int stem;
    int64_t sourceFrame;  // stem frame that sounds at startFrame
    int64_t startFrame;   // song frames [startFrame, endFrame): where the stem has samples
    int64_t endFrame;
    int64_t clipStart;  // song frame of the clip's first frame: what the envelope refers to
    ClipEnvelope envelope;
  };
  struct TrackPlan {
    int channels;
    int firstChannel;
    size_t clipsBegin;  // into clips_
    size_t clipsEnd;
  };
  struct Piece {  // one clip's share of the window
    size_t clip;
    int track;
    int64_t songFrame;
    int frames;
    const uint8_t* bytes;
  };

  void compileClips(const Session& session);
  int64_t largestWindowBytes() const;
  /// One or, for a mono track, twice the same.
  std::array<float*, kMaxChannels> trackAudio(const TrackPlan& track) noexcept;
  bool fillsWindow(const Piece& piece) const noexcept;
  /// The clip's samples with its envelope, one row a channel of the stem.
  void readPiece(const Piece& piece, float* const* out) noexcept;
  void addPiece(const Piece& piece) noexcept;

  int maxFrames_ = 0;
  int channelCount_ = 0;
  int64_t windowStart_ = 0;
  int windowFrames_ = 0;
  std::vector<PcmLayout> layouts_;
  std::vector<TrackPlan> tracks_;
  std::vector<ClipPlan> clips_;
  std::vector<Piece> pieces_;
  std::vector<ReadRequest> requests_;
  std::vector<uint8_t> bytes_;
  std::vector<float> audio_;
  std::vector<float> scratch_;  // two channels of one clip
  std::vector<float> weights_;  // of one clip's frames
  std::vector<int64_t> nonFinite_;
};

}  // namespace lathe
