// A second opinion: libebur128 on the same programme. Built only where the
// library is installed.
#ifdef LATHE_HAVE_EBUR128

#include <ebur128.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

#include "analysis/file_measurer.h"
#include "measure/figures.h"
#include "measure/signals.h"

namespace {

using Clock = std::chrono::steady_clock;
double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

TEST(LibEbuR128Agreement, ProgrammeAtEveryRate) {
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    const measure::Stereo song = measure::programme(rate, 20.0, 7);
    const size_t frames = song.left.size();
    std::vector<float> left(song.left.begin(), song.left.end());
    std::vector<float> right(song.right.begin(), song.right.end());
    std::vector<float> interleaved;
    for (size_t i = 0; i < frames; ++i) {
      interleaved.push_back(left[i]);
      interleaved.push_back(right[i]);
    }

    ebur128_state* state = ebur128_init(2, static_cast<unsigned long>(rate),
                                        EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK);
    auto start = Clock::now();
    ASSERT_EQ(ebur128_add_frames_float(state, interleaved.data(), frames), EBUR128_SUCCESS);
    const double theirSeconds = secondsSince(start);
    double integrated = 0.0, range = 0.0, peaks[2] = {0.0, 0.0};
    ebur128_loudness_global(state, &integrated);
    ebur128_loudness_range(state, &range);
    ebur128_true_peak(state, 0, &peaks[0]);
    ebur128_true_peak(state, 1, &peaks[1]);
    ebur128_destroy(&state);

    lathe::FileMeasurer measurer;
    measurer.prepare(rate, 2);
    start = Clock::now();
    for (size_t i = 0; i < frames; i += 4096) {
      const float* channels[2] = {left.data() + i, right.data() + i};
      measurer.process(channels, static_cast<int>(std::min<size_t>(4096, frames - i)));
    }
    const lathe::Measurement ours = measurer.finish();
    const double ourSeconds = secondsSince(start);
    ASSERT_TRUE(ours.integratedLufs && ours.loudnessRangeLu && ours.truePeakDbtp);
    const double theirPeak = 20.0 * std::log10(std::max(peaks[0], peaks[1]));
    measure::printFigure("sample rate", rate, "Hz");
    measure::printFigure("integrated, ours less libebur128's", *ours.integratedLufs - integrated,
                         "LU");
    measure::printFigure("true peak, ours less libebur128's", *ours.truePeakDbtp - theirPeak, "dB");
    measure::printFigure("time, libebur128's over ours", theirSeconds / ourSeconds, "times");
    // Tech 3342 adds 1.5 s of silence to a file, libebur128 does not: compare without. It also
    // takes one short-term value a second, where we take ten.
    lathe::LoudnessMeter live;
    live.prepare(rate, 2);
    const float* channels[2] = {left.data(), right.data()};
    live.process(channels, static_cast<int>(frames));
    ASSERT_TRUE(live.loudnessRangeLu().has_value());
    measure::printFigure("range without the tail, ours less libebur128's",
                         *live.loudnessRangeLu() - range, "LU");
    EXPECT_NEAR(*live.loudnessRangeLu(), range, 0.15);
    // The standard's numerator is not scaled by the rate; libebur128 leaves that in, which is
    // worth 0.03 LU at 192 kHz.
    EXPECT_NEAR(*ours.integratedLufs, integrated, rate > 50000.0 ? 0.04 : 0.02);
    EXPECT_NEAR(*ours.truePeakDbtp, theirPeak, 0.3);
  }
}

}  // namespace

#endif  // LATHE_HAVE_EBUR128
