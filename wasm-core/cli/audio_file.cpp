#include "cli/audio_file.h"

#include "cli/flac_file.h"
#include "cli/input_file.h"
#include "cli/wav_file.h"

namespace lathe::cli {

std::unique_ptr<AudioFile> openAudioFile(const std::string& path, FormatFault& fault) {
  InputFile file;
  if (!file.open(path, fault)) return nullptr;
  uint8_t head[4] = {};
  file.readAt(0, head, sizeof head);
  if (looksLikeFlac(path, head)) return FlacFile::open(path, fault);
  return WavFile::open(std::move(file), fault);
}

}  // namespace lathe::cli
