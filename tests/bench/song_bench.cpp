// The work of song-workload.mjs, natively: the master over a mix, a song measured,
// and libebur128 on the same song. Prints {"seconds": …} of the second of two runs;
// the first warms caches.
// Usage: song_bench master SESSION.json MIX.f32
//        song_bench measure|libebur128 SONG.f32     (stereo float32, interleaved, 48 kHz)

#ifdef LATHE_HAVE_EBUR128
#include <ebur128.h>
#endif

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "analysis/file_measurer.h"
#include "formats/pcm_convert.h"
#include "master/master_pass.h"
#include "session/loader.h"

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kChunkFrames = 8192;
constexpr double kSampleRate = 48000.0;

double secondsSince(Clock::time_point started) {
  return std::chrono::duration<double>(Clock::now() - started).count();
}

std::string readFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<float> readSamples(const char* path) {
  const std::string bytes = readFile(path);
  std::vector<float> samples(bytes.size() / sizeof(float));
  std::memcpy(samples.data(), bytes.data(), samples.size() * sizeof(float));
  return samples;
}

double masterSeconds(const lathe::Session& session, const std::vector<float>& mix) {
  std::vector<float> planar[2];
  for (size_t i = 0; i < mix.size(); ++i) planar[i % 2].push_back(mix[i]);
  lathe::MasterPass pass;
  if (!pass.prepare(session, 0, kChunkFrames)) return -1.0;
  const auto started = Clock::now();
  for (size_t at = 0; !pass.done();) {
    const size_t count = std::min<size_t>(kChunkFrames, planar[0].size() - at);
    for (int c = 0; c < 2; ++c) {
      std::copy_n(planar[c].begin() + static_cast<ptrdiff_t>(at), count, pass.input(c));
    }
    pass.process(static_cast<int>(count));
    at += count;
  }
  return secondsSince(started);
}

double measureSeconds(const std::vector<float>& song) {
  std::vector<double> planar[2];
  for (auto& channel : planar) channel.resize(kChunkFrames);
  double* const channels[] = {planar[0].data(), planar[1].data()};
  lathe::FileMeasurer measurer;
  measurer.prepare(kSampleRate, 2);
  const auto started = Clock::now();
  const size_t frames = song.size() / 2;
  for (size_t at = 0; at < frames; at += kChunkFrames) {
    const auto count = static_cast<int>(std::min<size_t>(kChunkFrames, frames - at));
    lathe::pcmToPlanar(lathe::SampleEncoding::F32, 2,
                       reinterpret_cast<const uint8_t*>(song.data() + 2 * at), count, channels);
    measurer.process(channels, count);
  }
  measurer.finish();
  return secondsSince(started);
}

/// What a listener of the file wants of it: loudness, range, true peak. −1 where it is not there.
double libebur128Seconds(const std::vector<float>& song) {
#ifdef LATHE_HAVE_EBUR128
  ebur128_state* state = ebur128_init(2, static_cast<unsigned long>(kSampleRate),
                                      EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK);
  const auto started = Clock::now();
  const size_t frames = song.size() / 2;
  for (size_t at = 0; at < frames; at += kChunkFrames) {
    ebur128_add_frames_float(state, song.data() + 2 * at,
                             std::min<size_t>(kChunkFrames, frames - at));
  }
  double loudness = 0.0, range = 0.0, peaks[2] = {};
  ebur128_loudness_global(state, &loudness);
  ebur128_loudness_range(state, &range);
  for (unsigned c = 0; c < 2; ++c) ebur128_true_peak(state, c, &peaks[c]);
  const double seconds = secondsSince(started);
  ebur128_destroy(&state);
  return seconds;
#else
  (void)song;
  return -1.0;
#endif
}

}  // namespace

int main(int argc, char** argv) {
  const std::string work = argc > 1 ? argv[1] : "";
  double seconds = -1.0;
  if (work == "master" && argc == 4) {
    const lathe::LoadResult loaded = lathe::loadSession(readFile(argv[2]));
    if (!loaded.session) {
      std::fprintf(stderr, "%s: not a session\n", argv[2]);
      return 1;
    }
    const std::vector<float> mix = readSamples(argv[3]);
    masterSeconds(*loaded.session, mix);
    seconds = masterSeconds(*loaded.session, mix);
  } else if ((work == "measure" || work == "libebur128") && argc == 3) {
    const std::vector<float> song = readSamples(argv[2]);
    const auto run = work == "measure" ? measureSeconds : libebur128Seconds;
    run(song);
    seconds = run(song);
  } else {
    std::fprintf(stderr,
                 "usage: song_bench master SESSION.json MIX.f32\n"
                 "       song_bench measure|libebur128 SONG.f32\n");
    return 2;
  }
  if (seconds < 0) {
    std::fprintf(stderr, "%s cannot be done in this build\n", work.c_str());
    return 1;
  }
  std::printf("{\"seconds\": %.6f}\n", seconds);
  return 0;
}
