// Settings, signals and the plain double reference that the tests of the gate share.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "bank_runner.h"
#include "dsp/gate_settings.h"

namespace dsp_test {

using lathe::GateMode;
using lathe::GateSettings;

inline GateSettings busyGate(int seed) {
  GateSettings s;
  s.mode = static_cast<GateMode>(seed % 3);
  s.thresholdDb = -35.0 + 3.0 * (seed % 7);
  s.ratio = 1.5 + 2.0 * (seed % 4);
  s.rangeDb = 15.0 + 11.0 * (seed % 5);
  s.hysteresisDb = 2.0 * (seed % 4);
  s.kneeDb = 3.0 * (seed % 3);
  s.attackMs = 0.1 + 2.0 * (seed % 5);
  s.holdMs = 13.0 * (seed % 4);
  s.releaseMs = 6.0 + 31.0 * (seed % 5);
  return s;
}

/// Noise with bursts, so that the gate opens and closes.
inline Lane bursts(int frames, uint32_t seed) {
  Lane x = noiseLane(frames, 0.8, seed);
  for (size_t i = 0; i < x.size(); ++i) {
    if ((i / (2000 + 300 * (seed % 5))) % 2 == 1) x[i] *= 0.004f;
  }
  return x;
}

/// As the headers say it: dB, double, one sample after the other.
inline std::vector<double> reference(const GateSettings& s, double rate, const Lane& key,
                                     const Lane& x) {
  const bool duck = s.mode == GateMode::Duck;
  const double windowMs = s.holdMs + s.releaseMs < 20.0 ? 4.0 : 10.0;
  const auto window = static_cast<size_t>(std::lround(windowMs * 0.001 * rate));
  const double hold = std::round(std::max(0.0, s.holdMs - windowMs) * 0.001 * rate);
  const double releaseMs = s.releaseMs - std::max(0.0, windowMs - s.holdMs);
  const double attack = 1.0 - std::exp(-1000.0 / (s.attackMs * rate));
  const double release = 1.0 - std::exp(-1000.0 / (releaseMs * rate));
  double openLeft = -1.0, duckLeft = -1.0, target = 0.0, given = 0.0;
  std::vector<double> out(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    double peak = 1e-10;
    for (size_t j = i + 1 < window ? 0 : i + 1 - window; j <= i; ++j) {
      peak = std::max(peak, std::fabs(static_cast<double>(key[j])));
    }
    double db = 20.0 * std::log10(peak);
    const double close = s.thresholdDb - s.hysteresisDb;
    if (db >= (openLeft >= 0.0 ? close : s.thresholdDb)) {
      openLeft = duck ? 0.0 : hold;
    } else if (openLeft >= 0.0) {
      openLeft -= 1.0;
    }
    const bool open = openLeft >= 0.0;
    if (open) db = std::max(db, close);
    const double beyond = ((open ? close : s.thresholdDb) - db) * (duck ? -1.0 : 1.0);
    double asked = 0.0;
    if (s.mode == GateMode::Gate) {
      asked = beyond > 0.0 ? s.rangeDb : 0.0;
    } else if (2.0 * beyond > s.kneeDb) {
      asked = (s.ratio - 1.0) * beyond;
    } else if (2.0 * beyond > -s.kneeDb) {
      const double k = beyond + s.kneeDb / 2.0;
      asked = (s.ratio - 1.0) * k * k / (2.0 * s.kneeDb);
    }
    asked = std::min(asked, s.rangeDb);
    if (asked >= target) {
      duckLeft = duck ? hold : 0.0;
    } else {
      duckLeft = std::max(duckLeft - 1.0, -1.0);
    }
    if (duckLeft >= 0.0) asked = std::max(asked, target);
    target = asked;
    const bool grows = target > given;
    given += (target - given) * (grows == duck ? attack : release);
    out[i] = static_cast<double>(x[i]) * std::pow(10.0, -given / 20.0);
  }
  return out;
}

inline double worstDb(const std::vector<double>& want, const Lane& got) {
  double worst = 0.0;
  for (size_t i = 0; i < want.size(); ++i) {
    if (std::fabs(want[i]) < 1e-9) continue;
    const double error = std::fabs(20.0 * std::log10(static_cast<double>(got[i]) / want[i]));
    if (!(error <= worst)) worst = error;
  }
  return worst;
}

}  // namespace dsp_test
