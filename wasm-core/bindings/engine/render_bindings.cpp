// Streaming, rendering and mastering, driven by a worker that does the reading
// and writing.
// Thread: I/O and render workers.

#include <emscripten/bind.h>

#include <algorithm>
#include <vector>

#include "bindings/engine/stem_input.h"
#include "bindings/session_input.h"
#include "render/mix_renderer.h"

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

class MixRendererBinding {
 public:
  void addStem(double dataOffsetBytes, double frames, int channels, double sampleRate, int encoding,
               int bytesPerFrame) {
    layouts_.add(dataOffsetBytes, frames, channels, sampleRate, encoding, bytesPerFrame);
  }
  int prepare(Pointer flat, double bytes, int maxFrames) {
    return prepareFrom(flat, bytes, Console::memoryBytes, [&](const Session& session) {
      return renderer_.prepare(session, layouts_.take(session.stems.size()), maxFrames);
    });
  }
  void setParam(int target, int id, double value) {
    renderer_.setParam(target, static_cast<ParamId>(id), value);
  }
  int setPart(int part, int parts) { return static_cast<int>(renderer_.setPart(part, parts)); }
  void startAt(double frame) { renderer_.startAt(toCount(frame)); }
  void meterTracks() { renderer_.meterTracks(); }
  /// Two doubles: peak of the louder channel, mean square of both together, linear.
  Pointer takeTrackMeter(int track) {
    const StripMeter meter = renderer_.takeTrackMeter(track);
    trackMeter_[0] = std::max(meter.peak[0], meter.peak[1]);
    trackMeter_[1] = double{meter.meanSquare[0]} + meter.meanSquare[1];
    return toPointer(trackMeter_);
  }
  Pointer trackSums() { return toPointer(renderer_.trackSums()); }
  double songFrames() const { return static_cast<double>(renderer_.songFrames()); }
  int latencyFrames() const { return renderer_.latencyFrames(); }
  int plan() { return requests_.set(renderer_.plan()); }
  Pointer requests() const { return requests_.pointer(); }
  int render() { return renderer_.render(); }
  Pointer mix(int channel) const { return toPointer(renderer_.mix(channel)); }
  uint32_t badStrips() const { return renderer_.badStrips(); }

 private:
  MixRenderer renderer_;
  double trackMeter_[2] = {};
  StemLayouts layouts_;
  RequestRecords requests_;
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
  class_<MixRendererBinding>("MixRenderer")
      .constructor<>()
      .function("addStem", &MixRendererBinding::addStem)
      .function("prepare", &MixRendererBinding::prepare)
      .function("setParam", &MixRendererBinding::setParam)
      .function("startAt", &MixRendererBinding::startAt)
      .function("meterTracks", &MixRendererBinding::meterTracks)
      .function("takeTrackMeter", &MixRendererBinding::takeTrackMeter)
      .function("setPart", &MixRendererBinding::setPart)
      .function("trackSums", &MixRendererBinding::trackSums)
      .function("songFrames", &MixRendererBinding::songFrames)
      .function("latencyFrames", &MixRendererBinding::latencyFrames)
      .function("plan", &MixRendererBinding::plan)
      .function("requests", &MixRendererBinding::requests)
      .function("render", &MixRendererBinding::render)
      .function("mix", &MixRendererBinding::mix)
      .function("badStrips", &MixRendererBinding::badStrips);
}

}  // namespace lathe::bindings
