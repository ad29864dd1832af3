// A waveform's overview shows every peak, and only silence as silence.
#include "formats/peaks.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lathe {
namespace {

std::vector<int8_t> peaksOf(const std::vector<std::vector<float>>& channels, int64_t chunk) {
  PeakBuilder builder(static_cast<int>(channels.size()));
  const auto frames = static_cast<int64_t>(channels[0].size());
  for (int64_t at = 0; at < frames; at += chunk) {
    std::vector<const float*> planar;
    for (const auto& channel : channels) planar.push_back(channel.data() + at);
    builder.add(planar.data(), std::min(chunk, frames - at));
  }
  builder.finish();
  return builder.pairs();
}

TEST(Peaks, ShowTheExtremesOfAllChannelsOfEachGroup) {
  std::vector<std::vector<float>> channels(2, std::vector<float>(512 * 2 + 100, 0.0f));
  channels[0][10] = 0.5f;
  channels[1][500] = -0.25f;
  channels[1][512] = 1.0f;            // first frame of the second group
  channels[0][512 * 2 + 99] = -1.0f;  // last frame of the short last group
  const std::vector<int8_t> expected = {-32, 64, 0, 127, -127, 0};
  for (const int64_t chunk : {1, 100, 128, 512, 5000})
    EXPECT_EQ(peaksOf(channels, chunk), expected);
}

TEST(Peaks, TheQuietestClickStillShowsAndOversAreClamped) {
  std::vector<std::vector<float>> channels(1, std::vector<float>(512 * 2, 0.0f));
  channels[0][3] = 1e-6f;
  channels[0][600] = -7.0f;
  EXPECT_EQ(peaksOf(channels, 512), (std::vector<int8_t>{0, 1, -127, 0}));
}

TEST(Peaks, AGroupThatNeverCrossesZeroKeepsItsTrueLowest) {
  const std::vector<std::vector<float>> channels(1, std::vector<float>(512, 0.5f));
  EXPECT_EQ(peaksOf(channels, 512), (std::vector<int8_t>{64, 64}));
}

}  // namespace
}  // namespace lathe
