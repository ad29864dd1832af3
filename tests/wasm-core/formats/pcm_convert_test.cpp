// Stored samples become the numbers they stand for, and nothing that is not a
// number gets in.
#include "formats/pcm_convert.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "wav_bytes.h"

namespace lathe {
namespace {

using test::Bytes;

struct Decoded {
  std::vector<double> wide;
  std::vector<float> narrow;
  int64_t nonFiniteWide, nonFiniteNarrow;
};

Decoded decode(SampleEncoding encoding, Bytes bytes) {
  const auto frames = static_cast<int64_t>(bytes.size()) / bytesPerSample(encoding);
  bytes.insert(bytes.begin(), 0xEE);  // so that nothing is aligned
  Decoded out{std::vector<double>(static_cast<size_t>(frames)),
              std::vector<float>(static_cast<size_t>(frames)), 0, 0};
  double* const wide[] = {out.wide.data()};
  float* const narrow[] = {out.narrow.data()};
  out.nonFiniteWide = pcmToPlanar(encoding, 1, bytes.data() + 1, frames, wide);
  out.nonFiniteNarrow = pcmToPlanar(encoding, 1, bytes.data() + 1, frames, narrow);
  return out;
}

void putFloat(Bytes& out, float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, 4);
  test::put(out, bits, 4);
}
void putDouble(Bytes& out, double value) {
  uint64_t bits;
  std::memcpy(&bits, &value, 8);
  test::put(out, bits, 8);
}

TEST(PcmConvert, IntegersAreExactFractionsOfFullScale) {
  EXPECT_EQ(decode(SampleEncoding::U8, {0, 128, 255, 64}).wide,
            (std::vector<double>{-1.0, 0.0, 127.0 / 128.0, -0.5}));
  EXPECT_EQ(decode(SampleEncoding::S16, {0x00, 0x80, 0xFF, 0x7F, 0x01, 0x00, 0xFF, 0xFF}).wide,
            (std::vector<double>{-1.0, 32767.0 / 32768.0, 1.0 / 32768.0, -1.0 / 32768.0}));
  EXPECT_EQ(decode(SampleEncoding::S24,
                   {0x00, 0x00, 0x80, 0xFF, 0xFF, 0x7F, 0x01, 0x00, 0x00, 0xFF, 0xFF, 0xFF})
                .wide,
            (std::vector<double>{-1.0, 8388607.0 / 8388608.0, 1.0 / 8388608.0, -1.0 / 8388608.0}));
  EXPECT_EQ(decode(SampleEncoding::S32, {0, 0, 0, 0x80, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0, 0, 0}).wide,
            (std::vector<double>{-1.0, 2147483647.0 / 2147483648.0, 1.0 / 2147483648.0}));
}

TEST(PcmConvert, EveryTwentyFourBitValueSurvivesAFloat) {
  Bytes bytes;
  for (int32_t v = -8388608; v <= 8388607; v += 4093) {
    test::put(bytes, static_cast<uint64_t>(static_cast<uint32_t>(v)), 3);
  }
  const Decoded out = decode(SampleEncoding::S24, bytes);
  int32_t v = -8388608;
  for (const float sample : out.narrow) {
    ASSERT_EQ(static_cast<double>(sample) * 8388608.0, static_cast<double>(v));
    v += 4093;
  }
}

TEST(PcmConvert, NotNumbersBecomeSilenceAndAreCounted) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  Bytes bytes;
  for (const float v : {0.5f, nan, -0.25f, inf, -inf, 1.5f}) putFloat(bytes, v);
  const Decoded out = decode(SampleEncoding::F32, bytes);
  EXPECT_EQ(out.narrow, (std::vector<float>{0.5f, 0.0f, -0.25f, 0.0f, 0.0f, 1.5f}));
  EXPECT_EQ(out.nonFiniteNarrow, 3);
  EXPECT_EQ(out.nonFiniteWide, 3);
}

TEST(PcmConvert, DoublesTooLargeForAFloatCountAsNotNumbers) {
  Bytes bytes;
  for (const double v : {1e300, -0.125, 3.4028234663852886e38}) putDouble(bytes, v);
  const Decoded out = decode(SampleEncoding::F64, bytes);
  EXPECT_EQ(out.nonFiniteWide, 0);
  EXPECT_EQ(out.wide[0], 1e300);
  EXPECT_EQ(out.nonFiniteNarrow, 1);
  EXPECT_EQ(out.narrow[0], 0.0f);
  EXPECT_EQ(out.narrow[1], -0.125f);
  EXPECT_EQ(out.narrow[2], std::numeric_limits<float>::max());
}

TEST(PcmConvert, DenormalsAreFlushed) {
  Bytes bytes;
  for (const float v : {1e-40f, -9e-16f, 2e-15f}) putFloat(bytes, v);
  EXPECT_EQ(decode(SampleEncoding::F32, bytes).narrow, (std::vector<float>{0.0f, 0.0f, 2e-15f}));
}

TEST(PcmConvert, ChannelsAreTakenApartInOrder) {
  Bytes bytes;
  for (int frame = 0; frame < 5; ++frame) {
    for (int ch = 0; ch < 3; ++ch) test::put(bytes, static_cast<uint64_t>(ch * 100 + frame), 2);
  }
  float rows[3][5];
  float* const out[] = {rows[0], rows[1], rows[2]};
  pcmToPlanar(SampleEncoding::S16, 3, bytes.data(), 5, out);
  for (int ch = 0; ch < 3; ++ch) {
    for (int frame = 0; frame < 5; ++frame) {
      EXPECT_EQ(rows[ch][frame] * 32768.0f, static_cast<float>(ch * 100 + frame));
    }
  }
}

// Random bits hold NaN, infinities and denormals too. The double path has no
// lanes; a sanitizer sees a read beyond the buffer's end.
TEST(PcmConvert, EveryLengthAndEncodingReadsAsTheScalarCodeDoes) {
  std::mt19937 random(7);
  for (const SampleEncoding encoding :
       {SampleEncoding::U8, SampleEncoding::S16, SampleEncoding::S24, SampleEncoding::S32,
        SampleEncoding::F32}) {
    for (int channels = 1; channels <= 2; ++channels) {
      for (int frames = 0; frames <= 41; ++frames) {
        Bytes bytes(static_cast<size_t>(frames * channels * bytesPerSample(encoding)));
        for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
        float narrow[2][48];
        double wide[2][48];
        float* const narrowRows[] = {narrow[0], narrow[1]};
        double* const wideRows[] = {wide[0], wide[1]};
        const int64_t nonFinite = pcmToPlanar(encoding, channels, bytes.data(), frames, narrowRows);
        EXPECT_EQ(nonFinite, pcmToPlanar(encoding, channels, bytes.data(), frames, wideRows));
        for (int ch = 0; ch < channels; ++ch) {
          for (int i = 0; i < frames; ++i) {
            ASSERT_EQ(narrow[ch][i], static_cast<float>(wide[ch][i]))
                << static_cast<int>(encoding) << ", frame " << i << " of " << frames;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace lathe
