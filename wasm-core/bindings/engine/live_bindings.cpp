// Live playback in the AudioWorklet. Only numbers cross here.
// Thread: real-time; prepare and warmUp before it.

#include <emscripten/bind.h>

#include "bindings/engine/session_input.h"
#include "live/live_host.h"

namespace lathe::bindings {
namespace {

class LiveHostBinding {
 public:
  /// A session of SessionCompiler.
  int prepare(Pointer flat, double bytes, int maxQuantum) {
    Session session;
    Prepared prepared = readForEngine(flat, bytes, session);
    if (prepared == Prepared::Ready) {
      sampleRate_ = session.sampleRate;
      if (!host_.prepare(session, maxQuantum)) prepared = Prepared::Refused;
    }
    return static_cast<int>(prepared);
  }
  void warmUp(int blocks) { LiveHost::warmUp(sampleRate_, blocks); }

  int trackCount() const { return host_.trackCount(); }
  int trackChannels(int track) const { return host_.trackChannels(track); }
  Pointer input(int track, int channel) { return toPointer(host_.input(track, channel)); }
  double songFrames() const { return static_cast<double>(host_.songFrames()); }
  int latencyFrames() const { return host_.latencyFrames(); }

  void setParam(int target, int id, double value) {
    host_.setParam(target, static_cast<ParamId>(id), value);
  }
  void holdAutomation(int target, int id, int hold, double offset) {
    host_.holdAutomation(target, static_cast<ParamId>(id), static_cast<AutomationHold>(hold),
                         offset);
  }
  void setSolo(int track, bool on) { host_.setSolo(track, on); }
  void setListen(int target, int stage, int mode) { host_.setListen(target, stage, mode); }
  void play() { host_.play(); }
  void pause() { host_.pause(); }
  void seek(double frame) { host_.seek(toCount(frame)); }
  void setLoop(double start, double end) { host_.setLoop(toCount(start), toCount(end)); }
  double loopStart() const { return static_cast<double>(host_.loopStart()); }
  double loopEnd() const { return static_cast<double>(host_.loopEnd()); }
  void resetMeters() { host_.resetMeters(); }

  bool needsBlock(int quantum) const { return host_.needsBlock(quantum); }
  double nextBlockFrame() const { return static_cast<double>(host_.nextBlockFrame()); }
  void processBlock(bool hasAudio) { host_.processBlock(hasAudio); }
  void pull(int quantum) { host_.pull(quantum); }
  Pointer monitor(int channel) const { return toPointer(host_.monitor(channel)); }
  Pointer tap(int channel) const { return toPointer(host_.tap(channel)); }

  bool playing() const { return host_.playing(); }
  uint32_t jumps() const { return host_.jumps(); }
  double playheadFrame() const { return static_cast<double>(host_.playheadFrame()); }
  uint32_t starvedBlocks() const { return host_.starvedBlocks(); }
  uint32_t badStrips() const { return host_.badStrips(); }
  uint32_t ignoredCommands() const { return host_.ignoredCommands(); }

  void takeMeters() { host_.takeMeters(); }
  Pointer meters() const { return toPointer(host_.meters()); }
  int meterLength() const { return host_.meterLength(); }

 private:
  LiveHost host_;
  double sampleRate_ = 48000.0;
};

}  // namespace

EMSCRIPTEN_BINDINGS(live) {
  using Host = LiveHostBinding;
  emscripten::class_<Host>("LiveHost")
      .constructor<>()
      .function("prepare", &Host::prepare)
      .function("warmUp", &Host::warmUp)
      .function("trackCount", &Host::trackCount)
      .function("trackChannels", &Host::trackChannels)
      .function("input", &Host::input)
      .function("songFrames", &Host::songFrames)
      .function("latencyFrames", &Host::latencyFrames)
      .function("setParam", &Host::setParam)
      .function("holdAutomation", &Host::holdAutomation)
      .function("setSolo", &Host::setSolo)
      .function("setListen", &Host::setListen)
      .function("play", &Host::play)
      .function("pause", &Host::pause)
      .function("seek", &Host::seek)
      .function("setLoop", &Host::setLoop)
      .function("loopStart", &Host::loopStart)
      .function("loopEnd", &Host::loopEnd)
      .function("resetMeters", &Host::resetMeters)
      .function("needsBlock", &Host::needsBlock)
      .function("nextBlockFrame", &Host::nextBlockFrame)
      .function("processBlock", &Host::processBlock)
      .function("pull", &Host::pull)
      .function("monitor", &Host::monitor)
      .function("tap", &Host::tap)
      .function("playing", &Host::playing)
      .function("jumps", &Host::jumps)
      .function("playheadFrame", &Host::playheadFrame)
      .function("starvedBlocks", &Host::starvedBlocks)
      .function("badStrips", &Host::badStrips)
      .function("ignoredCommands", &Host::ignoredCommands)
      .function("takeMeters", &Host::takeMeters)
      .function("meters", &Host::meters)
      .function("meterLength", &Host::meterLength);
}

}  // namespace lathe::bindings
