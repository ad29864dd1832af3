// Clips on a timeline become the track audio that the document describes,
// sample by sample, however the timeline is cut into windows.
#include "streaming/track_streamer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

namespace lathe {
namespace {

using Channels = std::vector<std::vector<double>>;

// A stem held as the bytes of a file: 24-bit or float, after a header of odd length.
struct MemoryStem {
  PcmLayout layout;
  std::vector<uint8_t> file;
  Channels samples;  // what the bytes stand for
};

MemoryStem stem24(int channels, int64_t frames, uint32_t seed) {
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

MemoryStem stemF32(const std::vector<float>& samples) {
  MemoryStem stem;
  stem.layout = {0, static_cast<int64_t>(samples.size()), 1, 48000.0, SampleEncoding::F32, 4, 0};
  stem.file.resize(samples.size() * 4);
  std::memcpy(stem.file.data(), samples.data(), stem.file.size());
  return stem;
}

Clip clip(int stem, int64_t source, int64_t frames, int64_t start) {
  Clip out;
  out.stemIndex = stem;
  out.sourceFrame = source;
  out.frames = frames;
  out.startFrame = start;
  return out;
}

Session sessionOf(const std::vector<MemoryStem>& stems,
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

std::vector<PcmLayout> layoutsOf(const std::vector<MemoryStem>& stems) {
  std::vector<PcmLayout> out;
  for (const MemoryStem& s : stems) out.push_back(s.layout);
  return out;
}

// Streams [from, to) in the given windows; checks every request on the way.
struct Streamed {
  std::vector<std::vector<float>> channels;
  std::vector<int64_t> nonFinite;
};

Streamed stream(const Session& session, const std::vector<MemoryStem>& stems, int64_t from,
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

// The definition, frame by frame and in double: what the document says sounds.
std::vector<double> expectedChannel(const Session& session, const std::vector<MemoryStem>& stems,
                                    int trackIndex, int channel, int64_t songFrames) {
  const Track& track = session.tracks[static_cast<size_t>(trackIndex)];
  std::vector<double> out(static_cast<size_t>(songFrames), 0.0);
  for (const Clip& c : track.clips) {
    if (c.muted) continue;
    const MemoryStem& stem = stems[static_cast<size_t>(c.stemIndex)];
    for (int64_t k = 0; k < c.frames; ++k) {
      const int64_t source = c.sourceFrame + k;
      if (source < 0 || source >= stem.layout.frames) continue;
      const int64_t song = c.startFrame + k;
      if (song < 0 || song >= songFrames) continue;
      const auto at = static_cast<size_t>(source);
      double value;
      if (stem.layout.channels == 2 && track.channels == 1) {
        value = 0.5 * (stem.samples[0][at] + stem.samples[1][at]);
      } else {
        value = stem.samples[stem.layout.channels == 2 ? static_cast<size_t>(channel) : 0][at];
      }
      value *= std::pow(10.0, c.gainDb / 20.0);
      if (k < c.fadeInFrames) value *= static_cast<double>(k) / static_cast<double>(c.fadeInFrames);
      if (c.frames - k <= c.fadeOutFrames) {
        value *= static_cast<double>(c.frames - k) / static_cast<double>(c.fadeOutFrames);
      }
      out[static_cast<size_t>(song)] += value;
    }
  }
  return out;
}

std::vector<MemoryStem> twoStems() { return {stem24(1, 3000, 1), stem24(2, 2500, 2)}; }

// One track of each width with clips that overlap, start mid-stem, run past
// their stem's end, are faded, scaled and muted.
Session busySession(const std::vector<MemoryStem>& stems) {
  std::vector<Clip> clips = {clip(0, 0, 1000, 0), clip(1, 500, 1500, 600), clip(0, 2500, 900, 1800),
                             clip(1, 0, 2500, 700), clip(0, 100, 300, 5)};
  clips[1].gainDb = -7.5;
  clips[1].fadeInFrames = 400;
  clips[1].fadeOutFrames = 700;
  clips[2].fadeOutFrames = 900;  // reaches past the stem's end
  clips[3].muted = true;
  clips[4].gainDb = 12.0;
  clips[4].fadeInFrames = 250;
  clips[4].fadeOutFrames = 250;  // fades that overlap
  return sessionOf(stems, {{2, clips}, {1, clips}, {2, {clips[0]}}});
}

TEST(TrackStreamer, ClipLeftAloneGivesItsStemsExactBits) {
  const auto stems = twoStems();
  const Session session =
      sessionOf(stems, {{1, {clip(0, 0, 3000, 0)}}, {2, {clip(1, 0, 2500, 64)}}});
  const Streamed out = stream(session, stems, 0, 3000, 512, {512});
  ASSERT_EQ(out.channels.size(), 3u);
  for (size_t i = 0; i < 3000; ++i) {
    ASSERT_EQ(static_cast<double>(out.channels[0][i]), stems[0].samples[0][i]) << i;
    for (size_t ch = 0; ch < 2; ++ch) {
      const double expected = i >= 64 && i < 2564 ? stems[1].samples[ch][i - 64] : 0.0;
      ASSERT_EQ(static_cast<double>(out.channels[1 + ch][i]), expected) << i;
    }
  }
}

TEST(TrackStreamer, PlaysWhatTheDocumentDescribes) {
  const auto stems = twoStems();
  const Session session = busySession(stems);
  const Streamed out = stream(session, stems, 0, 4000, 777, {777});
  double worst = 0.0;
  size_t index = 0;
  for (int t = 0; t < 3; ++t) {
    for (int ch = 0; ch < session.tracks[static_cast<size_t>(t)].channels; ++ch, ++index) {
      const auto expected = expectedChannel(session, stems, t, ch, 4000);
      for (size_t i = 0; i < 4000; ++i) {
        worst =
            std::max(worst, std::abs(static_cast<double>(out.channels[index][i]) - expected[i]));
      }
    }
  }
  std::printf("[ figure ] clip_mix_error %.2e of full scale\n", worst);
  // Gain +12 dB of full scale is 4: its f32 steps are 2.4e-7, and four roundings add up.
  EXPECT_LT(worst, 6e-7);
  EXPECT_GT(worst, 0.0);
}

TEST(TrackStreamer, WindowsDoNotChangeASample) {
  const auto stems = twoStems();
  const Session session = busySession(stems);
  const Streamed whole = stream(session, stems, 0, 4000, 4000, {4000});
  for (const std::vector<int>& windows :
       {std::vector<int>{1}, {128}, {37, 511, 2, 128}, {1999, 2001}}) {
    EXPECT_EQ(stream(session, stems, 0, 4000, 2048, windows).channels, whole.channels);
  }
  // A seek: the same samples from the middle.
  const Streamed middle = stream(session, stems, 1234, 2345, 128, {128});
  for (size_t ch = 0; ch < whole.channels.size(); ++ch) {
    for (size_t i = 0; i < middle.channels[ch].size(); ++i) {
      ASSERT_EQ(middle.channels[ch][i], whole.channels[ch][i + 1234]);
    }
  }
}

TEST(TrackStreamer, CrossFadeOfOneStemOverItselfIsTheStem) {
  const auto stems = twoStems();
  std::vector<Clip> clips = {clip(0, 0, 1500, 0), clip(0, 1000, 2000, 1000)};
  clips[0].fadeOutFrames = 500;
  clips[1].fadeInFrames = 500;
  const Streamed out = stream(sessionOf(stems, {{1, clips}}), stems, 0, 3000, 300, {300});
  double worst = 0.0;
  for (size_t i = 0; i < 3000; ++i) {
    worst =
        std::max(worst, std::abs(static_cast<double>(out.channels[0][i]) - stems[0].samples[0][i]));
  }
  std::printf("[ figure ] cross_fade_error %.2e of full scale\n", worst);
  EXPECT_LT(worst, 2e-7);
}

TEST(TrackStreamer, AMissingStemIsSilentAndAsksForNothing) {
  auto stems = twoStems();
  const Session session =
      sessionOf(stems, {{1, {clip(0, 0, 3000, 0)}}, {2, {clip(1, 0, 2500, 0)}}});
  std::vector<PcmLayout> layouts = layoutsOf(stems);
  layouts[0] = PcmLayout{};
  TrackStreamer streamer;
  ASSERT_TRUE(streamer.prepare(session, layouts, 128));
  const auto requests = streamer.plan(0, 128);
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].stem, 1);
  std::memset(requests[0].destination, 0x11, static_cast<size_t>(requests[0].bytes));
  streamer.assemble();
  for (int i = 0; i < 128; ++i) {
    EXPECT_EQ(streamer.channel(0)[i], 0.0f);
    EXPECT_NE(streamer.channel(1)[i], 0.0f);
  }
}

TEST(TrackStreamer, NotNumbersAreSilencedAndCountedByStem) {
  std::vector<float> samples(1000, 0.25f);
  samples[100] = std::numeric_limits<float>::quiet_NaN();
  samples[700] = std::numeric_limits<float>::infinity();
  const std::vector<MemoryStem> stems = {stem24(1, 1000, 5), stemF32(samples)};
  const Session session =
      sessionOf(stems, {{1, {clip(0, 0, 1000, 0)}}, {1, {clip(1, 0, 1000, 0)}}});
  const Streamed out = stream(session, stems, 0, 1000, 128, {128});
  EXPECT_EQ(out.nonFinite, (std::vector<int64_t>{0, 2}));
  for (size_t i = 0; i < 1000; ++i) {
    EXPECT_EQ(out.channels[1][i], i == 100 || i == 700 ? 0.0f : 0.25f) << i;
  }
}

TEST(TrackStreamer, RefusesWhatItCannotPlay) {
  const auto stems = twoStems();
  const Session session = sessionOf(stems, {{1, {clip(0, 0, 3000, 0)}}});
  TrackStreamer streamer;
  std::vector<PcmLayout> layouts = layoutsOf(stems);
  EXPECT_FALSE(streamer.prepare(session, layouts, 0));
  EXPECT_FALSE(streamer.prepare(session, std::span(layouts).first(1), 128));
  layouts[1].channels = 6;
  EXPECT_FALSE(streamer.prepare(session, layouts, 128));
}

// Memory is counted from how many clips sound at once, not how many there are.
TEST(TrackStreamer, WindowsNeverOutgrowTheMemoryCountedForThem) {
  const auto stems = twoStems();
  std::vector<Clip> clips;
  for (int i = 0; i < 1000; ++i) clips.push_back(clip(1, i, 200, i * 100));
  const Session session = sessionOf(stems, {{2, clips}});
  TrackStreamer streamer;
  ASSERT_TRUE(streamer.prepare(session, layoutsOf(stems), 128));
  for (int64_t at = 0; at < 100000; at += 61) {
    int64_t bytes = 0;
    for (const ReadRequest& request : streamer.plan(at, 128)) {
      // Written to the last byte: the sanitizer checks that it is there.
      std::memset(request.destination, 0x22, static_cast<size_t>(request.bytes));
      bytes += request.bytes;
    }
    ASSERT_LE(bytes, 128 * 6 * 4);
    streamer.assemble();
  }
}

}  // namespace
}  // namespace lathe
