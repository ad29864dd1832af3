// Streaming, rendering and mastering, driven by a worker that does the reading
// and writing.
// Thread: I/O and render workers.

#include <emscripten/bind.h>

#include <vector>

#include "bindings/engine/session_input.h"
#include "render/master_pass.h"
#include "render/offline_renderer.h"

namespace lathe::bindings {
namespace {

class TrackStreamerBinding {
 public:
  void addStem(double dataOffsetBytes, double frames, int channels, double sampleRate, int encoding,
               int bytesPerFrame) {
    layouts_.add(dataOffsetBytes, frames, channels, sampleRate, encoding, bytesPerFrame);
  }
  /// A session of SessionCompiler.
  int prepare(Pointer flat, double bytes, int maxFrames) {
    Session session;
    Prepared prepared = readSession(flat, bytes, session);
    if (prepared == Prepared::Ready) {
      songFrames_ = session.songFrames();
      if (!streamer_.prepare(session, layouts_.take(session.stems.size()), maxFrames)) {
        prepared = Prepared::Refused;
      }
      tracks_.clear();
      for (int track = 0; track < streamer_.trackCount(); ++track) {
        tracks_.insert(tracks_.end(), static_cast<size_t>(streamer_.trackChannels(track)), track);
      }
    }
    return static_cast<int>(prepared);
  }
  double songFrames() const { return static_cast<double>(songFrames_); }
  int channelCount() const { return streamer_.channelCount(); }
  /// −1 for a channel that is not there.
  int channelTrack(int index) const {
    const auto at = static_cast<size_t>(index);
    return at < tracks_.size() ? tracks_[at] : -1;
  }
  int plan(double startFrame, int frames) {
    return requests_.set(streamer_.plan(toCount(startFrame), frames));
  }
  Pointer requests() const { return requests_.pointer(); }
  void assemble() { streamer_.assemble(); }
  Pointer channel(int index) const { return toPointer(streamer_.channel(index)); }

 private:
  TrackStreamer streamer_;
  StemLayouts layouts_;
  RequestRecords requests_;
  std::vector<int> tracks_;
  int64_t songFrames_ = 0;
};

class OfflineRendererBinding {
 public:
  void addStem(double dataOffsetBytes, double frames, int channels, double sampleRate, int encoding,
               int bytesPerFrame) {
    layouts_.add(dataOffsetBytes, frames, channels, sampleRate, encoding, bytesPerFrame);
  }
  int prepare(Pointer flat, double bytes, int maxFrames) {
    Session session;
    Prepared prepared = readForEngine(flat, bytes, session);
    if (prepared == Prepared::Ready &&
        !renderer_.prepare(session, layouts_.take(session.stems.size()), maxFrames)) {
      prepared = Prepared::Refused;
    }
    return static_cast<int>(prepared);
  }
  void setParam(int target, int id, double value) {
    renderer_.setParam(target, static_cast<ParamId>(id), value);
  }
  int setPart(int part, int parts) { return static_cast<int>(renderer_.setPart(part, parts)); }
  Pointer trackSums() { return toPointer(renderer_.trackSums()); }
  double songFrames() const { return static_cast<double>(renderer_.songFrames()); }
  int latencyFrames() const { return renderer_.latencyFrames(); }
  bool done() const { return renderer_.done(); }
  int plan() { return requests_.set(renderer_.plan()); }
  Pointer requests() const { return requests_.pointer(); }
  int render() { return renderer_.render(); }
  Pointer output(int channel) const { return toPointer(renderer_.output(channel)); }
  Pointer mix(int channel) const { return toPointer(renderer_.mix(channel)); }
  int mixFrames() const { return renderer_.mixFrames(); }
  double framesDone() const { return static_cast<double>(renderer_.framesDone()); }
  uint32_t badStrips() const { return renderer_.badStrips(); }

 private:
  OfflineRenderer renderer_;
  StemLayouts layouts_;
  RequestRecords requests_;
};

class MasterPassBinding {
 public:
  bool prepare(double sampleRate, double totalFrames, int maxFrames) {
    return pass_.prepare(sampleRate, toCount(totalFrames), maxFrames);
  }
  void setParam(int id, double value) { pass_.setParam(static_cast<ParamId>(id), value); }
  int latencyFrames() const { return pass_.latencyFrames(); }
  Pointer input(int channel) { return toPointer(pass_.input(channel)); }
  int process(int frames) { return pass_.process(frames); }
  Pointer output(int channel) const { return toPointer(pass_.output(channel)); }
  bool done() const { return pass_.done(); }

 private:
  MasterPass pass_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(render) {
  using emscripten::class_;
  class_<TrackStreamerBinding>("TrackStreamer")
      .constructor<>()
      .function("addStem", &TrackStreamerBinding::addStem)
      .function("prepare", &TrackStreamerBinding::prepare)
      .function("songFrames", &TrackStreamerBinding::songFrames)
      .function("channelCount", &TrackStreamerBinding::channelCount)
      .function("channelTrack", &TrackStreamerBinding::channelTrack)
      .function("plan", &TrackStreamerBinding::plan)
      .function("requests", &TrackStreamerBinding::requests)
      .function("assemble", &TrackStreamerBinding::assemble)
      .function("channel", &TrackStreamerBinding::channel);
  class_<OfflineRendererBinding>("OfflineRenderer")
      .constructor<>()
      .function("addStem", &OfflineRendererBinding::addStem)
      .function("prepare", &OfflineRendererBinding::prepare)
      .function("setParam", &OfflineRendererBinding::setParam)
      .function("setPart", &OfflineRendererBinding::setPart)
      .function("trackSums", &OfflineRendererBinding::trackSums)
      .function("songFrames", &OfflineRendererBinding::songFrames)
      .function("latencyFrames", &OfflineRendererBinding::latencyFrames)
      .function("done", &OfflineRendererBinding::done)
      .function("plan", &OfflineRendererBinding::plan)
      .function("requests", &OfflineRendererBinding::requests)
      .function("render", &OfflineRendererBinding::render)
      .function("output", &OfflineRendererBinding::output)
      .function("mix", &OfflineRendererBinding::mix)
      .function("mixFrames", &OfflineRendererBinding::mixFrames)
      .function("framesDone", &OfflineRendererBinding::framesDone)
      .function("badStrips", &OfflineRendererBinding::badStrips);
  class_<MasterPassBinding>("MasterPass")
      .constructor<>()
      .function("prepare", &MasterPassBinding::prepare)
      .function("setParam", &MasterPassBinding::setParam)
      .function("latencyFrames", &MasterPassBinding::latencyFrames)
      .function("input", &MasterPassBinding::input)
      .function("process", &MasterPassBinding::process)
      .function("output", &MasterPassBinding::output)
      .function("done", &MasterPassBinding::done);
}

}  // namespace lathe::bindings
