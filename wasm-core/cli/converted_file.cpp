#include "cli/converted_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/frame_reader.h"
#include "formats/wav_writer.h"
#include "rates/rate_converter.h"

namespace lathe::cli {
namespace {

// −1 with a fault where there can be none.
int openNameless(FormatFault& fault) {
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  std::string pattern = (error ? "/tmp" : folder.string()) + "/lathe-XXXXXX";
  const int descriptor = mkstemp(pattern.data());
  if (descriptor < 0) {
    fault = {"cannot be converted: no temporary file can be made in " + folder.string(),
             "Name a folder that you may write to in TMPDIR."};
  } else {
    unlink(pattern.c_str());
  }
  return descriptor;
}

}  // namespace

ConvertedFile::~ConvertedFile() { close(descriptor_); }

std::unique_ptr<ConvertedFile> ConvertedFile::make(AudioFile& source, int rate,
                                                   FormatFault& fault) {
  const int descriptor = openNameless(fault);
  if (descriptor < 0) return nullptr;
  std::unique_ptr<ConvertedFile> file(new ConvertedFile(descriptor));
  return file->convert(source, rate, fault) ? std::move(file) : nullptr;
}

bool ConvertedFile::convert(AudioFile& source, int rate, FormatFault& fault) {
  const PcmLayout& from = source.layout();
  const int channels = from.channels;
  RateConverter converter;
  if (!converter.prepare(static_cast<int>(from.sampleRate), rate, channels,
                         FrameReader<double>::kChunkFrames)) {
    fault = {"cannot be converted to " + std::to_string(rate) + " Hz",
             "Convert it with another program, at a usual rate."};
    return false;
  }
  const int frameBytes = channels * bytesPerSample(OutputEncoding::F32);
  const auto room = static_cast<size_t>(converter.maxOutputFrames());
  std::vector<double> samples(2 * room);
  double* const out[] = {samples.data(), samples.data() + room};
  std::vector<uint8_t> bytes(room * static_cast<size_t>(frameBytes));
  PcmEncoder encoder(OutputEncoding::F32, channels, 0);
  const auto keep = [&](int frames) {
    encoder.encode(out, frames, bytes.data());
    return append(bytes.data(), static_cast<size_t>(frames * frameBytes), fault);
  };

  FrameReader<double> reader(source);
  int frames;
  while ((frames = reader.next()) > 0) {
    if (!keep(converter.process(reader.channels(), frames, out))) return false;
  }
  if (frames < 0) {
    fault = source.fault();
    return false;
  }
  while ((frames = converter.flush(out)) > 0) {
    if (!keep(frames)) return false;
  }
  nonFinite_ = reader.nonFiniteSamples();
  layout_ = {.dataOffsetBytes = 0,
             .frames = written_ / frameBytes,
             .channels = channels,
             .sampleRate = static_cast<double>(rate),
             .encoding = SampleEncoding::F32,
             .bytesPerFrame = frameBytes};
  return true;
}

bool ConvertedFile::append(const uint8_t* bytes, size_t count, FormatFault& fault) {
  while (count > 0) {
    const ssize_t put = pwrite(descriptor_, bytes, count, static_cast<off_t>(written_));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) {
      fault = {std::string("cannot be converted: ") + std::strerror(errno),
               "Free some disk space, or name another folder for temporary files in TMPDIR."};
      return false;
    }
    bytes += put;
    count -= static_cast<size_t>(put);
    written_ += put;
  }
  return true;
}

bool ConvertedFile::read(int64_t byteOffset, int64_t bytes, uint8_t* destination) {
  while (bytes > 0) {
    const ssize_t got =
        pread(descriptor_, destination, static_cast<size_t>(bytes), static_cast<off_t>(byteOffset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      fault_ = {"could not be read once it was converted", "Check the disk, then try again."};
      return false;
    }
    destination += got;
    byteOffset += got;
    bytes -= got;
  }
  return true;
}

}  // namespace lathe::cli
