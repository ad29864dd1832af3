#include "cli/wav_file.h"

#include "formats/wav_reader.h"

namespace lathe::cli {

std::unique_ptr<AudioFile> WavFile::open(InputFile file, FormatFault& fault) {
  WavReader reader(file.size());
  uint8_t buffer[WavReader::kMaxNeedBytes];
  while (!reader.done()) {
    const size_t got =
        file.readAt(reader.needOffset(), buffer, static_cast<size_t>(reader.needBytes()));
    reader.supply(buffer, got);
  }
  if (!reader.ok()) {
    fault = reader.fault();
    return nullptr;
  }
  std::unique_ptr<WavFile> wav(new WavFile(std::move(file)));
  wav->layout_ = reader.layout();
  return wav;
}

bool WavFile::read(int64_t byteOffset, int64_t bytes, uint8_t* destination) {
  if (file_.readAt(byteOffset, destination, static_cast<size_t>(bytes)) ==
      static_cast<size_t>(bytes)) {
    return true;
  }
  fault_ = {"could not be read at byte " + std::to_string(byteOffset),
            "Check the disk, and that the file is not being written, then try again."};
  return false;
}

}  // namespace lathe::cli
