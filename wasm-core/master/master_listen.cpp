#include "master/master_listen.h"

#include <algorithm>

#include "master/equaliser/master_equaliser.h"
#include "params/parameter_table.h"

namespace lathe {
namespace {

constexpr double kBandMs = 10.0;
/// Until the loudness is known well enough to begin with, or an all-pass has settled.
constexpr double kMatchMs = 100.0, kSettleMs = 20.0;
constexpr int kLongAgo = 1 << 24;

int mostLimiterFrames(double sampleRate) noexcept {
  return TruePeakLimiter::latencyFrames(sampleRate, paramSpec(ParamId::LimiterLookAheadMs).maximum);
}
/// Of any one stage, and of all that follow one.
int mostOwnFrames(double sampleRate) noexcept {
  return std::max(MasterEqualiser::latencyFrames(EqualiserPhase::Linear, sampleRate),
                  mostLimiterFrames(sampleRate));
}
int mostAfterFrames(double sampleRate) noexcept {
  return Exciter::kLatencyFrames + Clipper::kLatencyFrames + mostLimiterFrames(sampleRate);
}

}  // namespace

void MasterListen::prepare(double sampleRate) {
  sampleRate_ = sampleRate;
  fade_.prepare(sampleRate);
  bypass_.prepare(sampleRate);
  match_.prepare(sampleRate);
  for (ParamSmoother& gain : bandGain_) gain.prepare(sampleRate, kBandMs);
  copy_.prepare(sampleRate);
  input_.prepare(mostOwnFrames(sampleRate));
  late_.prepare(mostAfterFrames(sampleRate));
  place_ = wanted_ = Place{};
  restarting_ = true;
}

size_t MasterListen::heapBytes(double sampleRate) noexcept {
  return MasterStages::heapBytes(sampleRate) + PairDelay::bytes(mostOwnFrames(sampleRate)) +
         PairDelay::bytes(mostAfterFrames(sampleRate));
}

void MasterListen::set(MasterListenMode mode, MasterPart part, unsigned bands) noexcept {
  wanted_ = mode == MasterListenMode::Off ? Place{} : Place{mode, part};
  bands_ = bands;
}

void MasterListen::start(const MasterStages& stages) noexcept {
  if (!(place_ == wanted_)) match_.reset();
  place_ = wanted_;
  const bool atOnce = restarting_ && place_.mode != MasterListenMode::Off;
  restarting_ = false;
  fade_.snap(atOnce);
  bypass_.snap(atOnce);
  if (place_.mode == MasterListenMode::Off) return;
  input_.clear();
  late_.clear();
  framesHeard_ = atOnce ? kLongAgo : 0;
  for (size_t band = 0; band < bandGain_.size(); ++band) {
    bandGain_[band].snap((bands_ >> band & 1u) != 0 ? 1.0 : 0.0);
  }
  if (place_.mode == MasterListenMode::Bypass) copy_ = stages;
}

void MasterListen::begin(const MasterStages& stages) noexcept {
  taken_ = false;
  if (restarting_) {
    start(stages);
  } else if (!(place_ == wanted_)) {
    fade_.set(false);
    if (!fade_.active()) start(stages);
  }
  // The stages before the copy's first are not run in it: another order needs their state.
  if (place_.mode == MasterListenMode::Bypass && copy_.order != stages.order) copy_ = stages;
}

void MasterListen::sumBands(const MultibandDynamics& multiband) noexcept {
  heard_.frames.fill(f64x2::zero());
  for (int band = 0; band < kMultibandBands; ++band) {
    ParamSmoother& gain = bandGain_[static_cast<size_t>(band)];
    gain.setTarget((bands_ >> band & 1u) != 0 ? 1.0 : 0.0);
    const CubicSegment& curve = gain.advance();
    if (band >= multiband.sounding() || (curve.constant && curve.c0 == 0.0)) continue;
    const StereoBlock& frames = multiband.band(band);
    for (int n = 0; n < kBlockFrames; ++n) {
      heard_[n] += f64x2::splat(curve.at(n * (1.0 / kBlockFrames))) * frames[n];
    }
  }
}

void MasterListen::take(const StereoBlock& input, const StereoBlock& output, bool on,
                        Latency latency, const MasterStages& stages) noexcept {
  taken_ = true;
  framesAfter_ = latency.after;
  const bool bypass = place_.mode == MasterListenMode::Bypass;
  // What it is to be heard with has to be there first.
  const double waitMs = bypass ? kMatchMs : kSettleMs;
  const int waitFrames =
      latency.own + latency.after + static_cast<int>(waitMs * 0.001 * sampleRate_);
  const bool ready = on && place_ == wanted_ && framesHeard_ >= waitFrames;
  if (framesHeard_ < kLongAgo) framesHeard_ += kBlockFrames;
  fade_.set(ready);

  StereoBlock late = input;
  input_.process(late, latency.own);
  heard_ = output;
  if (bypass) {
    match_.measure(late.frames.data(), output.frames.data());
    bypass_.set(bypass_.on() || ready);
    for (int n = 0; n < kBlockFrames; ++n) {
      const f64x2 matched = f64x2::splat(match_.gain(n * (1.0 / kBlockFrames))) * late[n];
      heard_[n] += f64x2::splat(bypass_.weight(n)) * (matched - heard_[n]);
    }
    bypass_.advance();
    goOn(stages);
  } else if (place_.mode == MasterListenMode::Delta) {
    for (int n = 0; n < kBlockFrames; ++n) heard_[n] -= late[n];
  } else {
    sumBands(stages.multiband.stage());
  }
}

/// Through the copy of what follows.
void MasterListen::goOn(const MasterStages& stages) noexcept {
  bool follows = place_.part == MasterPart::Equaliser;
  for (int place = 0; place < MasterStages::kPlaces; ++place) {
    const MasterPart part = stages.at(place);
    if (follows) copy_.run(part, heard_);
    follows = follows || part == place_.part;
  }
}

void MasterListen::end(const MasterStages& stages) noexcept {
  if (!taken_ || place_.mode == MasterListenMode::Bypass) return;
  late_.process(heard_, framesAfter_);
  if (place_.part < MasterPart::Drive) applyGain(stages.drive.segment(), heard_);
  applyGain(stages.trim.segment(), heard_);
}

void MasterListen::blendOver(float* left, float* right, const double* gains) noexcept {
  if (!taken_ || !fade_.active()) return;
  const bool fading = fade_.fading();
  for (int n = 0; n < kBlockFrames; ++n) {
    const double weight = fading ? fade_.weight(n) : 1.0;
    const auto blended = [weight](float x, double y) {
      return static_cast<float>(weight == 1.0 ? y : x + weight * (y - x));
    };
    const double gain = gains != nullptr ? gains[n] : 1.0;
    left[n] = blended(left[n], heard_[n].first() * gain);
    right[n] = blended(right[n], heard_[n].second() * gain);
  }
  fade_.advance();
}

}  // namespace lathe
