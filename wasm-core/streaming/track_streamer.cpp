#include "streaming/track_streamer.h"

#include <algorithm>
#include <utility>

#include "base/block.h"
#include "formats/pcm_convert.h"

namespace lathe {
namespace {

// Room for a request's bytes starts on a multiple of this.
constexpr int64_t kAlignBytes = 16;

float* at(std::vector<float>& buffer, int row, int rowFrames) {
  return buffer.data() + static_cast<size_t>(row) * static_cast<size_t>(rowFrames);
}

}  // namespace

bool TrackStreamer::prepare(const Session& session, std::span<const PcmLayout> stems,
                            int maxFrames) {
  if (maxFrames < 1 || stems.size() != session.stems.size()) return false;
  for (const PcmLayout& layout : stems) {
    if (layout.frames > 0 && (layout.channels < 1 || layout.channels > kMaxChannels)) return false;
  }
  maxFrames_ = maxFrames;
  layouts_.assign(stems.begin(), stems.end());
  nonFinite_.assign(stems.size(), 0);
  windowStart_ = 0;
  windowFrames_ = 0;
  compileClips(session);

  pieces_.clear();
  pieces_.reserve(clips_.size());
  requests_.clear();
  requests_.reserve(clips_.size());
  bytes_.assign(static_cast<size_t>(largestWindowBytes()), 0);
  audio_.assign(static_cast<size_t>(channelCount_) * static_cast<size_t>(maxFrames), 0.0f);
  scratch_.assign(static_cast<size_t>(kMaxChannels) * static_cast<size_t>(maxFrames), 0.0f);
  weights_.assign(static_cast<size_t>(maxFrames), 0.0f);
  return true;
}

void TrackStreamer::compileClips(const Session& session) {
  tracks_.clear();
  clips_.clear();
  channelCount_ = 0;
  for (const Track& track : session.tracks) {
    TrackPlan plan{track.channels, channelCount_, clips_.size(), 0};
    const int64_t delay = track.delayFrames(session.sampleRate);
    for (const Clip& clip : track.clips) {
      if (clip.muted || clip.stemIndex < 0 || clip.stemIndex >= static_cast<int>(layouts_.size())) {
        continue;
      }
      // What of the clip lies inside the stem: beyond its ends there is silence.
      const int64_t stemFrames = layouts_[static_cast<size_t>(clip.stemIndex)].frames;
      const int64_t first = std::max<int64_t>(clip.sourceFrame, 0);
      const int64_t last = std::min(clip.sourceFrame + clip.frames, stemFrames);
      if (last <= first) continue;
      const int64_t clipStart = clip.startFrame + delay;
      const int64_t start = clipStart + (first - clip.sourceFrame);
      clips_.push_back(
          {clip.stemIndex, first, start, start + (last - first), clipStart, ClipEnvelope(clip)});
    }
    plan.clipsEnd = clips_.size();
    channelCount_ += track.channels;
    tracks_.push_back(plan);
  }
}

// The most bytes any window can ask for. A clip's overlap with a window that
// starts at t is piecewise linear in t, with corners where either end of the
// window meets either end of the clip; so is the sum over all clips, and its
// largest value stands at a corner.
int64_t TrackStreamer::largestWindowBytes() const {
  std::vector<std::pair<int64_t, int64_t>> corners;  // window start, change of slope
  corners.reserve(clips_.size() * 4);
  for (const ClipPlan& clip : clips_) {
    const int64_t slope = layouts_[static_cast<size_t>(clip.stem)].bytesPerFrame;
    corners.emplace_back(clip.startFrame - maxFrames_, slope);
    corners.emplace_back(clip.endFrame - maxFrames_, -slope);
    corners.emplace_back(clip.startFrame, -slope);
    corners.emplace_back(clip.endFrame, slope);
  }
  std::sort(corners.begin(), corners.end());
  int64_t largest = 0, bytes = 0, slope = 0, frame = 0;
  for (const auto& [corner, change] : corners) {
    bytes += slope * (corner - frame);
    largest = std::max(largest, bytes);
    slope += change;
    frame = corner;
  }
  return largest + static_cast<int64_t>(clips_.size()) * kAlignBytes;
}

void TrackStreamer::leaveOut(int track) noexcept {
  TrackPlan& plan = tracks_[static_cast<size_t>(track)];
  plan.clipsEnd = plan.clipsBegin;
}

std::span<const ReadRequest> TrackStreamer::plan(int64_t startFrame, int frames) noexcept {
  windowStart_ = startFrame;
  windowFrames_ = std::clamp(frames, 0, maxFrames_);
  pieces_.clear();
  requests_.clear();
  const int64_t windowEnd = windowStart_ + windowFrames_;
  int64_t used = 0;
  for (size_t t = 0; t < tracks_.size(); ++t) {
    for (size_t c = tracks_[t].clipsBegin; c < tracks_[t].clipsEnd; ++c) {
      const ClipPlan& clip = clips_[c];
      const int64_t first = std::max(clip.startFrame, windowStart_);
      const int64_t last = std::min(clip.endFrame, windowEnd);
      if (last <= first) continue;
      const PcmLayout& layout = layouts_[static_cast<size_t>(clip.stem)];
      const int64_t stemFrame = clip.sourceFrame + (first - clip.startFrame);
      const int64_t bytes = (last - first) * layout.bytesPerFrame;
      uint8_t* destination = bytes_.data() + used;
      used += (bytes + kAlignBytes - 1) / kAlignBytes * kAlignBytes;
      pieces_.push_back(
          {c, static_cast<int>(t), first, static_cast<int>(last - first), destination});
      requests_.push_back({clip.stem, layout.dataOffsetBytes + stemFrame * layout.bytesPerFrame,
                           bytes, destination});
    }
  }
  return requests_;
}

void TrackStreamer::assemble() noexcept {
  auto piece = pieces_.cbegin();
  for (size_t t = 0; t < tracks_.size(); ++t) {
    const auto end = std::find_if(piece, pieces_.cend(),
                                  [t](const Piece& p) { return p.track != static_cast<int>(t); });
    // The usual case, one clip from edge to edge, needs no sum.
    if (piece != end && fillsWindow(*piece)) {
      readPiece(*piece, trackAudio(tracks_[t]).data());
      ++piece;
    } else {
      for (float* out : trackAudio(tracks_[t])) std::fill_n(out, windowFrames_, 0.0f);
    }
    for (; piece != end; ++piece) addPiece(*piece);
  }
}

std::array<float*, kMaxChannels> TrackStreamer::trackAudio(const TrackPlan& track) noexcept {
  float* first = at(audio_, track.firstChannel, maxFrames_);
  return {first, track.channels == 2 ? at(audio_, track.firstChannel + 1, maxFrames_) : first};
}

bool TrackStreamer::fillsWindow(const Piece& piece) const noexcept {
  const int channels = layouts_[static_cast<size_t>(clips_[piece.clip].stem)].channels;
  return piece.frames == windowFrames_ &&
         channels == tracks_[static_cast<size_t>(piece.track)].channels;
}

void TrackStreamer::readPiece(const Piece& piece, float* const* out) noexcept {
  const ClipPlan& clip = clips_[piece.clip];
  const PcmLayout& layout = layouts_[static_cast<size_t>(clip.stem)];
  nonFinite_[static_cast<size_t>(clip.stem)] +=
      pcmToPlanar(layout.encoding, layout.channels, piece.bytes, piece.frames, out);
  clip.envelope.apply(piece.songFrame - clip.clipStart, piece.frames,
                      {out, static_cast<size_t>(layout.channels)}, weights_.data());
}

void TrackStreamer::addPiece(const Piece& piece) noexcept {
  const int stemChannels = layouts_[static_cast<size_t>(clips_[piece.clip].stem)].channels;
  const TrackPlan& track = tracks_[static_cast<size_t>(piece.track)];
  float* const source[kMaxChannels] = {at(scratch_, 0, maxFrames_), at(scratch_, 1, maxFrames_)};
  readPiece(piece, source);
  if (track.channels == 1 && stemChannels == 2) {
    for (int i = 0; i < piece.frames; ++i) source[0][i] = (source[0][i] + source[1][i]) * 0.5f;
  }
  const int64_t offset = piece.songFrame - windowStart_;
  const std::array<float*, kMaxChannels> audio = trackAudio(track);
  for (int ch = 0; ch < track.channels; ++ch) {
    const float* in = source[std::min(ch, stemChannels - 1)];
    float* out = audio[static_cast<size_t>(ch)] + offset;
    for (int i = 0; i < piece.frames; ++i) out[i] += in[i];
  }
}

}  // namespace lathe
