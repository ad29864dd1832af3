// The strip workload of strip-workload.mjs, natively: the same session through
// the same OfflineRenderer, its stems in memory. Prints {"seconds": …} of the
// second of two renders; the first warms caches.
// Usage: session_bench SESSION.json STEM.f32…   (stereo float32, interleaved)

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "render/offline_renderer.h"
#include "session/loader.h"

namespace {

std::string readFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

double renderSeconds(const lathe::Session& session, const std::vector<std::string>& stems,
                     const std::vector<lathe::PcmLayout>& layouts) {
  lathe::OfflineRenderer renderer;
  if (!renderer.prepare(session, layouts)) return -1;
  const auto started = std::chrono::steady_clock::now();
  while (!renderer.done()) {
    for (const lathe::ReadRequest& read : renderer.plan()) {
      const std::string& stem = stems[static_cast<size_t>(read.stem)];
      std::memcpy(read.destination, stem.data() + read.byteOffset, static_cast<size_t>(read.bytes));
    }
    renderer.render();
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: session_bench SESSION.json STEM.f32...\n");
    return 2;
  }
  const lathe::LoadResult loaded = lathe::loadSession(readFile(argv[1]));
  if (!loaded.session) {
    for (const lathe::Fault& fault : loaded.faults) {
      std::fprintf(stderr, "%s: %s\n", fault.pointer.c_str(), fault.message.c_str());
    }
    return 1;
  }
  std::vector<std::string> stems;
  std::vector<lathe::PcmLayout> layouts;
  for (int i = 2; i < argc; ++i) {
    stems.push_back(readFile(argv[i]));
    lathe::PcmLayout layout;
    layout.frames = static_cast<int64_t>(stems.back().size() / 8);
    layout.channels = 2;
    layout.sampleRate = loaded.session->sampleRate;
    layout.encoding = lathe::SampleEncoding::F32;
    layout.bytesPerFrame = 8;
    layouts.push_back(layout);
  }
  renderSeconds(*loaded.session, stems, layouts);
  const double seconds = renderSeconds(*loaded.session, stems, layouts);
  if (seconds < 0) {
    std::fprintf(stderr, "the engine refused the session\n");
    return 1;
  }
  std::printf("{\"seconds\": %.6f}\n", seconds);
  return 0;
}
