// Songs through the delivery pass, with and without the master before it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "delivery/delivery_pass.h"
#include "master/master_pass.h"
#include "measure/signals.h"

namespace lathe::delivery_test {

using measure::Stereo;

inline void append(Stereo& to, const double* left, const double* right, int frames) {
  to.left.insert(to.left.end(), left, left + frames);
  to.right.insert(to.right.end(), right, right + frames);
}

/// `chunk` frames at a time; `limitedDb` gets what limiting again took.
inline Stereo deliver(const Stereo& master, DeliveryFormat format, int chunk = 4096,
                      double* limitedDb = nullptr) {
  Stereo file;
  DeliveryPass pass;
  format.frames = static_cast<int64_t>(master.left.size());
  EXPECT_EQ(pass.prepare(format, chunk), RateRefusal::None);
  for (size_t at = 0; !pass.done(); at += static_cast<size_t>(chunk)) {
    const size_t from = std::min(at, master.left.size());
    const double* const in[] = {master.left.data() + from, master.right.data() + from};
    const size_t rest = master.left.size() - from;
    const int made = pass.process(in, static_cast<int>(std::min(rest, static_cast<size_t>(chunk))));
    EXPECT_LE(made, pass.maxOutputFrames());
    append(file, pass.output(0), pass.output(1), made);
  }
  if (limitedDb) *limitedDb = pass.limitedDb();
  return file;
}

using Params = std::vector<std::pair<ParamId, double>>;

/// The mix through the master with these parameters, the rest at their defaults.
inline Stereo master(const Stereo& mix, double sampleRate, const Params& params) {
  Stereo out;
  MasterPass pass;
  EXPECT_TRUE(pass.prepare(sampleRate, static_cast<int64_t>(mix.left.size())));
  for (const auto& [id, value] : params) pass.setParam(id, value);
  for (size_t at = 0; !pass.done(); at += static_cast<size_t>(pass.maxFrames())) {
    const size_t from = std::min(at, mix.left.size());
    const auto frames =
        static_cast<int>(std::min(mix.left.size() - from, static_cast<size_t>(pass.maxFrames())));
    for (int i = 0; i < frames; ++i) {
      pass.input(0)[i] = static_cast<float>(mix.left[from + static_cast<size_t>(i)]);
      pass.input(1)[i] = static_cast<float>(mix.right[from + static_cast<size_t>(i)]);
    }
    const int made = pass.process(frames);
    append(out, pass.output(0), pass.output(1), made);
  }
  return out;
}

}  // namespace lathe::delivery_test
