// What the console's tests share: sessions by the dozen, a signal for every
// track that depends on nothing but its id and the frame, and engines run over
// it block by block.
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "console/console.h"
#include "session/session.h"

namespace lathe::test {

inline void printFigure(const char* name, double value, const char* unit) {
  std::printf("[ figure ] %s %.6g %s\n", name, value, unit);
}

inline std::string trackId(int number) {
  char id[24];
  std::snprintf(id, sizeof id, "track-%03d", number);
  return id;
}

inline Track makeTrack(const std::string& id, int channels) {
  Track track;
  track.id = id;
  track.name = id;
  track.channels = channels;
  return track;
}

inline Bus makeBus(const std::string& id, BusKind kind, int output = 0) {
  Bus bus;
  bus.id = id;
  bus.kind = kind;
  bus.strip.outputBus = output;
  return bus;
}

/// Tracks 000, 001 …; every third is mono.
inline Session makeSession(int tracks, double sampleRate = 48000) {
  Session session;
  session.sampleRate = sampleRate;
  for (int i = 0; i < tracks; ++i) {
    session.tracks.push_back(makeTrack(trackId(i), i % 3 == 0 ? 1 : 2));
  }
  return session;
}

/// An equaliser and a compressor with every section at work, different for every `variant`.
inline void setBusyStages(ParamValues& params, int variant) {
  const auto step = static_cast<double>(variant % 7);
  params[ParamId::EqOn] = 1;
  params[ParamId::EqHighPassOn] = 1;
  params[ParamId::EqHighPassFreqHz] = 40 + 10 * step;
  params[ParamId::EqLowPassOn] = 1;
  params[ParamId::EqLowPassFreqHz] = 12000 + 500 * step;
  for (int band = 0; band < kEqBands; ++band) {
    params[eqBandParam(band, BandField::GainDb)] = band % 2 == 0 ? 3 + step : -2 - step / 2;
    params[eqBandParam(band, BandField::FreqHz)] = 100.0 * (1 << band) * (1 + step / 20);
  }
  params[ParamId::CompOn] = 1;
  params[ParamId::CompThresholdDb] = -30 + step;
  params[ParamId::CompRatio] = 2 + step;
  params[ParamId::CompAttackMs] = 3 + step;
  params[ParamId::CompReleaseMs] = 60 + 10 * step;
  params[ParamId::CompDetector] = variant % 2;
  params[ParamId::GateOn] = 1;
  params[ParamId::GateThresholdDb] = -20 + step;
  params[ParamId::GateRatio] = 2 + step / 4;
  params[ParamId::GateHoldMs] = 5;
  params[ParamId::TransientOn] = 1;
  params[ParamId::TransientAttackDb] = 4 - step;
  params[ParamId::TransientSustainDb] = step - 3;
  params[ParamId::DeEsserOn] = 1;
  params[ParamId::DeEsserThresholdDb] = -14 + step;
  params[ParamId::DeEsserLookAheadMs] = 0;
  params[ParamId::WidthOn] = 1;
  params[ParamId::WidthPercent] = 80 + 10 * step;
  params[ParamId::WidthMonoBelowHz] = 60 + 20 * step;
}

/// The switches of stages that can be late by nothing, as setBusyStages sets them.
inline constexpr ParamId kSwitches[] = {ParamId::GateOn, ParamId::TransientOn, ParamId::EqOn,
                                        ParamId::CompOn, ParamId::DeEsserOn,   ParamId::WidthOn};

/// Every stage that can be late is, by a time of the variant's own.
inline void setLateStages(ParamValues& params, int variant) {
  params[ParamId::GateLookAheadMs] = 0.5 + variant % 3;
  params[ParamId::CompLookAheadMs] = 1.0 + variant % 4;
  params[ParamId::DeEsserLookAheadMs] = 0.25 * (1 + variant % 5);
  params[ParamId::SaturationOn] = variant % 2;
}

/// FNV-1a: the same everywhere, unlike std::hash.
inline uint64_t idHash(const std::string& id) {
  uint64_t hash = 0xcbf29ce484222325ull;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
  return hash;
}

/// White noise at −12 dBFS peak, a function of its arguments alone.
inline float noiseSample(const std::string& id, int channel, int64_t frame) {
  uint64_t x = idHash(id) ^ (static_cast<uint64_t>(frame) * 2 + static_cast<uint64_t>(channel)) *
                                0x9e3779b97f4a7c15ull;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  x ^= x >> 31;
  return static_cast<float>(static_cast<int32_t>(x >> 32)) * (0.25f / 2147483648.0f);
}

inline void fillWithNoise(Console& console, const Session& session, int64_t block) {
  for (int track = 0; track < console.trackCount(); ++track) {
    for (int channel = 0; channel < console.trackChannels(track); ++channel) {
      float* input = console.trackInput(track, channel);
      for (int n = 0; n < kBlockFrames; ++n) {
        input[n] = noiseSample(session.tracks[static_cast<size_t>(track)].id, channel,
                               block * kBlockFrames + n);
      }
    }
  }
}

/// Left and right, frame by frame.
struct StereoTake {
  std::vector<float> left;
  std::vector<float> right;
  bool operator==(const StereoTake&) const = default;
  void append(const Console& console) {
    left.insert(left.end(), console.mix(0), console.mix(0) + kBlockFrames);
    right.insert(right.end(), console.mix(1), console.mix(1) + kBlockFrames);
  }
};

/// First frame at which two takes differ in value, or −1.
inline int64_t firstDifference(const StereoTake& a, const StereoTake& b) {
  for (size_t n = 0; n < a.left.size(); ++n) {
    if (a.left[n] != b.left[n] || a.right[n] != b.right[n]) return static_cast<int64_t>(n);
  }
  return -1;
}

using BeforeBlock = std::function<void(Console&, int block)>;

/// The mix of `blocks` blocks of noise, with `before` called at each edge.
inline StereoTake runNoise(Console& console, const Session& session, int blocks,
                           const BeforeBlock& before = {}) {
  StereoTake take;
  for (int block = 0; block < blocks; ++block) {
    fillWithNoise(console, session, block);
    if (before) before(console, block);
    console.processBlock();
    take.append(console);
  }
  return take;
}

}  // namespace lathe::test
