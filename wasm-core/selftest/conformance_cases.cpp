#include "selftest/conformance_cases.h"

#include <initializer_list>

#include "meters/loudness_meter.h"
#include "meters/true_peak_meter.h"
#include "selftest/peak_signals.h"
#include "selftest/tone_player.h"

namespace lathe {
namespace {

constexpr double kLoudnessTolerance = 0.1;
constexpr double kPeakOver = 0.2, kPeakUnder = 0.4;
constexpr double kRangeTolerance = 1.0;
constexpr int kOffsets = 20;  // of cases 10, 11, 13 and 14

using Stretches = std::initializer_list<ToneStretch>;

/// A meter and what plays into it.
struct Bench {
  Bench(double sampleRate, int channels, double gainDb) : player(sampleRate, channels, gainDb) {
    meter.prepare(sampleRate, channels);
  }
  void play(const ToneStretch& stretch) {
    player.play(stretch, [&](const double* const* x, int frames) { meter.process(x, frames); });
  }
  /// The same, with `look()` after every 10 ms.
  template <typename Look>
  void play(const ToneStretch& stretch, Look look) {
    player.play(stretch, [&](const double* const* x, int frames) {
      meter.process(x, frames);
      look();
    });
  }
  LoudnessMeter meter;
  TonePlayer player;
};

void steady(double level, double sampleRate, double gainDb, WorstReading& worst) {
  Bench bench(sampleRate, 2, gainDb);
  bench.play(tone(level, 20.0));
  worst.add(level, bench.meter.momentaryLufs());
  worst.add(level, bench.meter.shortTermLufs());
  worst.add(level, bench.meter.integratedLufs());
}

void integrated(Stretches stretches, double sampleRate, double gainDb, WorstReading& worst,
                int channels = 2) {
  Bench bench(sampleRate, channels, gainDb);
  for (const ToneStretch& stretch : stretches) bench.play(stretch);
  worst.add(-23.0, bench.meter.integratedLufs());
}

/// `read(meter)` is −23 throughout once `from` seconds have gone by.
template <typename Read>
void constant(Stretches turns, int times, double from, Read read, double sampleRate, double gainDb,
              WorstReading& worst) {
  Bench bench(sampleRate, 2, gainDb);
  for (int i = 0; i < times; ++i) {
    for (const ToneStretch& stretch : turns) {
      bench.play(stretch, [&] {
        if (bench.player.seconds() >= from - 1e-9) worst.add(-23.0, read(bench.meter));
      });
    }
  }
}

/// `read(meter)` finds a tone wherever it starts. `level(i)` of tone i, which follows i steps of
/// silence and is followed by `after(i)` seconds of it.
template <typename Level, typename After, typename Read>
void everyOffset(double stepSeconds, double toneSeconds, Level level, After after, Read read,
                 double sampleRate, double gainDb, WorstReading& worst) {
  for (int i = 0; i < kOffsets; ++i) {
    Bench bench(sampleRate, 2, gainDb);
    bench.play(silence(i * stepSeconds));
    bench.play(tone(level(i), toneSeconds));
    bench.play(silence(after(i)));
    worst.add(level(i), read(bench.meter));
  }
}

double fixedLevel(int) { return -23.0; }
double risingLevel(int i) { return -38.0 + i; }
double oneSecond(int) { return 1.0; }
std::optional<double> maxShortTerm(const LoudnessMeter& m) { return m.maxShortTermLufs(); }
std::optional<double> maxMomentary(const LoudnessMeter& m) { return m.maxMomentaryLufs(); }

/// Both figures of the meter: 8×, which decides, and the ITU's 4×.
void truePeak(double expected, const std::vector<double>& signal, double gainDb,
              WorstReading& worst) {
  TruePeakMeter meter;
  meter.prepare(1);
  std::vector<double> scaled = signal;
  const double gain = math::dbToGain(gainDb);
  for (double& x : scaled) x *= gain;
  const double* channels[1] = {scaled.data()};
  meter.process(channels, static_cast<int>(scaled.size()));
  meter.finish();
  worst.add(expected, meter.truePeakDbtp());
  worst.add(expected, meter.ituTruePeakDbtp());
}

/// 20 s of each level. Range hears no gain, so `gainDb` goes onto every other tone.
void range(double expected, std::initializer_list<double> levels, double sampleRate, double gainDb,
           WorstReading& worst) {
  Bench bench(sampleRate, 2, 0.0);
  bool raised = false;
  for (const double level : levels) {
    bench.play(tone(raised ? level + gainDb : level, 20.0));
    raised = !raised;
  }
  bench.meter.finishFile();
  worst.add(expected, bench.meter.loudnessRangeLu());
}

constexpr ConformanceCase loudnessCase(const char* id, const char* what,
                                       void (*run)(double, double, WorstReading&)) {
  return {id, what, "LUFS", kLoudnessTolerance, kLoudnessTolerance, run};
}
constexpr ConformanceCase peakCase(const char* id, const char* what,
                                   void (*run)(double, double, WorstReading&)) {
  return {id, what, "dBTP", kPeakOver, kPeakUnder, run};
}
constexpr ConformanceCase rangeCase(const char* id, const char* what,
                                    void (*run)(double, double, WorstReading&)) {
  return {id, what, "LU", kRangeTolerance, kRangeTolerance, run};
}

constexpr ConformanceCase kCases[] = {
    loudnessCase("3341-1", "steady tone at \u221223 dBFS: momentary, short-term, integrated",
                 [](double rate, double gain, WorstReading& w) { steady(-23.0, rate, gain, w); }),
    loudnessCase("3341-2", "steady tone at \u221233 dBFS: momentary, short-term, integrated",
                 [](double rate, double gain, WorstReading& w) { steady(-33.0, rate, gain, w); }),
    loudnessCase(
        "3341-3", "relative gate: integrated",
        [](double rate, double gain, WorstReading& w) {
          integrated({tone(-36.0, 10.0), tone(-23.0, 60.0), tone(-36.0, 10.0)}, rate, gain, w);
        }),
    loudnessCase("3341-4", "absolute and relative gate: integrated",
                 [](double rate, double gain, WorstReading& w) {
                   integrated({tone(-72.0, 10.0), tone(-36.0, 10.0), tone(-23.0, 60.0),
                               tone(-36.0, 10.0), tone(-72.0, 10.0)},
                              rate, gain, w);
                 }),
    loudnessCase(
        "3341-5", "what lies within 10 LU counts: integrated",
        [](double rate, double gain, WorstReading& w) {
          integrated({tone(-26.0, 20.0), tone(-20.0, 20.1), tone(-26.0, 20.0)}, rate, gain, w);
        }),
    loudnessCase("3341-6", "five channels, surrounds weigh more: integrated",
                 [](double rate, double gain, WorstReading& w) {
                   integrated({{{-28.0, -28.0, -24.0, -30.0, -30.0}, 20.0}}, rate, gain, w, 5);
                 }),
    loudnessCase("3341-9", "two levels in turn over 3 s: short-term stays",
                 [](double rate, double gain, WorstReading& w) {
                   constant(
                       {tone(-20.0, 1.34), tone(-30.0, 1.66)}, 5, 3.0,
                       [](const LoudnessMeter& m) { return m.shortTermLufs(); }, rate, gain, w);
                 }),
    loudnessCase("3341-10", "3 s from 20 starting points: highest short-term",
                 [](double rate, double gain, WorstReading& w) {
                   everyOffset(0.15, 3.0, fixedLevel, oneSecond, maxShortTerm, rate, gain, w);
                 }),
    loudnessCase("3341-11", "3 s at 20 levels: highest short-term",
                 [](double rate, double gain, WorstReading& w) {
                   everyOffset(
                       0.15, 3.0, risingLevel, [](int i) { return 3.0 - i * 0.15; }, maxShortTerm,
                       rate, gain, w);
                 }),
    loudnessCase("3341-12", "two levels in turn over 0.4 s: momentary stays",
                 [](double rate, double gain, WorstReading& w) {
                   constant(
                       {tone(-20.0, 0.18), tone(-30.0, 0.22)}, 25, 1.0,
                       [](const LoudnessMeter& m) { return m.momentaryLufs(); }, rate, gain, w);
                 }),
    loudnessCase("3341-13", "0.4 s from 20 starting points: highest momentary",
                 [](double rate, double gain, WorstReading& w) {
                   everyOffset(0.02, 0.4, fixedLevel, oneSecond, maxMomentary, rate, gain, w);
                 }),
    loudnessCase("3341-14", "0.4 s at 20 levels: highest momentary",
                 [](double rate, double gain, WorstReading& w) {
                   everyOffset(
                       0.02, 0.4, risingLevel, [](int i) { return 0.4 - i * 0.02; }, maxMomentary,
                       rate, gain, w);
                 }),
    peakCase("3341-15", "a quarter of the rate, on the samples",
             [](double rate, double gain, WorstReading& w) {
               truePeak(-6.0, peakTone(rate, 1.0 / 4.0, 0.50, 0.0), gain, w);
             }),
    peakCase("3341-16", "a quarter of the rate, between the samples",
             [](double rate, double gain, WorstReading& w) {
               truePeak(-6.0, peakTone(rate, 1.0 / 4.0, 0.50, 45.0), gain, w);
             }),
    peakCase("3341-17", "a sixth of the rate, between the samples",
             [](double rate, double gain, WorstReading& w) {
               truePeak(-6.0, peakTone(rate, 1.0 / 6.0, 0.50, 60.0), gain, w);
             }),
    peakCase("3341-18", "an eighth of the rate, between the samples",
             [](double rate, double gain, WorstReading& w) {
               truePeak(-6.0, peakTone(rate, 1.0 / 8.0, 0.50, 67.5), gain, w);
             }),
    peakCase("3341-19", "a peak over full scale, between samples under it",
             [](double rate, double gain, WorstReading& w) {
               truePeak(3.0, peakTone(rate, 1.0 / 4.0, 1.41, 45.0), gain, w);
             }),
    peakCase("3341-20", "one period of full scale, sampled at offset 0",
             [](double rate, double gain, WorstReading& w) {
               truePeak(0.0, peakBurst(rate, 0), gain, w);
             }),
    peakCase("3341-21", "one period of full scale, sampled at offset 1",
             [](double rate, double gain, WorstReading& w) {
               truePeak(0.0, peakBurst(rate, 1), gain, w);
             }),
    peakCase("3341-22", "one period of full scale, sampled at offset 2",
             [](double rate, double gain, WorstReading& w) {
               truePeak(0.0, peakBurst(rate, 2), gain, w);
             }),
    peakCase("3341-23", "one period of full scale, sampled at offset 3",
             [](double rate, double gain, WorstReading& w) {
               truePeak(0.0, peakBurst(rate, 3), gain, w);
             }),
    rangeCase("3342-1", "\u221220 and \u221230 dBFS: loudness range",
              [](double rate, double gain, WorstReading& w) {
                range(10.0, {-20.0, -30.0}, rate, gain, w);
              }),
    rangeCase("3342-2", "\u221220 and \u221215 dBFS: loudness range",
              [](double rate, double gain, WorstReading& w) {
                range(5.0, {-20.0, -15.0}, rate, gain, w);
              }),
    rangeCase("3342-3", "\u221240 and \u221220 dBFS: loudness range",
              [](double rate, double gain, WorstReading& w) {
                range(20.0, {-40.0, -20.0}, rate, gain, w);
              }),
    rangeCase("3342-4", "\u221250, \u221235, \u221220, \u221235 and \u221250 dBFS: loudness range",
              [](double rate, double gain, WorstReading& w) {
                range(15.0, {-50.0, -35.0, -20.0, -35.0, -50.0}, rate, gain, w);
              }),
};

}  // namespace

void WorstReading::add(double expected, std::optional<double> read) {
  constexpr double kNoReading = 1e9;
  double place = kNoReading;
  if (read && math::isFinite(*read)) {
    const double off = *read - expected;
    place = off > 0.0 ? off / over_ : -off / under_;
  }
  if (any_ && place <= place_) return;
  any_ = true;
  place_ = place;
  expected_ = expected;
  read_ = read;
}

std::span<const ConformanceCase> conformanceCases() { return kCases; }

}  // namespace lathe
