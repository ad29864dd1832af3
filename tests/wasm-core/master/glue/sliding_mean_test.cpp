// The sliding mean against the naive one.
#include "master/glue/sliding_mean.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "measure/figures.h"
#include "measure/signals.h"

TEST(SlidingMean, EqualsTheNaiveMeanAndForgetsTheLoudPast) {
  measure::Samples x = measure::noise(128 * 30, 1.0, 5);
  for (double& v : x) v *= v;
  for (size_t i = 128 * 12; i < x.size(); ++i) x[i] *= 1e-12;
  for (const int frames : {1, 2, 19, 128, 441, 480, 1920}) {
    lathe::SlidingMean mean;
    mean.prepare(1920);
    mean.setFrames(frames);
    double worst = 0.0;
    for (size_t at = 0; at < x.size(); at += lathe::kBlockFrames) {
      double block[lathe::kBlockFrames];
      std::copy_n(x.begin() + static_cast<std::ptrdiff_t>(at), lathe::kBlockFrames, block);
      mean.process(block);
      for (size_t i = at; i < at + lathe::kBlockFrames; ++i) {
        double sum = 0.0;
        for (size_t k = i + 1 > static_cast<size_t>(frames) ? i + 1 - frames : 0; k <= i; ++k) {
          sum += x[k];
        }
        worst = std::max(worst, std::fabs(block[i - at] - sum / frames));
        // A block after the loud past has left the window, not a trace of it is left.
        if (i > 128 * 14 + static_cast<size_t>(frames)) {
          ASSERT_NEAR(block[i - at] / (sum / frames), 1.0, 1e-9) << frames;
        }
      }
    }
    EXPECT_LT(worst, 1e-13) << frames;
  }
}
