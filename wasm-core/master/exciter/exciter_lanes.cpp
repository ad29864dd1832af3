#include "master/exciter/exciter_lanes.h"

namespace lathe {
namespace {

/// (a + b, a − b) of (a, b).
LATHE_INLINE f64x2 sumAndDifference(f64x2 x) { return swap(x) + x * f64x2::make(1.0, -1.0); }

void loadOne(const ExciterBand* band, const StereoBlock* block, f64x2* to) noexcept {
  if (!band) {
    for (int i = 0; i < kBlockFrames; ++i) to[i] = f64x2::zero();
    return;
  }
  if (band->channels() == ExciterChannels::Stereo) {
    for (int i = 0; i < kBlockFrames; ++i) to[i] = (*block)[i];
    return;
  }
  const f64x2 half =
      band->channels() == ExciterChannels::Mid ? f64x2::make(0.5, 0.0) : f64x2::make(0.0, 0.5);
  for (int i = 0; i < kBlockFrames; ++i) to[i] = sumAndDifference((*block)[i]) * half;
}

/// Two bands' curves, each in both its lanes.
LaneCurve curveOf(const CubicSegment* const (&bands)[ExciterLanes::kBands]) noexcept {
  const auto lanes = [&](double CubicSegment::*c) {
    const auto first = static_cast<float>(bands[0]->*c), second = static_cast<float>(bands[1]->*c);
    return f32x4::make(first, first, second, second);
  };
  return {lanes(&CubicSegment::c0), lanes(&CubicSegment::c1), lanes(&CubicSegment::c2),
          lanes(&CubicSegment::c3)};
}

}  // namespace

void ExciterLanes::reset() noexcept {
  loaded_[0] = loaded_[1] = false;
  straight_ = f32x4::splat(1.0f);
  crossed_ = f32x4::zero();
}

unsigned ExciterLanes::take(Bands bands) noexcept {
  static constexpr CubicSegment kNothing{};
  const CubicSegment *drives[kBands], *levels[kBands], *shares[kBands];
  float straight[kBands], crossed[kBands];
  gliding_ = turns_ = false;
  unsigned changed = 0;
  for (int place = 0; place < kBands; ++place) {
    const ExciterBand* const band = bands[place];
    drives[place] = band ? &band->drive() : &kNothing;
    levels[place] = band ? &band->level() : &kNothing;
    shares[place] = band ? &band->share() : &kNothing;
    for (const CubicSegment* s : {drives[place], levels[place], shares[place]}) {
      gliding_ = gliding_ || !s->constant;
    }
    const bool turns = band && band->channels() != ExciterChannels::Stereo;
    turns_ = turns_ || turns;
    straight[place] = turns ? -1.0f : 1.0f;
    crossed[place] = turns ? 1.0f : 0.0f;
    if (band && (!loaded_[place] || character_[place] != band->character())) changed |= 1u << place;
    loaded_[place] = band != nullptr;
    if (band) character_[place] = band->character();
  }
  drive = curveOf(drives);
  level = curveOf(levels);
  share = curveOf(shares);
  straight_ = f32x4::make(1.0f, straight[0], 1.0f, straight[1]);
  crossed_ = f32x4::make(crossed[0], crossed[0], crossed[1], crossed[1]);
  return changed;
}

void ExciterLanes::load(Bands bands, Blocks blocks, f32x4* to) noexcept {
  f64x2 first[kBlockFrames], second[kBlockFrames];
  loadOne(bands[0], blocks[0], first);
  loadOne(bands[1], blocks[1], second);
  for (int i = 0; i < kBlockFrames; ++i) to[i] = demote(first[i], second[i]);
}

void ExciterLanes::turn(f32x4* frames, int count) const noexcept {
  if (!turns_) return;
  const f32x4 straight = straight_, crossed = crossed_;
  for (int i = 0; i < count; ++i) {
    frames[i] = frames[i] * straight + swapPairs(frames[i]) * crossed;
  }
}

}  // namespace lathe
