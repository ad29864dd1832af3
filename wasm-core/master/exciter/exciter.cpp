#include "master/exciter/exciter.h"

#include <algorithm>
#include <limits>

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kDcHz = 5.0;
/// −200 dBFS of DC are as good as none.
constexpr double kDcGone = 1e-10;
/// Input beyond it is no audio.
constexpr double kHighest = 1e9;
constexpr double kAverageSeconds = 1.0;
/// Bands under −100 dBFS say nothing of what they are given.
constexpr double kGatePower = 1e-10 * kBlockFrames;

double powerOf(f64x2 sum) noexcept { return sum.first() + sum.second(); }

/// Two frames of a bank, each the sum of its bands.
LATHE_INLINE f32x4 joined(f32x4 first, f32x4 second) {
  return lowHalves(first, second) + highHalves(first, second);
}

}  // namespace

void Exciter::prepare(double sampleRate) noexcept {
  dcFactor_ = 1.0 - math::exp(-2.0 * math::kPi * kDcHz / sampleRate);
  mostWeighed_ = static_cast<int>(kAverageSeconds * sampleRate / kBlockFrames);
  for (ExciterBand& band : bands_) band.prepare(sampleRate);
  reset();
}

void Exciter::reset() noexcept {
  for (ExciterBand& band : bands_) band.reset();
  bandAt_.fill(kNone);
  running_.fill(false);
  lowRunning_ = downRunning_ = false;
  dc_ = f64x2::zero();
  forget();
  std::fill(std::begin(dry_), std::end(dry_), f64x2::zero());
}

void Exciter::set(const ExciterSettings& settings, bool snap) noexcept {
  for (size_t i = 0; i < kExciterBands; ++i) bands_[i].set(settings.band[i], snap);
}

/// Bands that have fallen asleep leave their places, others take the first that are free.
void Exciter::seat(size_t count) noexcept {
  for (int& band : bandAt_) {
    const auto i = static_cast<size_t>(band);
    if (band != kNone && (i >= count || bands_[i].asleep() || bands_[i].low())) band = kNone;
  }
  for (size_t i = 0; i < count; ++i) {
    const int band = static_cast<int>(i);
    if (bands_[i].asleep() || bands_[i].low() ||
        std::find(bandAt_.begin(), bandAt_.end(), band) != bandAt_.end()) {
      continue;
    }
    *std::find(bandAt_.begin(), bandAt_.end(), kNone) = band;
  }
}

bool Exciter::bankTaken(int bank) const noexcept {
  const auto first = bandAt_.begin() + bank * ExciterBank::kBands;
  return std::any_of(first, first + ExciterBank::kBands, [](int band) { return band != kNone; });
}

/// What the banks at four times the rate add, for `down`.
void Exciter::exciteBanks(std::span<StereoBlock> bands, StereoDown4x::Work& down) noexcept {
  ExciterBank::Work work[kBanks];
  f32x4* sum = nullptr;
  for (int b = 0; b < kBanks; ++b) {
    const auto bank = static_cast<size_t>(b);
    const bool needed = bankTaken(b);
    if (needed && !running_[bank]) banks_[bank].reset();
    running_[bank] = needed;
    if (!needed) continue;
    const ExciterBand* controls[ExciterBank::kBands] = {};
    const StereoBlock* blocks[ExciterBank::kBands] = {};
    for (int place = 0; place < ExciterBank::kBands; ++place) {
      const int band = bandAt_[static_cast<size_t>(b * ExciterBank::kBands + place)];
      if (band == kNone) continue;
      controls[place] = &bands_[static_cast<size_t>(band)];
      blocks[place] = &bands[static_cast<size_t>(band)];
    }
    f32x4* const frames = banks_[bank].excite(controls, blocks, work[b]);
    for (int i = 0; sum && i < ExciterBank::kFrames; ++i) sum[i] += frames[i];
    if (!sum) sum = frames;
  }
  float *const even = down.newEven(), *const odd = down.newOdd();
  if (!sum) {
    std::fill(even, even + ExciterBank::kFrames, 0.0f);
    std::fill(odd, odd + ExciterBank::kFrames, 0.0f);
    return;
  }
  for (int i = 0; i < ExciterBank::kFrames; i += 4) {
    joined(sum[i], sum[i + 2]).store(even + i);
    joined(sum[i + 1], sum[i + 3]).store(odd + i);
  }
}

/// What low bands add, to what has come halfway down.
void Exciter::exciteLow(std::span<StereoBlock> bands, StereoDown4x::Work& down) noexcept {
  const ExciterBand* controls[LowExciterBank::kBands] = {};
  const StereoBlock* blocks[LowExciterBank::kBands] = {};
  bool needed = false;
  for (size_t i = 0; i < bands.size() && i < LowExciterBank::kBands; ++i) {
    if (!bands_[i].low() || bands_[i].asleep()) continue;
    controls[i] = &bands_[i];
    blocks[i] = &bands[i];
    needed = true;
  }
  if (needed && !lowRunning_) lowBank_.reset();
  lowRunning_ = needed;
  if (!needed) return;
  TwiceFrames<f32x4> frames;
  lowBank_.excite(controls, blocks, frames);
  const auto add = [](const f32x4* from, float* to) {
    for (int i = 0; i < kBlockFrames; i += 2) {
      (f32x4::load(to + 2 * i) + joined(from[i], from[i + 1])).store(to + 2 * i);
    }
  };
  add(frames.even, down.halvedEven());
  add(frames.odd, down.halvedOdd());
}

/// What all bands that are awake add.
void Exciter::excite(std::span<StereoBlock> bands, StereoBlock& added) noexcept {
  if (!downRunning_) down_.reset();
  downRunning_ = true;
  StereoDown4x::Work down;
  exciteBanks(bands, down);
  down_.halve(down);
  exciteLow(bands, down);
  down_.finish(down, added.frames.data());
}

void Exciter::forget() noexcept {
  driven_ = added_ = 0.0;
  weighed_ = 0;
}

/// Of the bands that are awake.
double Exciter::drivenPower(std::span<const StereoBlock> bands) const noexcept {
  f64x2 sum = f64x2::zero();
  for (size_t b = 0; b < bands.size(); ++b) {
    if (bands_[b].asleep()) continue;
    for (const f64x2& frame : bands[b].frames) sum += frame * frame;
  }
  return powerOf(sum);
}

void Exciter::weigh(double driven, double added) noexcept {
  if (!(driven > kGatePower)) return;
  if (weighed_ < mostWeighed_) ++weighed_;
  driven_ += (driven - driven_) / weighed_;
  added_ += (added - added_) / weighed_;
}

double Exciter::addedDb() const noexcept {
  return added_ > 0.0 ? 0.5 * math::gainToDb(added_ / driven_)
                      : -std::numeric_limits<double>::infinity();
}

void Exciter::process(std::span<StereoBlock> bands, StereoBlock& out) noexcept {
  const f64x2 highest = f64x2::splat(kHighest);
  f64x2* const now = dry_ + kLatencyFrames;
  for (size_t b = 0; b < bands.size(); ++b) {
    bands_[b].advance();
    for (int i = 0; i < kBlockFrames; ++i) {
      bands[b][i] = bands[b][i] & (abs(bands[b][i]) < highest);
      now[i] = b == 0 ? bands[b][i] : now[i] + bands[b][i];
    }
  }
  seat(bands.size());
  const bool works =
      std::any_of(bands_.begin(), bands_.begin() + static_cast<ptrdiff_t>(bands.size()),
                  [](const ExciterBand& band) { return !band.asleep(); });
  // The output may stand where a band stood.
  const double driven = works ? drivenPower(bands) : 0.0;
  if (!works) forget();
  if (works || any(abs(dc_) > f64x2::zero())) {
    StereoBlock added;
    if (works) {
      excite(bands, added);
    } else {
      running_.fill(false);
      lowRunning_ = downRunning_ = false;
      added.frames.fill(f64x2::zero());
    }
    const f64x2 factor = f64x2::splat(dcFactor_), keep = f64x2::splat(1.0 - dcFactor_);
    f64x2 dc = dc_, power = f64x2::zero();
    for (int i = 0; i < kBlockFrames; ++i) {
      dc = dc * keep + added[i] * factor;
      const f64x2 heard = added[i] - dc;
      power += heard * heard;
      out[i] = dry_[i] + heard;
    }
    weigh(driven, powerOf(power));
    dc_ = dc & (abs(dc) > f64x2::splat(kDcGone));
  } else {
    std::copy(dry_, dry_ + kBlockFrames, out.frames.begin());
  }
  std::copy(now + kBlockFrames - kLatencyFrames, now + kBlockFrames, dry_);
}

}  // namespace lathe
