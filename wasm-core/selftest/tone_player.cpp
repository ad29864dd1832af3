#include "selftest/tone_player.h"

namespace lathe {
namespace {

constexpr double kPiecesPerSecond = 100.0;

}  // namespace

TonePlayer::TonePlayer(double sampleRate, int channels, double gainDb)
    : sampleRate_(sampleRate), gain_(math::dbToGain(gainDb)) {
  const auto room = static_cast<size_t>(gridFrame(1, sampleRate, kPiecesPerSecond)) + 2;
  sine_.resize(room);
  buffers_.assign(static_cast<size_t>(channels), std::vector<double>(room));
  pointers_.resize(buffers_.size());
}

int64_t TonePlayer::nextEdge() const {
  const double pieces = static_cast<double>(frame_) * kPiecesPerSecond / sampleRate_;
  return gridFrame(static_cast<int64_t>(pieces + 1e-6) + 1, sampleRate_, kPiecesPerSecond);
}

void TonePlayer::make(const ToneStretch& stretch, int frames) {
  // x[n] = 2 cos(w) x[n − 1] − x[n − 2], from the exact phase anew for each piece.
  const auto exact = [&](int64_t frame) {
    const double cycles = static_cast<double>(frame) * kHz / sampleRate_;
    return math::sin(2.0 * math::kPi * (cycles - math::floor(cycles)));
  };
  const double turn = 2.0 * math::cos(2.0 * math::kPi * kHz / sampleRate_);
  sine_[0] = exact(frame_);
  sine_[1] = exact(frame_ + 1);
  const auto count = static_cast<size_t>(frames);
  for (size_t i = 2; i < count; ++i) sine_[i] = turn * sine_[i - 1] - sine_[i - 2];

  for (size_t c = 0; c < buffers_.size(); ++c) {
    pointers_[c] = buffers_[c].data();
    if (c > 0 && stretch.peakDbfs[c] == stretch.peakDbfs[0]) {
      pointers_[c] = pointers_[0];
      continue;
    }
    const double gain = gain_ * math::dbToGain(stretch.peakDbfs[c]);
    for (size_t i = 0; i < count; ++i) buffers_[c][i] = gain * sine_[i];
  }
  frame_ += frames;
}

}  // namespace lathe
