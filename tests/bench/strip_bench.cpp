// How fast strips run: 8 different stereo strips of 60 s, each an 8-band
// equaliser (high-pass and low-pass of 12 dB/oct, two shelves, four bells) and a
// soft-knee compressor, in four banks, on one thread.
//
// Method: 2 s of noise a strip, different for each, fed round and round in
// 128-frame blocks; 5 s untimed let caches and compilers warm up; then 60 s are
// timed in slices of half a second. `realTimePerStereoStrip` is audio seconds
// over wall seconds of the median slice, times the number of strips, which a
// moment's interruption does not change; `fastestSlice` is what the machine can
// do when nothing else runs. Prints one line of JSON.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <vector>

#include "dsp/compressor_bank.h"
#include "dsp/equaliser_bank.h"

namespace {

using namespace lathe;

constexpr double kSampleRate = 48000.0;
constexpr int kStrips = 8, kBanks = kStrips / 2;
constexpr double kSeconds = 60.0;
constexpr int kLoopBlocks = 750;  // 2 s
constexpr double kSliceSeconds = 0.5;

EqualiserSettings equaliserOf(int strip) {
  EqualiserSettings s;
  s.highPass = {true, 40.0 + 10.0 * strip, FilterSlope::Db12, 0.7071};
  s.lowPass = {true, 12000.0 + 700.0 * strip, FilterSlope::Db12, 0.7071};
  const BandType types[] = {BandType::LowShelf, BandType::Bell, BandType::Bell,
                            BandType::Bell,     BandType::Bell, BandType::HighShelf};
  const double hz[] = {90.0, 200.0, 500.0, 1500.0, 4000.0, 9000.0};
  for (size_t i = 0; i < kEqBands; ++i) {
    const double sign = (i + static_cast<size_t>(strip)) % 2 ? 1.0 : -1.0;
    s.band[i] = {true, types[i], hz[i] * (1.0 + 0.02 * strip), sign * (2.0 + 0.5 * strip),
                 types[i] == BandType::Bell ? 1.0 + 0.2 * strip : 0.71};
  }
  return s;
}

CompressorSettings compressorOf(int strip, Detector detector) {
  return {-30.0 + strip, 2.0 + 0.5 * strip, 6.0, 5.0 + strip, 100.0 + 10.0 * strip, 3.0, detector};
}

struct Bench {
  std::vector<BankBlock> input = std::vector<BankBlock>(kBanks * kLoopBlocks);
  EqualiserBank eq[kBanks];
  CompressorBank comp[kBanks];
  bool withEqualiser = true, withCompressor = true;
  double sum = 0.0;  // of what comes out, so that nothing is optimised away

  void prepare(Detector detector) {
    uint32_t noise = 12345;
    for (BankBlock& block : input) {
      for (f32x4& frame : block.frame) {
        for (int lane = 0; lane < kLanes; ++lane) {
          noise = noise * 1664525u + 1013904223u;
          frame.set(lane, static_cast<float>(static_cast<int32_t>(noise)) * 1.2e-10f);
        }
      }
    }
    for (int strip = 0; strip < kStrips; ++strip) {
      EqualiserBank& e = eq[strip / 2];
      CompressorBank& c = comp[strip / 2];
      if (strip % 2 == 0) {
        e.prepare(kSampleRate);
        c.prepare(kSampleRate);
        c.setStereo(true);
      }
      for (int side = 0; side < 2; ++side) {
        const int lane = 2 * (strip % 2) + side;
        e.setLane(lane, equaliserOf(strip), true);
        c.setLane(lane, compressorOf(strip, detector), true);
      }
    }
  }

  void run(double seconds) {
    EqualiserBank* eqs[kBanks];
    CompressorBank* comps[kBanks];
    BankBlock* blocks[kBanks];
    BankBlock work[kBanks];
    for (int b = 0; b < kBanks; ++b) {
      eqs[b] = &eq[b];
      comps[b] = &comp[b];
      blocks[b] = &work[b];
    }
    const int count = static_cast<int>(seconds * kSampleRate / kBlockFrames);
    for (int i = 0; i < count; ++i) {
      const size_t at = static_cast<size_t>(i % kLoopBlocks) * kBanks;
      for (size_t b = 0; b < kBanks; ++b) work[b] = input[at + b];
      if (withEqualiser) EqualiserBank::process(eqs, blocks, kBanks);
      if (withCompressor) CompressorBank::process(comps, blocks, kBanks);
      for (const BankBlock& block : work) sum += block.frame[0].get(0);
    }
  }

  /// Ratios to real time, per stereo strip: of the median slice and of the fastest.
  struct Result {
    double median, fastest;
  };
  Result time() {
    run(5.0);
    std::vector<double> slices;
    for (double done = 0.0; done < kSeconds; done += kSliceSeconds) {
      const auto start = std::chrono::steady_clock::now();
      run(kSliceSeconds);
      const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
      slices.push_back(kStrips * kSliceSeconds / wall.count());
    }
    std::sort(slices.begin(), slices.end());
    return {slices[slices.size() / 2], slices.back()};
  }
};

Bench::Result figure(bool equaliser, bool compressor, Detector detector, double& sum) {
  auto bench = std::make_unique<Bench>();
  bench->prepare(detector);
  bench->withEqualiser = equaliser;
  bench->withCompressor = compressor;
  const Bench::Result result = bench->time();
  sum += bench->sum;
  return result;
}

}  // namespace

int main() {
  double sum = 0.0;
  const Bench::Result both = figure(true, true, Detector::Punch, sum);
  const Bench::Result smooth = figure(true, true, Detector::Smooth, sum);
  const Bench::Result equaliser = figure(true, false, Detector::Punch, sum);
  const Bench::Result compressor = figure(false, true, Detector::Punch, sum);
  std::printf(
      "{\"name\":\"8-band EQ + compressor\",\"strips\":%d,\"audioSeconds\":%g,"
      "\"realTimePerStereoStrip\":%.0f,\"fastestSlice\":%.0f,"
      "\"smoothDetector\":%.0f,\"smoothFastest\":%.0f,"
      "\"equaliserAlone\":%.0f,\"equaliserFastest\":%.0f,"
      "\"compressorAlone\":%.0f,\"compressorFastest\":%.0f,\"checksum\":%.9g}\n",
      kStrips, kSeconds, both.median, both.fastest, smooth.median, smooth.fastest, equaliser.median,
      equaliser.fastest, compressor.median, compressor.fastest, sum);
  return 0;
}
