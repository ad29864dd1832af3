#include "analysis/third_octave_bank.h"

#include <algorithm>

#include "analysis/clean_sample.h"
#include "base/math.h"

namespace lathe {
namespace {

constexpr int kBandOfOneKilohertz = 17;
constexpr int kHistory = HalfBand::kHistory;
// Of a stage's rate: as far up as what was folded into it stays out of its bands.
constexpr double kHighestEdge = 0.4;
// Of the sample rate: the last band ends here where its own edge lies higher.
constexpr double kNearNyquist = 0.49;
// Of a stage, whose narrowest band is a twentieth of its rate wide: until that has died away.
constexpr int kRingFrames = 128;
constexpr double kSilentMeanSquare = 1e-20;  // −200 dB: what filters still ring with

double bandHz(double band) noexcept {
  return 1000.0 * math::pow10((band - kBandOfOneKilohertz) / 10.0);
}

struct Complex {
  double re, im;
};
Complex squareRoot(Complex z) noexcept {
  const double size = math::sqrt(z.re * z.re + z.im * z.im);
  const double im = math::sqrt(std::max(0.0, 0.5 * (size - z.re)));
  return {math::sqrt(std::max(0.0, 0.5 * (size + z.re))), z.im < 0.0 ? -im : im};
}

/// width·s / (s² + damping·s + square) by the bilinear transform.
BandSection section(double width, double damping, double square) noexcept {
  const double scale = 1.0 / (1.0 + damping + square);
  return {width * scale, 2.0 * (square - 1.0) * scale, (1.0 - damping + square) * scale};
}

}  // namespace

BandFilter bandFilter(double low, double high) noexcept {
  // Edges as the bilinear transform sees them, so that they come out where they belong.
  const double w1 = math::tan(math::kPi * low), w2 = math::tan(math::kPi * high);
  const double width = w2 - w1, square = w1 * w2;
  // The low-pass prototype's poles, −1 and −1/2 ± j√3/2, each p becoming the two roots of
  // s² − p·width·s + square. Roots of conjugate poles are conjugates.
  const Complex p = {-0.5 * width, 0.5 * math::sqrt(3.0) * width};
  const Complex root = squareRoot({p.re * p.re - p.im * p.im - 4.0 * square, 2.0 * p.re * p.im});
  BandFilter filter;
  filter[0] = section(width, width, square);
  for (int i = 0; i < 2; ++i) {
    const double sign = i == 0 ? 1.0 : -1.0;
    const double re = 0.5 * (p.re + sign * root.re), im = 0.5 * (p.im + sign * root.im);
    filter[static_cast<size_t>(i) + 1] = section(width, -2.0 * re, re * re + im * im);
  }
  return filter;
}

void ThirdOctaveBank::prepare(double sampleRate, int channels) {
  sampleRate_ = sampleRate;
  channels_ = channels;
  filled_ = 0;
  frames_ = 0;
  halfBand_ = &halfBand();
  stage_.fill({0, 0});
  stages_ = 0;
  for (int band = 0; band < kBands; ++band) {
    const double low = bandHz(band - 0.5), high = bandHz(band + 0.5);
    int stage = 0;
    double rate = sampleRate;
    while (stage + 1 < kStages && high <= kHighestEdge * 0.5 * rate) {
      ++stage;
      rate *= 0.5;
    }
    const size_t at = static_cast<size_t>(band);
    stageOf_[at] = low < (kNearNyquist - 0.05) * rate ? stage : -1;
    if (stageOf_[at] < 0) continue;
    filters_[at] = bandFilter(low / rate, std::min(high / rate, kNearNyquist));
    Stage& s = stage_[static_cast<size_t>(stage)];
    if (s.bands++ == 0) s.firstBand = band;
    stages_ = std::max(stages_, stage + 1);
  }
  const f64x2 zero = f64x2::zero();
  pairs_.resize((static_cast<size_t>(channels) + 1) / 2);
  for (Pair& pair : pairs_) {
    for (int s = 0; s < stages_; ++s) {
      pair.windows[static_cast<size_t>(s)].assign(static_cast<size_t>(kHistory + (kBlock >> s)),
                                                  zero);
    }
    pair.bands.fill({{zero, zero, zero}, {zero, zero, zero}, zero});
  }
}

template <typename Sample>
void ThirdOctaveBank::processSamples(const Sample* const* channels, int frames) noexcept {
  for (int done = 0; done < frames;) {
    const int count = std::min(frames - done, kBlock - filled_);
    for (size_t p = 0; p < pairs_.size(); ++p) {
      const Sample* left = channels[2 * p] + done;
      const bool whole = static_cast<int>(2 * p) + 1 < channels_;
      f64x2* to = pairs_[p].windows[0].data() + kHistory + filled_;
      for (int i = 0; i < count; ++i) {
        const double right = whole ? cleaned(channels[2 * p + 1][done + i]) : 0.0;
        to[i] = f64x2::make(cleaned(left[i]), right);
      }
    }
    done += count;
    filled_ += count;
    frames_ += count;
    if (filled_ == kBlock) measureBlock();
  }
}

void ThirdOctaveBank::process(const float* const* channels, int frames) noexcept {
  processSamples(channels, frames);
}

void ThirdOctaveBank::process(const double* const* channels, int frames) noexcept {
  processSamples(channels, frames);
}

template <int Count>
void ThirdOctaveBank::runBands(Pair& pair, int firstBand, const f64x2* in, int frames) noexcept {
  // Side by side, so that one recursion hides the other's latency.
  BandState states[Count];
  BandFilter filters[Count];
  for (int b = 0; b < Count; ++b) {
    states[b] = pair.bands[static_cast<size_t>(firstBand + b)];
    filters[b] = filters_[static_cast<size_t>(firstBand + b)];
  }
  for (int i = 0; i < frames; ++i) {
    for (int b = 0; b < Count; ++b) {
      f64x2 x = in[i];
      for (size_t s = 0; s < 3; ++s) {
        const BandSection& h = filters[b][s];
        const f64x2 driven = f64x2::splat(h.gain) * x;
        const f64x2 y = driven + states[b].first[s];
        states[b].first[s] = states[b].second[s] - f64x2::splat(h.a1) * y;
        states[b].second[s] = -driven - f64x2::splat(h.a2) * y;
        x = y;
      }
      states[b].energy += x * x;
    }
  }
  for (int b = 0; b < Count; ++b) {
    for (size_t s = 0; s < 3; ++s) {
      states[b].first[s] = cleanState(states[b].first[s]);
      states[b].second[s] = cleanState(states[b].second[s]);
    }
    pair.bands[static_cast<size_t>(firstBand + b)] = states[b];
  }
}

void ThirdOctaveBank::measureBlock() noexcept {
  for (Pair& pair : pairs_) {
    for (int s = 0; s < stages_; ++s) {
      const int frames = kBlock >> s;
      f64x2* window = pair.windows[static_cast<size_t>(s)].data();
      const Stage& stage = stage_[static_cast<size_t>(s)];
      for (int done = 0; done < stage.bands;) {
        const int band = stage.firstBand + done;
        const int count = std::min(stage.bands - done, 3);
        if (count == 3) {
          runBands<3>(pair, band, window + kHistory, frames);
        } else if (count == 2) {
          runBands<2>(pair, band, window + kHistory, frames);
        } else {
          runBands<1>(pair, band, window + kHistory, frames);
        }
        done += count;
      }
      if (s + 1 < stages_) {
        halfBand_->decimate(window, frames / 2,
                            pair.windows[static_cast<size_t>(s) + 1].data() + kHistory);
      }
      std::copy(window + frames, window + frames + kHistory, window);
    }
  }
  filled_ = 0;
}

void ThirdOctaveBank::finish() noexcept {
  // Silence until what is on its way through the slowest stage's low-passes and bands has come.
  const int underWay = (kHistory / 2 + kRingFrames) << std::max(stages_ - 1, 0);
  for (int blocks = underWay / kBlock + 2; blocks > 0; --blocks) {
    for (Pair& pair : pairs_) {
      std::fill(pair.windows[0].begin() + kHistory + filled_, pair.windows[0].end(), f64x2::zero());
    }
    measureBlock();
  }
}

std::optional<double> ThirdOctaveBank::levelDb(int band) const noexcept {
  const int stage = stageOf_[static_cast<size_t>(band)];
  if (stage < 0 || frames_ == 0) return std::nullopt;
  double energy = 0.0;
  for (const Pair& pair : pairs_) {
    const f64x2 both = pair.bands[static_cast<size_t>(band)].energy;
    energy += both.first() + both.second();
  }
  const double frames = static_cast<double>(frames_) / static_cast<double>(1 << stage);
  const double meanSquare = energy / (frames * channels_);
  if (!(meanSquare > kSilentMeanSquare)) return std::nullopt;
  return 10.0 * math::log10(2.0 * meanSquare);
}

}  // namespace lathe
