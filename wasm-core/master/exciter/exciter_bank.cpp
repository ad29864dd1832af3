#include "master/exciter/exciter_bank.h"

namespace lathe {
namespace {

/// Of a band; what is shaped is kept where the shaper is exact.
constexpr float kHighestDriven = 4096.0f;

/// (a + b, a − b) of (a, b).
LATHE_INLINE f64x2 sumAndDifference(f64x2 x) { return swap(x) + x * f64x2::make(1.0, -1.0); }

/// One band's frame, as what is excited of it.
LATHE_INLINE f64x2 excited(f64x2 x, ExciterChannels channels) {
  if (channels == ExciterChannels::Stereo) return x;
  return sumAndDifference(x) *
         (channels == ExciterChannels::Mid ? f64x2::make(0.5, 0.0) : f64x2::make(0.0, 0.5));
}

void load(const ExciterBand* band, const StereoBlock* block, f64x2* to) noexcept {
  for (int i = 0; i < kBlockFrames; ++i) {
    to[i] = band ? excited((*block)[i], band->channels()) : f64x2::zero();
  }
}

}  // namespace

void ExciterBank::reset() noexcept {
  loaded_[0] = loaded_[1] = false;
  oversampler_.reset();
  shaper_ = LaneShaper();
  straight_ = f32x4::splat(1.0f);
  crossed_ = z1_ = z2_ = f32x4::zero();
}

/// The band's curve and controls, to both of its lanes.
void ExciterBank::take(int place, const ExciterBand& band) noexcept {
  const bool turns = band.channels() != ExciterChannels::Stereo;
  const bool changes = !loaded_[place] || character_[place] != band.character();
  const ShaperCurve curve = shaperCurve(band.character());
  for (int lane = 2 * place; lane < 2 * place + 2; ++lane) {
    drive_.setLane(lane, band.drive());
    level_.setLane(lane, band.level());
    share_.setLane(lane, band.share());
    straight_.set(lane, turns && lane % 2 == 1 ? -1.0f : 1.0f);
    crossed_.set(lane, turns ? 1.0f : 0.0f);
    if (!changes) continue;
    shaper_.setCurve(lane, curve);
    shaper_.setBias(lane, {.c0 = curve.bias});
    shaper_.settle(lane);
  }
  for (const CubicSegment* s : {&band.drive(), &band.level(), &band.share()}) {
    gliding_ = gliding_ || !s->constant;
  }
  turns_ = turns_ || turns;
  character_[place] = band.character();
  loaded_[place] = true;
}

f32x4* ExciterBank::excite(const ExciterBand* const (&bands)[kBands],
                           const StereoBlock* const (&blocks)[kBands], Work& work) noexcept {
  gliding_ = turns_ = false;
  f64x2 first[kBlockFrames], second[kBlockFrames];
  load(bands[0], blocks[0], first);
  load(bands[1], blocks[1], second);
  for (int place = 0; place < kBands; ++place) {
    if (bands[place]) {
      take(place, *bands[place]);
    } else {
      loaded_[place] = false;
      for (int lane = 2 * place; lane < 2 * place + 2; ++lane) share_.setLane(lane, {});
    }
  }
  f32x4 in[kBlockFrames];
  for (int i = 0; i < kBlockFrames; ++i) in[i] = demote(first[i], second[i]);
  f32x4* const frames = oversampler_.up(in, work);
  gliding_ ? shapeBlock<true>(frames) : shapeBlock<false>(frames);
  return frames;
}

/// At four times the rate, in place: to what the curves add.
template <bool kGliding>
void ExciterBank::shapeBlock(f32x4* frames) noexcept {
  const f32x4 high = f32x4::splat(kHighestDriven), low = f32x4::splat(-kHighestDriven);
  const f32x4 third = f32x4::splat(1.0f / 3.0f);
  // Copies, since the compiler cannot know that the frames are not these.
  const LaneCurve drive = drive_, level = level_, share = share_;
  const auto valueAt = [](const LaneCurve& curve, int frame) {
    return kGliding ? curve.at(f32x4::splat(static_cast<float>(frame) * (1.0f / kFrames)))
                    : curve.c0;
  };
  f32x4 x[kFrames];
  for (int i = 0; i < kFrames; ++i) {
    x[i] = min(max(frames[i] * valueAt(drive, i), low), high);
  }
  shaper_.process(x, kFrames);
  f32x4 z1 = z1_, z2 = z2_;
  for (int i = 0; i < kFrames; ++i) {
    const f32x4 z = frames[i], mean = (z + z1 + z2) * third;
    frames[i] = (x[i] * valueAt(level, i) - mean) * valueAt(share, i);
    z2 = z1;
    z1 = z;
  }
  z1_ = z1;
  z2_ = z2;
  if (!turns_) return;
  const f32x4 straight = straight_, crossed = crossed_;
  for (int i = 0; i < kFrames; ++i) {
    frames[i] = frames[i] * straight + swapPairs(frames[i]) * crossed;
  }
}

void ExciterBank::down(Work& work, StereoBlock& added) noexcept {
  f32x4 out[kBlockFrames];
  oversampler_.down(work, out);
  for (int i = 0; i < kBlockFrames; ++i) added[i] = low2(out[i]) + high2(out[i]);
}

}  // namespace lathe
