// Feeds signals through lanes of the banks, block by block.
#pragma once

#include <cmath>
#include <complex>
#include <functional>
#include <vector>

#include "dsp/compressor_bank.h"
#include "dsp/equaliser_bank.h"
#include "measure/signals.h"

namespace dsp_test {

using lathe::BankBlock;
using lathe::kBlockFrames;
using lathe::kLanes;
using Lane = std::vector<float>;

inline Lane toFloat(const measure::Samples& x) { return Lane(x.begin(), x.end()); }

/// One lane of one bank; the other lanes get silence. `beforeBlock` may change settings.
/// The last, incomplete block is padded with silence and cut off again.
template <class Bank>
Lane runLane(Bank& bank, int lane, const Lane& input,
             const std::function<void(int block)>& beforeBlock = {}) {
  Lane output;
  BankBlock block;
  BankBlock* blocks[] = {&block};
  Bank* banks[] = {&bank};
  for (size_t at = 0; at < input.size(); at += kBlockFrames) {
    if (beforeBlock) beforeBlock(static_cast<int>(at / kBlockFrames));
    for (size_t i = 0; i < kBlockFrames; ++i) {
      block.frame[i] = lathe::f32x4::zero();
      if (at + i < input.size()) block.frame[i].set(lane, input[at + i]);
    }
    Bank::process(banks, blocks, 1);
    for (size_t i = 0; i < kBlockFrames && at + i < input.size(); ++i) {
      output.push_back(block.frame[i].get(lane));
    }
  }
  return output;
}

/// All lanes of several banks together; signals[bank][lane], of equal lengths in whole blocks.
template <class Bank>
std::vector<std::vector<Lane>> runBanks(std::vector<Bank*> banks,
                                        const std::vector<std::vector<Lane>>& signals,
                                        const std::function<void(int block)>& beforeBlock = {}) {
  std::vector<std::vector<Lane>> output(banks.size(), std::vector<Lane>(kLanes));
  std::vector<BankBlock> blocks(banks.size());
  std::vector<BankBlock*> pointers;
  for (BankBlock& block : blocks) pointers.push_back(&block);
  const size_t frames = signals[0][0].size();
  for (size_t at = 0; at + kBlockFrames <= frames; at += kBlockFrames) {
    if (beforeBlock) beforeBlock(static_cast<int>(at / kBlockFrames));
    for (size_t b = 0; b < banks.size(); ++b) {
      for (size_t i = 0; i < kBlockFrames; ++i) {
        for (int lane = 0; lane < kLanes; ++lane) {
          blocks[b].frame[i].set(lane, signals[b][static_cast<size_t>(lane)][at + i]);
        }
      }
    }
    Bank::process(banks.data(), pointers.data(), static_cast<int>(banks.size()));
    for (size_t b = 0; b < banks.size(); ++b) {
      for (size_t i = 0; i < kBlockFrames; ++i) {
        for (int lane = 0; lane < kLanes; ++lane) {
          output[b][static_cast<size_t>(lane)].push_back(blocks[b].frame[i].get(lane));
        }
      }
    }
  }
  return output;
}

inline Lane noiseLane(int frames, double amplitude, uint32_t seed) {
  return toFloat(measure::noise(frames, amplitude, seed));
}

/// |H| at `hz` of an impulse response.
inline double magnitude(const Lane& impulseResponse, double hz, double sampleRate) {
  const double w = 2.0 * measure::kPi * hz / sampleRate;
  const std::complex<double> turn = std::polar(1.0, -w);
  std::complex<double> sum = 0.0, z = 1.0;
  for (float x : impulseResponse) {
    sum += static_cast<double>(x) * z;
    z *= turn;
  }
  return std::abs(sum);
}

/// Amplitude of the component at `hz` over frames [from, from + count), whole periods assumed.
inline double amplitudeAt(const Lane& x, size_t from, size_t count, double hz, double sampleRate) {
  std::complex<double> sum = 0.0;
  for (size_t i = 0; i < count; ++i) {
    sum += static_cast<double>(x[from + i]) *
           std::polar(1.0, -2.0 * measure::kPi * hz * static_cast<double>(i) / sampleRate);
  }
  return 2.0 * std::abs(sum) / static_cast<double>(count);
}

}  // namespace dsp_test
