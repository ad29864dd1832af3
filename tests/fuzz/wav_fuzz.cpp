// libFuzzer target: any bytes as a WAV file. Whatever they are, parsing ends;
// it ends in a fault with a remedy, or in a layout that lies inside the file
// and whose samples are finite. Built with LATHE_FUZZ=ON and clang.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "formats/pcm_convert.h"
#include "formats/wav_reader.h"

namespace {

void require(bool holds, const char* property) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", property);
  std::abort();
}

void requireFiniteSamples(const lathe::PcmLayout& layout, const uint8_t* data) {
  const int64_t frames = layout.frames < 64 ? layout.frames : 64;
  std::vector<std::vector<float>> samples(static_cast<size_t>(layout.channels),
                                          std::vector<float>(static_cast<size_t>(frames)));
  std::vector<float*> channels;
  for (auto& channel : samples) channels.push_back(channel.data());
  lathe::pcmToPlanar(layout.encoding, layout.channels, data + layout.dataOffsetBytes, frames,
                     channels.data());
  for (const auto& channel : samples) {
    for (const float v : channel) require(v - v == 0.0f, "a sample is not finite");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto fileBytes = static_cast<int64_t>(size);
  lathe::WavReader reader(fileBytes);
  for (int steps = 0; !reader.done(); ++steps) {
    require(steps < 10000, "parsing does not end");
    require(reader.needOffset() >= 0 && reader.needBytes() > 0 &&
                reader.needBytes() <= lathe::WavReader::kMaxNeedBytes &&
                reader.needOffset() + reader.needBytes() <= fileBytes,
            "bytes outside the file are asked for");
    reader.supply(data + reader.needOffset(), static_cast<size_t>(reader.needBytes()));
  }
  if (!reader.ok()) {
    require(!reader.fault().problem.empty() && !reader.fault().remedy.empty(),
            "a fault says nothing");
    return 0;
  }
  const lathe::PcmLayout& layout = reader.layout();
  require(layout.frames > 0 && layout.channels > 0, "an empty layout is accepted");
  require(layout.dataOffsetBytes + layout.frames * layout.bytesPerFrame <= fileBytes,
          "the audio lies outside the file");
  requireFiniteSamples(layout, data);
  return 0;
}
