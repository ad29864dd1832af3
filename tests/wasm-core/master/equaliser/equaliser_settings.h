// Settings that the tests of the master's equaliser share, and the analogue
// curves they stand for.
#pragma once

#include "master/equaliser/master_equaliser.h"
#include "wasm-core/dsp/analogue_curves.h"
#include "wasm-core/master/stereo_runner.h"

namespace master_test {

using lathe::BandPlacement;
using lathe::BandType;
using lathe::EqualiserPhase;
using lathe::EqualiserQuality;
using lathe::FilterSlope;
using lathe::kEqBands;
using lathe::MasterEqualiser;
using lathe::MasterEqualiserSettings;

inline MasterEqualiserSettings oneBand(BandType type, double hz, double gainDb, double q,
                                       BandPlacement place = BandPlacement::Stereo) {
  MasterEqualiserSettings s;
  s.curve.band[2] = {true, type, hz, gainDb, q, {}};
  s.placement[2] = place;
  return s;
}

/// Everything at work, every placement.
inline MasterEqualiserSettings busy(bool dynamic) {
  MasterEqualiserSettings s;
  s.curve.highPass = {true, 28.0, FilterSlope::Db24, 0.7};
  s.curve.lowPass = {true, 19000.0, FilterSlope::Db12, 0.7};
  constexpr BandPlacement kPlaces[] = {BandPlacement::Stereo, BandPlacement::Mid,
                                       BandPlacement::Side,   BandPlacement::Left,
                                       BandPlacement::Right,  BandPlacement::Mid};
  for (size_t i = 0; i < kEqBands; ++i) {
    lathe::BandSettings& band = s.curve.band[i];
    band.gainDb = i % 2 ? -3.0 : 2.5;
    s.placement[i] = kPlaces[i];
    if (dynamic && i % 2 == 1) {
      band.dynamic = {true, -6.0, -30.0, false, true, 3.0, 5.0, 60.0};
    }
  }
  s.tiltDb = 1.0;
  s.curve.outputDb = -0.5;
  return s;
}

/// A band's analogue curve, in dB, at `hz`.
inline double analogueDb(const lathe::BandSettings& b, double hz) {
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

inline int orderOf(FilterSlope slope) {
  constexpr int kOrders[] = {1, 2, 3, 4, 6, 8};
  return kOrders[static_cast<int>(slope)];
}

/// What left does to left, were every band stereo: passes (12 dB slopes at a Q of 0.7071), bands,
/// tilt.
inline double analogueDb(const MasterEqualiserSettings& s, double hz) {
  double db = analogue::db(analogue::tilt(hz / s.tiltPivotHz, s.tiltDb));
  const auto& high = s.curve.highPass;
  const auto& low = s.curve.lowPass;
  if (high.on) {
    db += analogue::db(analogue::butterworth(high.freqHz / hz, orderOf(high.slope)));
  }
  if (low.on) db += analogue::db(analogue::butterworth(hz / low.freqHz, orderOf(low.slope)));
  for (const auto& band : s.curve.band) {
    if (band.on) db += analogueDb(band, hz);
  }
  return db;
}

inline Pair through(const MasterEqualiserSettings& s, const Pair& x, double rate = 48000.0) {
  MasterEqualiser equaliser;
  equaliser.prepare(rate);
  equaliser.set(s, true);
  return run(equaliser, x);
}

}  // namespace master_test
