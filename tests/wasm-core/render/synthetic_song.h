// A small song for the hosts' tests: stems synthesised into memory as the bytes
// of float files, a document that mixes them with every stage at work, and the
// reading that a host would do from disk.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/block_collector.h"
#include "render/offline_renderer.h"
#include "session/session.h"

namespace lathe::test {

inline constexpr double kPi = 3.14159265358979323846;

struct SyntheticSong {
  Session session;
  std::vector<PcmLayout> layouts;
  std::vector<std::vector<uint8_t>> files;

  /// Adds a stem of interleaved float samples, and a track that plays it from `startFrame`.
  Track& addTrack(const std::string& id, int channels, const std::vector<float>& samples,
                  int64_t startFrame = 0) {
    const auto frames = static_cast<int64_t>(samples.size()) / channels;
    const auto* raw = reinterpret_cast<const uint8_t*>(samples.data());
    std::vector<uint8_t> bytes(raw, raw + samples.size() * sizeof(float));
    layouts.push_back({.dataOffsetBytes = 0,
                       .frames = frames,
                       .channels = channels,
                       .sampleRate = session.sampleRate,
                       .encoding = SampleEncoding::F32,
                       .bytesPerFrame = channels * 4});
    files.push_back(std::move(bytes));
    Stem stem;
    stem.id = "stem-" + id;
    stem.frames = frames;
    stem.channels = channels;
    stem.sampleRate = session.sampleRate;
    session.stems.push_back(stem);
    Clip clip;
    clip.id = "clip-" + id;
    clip.stemIndex = static_cast<int>(session.stems.size()) - 1;
    clip.frames = frames;
    clip.startFrame = startFrame;
    Track track;
    track.id = id;
    track.channels = channels;
    track.clips.push_back(clip);
    session.tracks.push_back(track);
    return session.tracks.back();
  }

  void read(std::span<const ReadRequest> requests) const {
    for (const ReadRequest& request : requests) {
      std::memcpy(request.destination,
                  files[static_cast<size_t>(request.stem)].data() + request.byteOffset,
                  static_cast<size_t>(request.bytes));
    }
  }
};

/// Decaying tones and noise bursts, deterministic: something for every detector to work on.
inline std::vector<float> phrase(int channels, int64_t frames, double hertz, uint32_t seed) {
  std::vector<float> samples(static_cast<size_t>(frames * channels));
  uint32_t noise = seed;
  for (int64_t i = 0; i < frames; ++i) {
    const double envelope = std::exp(-static_cast<double>(i % 9000) / 3000.0);
    for (int c = 0; c < channels; ++c) {
      noise = noise * 1664525u + 1013904223u;
      const double hiss = static_cast<int32_t>(noise) / 2147483648.0;
      const double tone = std::sin(2.0 * kPi * hertz * (1.0 + 0.01 * c) * i / 48000.0);
      samples[static_cast<size_t>(i * channels + c)] =
          static_cast<float>(envelope * (0.5 * tone + 0.1 * hiss));
    }
  }
  return samples;
}

/// Seven tracks, mono and stereo, equalisers, compressors, a key, pan, mute, and a master that
/// limits.
inline SyntheticSong busySong(int64_t frames) {
  SyntheticSong song;
  for (int i = 0; i < 7; ++i) {
    const int channels = 1 + i % 2;
    Track& track =
        song.addTrack(std::string("track-") + static_cast<char>('g' - i), channels,
                      phrase(channels, frames - 300 * i, 80.0 * (i + 1), 77u + i), 70 * i);
    ParamValues& p = track.strip.params;
    p[ParamId::FaderGainDb] = -6.0 + i;
    p[ParamId::PanPosition] = -60.0 + 20.0 * i;
    p[ParamId::EqOn] = i % 3 != 0 ? 1.0 : 0.0;
    p[ParamId::EqHighPassOn] = 1.0;
    p[eqBandParam(1, BandField::On)] = 1.0;
    p[eqBandParam(1, BandField::GainDb)] = 4.0;
    p[ParamId::CompOn] = i % 2 == 0 ? 1.0 : 0.0;
    p[ParamId::CompThresholdDb] = -24.0;
    p[ParamId::CompDetector] = i % 4 == 0 ? 1.0 : 0.0;
    p[ParamId::StripMute] = i == 5 ? 1.0 : 0.0;
  }
  // From one that is muted, and stands behind it.
  song.session.tracks[2].strip.keys = {{KeyedStage::Compressor, 5}};
  song.session.masterParams[ParamId::MasterDriveDb] = 9.0;
  song.session.masterParams[ParamId::LimiterOn] = 1.0;
  return song;
}

/// One mono track at unity, master off: what comes out is what went in.
inline SyntheticSong plainSong(const std::vector<float>& samples) {
  SyntheticSong song;
  song.addTrack("only", 1, samples);
  return song;
}

inline std::vector<float> sine(int64_t frames, double hertz, double amplitude) {
  std::vector<float> samples(static_cast<size_t>(frames));
  for (int64_t i = 0; i < frames; ++i) {
    samples[static_cast<size_t>(i)] =
        static_cast<float>(amplitude * std::sin(2.0 * kPi * hertz * i / 48000.0));
  }
  return samples;
}

struct Rendering {
  std::vector<double> output[2];
  std::vector<float> mix[2];  ///< from its block 0 on, as far as the output wanted it
  int mixLatencyFrames = 0;
};

/// What of a chunk's mix goes into the output: chunks of other lengths end further behind it.
inline void cutMix(Rendering& rendering, const OfflineRenderer& renderer) {
  const int64_t used = blockCeiling(renderer.mixFramesWanted());
  for (auto& channel : rendering.mix) channel.resize(static_cast<size_t>(used));
}

/// Runs a prepared renderer to its end.
inline Rendering finish(OfflineRenderer& renderer, const SyntheticSong& song) {
  Rendering result;
  result.mixLatencyFrames = renderer.mixLatencyFrames();
  while (!renderer.done()) {
    song.read(renderer.plan());
    const int frames = renderer.render();
    for (int c = 0; c < 2; ++c) {
      result.output[c].insert(result.output[c].end(), renderer.output(c),
                              renderer.output(c) + frames);
      result.mix[c].insert(result.mix[c].end(), renderer.mix(c),
                           renderer.mix(c) + renderer.mixFrames());
    }
  }
  cutMix(result, renderer);
  return result;
}

inline Rendering renderSong(const SyntheticSong& song, int maxFrames = 8192) {
  OfflineRenderer renderer;
  if (!renderer.prepare(song.session, song.layouts, maxFrames)) return {};
  return finish(renderer, song);
}

/// First index at which the two differ; −1 where they are equal in length and bits.
template <typename A, typename B>
int64_t firstDifference(const std::vector<A>& a, const std::vector<B>& b) {
  const size_t shared = std::min(a.size(), b.size());
  for (size_t i = 0; i < shared; ++i) {
    if (a[i] != b[i]) return static_cast<int64_t>(i);
  }
  return a.size() == b.size() ? -1 : static_cast<int64_t>(shared);
}

}  // namespace lathe::test
