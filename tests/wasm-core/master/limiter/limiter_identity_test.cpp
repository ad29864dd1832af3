// The limiter gives the bits it has always given at its defaults, with both
// channels linked: sessions rendered before sound as they did.
#include <gtest/gtest.h>

#include <cstring>

#include "limiter_runner.h"

namespace limiter_test {
namespace {

/// FNV-1a over the doubles' words.
uint64_t hashOf(const Stereo& x) {
  uint64_t hash = 1469598103934665603ull;
  const auto add = [&hash](const double* from) {
    for (int i = 0; i < kBlockFrames; ++i) {
      uint64_t word;
      std::memcpy(&word, from + i, sizeof word);
      hash = (hash ^ word) * 1099511628211ull;
    }
  };
  for (size_t start = 0; start + kBlockFrames <= x.left.size(); start += kBlockFrames) {
    add(&x.left[start]);
    add(&x.right[start]);
  }
  return hash;
}

/// Noise whose level steps every 40 blocks, now under the ceiling, now up to `steps` times over:
/// made without a library's sine, so that it is the same on every platform.
Stereo steppedNoise(double steps) {
  Stereo x = {measure::noise(96000, 1.0, 1), measure::noise(96000, 1.0, 2)};
  for (size_t i = 0; i < x.left.size(); ++i) {
    const double level = steps * static_cast<double>(i / (40 * kBlockFrames) % 4) * 0.25;
    x.left[i] = static_cast<double>(static_cast<float>(x.left[i] * level));
    x.right[i] = static_cast<double>(static_cast<float>(x.right[i] * level * 0.5));
  }
  return x;
}

/// Of the limiter before it had characters and links, over the same noise.
constexpr uint64_t kHashAtOnce = 0x672cb62b5225cde7, kHashFourfold = 0xceee8f15520a1320;

uint64_t hashAtDefaults(double steps) {
  Stereo out = run(settingsOf(LimiterCharacter::Clean), steppedNoise(steps));
  out.left.resize(96000);
  return hashOf(out);
}

TEST(LimiterIdentity, CleanAndLinkedItGivesTheBitsItAlwaysGave) {
  EXPECT_EQ(hashAtDefaults(1.0), kHashAtOnce);
  EXPECT_EQ(hashAtDefaults(4.0), kHashFourfold);
}

TEST(LimiterIdentity, WithEqualChannelsEveryLinkGivesTheSameBits) {
  Stereo same = steppedNoise(4.0);
  same.right = same.left;
  for (const LimiterCharacter character : kCharacters) {
    const Stereo linked = run(settingsOf(character), same);
    for (const double link : {0.0, 75.0}) {
      LimiterSettings settings = settingsOf(character, link);
      settings.releaseLinkPercent = link;
      const Stereo out = run(settings, same);
      EXPECT_EQ(out.left, linked.left) << nameOf(character) << " at " << link;
      EXPECT_EQ(out.right, linked.right);
    }
  }
}

}  // namespace
}  // namespace limiter_test
