// The table of bad files: each is refused with a message that names the file,
// says what is wrong with it in figures, and says what to do.
#include <gtest/gtest.h>

#include <algorithm>

#include "wav_bytes.h"

namespace lathe {
namespace {

using test::Bytes;

struct BadFile {
  const char* what;
  Bytes file;
  std::vector<const char*> says;  ///< must all stand in the message
};

Bytes text(std::string_view content) {
  Bytes out;
  test::put(out, content);
  return out;
}

Bytes overwritten(Bytes file, size_t at, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    file.at(at + static_cast<size_t>(i)) = static_cast<uint8_t>(value >> (8 * i));
  }
  return file;
}

Bytes cut(const Bytes& file, size_t bytes) {
  return Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(bytes));
}

std::vector<BadFile> badFiles() {
  const Bytes good = test::wav(test::formatChunk(1, 2, 48000, 16), test::zeros(4 * 48000));
  const Bytes format = test::formatChunk(1, 2, 48000, 16);
  Bytes noData, noFormat, dataFirst, manyEmpty, shortFormat;
  test::putChunk(noData, "fmt ", format);
  test::putChunk(noFormat, "LIST", test::zeros(40));
  test::putChunk(dataFirst, "data", test::zeros(400));
  test::putChunk(dataFirst, "fmt ", format);
  for (int i = 0; i < 20000; ++i) test::putChunk(manyEmpty, "JUNK", {});
  test::putChunk(shortFormat, "fmt ", test::zeros(10));
  Bytes emptyThenList;
  test::putChunk(emptyThenList, "fmt ", format);
  test::putChunk(emptyThenList, "data", {});
  test::putChunk(emptyThenList, "LIST", test::zeros(26));
  Bytes rf64 = good;
  std::copy_n("RF64", 4, rf64.begin());
  rf64 = overwritten(rf64, 40, 0xFFFFFFFF, 4);

  return {
      {"zero bytes", {}, {"empty (0 bytes)"}},
      {"a few bytes", text("RIFF"), {"only 4 bytes"}},
      {"a text", text("Dear engineer, here are my stems."), {"not an audio file"}},
      {"an AIFF", text("FORM....AIFFCOMM"), {"AIFF"}},
      {"an MP3", text("ID3\x04 and more of it"), {"MP3"}},
      {"an M4A", text("....ftypM4A ........"), {"M4A"}},
      {"RIFF without audio", overwritten(good, 8, 0x20495641, 4), {"not audio", "AVI"}},
      {"no chunks", cut(good, 12), {"no format chunk"}},
      {"no format chunk", test::riff(noFormat), {"no format chunk"}},
      {"no data chunk", test::riff(noData), {"data chunk is not"}},
      {"audio before its format", test::riff(dataFirst), {"before its format"}},
      {"cut inside the header", cut(good, 30), {"inside its header"}},
      {"a short format chunk", test::riff(shortFormat), {"10 bytes instead of 16"}},
      {"twenty thousand empty chunks", test::riff(manyEmpty), {"4096 chunks"}},
      {"truncated",
       cut(good, 44 + 4 * 12000),
       {"cut short", "48000 frames (1.00 s)", "12000 frames (0.25 s)", "ffmpeg"}},
      {"a header that lies about its size",
       overwritten(good, 40, 4 * 96000, 4),
       {"lies about its size", "96000 frames", "48000 frames"}},
      {"a header that was never finished",
       overwritten(good, 40, 0, 4),
       {"never finished", "48000 frames"}},
      {"zero length", test::riff(emptyThenList), {"zero frames"}},
      {"zero length at the end of the file", test::wav(format, {}), {"zero frames"}},
      {"less than one frame", test::wav(format, test::zeros(3)), {"zero frames"}},
      {"zero channels", overwritten(good, 22, 0, 2), {"zero channels"}},
      {"rate zero", overwritten(good, 24, 0, 4), {"sample rate of 0 Hz"}},
      {"rate absurd", overwritten(good, 24, 0xFFFFFFFF, 4), {"4294967295 Hz"}},
      {"block align mismatch", overwritten(good, 32, 6, 2), {"contradicts itself", "4 bytes", "6"}},
      {"zero bits", overwritten(good, 34, 0, 2), {"0-bit"}},
      {"64-bit integers", overwritten(good, 34, 64, 2), {"64-bit integer"}},
      {"16-bit float", overwritten(good, 20, 3, 2), {"16-bit float"}},
      {"compressed", overwritten(good, 20, 0x55, 2), {"compressed", "0x0055"}},
      {"extensible without extension", overwritten(good, 20, 0xFFFE, 2), {"extensible"}},
      {"RF64 without ds64", rf64, {"ds64"}},
  };
}

TEST(WavFaults, EveryBadFileIsNamedExplainedAndGivenARemedy) {
  for (const BadFile& bad : badFiles()) {
    const WavReader reader = test::parse(bad.file);
    ASSERT_TRUE(reader.done()) << bad.what;
    ASSERT_FALSE(reader.ok()) << bad.what;
    const std::string message = describeFault("kick.wav", reader.fault());
    EXPECT_EQ(message.rfind("kick.wav: ", 0), 0u) << bad.what << ": " << message;
    for (const char* phrase : bad.says) {
      EXPECT_NE(message.find(phrase), std::string::npos) << bad.what << ": " << message;
    }
    const std::string& remedy = reader.fault().remedy;
    EXPECT_TRUE(remedy.find("again") != std::string::npos) << bad.what << ": " << message;
  }
}

TEST(WavFaults, AFileThatCannotBeReadSaysWhere) {
  WavReader reader(1000);
  const uint8_t few[4] = {};
  reader.supply(few, sizeof few);
  ASSERT_FALSE(reader.ok());
  EXPECT_NE(reader.fault().problem.find("byte 0"), std::string::npos);
  EXPECT_FALSE(reader.fault().remedy.empty());
}

// Any prefix and any single damaged byte of the header must end in an answer,
// never in a layout that reaches outside the file.
TEST(WavFaults, DamagedHeadersNeverPointOutsideTheFile) {
  const Bytes good = test::wav(test::extensibleChunk(1, 2, 48000, 24, 24, 3), test::zeros(6 * 50));
  int accepted = 0, refused = 0;
  auto check = [&](const Bytes& file) {
    const WavReader reader = test::parse(file);
    ASSERT_TRUE(reader.done());
    if (!reader.ok()) {
      ++refused;
      EXPECT_FALSE(reader.fault().empty());
      return;
    }
    ++accepted;
    const PcmLayout& layout = reader.layout();
    EXPECT_GE(layout.frames, 1);
    EXPECT_GE(layout.channels, 1);
    EXPECT_EQ(layout.bytesPerFrame, layout.channels * bytesPerSample(layout.encoding));
    EXPECT_LE(layout.dataOffsetBytes + layout.frames * layout.bytesPerFrame,
              static_cast<int64_t>(file.size()));
  };
  for (size_t bytes = 0; bytes < good.size(); ++bytes) check(cut(good, bytes));
  for (size_t at = 0; at < 68; ++at) {
    for (int value = 0; value < 256; ++value) {
      check(overwritten(good, at, static_cast<uint64_t>(value), 1));
    }
  }
  std::printf("[ figure ] damaged_headers refused %d accepted %d\n", refused, accepted);
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace lathe
