// Compiling the console's code before it is heard: WebAssembly is compiled
// lazily and optimised once it is hot, and either would cost the first seconds
// of playback a dropout. A small console with everything switched on runs the
// same functions that any session runs.

#include <algorithm>

#include "console/stages.h"
#include "live/live_console.h"

namespace lathe {
namespace {

constexpr int kTracks = 8;

/// A return that the strips send to.
Bus effectReturn(const char* id, EffectKind kind) {
  Bus bus;
  bus.id = id;
  bus.kind = BusKind::Return;
  bus.effect.emplace().kind = kind;
  return bus;
}

/// Mono and stereo strips with every stage on, and both effects.
Session everythingOn(double sampleRate, int64_t frames) {
  Session session;
  session.sampleRate = sampleRate;
  session.stems.resize(1);
  session.buses.push_back(effectReturn("reverb", EffectKind::Reverb));
  session.buses.push_back(effectReturn("delay", EffectKind::Delay));
  for (int i = 0; i < kTracks; ++i) {
    Track track;
    track.id = std::string(1, static_cast<char>('a' + i));
    track.channels = 1 + i % 2;
    forEachStage([&]<Stage kStage>() { track.strip.params[StageTraits<kStage>::kOn] = 1.0; });
    track.strip.params[ParamId::EqHighPassOn] = 1.0;
    track.strip.params[ParamId::EqLowPassOn] = 1.0;
    for (int band = 0; band < kEqBands; ++band) {
      track.strip.params[eqBandParam(band, BandField::On)] = 1.0;
      track.strip.params[eqBandParam(band, BandField::GainDb)] = 3.0;
    }
    track.strip.params[ParamId::CompThresholdDb] = -60.0;
    // A bank holds one detector per lane: both kinds must run.
    track.strip.params[ParamId::CompDetector] = i / 2 % 2;
    Send& send = track.strip.sends.emplace_back();
    send.busIndex = 1 + i % 2;
    send.params[ParamId::SendLevelDb] = 0.0;
    Clip clip;
    clip.stemIndex = 0;
    clip.frames = frames;
    track.clips.push_back(clip);
    session.tracks.push_back(std::move(track));
  }
  return session;
}

}  // namespace

void LiveConsole::warmUp(double sampleRate, int blocks) {
  LiveConsole live;
  const int64_t frames = static_cast<int64_t>(std::max(blocks, 1)) * kBlockFrames;
  if (!live.prepare(everythingOn(sampleRate, frames))) return;
  uint32_t noise = 1;
  for (int block = 0; block < blocks; ++block) {
    for (int track = 0; track < live.trackCount(); ++track) {
      for (int channel = 0; channel < live.trackChannels(track); ++channel) {
        float* input = live.input(track, channel);
        for (int i = 0; i < kBlockFrames; ++i) {
          noise = noise * 1664525u + 1013904223u;
          input[i] = static_cast<float>(static_cast<int32_t>(noise)) * (0.1f / 2147483648.0f);
        }
      }
    }
    // Moving parameters take other paths than settled ones.
    live.setParam(block % live.trackCount(), ParamId::FaderGainDb, -(block % 12));
    live.setParam(block % live.trackCount(), eqBandParam(0, BandField::GainDb), block % 12);
    live.setParam(kEffectTargets + 2, ParamId::DelayHighCutHz, 6000.0 + block % 12);
    live.process(int64_t{block} * kBlockFrames, BlockStep::Play, block == 0);
    live.takeMeters();
  }
}

}  // namespace lathe
