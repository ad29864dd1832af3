#include "dsp/exact_filter.h"

#include "base/math.h"

namespace lathe {
namespace {

// R(x): Remez exchange on the relative error over 0 <= ω <= 0.87 π.
constexpr double kP1 = 3.99277023713336, kP2 = -3.2488001477254933;
constexpr double kQ1 = -1.167256324858825, kQ2 = 0.25243839952258174;

struct Complex {
  double re, im;
};
Complex operator+(Complex a, Complex b) { return {a.re + b.re, a.im + b.im}; }
Complex operator-(Complex a, Complex b) { return {a.re - b.re, a.im - b.im}; }
Complex operator*(Complex a, Complex b) {
  return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}
Complex operator*(double a, Complex b) { return {a * b.re, a * b.im}; }
Complex conjugate(Complex a) { return {a.re, -a.im}; }
Complex operator/(Complex a, Complex b) {
  return 1.0 / (b.re * b.re + b.im * b.im) * (a * conjugate(b));
}
double notNegative(double x) { return x > 0.0 ? x : 0.0; }
/// In the right half plane.
Complex sqrt(Complex a) {
  const double size = math::sqrt(a.re * a.re + a.im * a.im);
  const double im = math::sqrt(0.5 * notNegative(size - a.re));
  return {math::sqrt(0.5 * notNegative(size + a.re)), a.im < 0.0 ? -im : im};
}

/// c0 + c1 x + c2 x², positive for 0 < x < 1: a squared magnitude.
struct Quadratic {
  double c0, c1, c2;
};
constexpr Quadratic kP{0.0, kP1, kP2}, kQ{1.0, kQ1, kQ2};
Quadratic operator*(double a, const Quadratic& b) { return {a * b.c0, a * b.c1, a * b.c2}; }
Quadratic operator+(const Quadratic& a, const Quadratic& b) {
  return {a.c0 + b.c0, a.c1 + b.c1, a.c2 + b.c2};
}

/// P(x) − ρ Q(x) = (h x − ρ)(1 + e x), with h x − ρ the factor whose root goes to 0 with ρ.
struct Factors {
  Complex h, e;
};
Factors factorsOf(Complex rho) noexcept {
  // The quadratic's discriminant is p1² (1 − ρ y)(1 − ρ ȳ); its root, taken factor
  // by factor, is continuous wherever ρ can be.
  const double a = kQ1 * kQ1 - 4.0 * kQ2, b = 4.0 * kP2 - 2.0 * kP1 * kQ1, c = kP1 * kP1;
  const Complex one{1.0, 0.0};
  const Complex y{-0.5 * b / c, math::sqrt(notNegative(4.0 * a * c - b * b)) * (0.5 / c)};
  const Complex root = kP1 * (sqrt(one - rho * y) * sqrt(one - rho * conjugate(y)));
  const Complex linear = Complex{kP1, 0.0} - kQ1 * rho, square = Complex{kP2, 0.0} - kQ2 * rho;
  // Of two equal ways the one without cancellation.
  if ((linear * conjugate(root)).re >= 0.0) {
    const Complex h = 0.5 * (linear + root);
    return {h, square / h};
  }
  const Complex e = 0.5 * (root - linear) / rho;
  return {square / e, e};
}

/// c2 P² + c1 P Q + c0 Q² as a product of two.
struct Product {
  Quadratic main, rest;
};
Product productOf(double c2, double c1, double c0) noexcept {
  if (c2 == 0.0) return {c1 == 0.0 ? c0 * kQ : c1 * kP, kQ};
  // = c2 (P − ρ Q)(P − σ Q); no ρ is real and positive, but the notch's, twice.
  const double half = 0.5 * c1 / c2, product = c0 / c2, discriminant = half * half - product;
  Complex rho, sigma;
  Factors f, g;
  if (discriminant > 0.0) {
    rho = {-half - math::sqrt(discriminant), 0.0};
    sigma = {product / rho.re, 0.0};
    f = factorsOf(rho);
    g = factorsOf(sigma);
  } else {
    rho = {-half, math::sqrt(-discriminant)};
    sigma = conjugate(rho);
    f = factorsOf(rho);
    g = {conjugate(f.h), conjugate(f.e)};
  }
  const Complex middle = f.h * sigma + g.h * rho;
  return {c2 * Quadratic{(rho * sigma).re, -middle.re, (f.h * g.h).re},
          {1.0, f.e.re + g.e.re, (f.e * g.e).re}};
}

struct Polynomial {
  double b0, b1, b2;  // of 1, z⁻¹, z⁻²
};
/// The minimum-phase polynomial of a squared magnitude.
Polynomial minimumPhase(const Quadratic& c) noexcept {
  const double atZero = math::sqrt(notNegative(c.c0));
  const double atNyquist = math::sqrt(notNegative(c.c0 + c.c1 + c.c2));
  const double spread = 2.0 * (c.c0 + atZero * atNyquist) + c.c1;
  const double b0 = 0.25 * (atZero + atNyquist + math::sqrt(notNegative(spread)));
  return {b0, 0.5 * (atZero - atNyquist), c.c2 / (16.0 * b0)};
}

Biquad ratio(const Quadratic& numerator, const Quadratic& denominator) noexcept {
  const Polynomial b = minimumPhase(numerator), a = minimumPhase(denominator);
  const double scale = 1.0 / a.b0;
  return {b.b0 * scale, b.b1 * scale, b.b2 * scale, a.b1 * scale, a.b2 * scale};
}

/// R at w0: what stands for the centre's ω².
double centreOf(double w0) noexcept {
  const double s = math::sin(0.5 * w0), x = s * s;
  return x * (kP1 + kP2 * x) / (1.0 + x * (kQ1 + kQ2 * x));
}

}  // namespace

Biquad exactFirstOrder(const AnalogueFilter& h, double w0) noexcept {
  const double centre = centreOf(w0);
  const auto squared = [centre](double c1, double c0) {
    return c1 * c1 * kP + c0 * c0 * centre * kQ;
  };
  return ratio(squared(h.n1, h.n0), squared(h.d1, h.d0));
}

ExactFilter exactFilter(const AnalogueFilter& h, double w0) noexcept {
  const double centre = centreOf(w0);
  if (h.d2 == 0.0) {
    // c1 P + c0 Q = c1 (P − ρ Q), ρ not positive.
    const auto squared = [centre](double c1, double c0) -> Product {
      const double slope = c1 * c1, constant = c0 * c0 * centre;
      if (slope == 0.0) return {{constant, 0.0, 0.0}, kQ};
      const Factors f = factorsOf({-constant / slope, 0.0});
      return {{constant, slope * f.h.re, 0.0}, {1.0, f.e.re, 0.0}};
    };
    const Product n = squared(h.n1, h.n0), d = squared(h.d1, h.d0);
    // The pole twice, once cancelled, as in matched_filter.cpp: there other slopes have theirs.
    const Biquad one = ratio(n.main, d.main);
    return {{one.b0, one.b1 + one.b0 * one.a1, one.b1 * one.a1, 2.0 * one.a1, one.a1 * one.a1},
            ratio(n.rest, d.rest)};
  }
  const auto squared = [centre](double c2, double c1, double c0) {
    return productOf(c2 * c2, (c1 * c1 - 2.0 * c0 * c2) * centre, c0 * c0 * centre * centre);
  };
  const Product n = squared(h.n2, h.n1, h.n0), d = squared(h.d2, h.d1, h.d0);
  return {ratio(n.main, d.main), ratio(n.rest, d.rest)};
}

}  // namespace lathe
