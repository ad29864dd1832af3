// Runs signals of any length through the master chain, block by block, with
// silence after the end so that the latency's tail comes out.
#pragma once

#include <vector>

#include "master/master_chain.h"
#include "measure/signals.h"

namespace master_test {

struct StereoOut {
  measure::Samples left, right;
};

inline StereoOut run(lathe::MasterChain& chain, const measure::Samples& left,
                     const measure::Samples& right) {
  constexpr size_t kBlock = lathe::kBlockFrames;
  const size_t frames = left.size() + static_cast<size_t>(chain.latencyFrames());
  const size_t blocks = (frames + kBlock - 1) / kBlock;
  StereoOut out;
  for (size_t b = 0; b < blocks; ++b) {
    float in[2][kBlock] = {};
    double processed[2][kBlock];
    for (size_t i = 0; i < kBlock && b * kBlock + i < left.size(); ++i) {
      in[0][i] = static_cast<float>(left[b * kBlock + i]);
      in[1][i] = static_cast<float>(right[b * kBlock + i]);
    }
    chain.process(in[0], in[1], processed[0], processed[1]);
    out.left.insert(out.left.end(), processed[0], processed[0] + kBlock);
    out.right.insert(out.right.end(), processed[1], processed[1] + kBlock);
  }
  return out;
}

/// A chain with the limiter on, everything snapped.
struct LimiterSettings {
  double driveDb = 0.0;
  double ceilingDbtp = -1.0;
  double lookAheadMs = 5.0;
  double releaseMs = 100.0;
  double trimDb = 0.0;
};

inline void setUp(lathe::MasterChain& chain, double sampleRate, const LimiterSettings& s) {
  using lathe::ParamId;
  chain.prepare(sampleRate);
  chain.setParam(ParamId::MasterDriveDb, s.driveDb, true);
  chain.setParam(ParamId::MasterTrimDb, s.trimDb, true);
  chain.setParam(ParamId::LimiterOn, 1.0, true);
  chain.setParam(ParamId::LimiterCeilingDbtp, s.ceilingDbtp, true);
  chain.setParam(ParamId::LimiterLookAheadMs, s.lookAheadMs, true);
  chain.setParam(ParamId::LimiterReleaseMs, s.releaseMs, true);
  chain.reset();
}

}  // namespace master_test
