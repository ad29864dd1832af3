#include "effects/feedback_network.h"

namespace lathe {
namespace {

/// One shelf of four lines.
struct Shelf {
  f32x4 b, d, a;
  static Shelf of(const LineFilters::Shelf& s, int half) {
    return {f32x4::load(s.b + 4 * half), f32x4::load(s.d + 4 * half), f32x4::load(s.a + 4 * half)};
  }
  static Shelf stepTo(const Shelf& from, const Shelf& to) {
    const f32x4 share = f32x4::splat(1.0f / kBlockFrames);
    return {(to.b - from.b) * share, (to.d - from.d) * share, (to.a - from.a) * share};
  }
  LATHE_INLINE f32x4 run(f32x4 x, f32x4& state) const {
    const f32x4 y = b * x + state;
    state = d * x - a * state;
    return y;
  }
  LATHE_INLINE void move(const Shelf& step) {
    b += step.b;
    d += step.d;
    a += step.a;
  }
};

/// Four lines, with filters that rest.
void runShelves(f32x4* frames, const float* const* taps, const Shelf& restingLow,
                const Shelf& restingHigh, f32x4* states) noexcept {
  const Shelf low = restingLow, high = restingHigh;
  f32x4 lowState = states[0], highState = states[1];
  for (int i = 0; i < kBlockFrames; i += 4) {
    f32x4 x[4] = {f32x4::load(taps[0] + i), f32x4::load(taps[1] + i), f32x4::load(taps[2] + i),
                  f32x4::load(taps[3] + i)};
    transpose(x[0], x[1], x[2], x[3]);
    LATHE_UNROLL
    for (int k = 0; k < 4; ++k) {
      frames[i + k] = high.run(low.run(x[k], lowState), highState);
    }
  }
  states[0] = lowState;
  states[1] = highState;
}

}  // namespace

void FeedbackNetwork::prepare(int longestLine) {
  lines_.prepare(kReverbLines, longestLine);
  reset();
}

void FeedbackNetwork::reset() noexcept {
  lines_.reset();
  for (auto& half : state_) half[0] = half[1] = f32x4::zero();
}

void FeedbackNetwork::setFilters(const LineFilters& filters, bool snap) noexcept {
  wanted_ = filters;
  gliding_ = !snap;
  if (snap) filters_ = filters;
}

void FeedbackNetwork::runFilters(const float* const* allTaps, int half) noexcept {
  Shelf low = Shelf::of(filters_.shelf[0], half), high = Shelf::of(filters_.shelf[1], half);
  const float* const* taps = allTaps + 4 * half;
  f32x4* states = state_[half];
  if (!gliding_) {
    runShelves(frames_[half], taps, low, high, states);
  } else {
    const Shelf lowStep = Shelf::stepTo(low, Shelf::of(wanted_.shelf[0], half));
    const Shelf highStep = Shelf::stepTo(high, Shelf::of(wanted_.shelf[1], half));
    for (int i = 0; i < kBlockFrames; ++i) {
      const f32x4 x = f32x4::make(taps[0][i], taps[1][i], taps[2][i], taps[3][i]);
      frames_[half][i] = high.run(low.run(x, states[0]), states[1]);
      low.move(lowStep);
      high.move(highStep);
    }
  }
  states[0] = cleanState(states[0]);
  states[1] = cleanState(states[1]);
}

void FeedbackNetwork::runTurn(const LineTurn& turn) noexcept {
  f32x4 c = f32x4::load(turn.cosine), s = f32x4::load(turn.sine);
  const f32x4 dc = f32x4::load(turn.stepCosine), ds = f32x4::load(turn.stepSine);
  LATHE_UNROLL
  for (int i = 0; i < kBlockFrames; ++i) {
    const f32x4 a = frames_[0][i], b = frames_[1][i];
    frames_[0][i] = c * a - s * b;
    frames_[1][i] = s * a + c * b;
    // On by the same angle each frame: orthogonal in between, too.
    const f32x4 turned = c * dc - s * ds;
    s = s * dc + c * ds;
    c = turned;
  }
}

void FeedbackNetwork::runMix(const ReverbChannels& input, float* left, float* right) noexcept {
  float* out[kReverbLines];
  for (int i = 0; i < kReverbLines; ++i) out[i] = lines_.block(i);
  const f32x4 quarter = f32x4::splat(0.25f);
  for (int i = 0; i < kBlockFrames; i += 4) {
    f32x4 x[8];
    for (int k = 0; k < 4; ++k) {
      x[k] = frames_[0][i + k];
      x[k + 4] = frames_[1][i + k];
    }
    transpose(x[0], x[1], x[2], x[3]);
    transpose(x[4], x[5], x[6], x[7]);
    // Left and right agree in four lines and differ in four: uncorrelated, and as
    // loud in mono as their powers add up to.
    const f32x4 same = (x[0] - x[3]) + (x[5] - x[6]);
    const f32x4 apart = (x[1] - x[2]) + (x[7] - x[4]);
    (same + apart).store(left + i);
    (same - apart).store(right + i);
    const f32x4 sum = ((x[0] + x[1]) + (x[2] + x[3])) + ((x[4] + x[5]) + (x[6] + x[7]));
    const f32x4 back = sum * quarter;
    for (int k = 0; k < kReverbLines; ++k) {
      flushTiny(f32x4::load(input.frame[k] + i) + (x[k] - back)).store(out[k] + i);
    }
  }
  for (int i = 0; i < kReverbLines; ++i) lines_.wrote(i);
  lines_.advance();
}

void FeedbackNetwork::process(const ReverbChannels& input, const int* from, const int* to,
                              const FadeRamp& fade, const LineTurn& turn, float* left,
                              float* right) noexcept {
  const float* taps[kReverbLines];
  for (int i = 0; i < kReverbLines; ++i) {
    taps[i] = fadedTap(lines_, i, from[i], to[i], fade, scratch_.frame[i]);
  }
  runFilters(taps, 0);
  runFilters(taps, 1);
  runTurn(turn);
  runMix(input, left, right);
  filters_ = wanted_;
  gliding_ = false;
}

double FeedbackNetwork::storedEnergy(const int* lengths) const noexcept {
  double energy = 0.0;
  for (int line = 0; line < kReverbLines; ++line) {
    for (int age = lengths[line]; age > 0; --age) {
      const double x = static_cast<double>(*lines_.tap(line, age));
      energy += x * x;
    }
  }
  return energy;
}

}  // namespace lathe
