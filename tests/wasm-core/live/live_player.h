// A host for the live tests: does what the worklet does, with the stems in
// memory in place of rings.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <vector>

#include "live/live_host.h"
#include "wasm-core/render/synthetic_song.h"

namespace lathe::test {

class LivePlayer {
 public:
  explicit LivePlayer(const SyntheticSong& song, int maxQuantum = 2048) : song_(song) {
    ready_ = host.prepare(song.session, maxQuantum) &&
             streamer_.prepare(song.session, song.layouts, kBlockFrames);
    // What is heard is compared with the tap, so the monitor starts out of the way.
    host.setParam(kMonitorTarget, ParamId::MonitorVolumeDb, 0.0);
  }
  bool ready() const { return ready_; }

  /// Pulls one quantum; `withAudio` false stands for rings that have run dry.
  void pull(int quantum, bool withAudio = true) {
    while (host.needsBlock(quantum)) {
      const int64_t frame = host.nextBlockFrame();
      blocks.push_back(frame);
      if (frame >= 0 && withAudio) fill(frame);
      const bool refers = reference != nullptr && frame >= 0;
      const float* record = refers ? reference->data() + frame : nullptr;
      host.processBlock(frame < 0 || withAudio, {record, record});
    }
    host.pull(quantum);
    for (int c = 0; c < 2; ++c) {
      tap[c].insert(tap[c].end(), host.tap(c), host.tap(c) + quantum);
      monitor[c].insert(monitor[c].end(), host.monitor(c), host.monitor(c) + quantum);
    }
  }
  void pullFrames(int64_t frames, int quantum = kBlockFrames) {
    for (int64_t done = 0; done < frames; done += quantum) pull(quantum);
  }
  void forget() {
    for (int c = 0; c < 2; ++c) {
      tap[c].clear();
      monitor[c].clear();
    }
    blocks.clear();
  }

  LiveHost host;
  /// Another record, the same on both sides and as long as the song, in place of nothing.
  const std::vector<float>* reference = nullptr;
  std::vector<float> tap[2];
  std::vector<float> monitor[2];
  std::vector<int64_t> blocks;  // every nextBlockFrame

 private:
  void fill(int64_t frame) {
    song_.read(streamer_.plan(frame, kBlockFrames));
    streamer_.assemble();
    int source = 0;
    for (int track = 0; track < host.trackCount(); ++track) {
      for (int c = 0; c < host.trackChannels(track); ++c, ++source) {
        std::memcpy(host.input(track, c), streamer_.channel(source), kBlockFrames * sizeof(float));
      }
    }
  }

  const SyntheticSong& song_;
  TrackStreamer streamer_;
  bool ready_ = false;
};

/// Largest |x[n] − x[n−1]|, silence standing before the first sample.
inline double largestStep(const std::vector<float>& samples) {
  double worst = 0.0;
  double last = 0.0;
  for (float sample : samples) {
    worst = std::max(worst, std::fabs(sample - last));
    last = sample;
  }
  return worst;
}

}  // namespace lathe::test
