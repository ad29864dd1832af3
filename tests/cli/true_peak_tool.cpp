// Prints the true peak of a WAV file in dBTP by the independent 16× measure,
// for the tests of the command line.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <vector>

#include "formats/pcm_convert.h"
#include "formats/wav_reader.h"
#include "measure/true_peak_16x.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream stream(argv[1], std::ios::binary);
  const std::vector<char> text((std::istreambuf_iterator<char>(stream)), {});
  const std::vector<uint8_t> bytes(text.begin(), text.end());
  lathe::WavReader reader(static_cast<int64_t>(bytes.size()));
  while (!reader.done()) {
    reader.supply(bytes.data() + reader.needOffset(), static_cast<size_t>(reader.needBytes()));
  }
  if (!reader.ok()) return 1;
  const lathe::PcmLayout& layout = reader.layout();
  std::vector<std::vector<double>> samples(static_cast<size_t>(layout.channels),
                                           std::vector<double>(static_cast<size_t>(layout.frames)));
  std::vector<double*> channels;
  for (auto& channel : samples) channels.push_back(channel.data());
  lathe::pcmToPlanar(layout.encoding, layout.channels, bytes.data() + layout.dataOffsetBytes,
                     layout.frames, channels.data());
  std::printf("%.4f\n", measure::truePeak16xDb(samples.front(), samples.back()));
  return 0;
}
