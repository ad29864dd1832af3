// The whole song rendered in chunks: document and stems in, mix and master
// out. The command line, the render worker and the tests run this same code,
// and it calls the engine exactly as live playback does from song frame 0:
// reset, parameters snapped, whole blocks on the grid.
//
// It reads nothing itself. The host drives it:
//
//   while (!renderer.done()) {
//     for (const ReadRequest& r : renderer.plan()) read(r);
//     const int frames = renderer.render();
//     write(renderer.output(0), renderer.output(1), frames);
//   }
//
// The engine's latency is taken off at the head and flushed at the tail, so
// that the chunks together are exactly songFrames() frames.
// Several renderers may work one song together, each on a thread of its own
// (console/mix_part.h). `setPart` makes one of them a part; before each render()
// but the first part's, the host copies into its trackSums() what the part
// before has in its own, and after it the other way on:
//
//   part 0: plan, read, render → trackSums → part 1: plan, read, render → …
//
// All go through the same chunks, and are done at the same one; only the last
// part's output and mix are the song's, the others' are silent.
// Units: frames at the session's rate. Thread: any but the real-time one.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "console/engine.h"
#include "streaming/track_streamer.h"

namespace lathe {

class OfflineRenderer {
 public:
  static constexpr int kDefaultChunkFrames = 8192;

  /// `stems` as TrackStreamer takes them. `maxFrames`: of a chunk, rounded up to whole blocks.
  /// False when the engine or the streamer refuses the session.
  bool prepare(const Session& session, std::span<const PcmLayout> stems,
               int maxFrames = kDefaultChunkFrames);

  /// Overrides the document's value, as Engine::setParam. Before the first chunk.
  void setParam(int target, ParamId id, double value) noexcept;

  /// After prepare, before the first chunk: this is number `part` of `parts`, 1 or more. Returns
  /// the doubles of trackSums(); all of them travel, however short the chunk.
  size_t setPart(int part, int parts);
  double* trackSums() noexcept { return trackSums_.data(); }

  int64_t songFrames() const noexcept { return songFrames_; }
  int latencyFrames() const noexcept { return engine_.latencyFrames(); }
  /// Every frame of the song has been delivered.
  bool done() const noexcept { return framesDone_ == songFrames_; }
  /// Frames delivered so far, of songFrames().
  int64_t framesDone() const noexcept { return framesDone_; }

  /// What has to be read before render().
  std::span<const ReadRequest> plan() noexcept;
  /// Renders the planned chunk. Returns the frames now at output(): possibly 0 for the first
  /// chunks, which may hold latency alone.
  int render() noexcept;

  const double* output(int channel) const noexcept { return output_[channel].data(); }
  /// The mix bus of this chunk, `mixFrames()` of them: what MasterPass takes. It runs ahead of
  /// output() by the master's latency; over the whole song it, too, is songFrames() long.
  const float* mix(int channel) const noexcept { return mix_[channel].data(); }
  int mixFrames() const noexcept { return mixFrames_; }

  uint32_t badStrips() const noexcept { return engine_.badStrips(); }
  /// Samples of a stem that were not finite so far, and were rendered as silence.
  int64_t nonFiniteSamples(int stem) const { return streamer_.nonFiniteSamples(stem); }

 private:
  void fillInputs(int offset) noexcept;

  Engine engine_;
  TrackStreamer streamer_;
  std::vector<double> output_[2];
  std::vector<float> mix_[2];
  std::vector<double> trackSums_;  // of each block of a chunk, where this is a part of several
  size_t blockSums_ = 0;           // doubles of one block's
  int maxFrames_ = 0;
  int chunkFrames_ = 0;  // frames planned, whole blocks
  int mixFrames_ = 0;
  int headFrames_ = 0;  // latency still to drop
  int64_t songFrames_ = 0;
  int64_t inputEnd_ = 0;  // song, rounded up to whole blocks
  int64_t position_ = 0;  // next input frame
  int64_t framesDone_ = 0;
  bool started_ = false;
};

}  // namespace lathe
