// The console of live playback, in the AudioWorklet. Only numbers cross here.
// Thread: real-time; prepare and warmUp before it.

#include <emscripten/bind.h>

#include "bindings/session_input.h"
#include "live/live_console.h"

namespace lathe::bindings {
namespace {

class LiveConsoleBinding {
 public:
  /// A session of SessionCompiler.
  int prepare(Pointer flat, double bytes) {
    return prepareFrom(flat, bytes, Console::memoryBytes, [&](const Session& session) {
      sampleRate_ = session.sampleRate;
      return console_.prepare(session);
    });
  }
  void warmUp(int blocks) { LiveConsole::warmUp(sampleRate_, blocks); }

  int trackCount() const { return console_.trackCount(); }
  int trackChannels(int track) const { return console_.trackChannels(track); }
  Pointer input(int track, int channel) { return toPointer(console_.input(track, channel)); }
  int latencyFrames() const { return console_.latencyFrames(); }

  void setParam(int target, int id, double value) {
    console_.setParam(target, static_cast<ParamId>(id), value);
  }
  void holdAutomation(int target, int id, int hold, double offset) {
    console_.holdAutomation(target, static_cast<ParamId>(id), static_cast<AutomationHold>(hold),
                            offset);
  }
  void setSolo(int target, bool on) { console_.setSolo(target, on); }
  void setSoloMode(int mode) { console_.setSoloMode(mode); }
  void setPreFaderMeters(bool on) { console_.setPreFaderMeters(on); }
  void setProbe(int target) { console_.setProbe(target); }
  void setListen(int target, int stage, int mode) { console_.setListen(target, stage, mode); }

  void process(double songFrame, int step, bool fresh) {
    console_.process(toCount(songFrame), static_cast<BlockStep>(step), fresh);
  }
  void endLoop() { console_.endLoop(); }
  Pointer mix(int channel) const { return toPointer(console_.mix(channel)); }
  /// 0 where there is nothing.
  Pointer listen(int channel) const { return toPointer(console_.listen(channel)); }
  Pointer probe(int channel) const { return toPointer(console_.probe(channel)); }

  uint32_t badStrips() const { return console_.badStrips(); }
  uint32_t ignoredCommands() const { return console_.ignoredCommands(); }
  void takeMeters() { console_.takeMeters(); }
  Pointer meters() const { return toPointer(console_.meters()); }
  int meterLength() const { return console_.meterLength(); }

 private:
  LiveConsole console_;
  double sampleRate_ = 48000.0;
};

}  // namespace

EMSCRIPTEN_BINDINGS(live) {
  using Live = LiveConsoleBinding;
  emscripten::class_<Live>("LiveConsole")
      .constructor<>()
      .function("prepare", &Live::prepare)
      .function("warmUp", &Live::warmUp)
      .function("trackCount", &Live::trackCount)
      .function("trackChannels", &Live::trackChannels)
      .function("input", &Live::input)
      .function("latencyFrames", &Live::latencyFrames)
      .function("setParam", &Live::setParam)
      .function("holdAutomation", &Live::holdAutomation)
      .function("setSolo", &Live::setSolo)
      .function("setSoloMode", &Live::setSoloMode)
      .function("setPreFaderMeters", &Live::setPreFaderMeters)
      .function("setProbe", &Live::setProbe)
      .function("setListen", &Live::setListen)
      .function("process", &Live::process)
      .function("endLoop", &Live::endLoop)
      .function("mix", &Live::mix)
      .function("listen", &Live::listen)
      .function("probe", &Live::probe)
      .function("badStrips", &Live::badStrips)
      .function("ignoredCommands", &Live::ignoredCommands)
      .function("takeMeters", &Live::takeMeters)
      .function("meters", &Live::meters)
      .function("meterLength", &Live::meterLength);
}

}  // namespace lathe::bindings
