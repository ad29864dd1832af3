// The analogue curves that filters are held to, as squared magnitudes at s = jw
// (w in units of the centre frequency), written independently of the engine.
#pragma once

#include <cmath>
#include <complex>

namespace analogue {

using Complex = std::complex<double>;

inline double bell(double w, double gainDb, double q) {
  const double a = std::pow(10.0, gainDb / 40.0);
  const Complex s(0.0, w);
  return std::norm((s * s + s * (a / q) + 1.0) / (s * s + s / (a * q) + 1.0));
}

inline double lowShelf(double w, double gainDb, double q) {
  const double a = std::pow(10.0, gainDb / 40.0), r = std::sqrt(a);
  const Complex s(0.0, w);
  return std::norm(a * (s * s + s * (r / q) + a) / (a * s * s + s * (r / q) + 1.0));
}

inline double highShelf(double w, double gainDb, double q) {
  const double a = std::pow(10.0, gainDb / 40.0), r = std::sqrt(a);
  const Complex s(0.0, w);
  return std::norm(a * (a * s * s + s * (r / q) + 1.0) / (s * s + s * (r / q) + a));
}

inline double notch(double w, double q) {
  const Complex s(0.0, w);
  return std::norm((s * s + 1.0) / (s * s + s / q + 1.0));
}

inline double bandPass(double w, double q) {
  const Complex s(0.0, w);
  return std::norm((s / q) / (s * s + s / q + 1.0));
}

/// First order: -gainDb/2 far below, +gainDb/2 far above.
inline double tilt(double w, double gainDb) {
  const double a = std::pow(10.0, gainDb / 40.0);
  const Complex s(0.0, w);
  return std::norm((a * s + 1.0) / (s + a));
}

/// Butterworth low-pass of `order`; the high-pass is the same at 1/w.
inline double butterworth(double w, int order) { return 1.0 / (1.0 + std::pow(w, 2.0 * order)); }

/// Second-order low-pass of any Q; the high-pass is the same at 1/w.
inline double lowPass(double w, double q) {
  const Complex s(0.0, w);
  return std::norm(1.0 / (s * s + s / q + 1.0));
}

inline double db(double squared) { return 10.0 * std::log10(squared); }

}  // namespace analogue
