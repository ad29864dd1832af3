// What conversion costs: seconds of stereo a second of one core, in the fastest
// of 50 runs, each short enough to fit between two turns of a shared machine.
// One core of a server with nothing beside it converts the main pairs at 190 to
// 330 times real time, and in WebAssembly at 140 to 280; a busy neighbour on the
// same core can take half of that.
#include "measure/cpu_clock.h"
#include "rate_runner.h"

namespace lathe {
namespace {

using namespace rates_test;

double timesRealTime(Pair rates) {
  constexpr int kChunk = 4096, kChunks = 4;
  RateConverter converter;
  EXPECT_TRUE(converter.prepare(rates.in, rates.out, 2, kChunk));
  const Samples left = measure::noise(kChunk, 0.5, 1), right = measure::noise(kChunk, 0.5, 2);
  Samples room(2 * static_cast<size_t>(converter.maxOutputFrames()));
  const double* from[] = {left.data(), right.data()};
  double* to[] = {room.data(), room.data() + converter.maxOutputFrames()};
  double fastest = 0.0;
  for (int run = 0; run < 50; ++run) {
    const double start = measure::cpuSeconds();
    for (int i = 0; i < kChunks; ++i) converter.process(from, kChunk, to);
    const double taken = measure::cpuSeconds() - start;
    fastest = std::max(fastest, kChunks * kChunk / (rates.in * taken));
  }
  return fastest;
}

TEST(RateSpeed, StereoIsConvertedFarFasterThanItPlays) {
  for (const Pair rates : kMainPairs) {
    const double times = timesRealTime(rates);
    std::printf("[ figure ] %d to %d Hz stereo: %.0f times real time\n", rates.in, rates.out,
                times);
    EXPECT_GT(times, 60.0) << rates.in << " to " << rates.out;
  }
}

}  // namespace
}  // namespace lathe
