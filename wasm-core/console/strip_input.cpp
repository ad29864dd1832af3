#include "console/strip_input.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kCornerHz = 5.0;
constexpr double kSourceMs = 20.0;

/// Shares of left and right in each side.
struct Sides {
  double own[2];
  double other[2];
};

Sides sidesOf(TrimSource source) noexcept {
  switch (source) {
    case TrimSource::Swap:
      return {{0.0, 0.0}, {1.0, 1.0}};
    case TrimSource::Left:
      return {{1.0, 0.0}, {0.0, 1.0}};
    case TrimSource::Right:
      return {{0.0, 1.0}, {1.0, 0.0}};
    case TrimSource::Mono:
      return {{0.5, 0.5}, {0.5, 0.5}};
    default:
      return {{1.0, 1.0}, {0.0, 0.0}};
  }
}

double at(const CubicSegment& curve, int frame) noexcept {
  return curve.constant ? curve.c0 : curve.at(frame * (1.0 / kBlockFrames));
}

}  // namespace

void StripInput::prepare(double sampleRate) noexcept {
  own_.prepare(sampleRate, kSourceMs);
  other_.prepare(sampleRate, kSourceMs);
  dcBlock_.prepare(sampleRate);
  pole_ = math::exp(-2.0 * math::kPi * kCornerHz / sampleRate);
  gain_ = 0.5 * (1.0 + pole_);
  set(TrimSource::Stereo, false, 1, true);
  clear();
}

void StripInput::set(TrimSource source, bool dcBlock, int channels, bool snap) noexcept {
  const Sides sides = sidesOf(channels == 2 ? source : TrimSource::Stereo);
  own_.set(sides.own[0], sides.own[1], snap);
  other_.set(sides.other[0], sides.other[1], snap);
  if (dcBlock && !dcBlock_.active()) clear();
  if (snap) {
    dcBlock_.snap(dcBlock);
  } else {
    dcBlock_.set(dcBlock);
  }
}

void StripInput::clear() noexcept {
  std::fill_n(last_, kMaxChannels, 0.0);
  std::fill_n(held_, kMaxChannels, 0.0);
}

bool StripInput::advance() noexcept {
  own_.advance();
  other_.advance();
  const bool straight =
      !own_.moving && own_.curve[0].c0 == 1.0 && own_.curve[1].c0 == 1.0 && other_.isSilent();
  return !straight || dcBlock_.active();
}

void StripInput::process(const float* const (&in)[kMaxChannels], float* const (&out)[kMaxChannels],
                         int channels) noexcept {
  for (int channel = 0; channel < channels; ++channel) {
    const float* own = in[channel];
    const float* other = in[channels - 1 - channel];
    for (int i = 0; i < kBlockFrames; ++i) {
      out[channel][i] =
          static_cast<float>(at(own_.curve[channel], i) * static_cast<double>(own[i]) +
                             at(other_.curve[channel], i) * static_cast<double>(other[i]));
    }
  }
  if (!dcBlock_.active()) return;
  const float start = dcBlock_.start();
  const float step = dcBlock_.fading() ? dcBlock_.step() : 0.0f;
  for (int channel = 0; channel < channels; ++channel) blockDc(channel, out[channel], start, step);
  dcBlock_.advance();
}

void StripInput::blockDc(int channel, float* frames, float start, float step) noexcept {
  double last = last_[channel];
  double held = held_[channel];
  for (int i = 0; i < kBlockFrames; ++i) {
    const double x = static_cast<double>(frames[i]);
    held = gain_ * (x - last) + pole_ * held;
    last = x;
    const double t =
        std::clamp(static_cast<double>(start + step * static_cast<float>(i + 1)), 0.0, 1.0);
    const double share = t * t * (3.0 - 2.0 * t);
    frames[i] = static_cast<float>(x + share * (held - x));
  }
  last_[channel] = last;
  held_[channel] = held > -1e-18 && held < 1e-18 ? 0.0 : held;
}

}  // namespace lathe
