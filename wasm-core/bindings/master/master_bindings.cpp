// The master: over a mix in render workers, and as live playback's output in the
// AudioWorklet. Only numbers cross here.
// Thread: MasterPass any but the real-time one; LiveOutput real-time, prepare and
// warmUp before it.

#include <emscripten/bind.h>

#include <limits>

#include "bindings/session_input.h"
#include "delivery/delivery_pass.h"
#include "live/live_output.h"
#include "master/master_pass.h"

namespace lathe::bindings {
namespace {

class MasterPassBinding {
 public:
  /// A session of SessionCompiler.
  int prepare(Pointer flat, double bytes, int mixLatencyFrames, int maxFrames) {
    return prepareFrom(flat, bytes, Master::memoryBytes, [&](const Session& session) {
      sampleRate_ = session.sampleRate;
      ceilingDbtp_ = masterCeilingDbtp(session).value_or(std::numeric_limits<double>::quiet_NaN());
      return pass_.prepare(session, mixLatencyFrames, maxFrames);
    });
  }
  void setParam(int id, double value) { pass_.setParam(static_cast<ParamId>(id), value); }
  int latencyFrames() const { return pass_.latencyFrames(); }
  int mostLatencyFrames() const { return Master::mostLatencyFrames(sampleRate_); }
  double ceilingDbtp() const { return ceilingDbtp_; }
  Pointer input(int channel) { return toPointer(pass_.input(channel)); }
  int silence() { return pass_.silence(); }
  int process(int frames) { return pass_.process(frames); }
  Pointer output(int channel) const { return toPointer(pass_.output(channel)); }
  double totalFrames() const { return static_cast<double>(pass_.totalFrames()); }
  double mixFrames() const { return static_cast<double>(pass_.mixFrames()); }
  double framesDone() const { return static_cast<double>(pass_.framesDone()); }
  bool done() const { return pass_.done(); }

 private:
  MasterPass pass_;
  double sampleRate_ = 48000.0;
  double ceilingDbtp_ = 0.0;
};

class LiveOutputBinding {
 public:
  int prepare(Pointer flat, double bytes, int mixLatencyFrames, int maxQuantum) {
    const auto memoryBytes = [=](const Session& session) {
      return LiveOutput::memoryBytes(session, mixLatencyFrames);
    };
    return prepareFrom(flat, bytes, memoryBytes, [&](const Session& session) {
      sampleRate_ = session.sampleRate;
      return output_.prepare(session, mixLatencyFrames, maxQuantum);
    });
  }
  void warmUp(int blocks) { LiveOutput::warmUp(sampleRate_, blocks); }

  double songFrames() const { return static_cast<double>(output_.songFrames()); }
  int latencyFrames() const { return output_.latencyFrames(); }

  void setParam(int target, int id, double value) {
    output_.setParam(target, static_cast<ParamId>(id), value);
  }
  void holdAutomation(int id, int hold, double offset) {
    output_.holdAutomation(static_cast<ParamId>(id), static_cast<AutomationHold>(hold), offset);
  }
  void setListen(int stage, int mode, int bands) {
    output_.setListen(stage, mode, static_cast<unsigned>(bands));
  }
  void play() { output_.play(); }
  void pause() { output_.pause(); }
  void seek(double frame) { output_.seek(toCount(frame)); }
  void setLoop(double start, double end) { output_.setLoop(toCount(start), toCount(end)); }
  double loopStart() const { return static_cast<double>(output_.loopStart()); }
  double loopEnd() const { return static_cast<double>(output_.loopEnd()); }

  bool needsBlock(int quantum) const { return output_.needsBlock(quantum); }
  double nextBlockFrame() const { return static_cast<double>(output_.nextBlockFrame()); }
  int beginBlock(bool hasAudio) { return static_cast<int>(output_.beginBlock(hasAudio)); }
  double blockFrame() const { return static_cast<double>(output_.blockFrame()); }
  bool isFresh() const { return output_.isFresh(); }
  void setReference(bool heard, double gain) { output_.setReference(heard, gain); }
  /// Left and right of the mix, of what is heard instead, of what is measured beside it, of the
  /// reference.
  Pointer input(int channel) {
    return toPointer(inputs_[channel < 0 || channel > 7 ? 0 : channel]);
  }
  bool endBlock(bool listens, bool probes, bool refers) {
    const auto given = [this](bool is, int channel) {
      return is ? static_cast<const float*>(inputs_[channel]) : nullptr;
    };
    return output_.endBlock({inputs_[0], inputs_[1]}, {{given(listens, 2), given(listens, 3)},
                                                       {given(probes, 4), given(probes, 5)},
                                                       {given(refers, 6), given(refers, 7)}});
  }
  void pull(int quantum) { output_.pull(quantum); }
  Pointer monitor(int channel) const { return toPointer(output_.monitor(channel)); }
  Pointer tap(int channel) const { return toPointer(output_.tap(channel)); }

  bool playing() const { return output_.playing(); }
  uint32_t jumps() const { return output_.jumps(); }
  double playheadFrame() const { return static_cast<double>(output_.playheadFrame()); }
  uint32_t starvedBlocks() const { return output_.starvedBlocks(); }
  uint32_t ignoredCommands() const { return output_.ignoredCommands(); }

  void resetMeters() { output_.resetMeters(); }
  void resetProbe() { output_.resetProbe(); }
  void takeMeters() { output_.takeMeters(); }
  Pointer meters() const { return toPointer(output_.meters()); }

 private:
  LiveOutput output_;
  alignas(16) float inputs_[8][kBlockFrames] = {};
  double sampleRate_ = 48000.0;
};

}  // namespace

EMSCRIPTEN_BINDINGS(master) {
  using emscripten::class_;
  class_<MasterPassBinding>("MasterPass")
      .constructor<>()
      .function("prepare", &MasterPassBinding::prepare)
      .function("setParam", &MasterPassBinding::setParam)
      .function("latencyFrames", &MasterPassBinding::latencyFrames)
      .function("mostLatencyFrames", &MasterPassBinding::mostLatencyFrames)
      .function("ceilingDbtp", &MasterPassBinding::ceilingDbtp)
      .function("input", &MasterPassBinding::input)
      .function("silence", &MasterPassBinding::silence)
      .function("process", &MasterPassBinding::process)
      .function("output", &MasterPassBinding::output)
      .function("totalFrames", &MasterPassBinding::totalFrames)
      .function("mixFrames", &MasterPassBinding::mixFrames)
      .function("framesDone", &MasterPassBinding::framesDone)
      .function("done", &MasterPassBinding::done);
  using Live = LiveOutputBinding;
  class_<Live>("LiveOutput")
      .constructor<>()
      .function("prepare", &Live::prepare)
      .function("warmUp", &Live::warmUp)
      .function("songFrames", &Live::songFrames)
      .function("latencyFrames", &Live::latencyFrames)
      .function("setParam", &Live::setParam)
      .function("holdAutomation", &Live::holdAutomation)
      .function("setListen", &Live::setListen)
      .function("setReference", &Live::setReference)
      .function("play", &Live::play)
      .function("pause", &Live::pause)
      .function("seek", &Live::seek)
      .function("setLoop", &Live::setLoop)
      .function("loopStart", &Live::loopStart)
      .function("loopEnd", &Live::loopEnd)
      .function("needsBlock", &Live::needsBlock)
      .function("nextBlockFrame", &Live::nextBlockFrame)
      .function("beginBlock", &Live::beginBlock)
      .function("blockFrame", &Live::blockFrame)
      .function("isFresh", &Live::isFresh)
      .function("input", &Live::input)
      .function("endBlock", &Live::endBlock)
      .function("pull", &Live::pull)
      .function("monitor", &Live::monitor)
      .function("tap", &Live::tap)
      .function("playing", &Live::playing)
      .function("jumps", &Live::jumps)
      .function("playheadFrame", &Live::playheadFrame)
      .function("starvedBlocks", &Live::starvedBlocks)
      .function("ignoredCommands", &Live::ignoredCommands)
      .function("resetMeters", &Live::resetMeters)
      .function("resetProbe", &Live::resetProbe)
      .function("takeMeters", &Live::takeMeters)
      .function("meters", &Live::meters);
}

}  // namespace lathe::bindings
