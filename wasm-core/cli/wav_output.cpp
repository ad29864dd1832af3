#include "cli/wav_output.h"

namespace lathe::cli {

OutputEncoding encodingFromBits(const std::string& bits) {
  return bits == "16"    ? OutputEncoding::S16
         : bits == "32f" ? OutputEncoding::F32
                         : OutputEncoding::S24;
}

bool WavOutput::open(const std::string& path, const WavFormat& format,
                     const DitherSettings& dither) {
  format_ = format;
  encoder_.emplace(format, dither);
  if (!file_.open(path)) return false;
  const std::vector<uint8_t> header = wavHeader(format);
  return file_.write(header.data(), header.size());
}

bool WavOutput::write(const double* const* planar, int frames) {
  bytes_.resize(static_cast<size_t>(frames) *
                static_cast<size_t>(format_.channels * bytesPerSample(format_.encoding)));
  encoder_->encode(planar, frames, bytes_.data());
  return file_.write(bytes_.data(), bytes_.size());
}

bool WavOutput::finish() {
  const uint8_t zero = 0;
  return file_.write(&zero, static_cast<size_t>(wavTrailerBytes(format_))) && file_.flush();
}

}  // namespace lathe::cli
