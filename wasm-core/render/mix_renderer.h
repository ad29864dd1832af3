// A song's mix rendered in chunks: document and stems in, mix out. It calls the
// console exactly as live playback does from song frame 0: reset, parameters
// snapped, whole blocks on the grid.
//
// It reads nothing itself. The host drives it, for as long as whoever masters
// the mix wants more of it (MasterPass):
//
//   while (!pass.done()) {
//     for (const ReadRequest& r : renderer.plan()) read(r);
//     const int frames = renderer.render();
//     pass on (renderer.mix(0), renderer.mix(1), frames);
//   }
//
// The mix begins with the console's latency. Past the song's end the tracks are
// silent, and what still sounds goes on.
//
// Several renderers may work one song together, each on a thread of its own
// (console/mix_part.h). `setPart` makes one of them a part; before each render()
// but the first part's, the host copies into its trackSums() what the part
// before has in its own, and after it the other way on:
//
//   part 0: plan, read, render → trackSums → part 1: plan, read, render → …
//
// All go through the same chunks; only the last part's mix is the song's, the
// others' are silent.
// Units: frames at the session's rate. Thread: any but the real-time one.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "console/console.h"
#include "streaming/track_streamer.h"

namespace lathe {

class MixRenderer {
 public:
  static constexpr int kDefaultChunkFrames = 8192;

  /// `stems` as TrackStreamer takes them. `maxFrames`: of a chunk, rounded up to whole blocks.
  /// False when the console or the streamer refuses the session.
  bool prepare(const Session& session, std::span<const PcmLayout> stems,
               int maxFrames = kDefaultChunkFrames);

  /// Overrides the document's value, as Console::setParam. Before the first chunk.
  void setParam(int target, ParamId id, double value) noexcept;

  /// Before the first chunk: begins with the block of song frame `frame`, everything silent until
  /// there, for a look at a stretch of the song. Not what playback from frame 0 would give there.
  void startAt(int64_t frame) noexcept;
  /// Before the first chunk: takeTrackMeter tells of what is rendered from then on.
  void meterTracks() noexcept { console_.setStripMeters(true); }
  /// A track after its fader, since it was last taken.
  StripMeter takeTrackMeter(int track) noexcept { return console_.takeStripMeter(track); }

  /// After prepare, before the first chunk: this is number `part` of `parts`, 1 or more. Returns
  /// the doubles of trackSums(); all of them travel, however short the chunk.
  size_t setPart(int part, int parts);
  double* trackSums() noexcept { return trackSums_.data(); }

  int64_t songFrames() const noexcept { return songFrames_; }
  int latencyFrames() const noexcept { return console_.latencyFrames(); }
  int maxFrames() const noexcept { return maxFrames_; }

  /// What has to be read before render().
  std::span<const ReadRequest> plan() noexcept;
  /// Renders the planned chunk. Returns the frames now at mix(), whole blocks.
  int render() noexcept;
  const float* mix(int channel) const noexcept { return mix_[channel].data(); }

  uint32_t badStrips() const noexcept { return console_.badStrips(); }
  /// Samples of a stem that were not finite so far, and were rendered as silence.
  int64_t nonFiniteSamples(int stem) const { return streamer_.nonFiniteSamples(stem); }

 private:
  void fillInputs(int offset) noexcept;

  Console console_;
  TrackStreamer streamer_;
  std::vector<float> mix_[2];
  std::vector<double> trackSums_;  // of each block of a chunk, where this is a part of several
  size_t blockSums_ = 0;           // doubles of one block's
  int maxFrames_ = 0;
  int chunkFrames_ = 0;  // frames planned, whole blocks
  int64_t songFrames_ = 0;
  int64_t inputEnd_ = 0;  // song, rounded up to whole blocks
  int64_t position_ = 0;  // next input frame
  bool started_ = false;
};

}  // namespace lathe
