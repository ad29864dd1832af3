// Clips on a timeline become the track audio that the document describes,
// sample by sample, however the timeline is cut into windows.
#include "streaming/track_streamer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "memory_stems.h"

namespace lathe {
namespace {

using test::clip;
using test::layoutsOf;
using test::MemoryStem;
using test::sessionOf;
using test::stem24;
using test::stemF32;
using test::stream;
using test::Streamed;

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
