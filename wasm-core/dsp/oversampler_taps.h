// The half-band filters of 4× oversampling (oversampler.h, stereo_oversampler.h).
// Thread: any (constants).
#pragma once

#include <array>
#include <cstddef>

namespace lathe::oversampling {

// Minimax designs, for any rate (frequencies in fs, the base rate).
// Half of a half-band's odd taps, from the middle outwards; the middle is 1/2.
//   kOuter  flat to 0.4535, error 1 : 30 from that edge to half of it (−85.6 to −115.6 dB)
inline constexpr int kOuterPairs = 30;
inline constexpr double kOuter[kOuterPairs] = {
    0.3179369309,     -0.1049890507,    0.06182020376,    -0.04292611089,   0.0321469071,
    -0.02508061848,   0.02003791039,    -0.01623291999,   0.0132510671,     -0.01085298829,
    0.008890509501,   -0.007266446912,  0.0059137611,     -0.004784059011,  0.003840880759,
    -0.003055639024,  0.002405128883,   -0.00186996817,   0.001433565261,   -0.00108142786,
    0.0008008009875,  -0.0005804099141, 0.0004102222144,  -0.0002813108451, 0.0001858792549,
    -0.0001171591666, 6.919458348e-05,  -3.689429816e-05, 1.641435191e-05,  -5.197390547e-06};
//   kInner  the same at twice the rate: −92.8 to −102.8 dB
inline constexpr int kInnerPairs = 5;
inline constexpr double kInner[kInnerPairs] = {0.3067008251, -0.07552749342, 0.02392662792,
                                               -0.005893781828, 0.0007974569002};
// The inner step up with the inverse of (1 + 2 cos ω)/3, ω at 4 fs; middle first.
inline constexpr int kRaisedReach = 10;
inline constexpr double kRaised[kRaisedReach + 1] = {
    0.6356711141,   0.3562457438,   -0.07530205284,  -0.1474808792,  0.004601394345, 0.05320947664,
    0.005082058678, -0.01393947782, -0.002811659631, 0.001978427186, 0.0006071782298};

template <class Scalar, size_t kCount>
constexpr std::array<Scalar, kCount> scaled(const double (&taps)[kCount], double by) {
  std::array<Scalar, kCount> to{};
  for (size_t i = 0; i < kCount; ++i) to[i] = static_cast<Scalar>(by * taps[i]);
  return to;
}

}  // namespace lathe::oversampling
