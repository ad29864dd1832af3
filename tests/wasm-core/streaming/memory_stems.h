// Stems held in memory, clips of them, and the track audio that the streamer
// makes of both.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "streaming/track_streamer.h"

namespace lathe::test {

using Channels = std::vector<std::vector<double>>;

// A stem held as the bytes of a file: 24-bit or float, after a header of odd length.
struct MemoryStem {
  PcmLayout layout;
  std::vector<uint8_t> file;
  Channels samples;  // what the bytes stand for
};

inline MemoryStem stem24(int channels, int64_t frames, uint32_t seed) {
  MemoryStem stem;
  stem.layout = {57, frames, channels, 48000.0, SampleEncoding::S24, channels * 3, 0};
  stem.file.assign(57, 0xAB);
  stem.samples.assign(static_cast<size_t>(channels), {});
  for (int64_t i = 0; i < frames; ++i) {
    for (int ch = 0; ch < channels; ++ch) {
      seed = seed * 1664525u + 1013904223u;
      const int32_t value = static_cast<int32_t>(seed) >> 8;
      for (int b = 0; b < 3; ++b) {
        stem.file.push_back(static_cast<uint8_t>(static_cast<uint32_t>(value) >> (8 * b)));
      }
      stem.samples[static_cast<size_t>(ch)].push_back(value / 8388608.0);
    }
  }
  return stem;
}

inline MemoryStem stemF32(const std::vector<float>& samples) {
  MemoryStem stem;
  stem.layout = {0, static_cast<int64_t>(samples.size()), 1, 48000.0, SampleEncoding::F32, 4, 0};
  stem.file.resize(samples.size() * 4);
  std::memcpy(stem.file.data(), samples.data(), stem.file.size());
  return stem;
}

inline Clip clip(int stem, int64_t source, int64_t frames, int64_t start) {
  Clip out;
  out.stemIndex = stem;
  out.sourceFrame = source;
  out.frames = frames;
  out.startFrame = start;
  return out;
}

inline Session sessionOf(const std::vector<MemoryStem>& stems,
                         const std::vector<std::pair<int, std::vector<Clip>>>& tracks) {
  Session session;
  for (const MemoryStem& s : stems) {
    Stem stem;
    stem.id = std::to_string(session.stems.size());
    stem.frames = s.layout.frames;
    stem.channels = s.layout.channels;
    session.stems.push_back(stem);
  }
  for (const auto& [channels, clips] : tracks) {
    Track track;
    track.id = std::to_string(session.tracks.size());
    track.channels = channels;
    track.clips = clips;
    session.tracks.push_back(track);
  }
  return session;
}

inline std::vector<PcmLayout> layoutsOf(const std::vector<MemoryStem>& stems) {
  std::vector<PcmLayout> out;
  for (const MemoryStem& s : stems) out.push_back(s.layout);
  return out;
}

// Streams [from, to) in the given windows; checks every request on the way.
struct Streamed {
  std::vector<std::vector<float>> channels;
  std::vector<int64_t> nonFinite;
};

inline Streamed stream(const Session& session, const std::vector<MemoryStem>& stems, int64_t from,
                       int64_t to, int maxFrames, const std::vector<int>& windows) {
  TrackStreamer streamer;
  EXPECT_TRUE(streamer.prepare(session, layoutsOf(stems), maxFrames));
  Streamed out;
  out.channels.resize(static_cast<size_t>(streamer.channelCount()));
  size_t turn = 0;
  for (int64_t at = from; at < to;) {
    const int frames = static_cast<int>(
        std::min<int64_t>(std::min(windows[turn++ % windows.size()], maxFrames), to - at));
    for (const ReadRequest& request : streamer.plan(at, frames)) {
      const MemoryStem& stem = stems[static_cast<size_t>(request.stem)];
      EXPECT_GE(request.byteOffset, stem.layout.dataOffsetBytes);
      EXPECT_LE(request.byteOffset + request.bytes, static_cast<int64_t>(stem.file.size()));
      EXPECT_EQ((request.byteOffset - stem.layout.dataOffsetBytes) % stem.layout.bytesPerFrame, 0);
      std::memcpy(request.destination, stem.file.data() + request.byteOffset,
                  static_cast<size_t>(request.bytes));
    }
    streamer.assemble();
    for (int ch = 0; ch < streamer.channelCount(); ++ch) {
      auto& channel = out.channels[static_cast<size_t>(ch)];
      channel.insert(channel.end(), streamer.channel(ch), streamer.channel(ch) + frames);
    }
    at += frames;
  }
  for (size_t s = 0; s < stems.size(); ++s) {
    out.nonFinite.push_back(streamer.nonFiniteSamples(static_cast<int>(s)));
  }
  return out;
}

}  // namespace lathe::test
