#include "effects/delay_time.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kFadeMs = 50.0;
constexpr double kGlideSeconds = 0.25;
/// Peak speed of the tap is 1.5 over this: below 1, nothing runs backwards.
constexpr double kGlideOfWay = 2.0;

}  // namespace

void DelayTime::prepare(double sampleRate) noexcept {
  const double blocksASecond = sampleRate / kBlockFrames;
  fadeBlocks_ = static_cast<int>(kFadeMs * 0.001 * blocksASecond + 0.5);
  shortestGlide_ = math::round(kGlideSeconds * blocksASecond);
}

void DelayTime::set(const int* frames, bool repitch, bool snap) noexcept {
  repitch_ = repitch;
  bool turns = false;
  for (int side = 0; side < kSides; ++side) {
    turns |= wanted_[side] != frames[side];
    wanted_[side] = frames[side];
    if (snap) now_[side] = frames[side];
  }
  if (snap) fading_ = gliding_ = false;
  if (gliding_ && repitch && turns) begin();
}

void DelayTime::begin() noexcept {
  double way = 0.0;
  for (int side = 0; side < kSides; ++side) {
    // Where the tap is, and how fast it goes: frames a block.
    double at = now_[side], speed = 0.0;
    if (gliding_) {
      at = delayAt(side, kBlockFrames);
      speed = at - delayAt(side, kBlockFrames - 1);
    }
    start_[side] = at;
    speed_[side] = speed * kBlockFrames;
    const double distance = math::abs(wanted_[side] - at);
    way = distance > way ? distance : way;
    old_[side] = now_[side];
    now_[side] = wanted_[side];
  }
  glideBlocks_ = math::floor(kGlideOfWay * way / kBlockFrames) + 1.0;
  if (glideBlocks_ < shortestGlide_) glideBlocks_ = shortestGlide_;
  for (double& speed : speed_) speed *= glideBlocks_;
  gliding_ = repitch_ || gliding_;
  fading_ = !gliding_;
  block_ = -1;
}

void DelayTime::advance() noexcept {
  if (moving() && ++block_ >= (fading_ ? fadeBlocks_ : static_cast<int>(glideBlocks_))) {
    fading_ = gliding_ = false;
  }
  if (moving() || (wanted_[0] == now_[0] && wanted_[1] == now_[1])) return;
  begin();
  block_ = 0;
}

double DelayTime::fadeAt(int frame) const noexcept {
  const double t = (block_ + static_cast<double>(frame) / kBlockFrames) / fadeBlocks_;
  return t * t * (3.0 - 2.0 * t);
}

double DelayTime::delayAt(int side, int frame) const noexcept {
  if (!gliding_) return now_[side];
  // Hermite's cubic: from start with its speed to now_, at rest there.
  const double t = (block_ + static_cast<double>(frame) / kBlockFrames) / glideBlocks_;
  const double left = 1.0 - t;
  return start_[side] + (now_[side] - start_[side]) * t * t * (3.0 - 2.0 * t) +
         speed_[side] * t * left * left;
}

}  // namespace lathe
