#include "measure/signals.h"

#include <algorithm>

namespace measure {
namespace {

class Random {
 public:
  explicit Random(uint32_t seed) : state_(seed * 2654435761u + 1u) {}
  /// Uniform in ±1.
  double next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return static_cast<double>(state_) / 2147483648.0 - 1.0;
  }

 private:
  uint32_t state_;
};

size_t framesOf(double sampleRate, double seconds) {
  return static_cast<size_t>(std::llround(sampleRate * seconds));
}

}  // namespace

void appendSine(Samples& to, double sampleRate, double hz, double peakDbfs, double seconds) {
  const double amplitude = fromDb(peakDbfs);
  const size_t end = to.size() + framesOf(sampleRate, seconds);
  for (size_t i = to.size(); i < end; ++i) {
    to.push_back(amplitude * std::sin(2.0 * kPi * hz * static_cast<double>(i) / sampleRate));
  }
}

void appendSilence(Samples& to, double sampleRate, double seconds) {
  to.resize(to.size() + framesOf(sampleRate, seconds), 0.0);
}

Samples fadedSine(int frames, double frequency, double amplitude, double phaseDegrees,
                  int fadeFrames) {
  Samples x(static_cast<size_t>(frames));
  for (int i = 0; i < frames; ++i) {
    const double edge = std::min({1.0, (i + 0.0) / fadeFrames, (frames - 1.0 - i) / fadeFrames});
    x[static_cast<size_t>(i)] =
        amplitude * edge * std::sin(2.0 * kPi * frequency * i + phaseDegrees * kPi / 180.0);
  }
  return x;
}

Samples noise(int frames, double amplitude, uint32_t seed) {
  Random random(seed);
  Samples x(static_cast<size_t>(frames));
  for (double& s : x) s = amplitude * random.next();
  return x;
}

Samples square(int frames, int halfPeriod, double amplitude) {
  Samples x(static_cast<size_t>(frames));
  for (int i = 0; i < frames; ++i) {
    x[static_cast<size_t>(i)] = (i / halfPeriod) % 2 == 0 ? amplitude : -amplitude;
  }
  return x;
}

Stereo programme(double sampleRate, double seconds, uint32_t seed) {
  const size_t frames = framesOf(sampleRate, seconds);
  Stereo out{Samples(frames), Samples(frames)};
  Random random(seed);
  const double beat = 0.5;  // 120 bpm
  double hatLeft = 0.0, hatRight = 0.0;
  for (size_t i = 0; i < frames; ++i) {
    const double t = static_cast<double>(i) / sampleRate;
    const double inBeat = std::fmod(t, beat), inEighth = std::fmod(t, beat / 2.0);
    const double level = std::fmod(t, 8.0) < 4.0 ? 0.5 : 1.0;  // verse, chorus
    const double kick =
        0.30 * std::exp(-inBeat / 0.12) *
        std::sin(2.0 * kPi * (50.0 * inBeat + 3.0 * (1.0 - std::exp(-inBeat / 0.03))));
    const double root = std::fmod(t, 8.0) < 4.0 ? 55.0 : 41.2;
    const double bass =
        0.10 * (std::sin(2.0 * kPi * root * t) + 0.4 * std::sin(4.0 * kPi * root * t + 0.3));
    double chordLeft = 0.0, chordRight = 0.0;
    for (const double ratio : {4.0, 5.0, 6.0}) {
      chordLeft += 0.03 * std::sin(2.0 * kPi * root * ratio * t);
      chordRight += 0.03 * std::sin(2.0 * kPi * root * ratio * 1.003 * t);
    }
    const double hit = 0.12 * std::exp(-inEighth / 0.02);
    hatLeft = 0.3 * hatLeft + random.next();
    hatRight = 0.3 * hatRight + random.next();
    out.left[i] = level * (kick + bass + chordLeft + hit * hatLeft);
    out.right[i] = level * (kick + bass + chordRight + 0.8 * hit * hatRight);
  }
  return out;
}

}  // namespace measure
