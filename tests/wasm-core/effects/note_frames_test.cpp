// Note values, exact to the frame, against long division.
#include "effects/note_frames.h"

#include <gtest/gtest.h>

namespace lathe {
namespace {

/// floor(above/below + 1/2), digit by digit: shares no rounding with the engine.
long long rounded(__int128 above, __int128 below) {
  __int128 whole = above / below;
  if (2 * (above - whole * below) >= below) ++whole;
  return static_cast<long long>(whole);
}

TEST(NoteFrames, AreTheRoundedRational) {
  EXPECT_EQ(noteFrames(4, NoteFeel::Straight, 120.0, 48000), 24000);
  EXPECT_EQ(noteFrames(8, NoteFeel::Dotted, 120.0, 48000), 18000);
  EXPECT_EQ(noteFrames(8, NoteFeel::Triplet, 120.0, 48000), 8000);
  EXPECT_EQ(noteFrames(1, NoteFeel::Straight, 60.0, 44100), 176400);
  EXPECT_EQ(noteFrames(64, NoteFeel::Triplet, 300.0, 44100), 368);  // 367.5: halves go up
  long long checked = 0;
  for (int rate : {44100, 48000, 88200, 96000, 176400, 192000}) {
    for (int milliBpm = 20000; milliBpm <= 400000; milliBpm += 37) {
      for (int denominator = 1; denominator <= 64; denominator *= 2) {
        const int ratios[3][2] = {{1, 1}, {3, 2}, {2, 3}};
        for (int feel = 0; feel < 3; ++feel) {
          const __int128 above = static_cast<__int128>(240000) * rate * ratios[feel][0];
          const __int128 below = static_cast<__int128>(milliBpm) * denominator * ratios[feel][1];
          ASSERT_EQ(noteFrames(denominator, static_cast<NoteFeel>(feel), milliBpm / 1000.0, rate),
                    rounded(above, below))
              << denominator << " at " << milliBpm << "/1000 BPM, " << rate << " Hz";
          ++checked;
        }
      }
    }
  }
  std::printf("[ figure ] note values exact to the frame: %lld\n", checked);
}

TEST(NoteFrames, StayFiniteForAnyTempo) {
  EXPECT_EQ(noteFrames(4, NoteFeel::Straight, 0.0, 48000), 60 * 48000);
  EXPECT_EQ(noteFrames(4, NoteFeel::Straight, -7.0, 48000), 60 * 48000);
  EXPECT_EQ(noteFrames(4, NoteFeel::Straight, 0.0 / 0.0, 48000), 60 * 48000);
  EXPECT_EQ(noteFrames(4, NoteFeel::Straight, 1e300, 48000), 2880);
}

}  // namespace
}  // namespace lathe
