#include "dsp/matched_filter.h"

#include "base/math.h"

namespace lathe {
namespace {

double square(double x) { return x * x; }
double notNegative(double x) { return x > 0.0 ? x : 0.0; }

/// φ0, φ1, φ2 at one frequency.
struct Basis {
  double phi0, phi1, phi2;
  explicit Basis(double w) : phi1(square(math::sin(0.5 * w))) {
    phi0 = 1.0 - phi1;
    phi2 = 4.0 * phi0 * phi1;
  }
};

/// A squared magnitude on that basis, and for a denominator its coefficients.
struct Poles {
  double a1, a2;      // of z⁻¹, z⁻²
  double A0, A1, A2;  // |1 + a1 z⁻¹ + a2 z⁻²|² = A0 φ0 + A1 φ1 + A2 φ2

  double at(const Basis& b) const { return A0 * b.phi0 + A1 * b.phi1 + A2 * b.phi2; }
};

/// Impulse invariance of 1/(s² + s/Q + 1) at w0.
Poles matchedPoles(double w0, double q) noexcept {
  const double damping = 0.5 / q;
  Poles p;
  if (damping <= 1.0) {
    p.a1 = -2.0 * math::exp(-damping * w0) * math::cos(math::sqrt(1.0 - damping * damping) * w0);
  } else {
    const double spread = math::sqrt(damping * damping - 1.0);
    p.a1 = -math::exp((spread - damping) * w0) - math::exp(-(spread + damping) * w0);
  }
  p.a2 = math::exp(-2.0 * damping * w0);
  p.A0 = square(1.0 + p.a1 + p.a2);
  p.A1 = square(1.0 - p.a1 + p.a2);
  p.A2 = -4.0 * p.a2;
  return p;
}

/// The minimum-phase numerator of squared magnitude B0 φ0 + B1 φ1 + B2 φ2.
Biquad withNumerator(const Poles& p, double B0, double B1, double B2) noexcept {
  const double atZero = math::sqrt(notNegative(B0));
  const double atNyquist = math::sqrt(notNegative(B1));
  const double w = 0.5 * (atZero + atNyquist);
  const double b0 = 0.5 * (w + math::sqrt(notNegative(w * w + B2)));
  return {b0, 0.5 * (atZero - atNyquist), -0.25 * B2 / b0, p.a1, p.a2};
}

/// A first-order section as one of second order: its pole twice, once cancelled
/// by a zero. That puts the poles where a second-order section of the same
/// frequency has them, so that a change of slope fades between like filters.
Biquad withDoublePole(double b0, double b1, double a1) noexcept {
  return {b0, b1 + b0 * a1, b1 * a1, 2.0 * a1, a1 * a1};
}

/// 1/H, stable because every numerator here is minimum-phase.
Biquad inverse(const Biquad& h) noexcept {
  return {1.0 / h.b0, h.a1 / h.b0, h.a2 / h.b0, h.b1 / h.b0, h.b2 / h.b0};
}

/// Squared magnitude of (n2 s² + n1 s + n0) / (d2 s² + d1 s + d0) at s = jw.
double analogueSquared(double w, double n2, double n1, double n0, double d2, double d1,
                       double d0) noexcept {
  const double w2 = w * w;
  return (square(n0 - n2 * w2) + n1 * n1 * w2) / (square(d0 - d2 * w2) + d1 * d1 * w2);
}

}  // namespace

Biquad bellFilter(double w0, double gainDb, double q) noexcept {
  if (gainDb < 0.0) return inverse(bellFilter(w0, -gainDb, q));
  const double a = math::dbToGain(0.5 * gainDb), power = square(square(a));  // |H|² at w0
  const Poles p = matchedPoles(w0, a * q);
  const Basis b(w0);
  // |H|² equals A⁴ at w0 and has no slope there; B0 fixes 0 Hz.
  const double r1 = p.at(b) * power;
  const double r2 = (p.A1 - p.A0 + 4.0 * (b.phi0 - b.phi1) * p.A2) * power;
  const double B2 = (r1 - r2 * b.phi1 - p.A0) / (4.0 * square(b.phi1));
  const double B1 = r2 + p.A0 + 4.0 * (b.phi1 - b.phi0) * B2;
  return withNumerator(p, p.A0, B1, B2);
}

Biquad highShelfFilter(double w0, double gainDb, double q) noexcept {
  // The cut has its poles below w0; a boost's could lie beyond Nyquist.
  if (gainDb > 0.0) return inverse(highShelfFilter(w0, -gainDb, q));
  const double a = math::dbToGain(0.5 * gainDb), root = math::sqrt(a);
  const Poles p = matchedPoles(w0 * root, q);
  const Basis b(w0);
  const double B1 =
      p.A1 * analogueSquared(math::kPi / w0, a * a, a * root / q, a, 1.0, root / q, a);
  const double B2 = (p.at(b) * square(a) - p.A0 * b.phi0 - B1 * b.phi1) / b.phi2;
  return withNumerator(p, p.A0, B1, B2);
}

Biquad lowShelfFilter(double w0, double gainDb, double q) noexcept {
  if (gainDb < 0.0) return inverse(lowShelfFilter(w0, -gainDb, q));
  const double a = math::dbToGain(0.5 * gainDb), root = math::sqrt(a);
  const Poles p = matchedPoles(w0 / root, q);
  const Basis b(w0);
  const double B0 = p.A0 * square(square(a));
  const double B1 =
      p.A1 * analogueSquared(math::kPi / w0, a, a * root / q, a * a, a, root / q, 1.0);
  const double B2 = (p.at(b) * square(a) - B0 * b.phi0 - B1 * b.phi1) / b.phi2;
  return withNumerator(p, B0, B1, B2);
}

Biquad notchFilter(double w0, double q) noexcept {
  const Poles p = matchedPoles(w0, q);
  const double b0 = (1.0 + p.a1 + p.a2) / (4.0 * square(math::sin(0.5 * w0)));
  return {b0, -2.0 * math::cos(w0) * b0, b0, p.a1, p.a2};
}

Biquad bandPassFilter(double w0, double q) noexcept {
  const Poles p = matchedPoles(w0, q);
  const Basis b(w0);
  const double r1 = p.at(b);
  const double r2 = p.A1 - p.A0 + 4.0 * (b.phi0 - b.phi1) * p.A2;
  const double B2 = (r1 - r2 * b.phi1) / (4.0 * square(b.phi1));
  return withNumerator(p, 0.0, r2 + 4.0 * (b.phi1 - b.phi0) * B2, B2);
}

Biquad lowPassFilter(double w0, double q) noexcept {
  const Poles p = matchedPoles(w0, q);
  const Basis b(w0);
  const double r = p.at(b) * square(q);
  return withNumerator(p, p.A0, (r - p.A0 * b.phi0) / b.phi1, 0.0);
}

Biquad highPassFilter(double w0, double q) noexcept {
  const Poles p = matchedPoles(w0, q);
  const Basis b(w0);
  const double b0 = q * math::sqrt(p.at(b)) / (4.0 * b.phi1);
  return {b0, -2.0 * b0, b0, p.a1, p.a2};
}

Biquad lowPassFirstOrder(double w0) noexcept {
  const double a1 = -math::exp(-w0);
  const Basis b(w0);
  const double A0 = square(1.0 + a1), A1 = square(1.0 - a1);
  const double half = 0.5 * (A0 * b.phi0 + A1 * b.phi1);
  const double atNyquist = math::sqrt(notNegative((half - A0 * b.phi0) / b.phi1));
  const double atZero = 1.0 + a1;
  return withDoublePole(0.5 * (atZero + atNyquist), 0.5 * (atZero - atNyquist), a1);
}

Biquad highPassFirstOrder(double w0) noexcept {
  const double a1 = -math::exp(-w0);
  const Basis b(w0);
  const double half = 0.5 * (square(1.0 + a1) * b.phi0 + square(1.0 - a1) * b.phi1);
  const double b0 = 0.5 * math::sqrt(half / b.phi1);
  return withDoublePole(b0, -b0, a1);
}

}  // namespace lathe
