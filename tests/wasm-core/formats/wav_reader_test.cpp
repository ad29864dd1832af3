// Every WAV variant that a studio's stems come in is found where the
// specification puts it.
#include "formats/wav_reader.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "wav_bytes.h"

namespace lathe {
namespace {

using test::Bytes;

TEST(WavReader, ReadsEveryIntegerAndFloatWidth) {
  struct Case {
    int tag, bits;
    SampleEncoding encoding;
  };
  for (const Case& c : {Case{1, 8, SampleEncoding::U8}, Case{1, 16, SampleEncoding::S16},
                        Case{1, 24, SampleEncoding::S24}, Case{1, 32, SampleEncoding::S32},
                        Case{3, 32, SampleEncoding::F32}, Case{3, 64, SampleEncoding::F64},
                        // 20 bits are stored left-justified in three bytes.
                        Case{1, 20, SampleEncoding::S24}}) {
    for (const int channels : {1, 2, 6, 24}) {
      const auto frameBytes = static_cast<size_t>(channels * ((c.bits + 7) / 8));
      const auto reader = test::parse(test::wav(test::formatChunk(c.tag, channels, 96000, c.bits),
                                                test::zeros(7 * frameBytes)));
      ASSERT_TRUE(reader.ok()) << reader.fault().problem;
      EXPECT_EQ(reader.layout().encoding, c.encoding) << c.bits;
      EXPECT_EQ(reader.layout().channels, channels);
      EXPECT_EQ(reader.layout().frames, 7);
      EXPECT_EQ(reader.layout().sampleRate, 96000.0);
      EXPECT_EQ(reader.layout().bytesPerFrame, static_cast<int>(frameBytes));
      EXPECT_EQ(reader.layout().dataOffsetBytes, 44);
    }
  }
}

TEST(WavReader, ReadsExtensibleFormatsWithTheirLoudspeakerPositions) {
  const auto integer =
      test::parse(test::wav(test::extensibleChunk(1, 6, 48000, 24, 24, 0x3F), test::zeros(18 * 5)));
  ASSERT_TRUE(integer.ok()) << integer.fault().problem;
  EXPECT_EQ(integer.layout().encoding, SampleEncoding::S24);
  EXPECT_EQ(integer.layout().channelMask, 0x3Fu);
  EXPECT_EQ(integer.layout().frames, 5);
  const auto floating =
      test::parse(test::wav(test::extensibleChunk(3, 2, 48000, 32, 32, 0x3), test::zeros(8 * 5)));
  ASSERT_TRUE(floating.ok()) << floating.fault().problem;
  EXPECT_EQ(floating.layout().encoding, SampleEncoding::F32);
  // 24 valid bits in a 32-bit container stand at its top: read as 32 bits.
  const auto container =
      test::parse(test::wav(test::extensibleChunk(1, 2, 48000, 32, 24, 0x3), test::zeros(8 * 5)));
  ASSERT_TRUE(container.ok()) << container.fault().problem;
  EXPECT_EQ(container.layout().encoding, SampleEncoding::S32);
}

TEST(WavReader, StepsOverBroadcastChunksAndTheirPadding) {
  Bytes chunks;
  test::putChunk(chunks, "JUNK", test::zeros(28));
  test::putChunk(chunks, "bext", test::zeros(603));  // odd: one pad byte follows
  test::putChunk(chunks, "fmt ", test::formatChunk(1, 2, 48000, 24));
  test::putChunk(chunks, "iXML", test::zeros(1));
  test::putChunk(chunks, "fact", test::zeros(4));
  test::putChunk(chunks, "data", test::zeros(6 * 100));
  test::putChunk(chunks, "cue ", test::zeros(28));
  const auto reader = test::parse(test::riff(chunks));
  ASSERT_TRUE(reader.ok()) << reader.fault().problem;
  EXPECT_EQ(reader.layout().frames, 100);
  EXPECT_EQ(reader.layout().dataOffsetBytes, 12 + 36 + 612 + 24 + 10 + 12 + 8);
}

TEST(WavReader, ReadsOddDataWithoutItsLastPadByte) {
  Bytes file = test::wav(test::formatChunk(1, 1, 44100, 24), test::zeros(3 * 5));
  file.pop_back();
  const auto reader = test::parse(file);
  ASSERT_TRUE(reader.ok()) << reader.fault().problem;
  EXPECT_EQ(reader.layout().frames, 5);
}

TEST(WavReader, TakesAllThatIsThereWhenAPipeLeftTheSizeOpen) {
  Bytes file = test::wav(test::formatChunk(1, 2, 44100, 16), test::zeros(4 * 9 + 3));
  for (const size_t at : {4u, 40u}) std::fill_n(file.begin() + at, 4, 0xFF);
  const auto reader = test::parse(file);
  ASSERT_TRUE(reader.ok()) << reader.fault().problem;
  EXPECT_EQ(reader.layout().frames, 9 + 1);  // 39 bytes and the pad byte: ten whole frames
}

TEST(WavReader, ReadsSizesBeyondFourGigabytesFromDs64) {
  for (const char* id : {"RF64", "BW64"}) {
    const int64_t frames = 1'500'000'000;  // 9 GB of 24-bit stereo
    Bytes file;
    test::put(file, id);
    test::put(file, 0xFFFFFFFFu, 4);
    test::put(file, "WAVE");
    Bytes sizes;
    test::put(sizes, 0, 8);
    test::put(sizes, static_cast<uint64_t>(frames) * 6, 8);
    test::put(sizes, static_cast<uint64_t>(frames), 8);
    test::put(sizes, 0, 4);
    test::putChunk(file, "ds64", sizes);
    test::putChunk(file, "fmt ", test::formatChunk(1, 2, 96000, 24));
    test::put(file, "data");
    test::put(file, 0xFFFFFFFFu, 4);
    const auto header = static_cast<int64_t>(file.size());
    const auto reader = test::parse(file, header + frames * 6);
    ASSERT_TRUE(reader.ok()) << reader.fault().problem;
    EXPECT_EQ(reader.layout().frames, frames);
    EXPECT_EQ(reader.layout().dataOffsetBytes, header);
  }
}

}  // namespace
}  // namespace lathe
