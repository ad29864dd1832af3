#include "effects/reverb_design.h"

#include "base/block.h"
#include "base/math.h"

namespace lathe {
namespace {

constexpr double kLowShelfHz = 250.0;
constexpr double kPreDelayMs = 250.0;
// A turn of the longest line takes at most 6 dB of mid and 15 dB more of high frequencies:
// a steeper staircase is no decay, nor is a shelf of first order that steep.
constexpr double kLongestOfDecay = 0.1, kLongestOfHighDecay = 0.25;
// And never less than this, so that every line is at least a block long.
constexpr double kShortestLongest = 0.008;

struct Character {
  double shortestMs, longestMs;     ///< lines at full size
  double smear;                     ///< length of the diffusion against the longest line
  double earlySpan;                 ///< of the last early tap, likewise
  unsigned char early[kEarlyTaps];  ///< taps, of 256
};

constexpr Character kCharacters[] = {
    {19.0, 50.0, 0.55, 0.60, {18, 41, 60, 83, 112, 146, 190, 243}},    // room
    {27.0, 70.0, 0.65, 0.55, {12, 29, 49, 76, 101, 137, 180, 232}},    // chamber
    {34.0, 88.0, 0.40, 0.15, {5, 17, 33, 52, 79, 116, 163, 222}},      // plate
    {54.0, 140.0, 0.70, 0.60, {52, 74, 97, 124, 149, 183, 215, 250}},  // hall
};

const Character& characterOf(ReverbType type) { return kCharacters[static_cast<int>(type) & 3]; }

double secondsOfLongest(const Character& c, double t60, double highRatio, double size) {
  const double most = t60 * math::clamp(kLongestOfHighDecay * highRatio, 0.0, kLongestOfDecay);
  return math::clamp(c.longestMs * 0.001 * (0.15 + 0.85 * size), kShortestLongest,
                     most > kShortestLongest ? most : kShortestLongest);
}

bool isPrime(int n) {
  if (n % 2 == 0) return n == 2;
  for (int d = 3; d * d <= n; d += 2) {
    if (n % d == 0) return false;
  }
  return true;
}

int frames(double seconds, double sampleRate) {
  return static_cast<int>(math::round(math::clamp(seconds, 0.0, 1.0) * sampleRate));
}

/// (1 + P·u)/(1 + Q·u) through two points of a squared magnitude.
struct ShelfSquares {
  double p, q;
};

/// `db`: the shelf's full gain; weights say how much of it there is at each point.
ShelfSquares shelfThrough(double db, double u1, double weight1, double u2, double weight2) {
  const double t1 = math::pow10(0.1 * db * weight1), t2 = math::pow10(0.1 * db * weight2);
  // Nothing to do, and nothing but rounding to divide by.
  if (math::abs(t1 - t2) < 1e-12) return {1.0, 1.0};
  const double det = u1 * u2 * (t1 - t2);
  ShelfSquares s{(t1 * u1 * (t2 - 1.0) - t2 * u2 * (t1 - 1.0)) / det,
                 (u1 * (t2 - 1.0) - u2 * (t1 - 1.0)) / det};
  if (s.p < 0.0 || s.q <= 0.0) {
    // Steeper than first order can be: all it has, exact at the first point.
    s.p = 0.0;
    s.q = (1.0 / t1 - 1.0) / u1;
  }
  return s;
}

void store(LineFilters::Shelf& shelf, int line, double b0, double b1, double a0, double a1,
           double gain) {
  const double b = b0 / a0, a = a1 / a0;
  shelf.b[line] = static_cast<float>(gain * b);
  shelf.d[line] = static_cast<float>(gain * (b1 / a0 - a * b));
  shelf.a[line] = static_cast<float>(a);
}

double square(double x) { return x * x; }

double lowWeight(double hz) { return 1.0 / (1.0 + square(hz / kLowShelfHz)); }
double highWeight(double hz, double dampingHz) {
  return square(hz) / (square(hz) + square(dampingHz));
}

}  // namespace

ReverbGeometry reverbGeometry(const ReverbSettings& settings, double sampleRate) noexcept {
  const Character& c = characterOf(settings.type);
  const double t60 = math::clamp(settings.t60Seconds, 0.1, 20.0);
  const double size = math::clamp(settings.sizePercent, 10.0, 100.0) * 0.01;
  const double longest = secondsOfLongest(c, t60, math::clamp(settings.highRatio, 0.1, 1.0), size);
  ReverbGeometry g;
  g.preDelay = frames(math::clamp(settings.preDelayMs, 0.0, kPreDelayMs) * 0.001, sampleRate);

  const double ratio = math::log2(c.shortestMs / c.longestMs);
  int atLeast = kBlockFrames;
  for (int i = kReverbLines - 1; i >= 0; --i) {
    // From the shortest up.
    const double seconds = longest * math::exp2(ratio * i / (kReverbLines - 1));
    int n = frames(seconds, sampleRate);
    if (n < atLeast) n = atLeast;
    while (!isPrime(n)) ++n;
    g.line[i] = n;
    atLeast = n + 1;
  }

  // Within a step, each channel has a slot of its own, in an order that differs
  // from step to step.
  const double smear = longest * c.smear / ((1 << kDiffusionSteps) - 1);
  for (int step = 0; step < kDiffusionSteps; ++step) {
    for (int i = 0; i < kReverbLines; ++i) {
      const int slot = (i * (2 * step + 3) + 3 * step) & (kReverbLines - 1);
      const double jitter = ((i * 5 + step * 3) % 7) / 7.0;
      g.diffuser[step][i] =
          frames(smear * (1 << step) * (slot + jitter) / kReverbLines, sampleRate);
    }
  }

  double energy = 0.0;
  for (int i = 0; i < kEarlyTaps; ++i) {
    const double at = c.early[i] / 256.0;
    const double apart = (i & 1) ? 1.04 : 0.95;  // what differs between the sides
    const double span = longest * c.earlySpan;
    g.early[0][i] = g.preDelay + frames(span * at, sampleRate);
    g.early[1][i] = g.preDelay + frames(span * at * apart, sampleRate);
    const double gain = 1.0 / (0.35 + at);
    g.earlyGain[i] = static_cast<float>((i & 2) ? -gain : gain);
    energy += gain * gain;
  }
  for (float& gain : g.earlyGain) gain = static_cast<float>(gain / math::sqrt(energy));
  return g;
}

ReverbExtent reverbExtent(double sampleRate) noexcept {
  // A hall at full size has the longest of everything; other types stay below it.
  ReverbSettings largest;
  largest.type = ReverbType::Hall;
  largest.sizePercent = 100.0;
  largest.t60Seconds = 20.0;
  largest.highRatio = 1.0;
  largest.preDelayMs = kPreDelayMs;
  const ReverbGeometry g = reverbGeometry(largest, sampleRate);
  ReverbExtent e{};
  for (const auto& side : g.early) {
    for (int tap : side) e.preDelay = tap > e.preDelay ? tap : e.preDelay;
  }
  for (int step = 0; step < kDiffusionSteps; ++step) {
    for (int d : g.diffuser[step]) e.diffuser[step] = d > e.diffuser[step] ? d : e.diffuser[step];
  }
  e.line = g.line[0];
  return e;
}

double DecayCurve::t60At(double hz) const noexcept {
  return t60Seconds / (1.0 + (1.0 / lowRatio - 1.0) * lowWeight(hz) +
                       (1.0 / highRatio - 1.0) * highWeight(hz, dampingHz));
}

void designLineFilters(const DecayCurve& curve, const double* frames, double sampleRate,
                       LineFilters& filters) noexcept {
  const auto tanSquared = [&](double hz) { return square(math::tan(math::kPi * hz / sampleRate)); };
  const double low1 = kLowShelfHz / 1.6, low2 = kLowShelfHz * 1.6;
  const double highest = 0.4 * sampleRate;
  const double high2 = curve.dampingHz * 1.5 < highest ? curve.dampingHz * 1.5 : highest;
  const double high1 = high2 / 2.25;
  const double u1 = 1.0 / tanSquared(low1), u2 = 1.0 / tanSquared(low2);
  const double v1 = tanSquared(high1), v2 = tanSquared(high2);
  for (int i = 0; i < kReverbLines; ++i) {
    const double db = -60.0 * frames[i] / (sampleRate * curve.t60Seconds);
    const ShelfSquares low =
        shelfThrough(db * (1.0 / curve.lowRatio - 1.0), u1, lowWeight(low1), u2, lowWeight(low2));
    // (s + z)/(s + p), 1 at the top.
    const double z = math::sqrt(low.p), p = math::sqrt(low.q);
    store(filters.shelf[0], i, 1.0 + z, z - 1.0, 1.0 + p, p - 1.0, 1.0);
    const ShelfSquares high =
        shelfThrough(db * (1.0 / curve.highRatio - 1.0), v1, highWeight(high1, curve.dampingHz), v2,
                     highWeight(high2, curve.dampingHz));
    // (1 + r·s)/(1 + t·s), 1 at the bottom.
    const double r = math::sqrt(high.p), t = math::sqrt(high.q);
    store(filters.shelf[1], i, 1.0 + r, 1.0 - r, 1.0 + t, 1.0 - t, math::dbToGain(db));
  }
}

double lateGain(double t60Seconds, const double* frames, double sampleRate) noexcept {
  double mean = 0.0;
  for (int i = 0; i < kReverbLines; ++i) mean += frames[i] / kReverbLines;
  const double t60 = t60Seconds < 20.0 ? t60Seconds : 20.0;
  // Energy kept a turn; the turns add up to kept/(1 − kept), and the input's two channels put
  // 2 into the network.
  const double kept = math::pow10(-6.0 * mean / (sampleRate * t60));
  return math::sqrt((1.0 - kept) / (2.0 * kept));
}

}  // namespace lathe
