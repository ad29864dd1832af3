// The whole song rendered in chunks, mix and master on one thread: what the
// command line and the tests run. The render worker of the browser puts the same
// two halves together, each from a WebAssembly module of its own
// (worklet/src/render/render-song.ts).
//
//   while (!renderer.done()) {
//     for (const ReadRequest& r : renderer.plan()) read(r);
//     const int frames = renderer.render();
//     write(renderer.output(0), renderer.output(1), frames);
//   }
//
// Latency is taken off at the head; the chunks together are what is delivered
// (master/master_pass.h): exactly totalFrames() frames.
// Units: frames at the session's rate. Thread: any but the real-time one.
#pragma once

#include <cstdint>
#include <span>

#include "master/master_pass.h"
#include "render/mix_renderer.h"

namespace lathe {

class OfflineRenderer {
 public:
  /// As MixRenderer::prepare.
  bool prepare(const Session& session, std::span<const PcmLayout> stems,
               int maxFrames = MixRenderer::kDefaultChunkFrames);
  /// Overrides the document's value, of any target but the monitor. Before the first chunk.
  void setParam(int target, ParamId id, double value) noexcept;

  /// That are delivered: the song, or the range between its markers, and silence.
  int64_t totalFrames() const noexcept { return pass_.totalFrames(); }
  /// Of the mix that are wanted, latency included.
  int64_t mixFramesWanted() const noexcept { return pass_.mixFrames(); }
  /// Of mix and master.
  int latencyFrames() const noexcept { return pass_.latencyFrames(); }
  int mixLatencyFrames() const noexcept { return mix_.latencyFrames(); }
  int64_t framesDone() const noexcept { return pass_.framesDone(); }
  bool done() const noexcept { return pass_.done(); }

  /// What has to be read before render().
  std::span<const ReadRequest> plan() noexcept {
    return pass_.owesSilence() ? std::span<const ReadRequest>() : mix_.plan();
  }
  /// Renders the planned chunk. Returns the frames now at output(): possibly 0 for the first
  /// chunks, which may hold latency alone.
  int render() noexcept;
  const double* output(int channel) const noexcept { return pass_.output(channel); }
  /// The mix of this chunk, `mixFrames()` of it from its block 0 on, latency and all.
  const float* mix(int channel) const noexcept { return mix_.mix(channel); }
  int mixFrames() const noexcept { return mixFrames_; }

  /// As MixRenderer's: makes this one of several, whose last gives the song.
  size_t setPart(int part, int parts) { return mix_.setPart(part, parts); }
  double* trackSums() noexcept { return mix_.trackSums(); }

  uint32_t badStrips() const noexcept { return mix_.badStrips(); }
  int64_t nonFiniteSamples(int stem) const { return mix_.nonFiniteSamples(stem); }

 private:
  MixRenderer mix_;
  MasterPass pass_;
  int mixFrames_ = 0;
};

}  // namespace lathe
