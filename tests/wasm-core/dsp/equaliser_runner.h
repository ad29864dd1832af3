// Settings that the equaliser's tests share, and its response to an impulse.
#pragma once

#include <cmath>

#include "analogue_curves.h"
#include "bank_runner.h"
#include "dsp/equaliser_bank.h"

namespace dsp_test {

using lathe::BandSettings;
using lathe::BandType;
using lathe::DynamicBandSettings;
using lathe::EqualiserBank;
using lathe::EqualiserQuality;
using lathe::EqualiserSettings;
using lathe::f32x4;
using lathe::FilterSlope;
using lathe::kEqBands;

/// The band that these tests set.
inline constexpr int kBand = 2;

inline EqualiserSettings oneBand(BandType type, double hz, double gainDb, double q) {
  EqualiserSettings s;
  s.band[kBand] = {true, type, hz, gainDb, q, {}};
  return s;
}

/// Settings with everything at work, different for each seed; every third in exact quality.
inline EqualiserSettings busy(int seed) {
  EqualiserSettings s;
  s.highPass = {seed % 3 != 0, 30.0 + 11.0 * seed, static_cast<FilterSlope>(seed % 6), 0.8};
  s.lowPass = {seed % 2 == 0, 9000.0 + 500.0 * seed, static_cast<FilterSlope>((seed + 3) % 6), 0.7};
  for (int i = 0; i < kEqBands; ++i) {
    s.band[static_cast<size_t>(i)] = {(seed >> (i % 3)) % 2 == 0,
                                      static_cast<BandType>((seed + i) % 6),
                                      60.0 * std::pow(2.6, i) + 7.0 * seed,
                                      (i % 2 ? 1.0 : -1.0) * (1.0 + 0.7 * seed),
                                      0.5 + 0.2 * seed,
                                      {}};
    // One band would leave nothing of the others.
    if (s.band[static_cast<size_t>(i)].type == BandType::BandPass) {
      s.band[static_cast<size_t>(i)].q = 0.1;
    }
  }
  s.outputDb = seed % 4 == 1 ? -3.0 : 0.0;
  s.gainScalePercent = seed % 5 == 2 ? 60.0 : 100.0;
  s.quality = seed % 3 == 2 ? EqualiserQuality::Exact : EqualiserQuality::Standard;
  return s;
}

/// The same with dynamic bands that act on half-scale noise, each in its own way.
inline EqualiserSettings busyAndDynamic(int seed) {
  EqualiserSettings s = busy(seed);
  for (int i = 0; i < kEqBands; ++i) {
    const int kind = seed + i;
    s.band[static_cast<size_t>(i)].dynamic = {kind % 2 == 0,
                                              kind % 4 == 0 ? -9.0 : 6.0,
                                              kind % 3 == 0 ? -12.0 : -26.0,
                                              kind % 3 == 0,
                                              kind % 5 != 0,
                                              1.5 + 0.5 * i,
                                              1.0 + 5.0 * i,
                                              12.0 + 30.0 * i};
  }
  return s;
}

inline Lane impulse(int frames) {
  Lane x(static_cast<size_t>(frames), 0.0f);
  x[0] = 1.0f;
  return x;
}

inline Lane impulseResponse(const EqualiserSettings& settings, double rate, int frames) {
  EqualiserBank bank;
  bank.prepare(rate);
  bank.setLane(1, settings, true);
  return runLane(bank, 1, impulse(frames));
}

inline Lane sine(double hz, double levelDb, double seconds, double rate = 48000.0) {
  measure::Samples x;
  measure::appendSine(x, rate, hz, levelDb, seconds);
  return dsp_test::toFloat(x);
}

/// A dynamic band that hears an external key, where there is one.
inline EqualiserSettings keyed(BandType type, double hz, double gainDb, double q,
                               double dynamicDb) {
  EqualiserSettings s = oneBand(type, hz, gainDb, q);
  DynamicBandSettings& d = s.band[kBand].dynamic;
  d.on = true;
  d.dynamicGainDb = dynamicDb;
  d.thresholdDb = -40.0;
  d.ratio = 4.0;
  d.attackMs = 5.0;
  d.releaseMs = 50.0;
  d.fromKey = true;
  return s;
}

/// Runs `x` through lane 0 while `key`, as long, is in the key's lane 0.
inline Lane runKeyed(EqualiserBank& bank, const Lane& x, const Lane& key) {
  Lane y(x.size());
  BankBlock block, keyBlock;
  EqualiserBank* banks[] = {&bank};
  BankBlock* blocks[] = {&block};
  const BankBlock* keys[] = {&keyBlock};
  for (size_t at = 0; at < x.size(); at += kBlockFrames) {
    const size_t frames = std::min<size_t>(kBlockFrames, x.size() - at);
    for (size_t i = 0; i < kBlockFrames; ++i) {
      block.frame[i] = keyBlock.frame[i] = f32x4::zero();
      if (i < frames) block.frame[i].set(0, x[at + i]);
      if (at + i < key.size()) keyBlock.frame[i].set(0, key[at + i]);
    }
    EqualiserBank::process(banks, blocks, 1, keys);
    for (size_t i = 0; i < frames; ++i) y[at + i] = block.frame[i].get(0);
  }
  return y;
}

/// |H| in dB of an impulse response at 48 kHz.
inline double decibels(const Lane& impulseResponse, double hz) {
  return 20.0 * std::log10(magnitude(impulseResponse, hz, 48000.0));
}

/// A band's analogue curve, in dB, at `hz`.
inline double analogueDb(const BandSettings& b, double hz) {
  const double w = hz / b.freqHz;
  switch (b.type) {
    case BandType::Bell:
      return analogue::db(analogue::bell(w, b.gainDb, b.q));
    case BandType::LowShelf:
      return analogue::db(analogue::lowShelf(w, b.gainDb, b.q));
    case BandType::HighShelf:
      return analogue::db(analogue::highShelf(w, b.gainDb, b.q));
    case BandType::Notch:
      return analogue::db(analogue::notch(w, b.q));
    case BandType::BandPass:
      return analogue::db(analogue::bandPass(w, b.q));
    case BandType::Tilt:
      return analogue::db(analogue::tilt(w, b.gainDb));
  }
  return 0.0;
}

}  // namespace dsp_test
