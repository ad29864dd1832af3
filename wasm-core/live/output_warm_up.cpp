// Compiling the output's code before it is heard, as console_warm_up.cpp does
// for the console: a master with every stage on, behind noise. At 48 kHz at most:
// the code is the same, and there is room for another master beside the one that
// is to be heard.

#include <algorithm>
#include <memory>

#include "live/live_output.h"
#include "session/targets.h"

namespace lathe {

void LiveOutput::warmUp(double sampleRate, int blocks) {
  Session session;
  session.sampleRate = std::min(sampleRate, 48000.0);
  for (const ParamId on :
       {ParamId::MasterEqOn, ParamId::MultibandOn, ParamId::GlueOn, ParamId::ExciterOn,
        ParamId::StereoOn, ParamId::ClipperOn, ParamId::LimiterOn}) {
    session.masterParams[on] = 1.0;
  }
  session.masterParams[ParamId::MasterDriveDb] = 24.0;
  Track& track = session.tracks.emplace_back();
  Clip& clip = track.clips.emplace_back();
  clip.frames = static_cast<int64_t>(std::max(blocks, 1)) * kBlockFrames;

  // Too large for a worklet's stack beside what calls it.
  const auto output = std::make_unique<LiveOutput>();
  LiveOutput& live = *output;
  if (!live.prepare(session, 0, kBlockFrames)) return;
  live.play();
  uint32_t noise = 1;
  float mix[2][kBlockFrames];
  for (int block = 0; block < blocks; ++block) {
    for (float& sample : mix[0]) {
      noise = noise * 1664525u + 1013904223u;
      sample = static_cast<float>(static_cast<int32_t>(noise)) * (0.5f / 2147483648.0f);
    }
    std::reverse_copy(mix[0], mix[0] + kBlockFrames, mix[1]);
    live.setParam(kMasterTarget, ParamId::MasterTrimDb, -(block % 12));
    // Each mode in turn, and what follows the equaliser twice.
    live.setListen(block / 24 % 2, block / 24 % static_cast<int>(MasterListenMode::Count), 3);
    live.beginBlock(true);
    live.setReference(block % 2 != 0, 0.5);
    live.endBlock({mix[0], mix[1]}, {{mix[1], mix[0]}, {mix[0], mix[1]}, {mix[1], mix[0]}});
    live.pull(kBlockFrames);
    live.takeMeters();
  }
}

}  // namespace lathe
