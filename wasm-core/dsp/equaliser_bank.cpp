#include "dsp/equaliser_bank.h"

#include "dsp/section_lanes.h"

namespace lathe {
namespace {

constexpr SectionDesign kWire{};

/// Poles so close to the unit circle (a bandwidth of 9 Hz at 48 kHz) that their
/// noise would come near −120 dBFS.
constexpr double kNarrowLoss = 1.2e-3;
bool isNarrowDesign(const SectionDesign& d) { return 2.0 - d.a1 - d.a2 < kNarrowLoss; }

}  // namespace

void EqualiserBank::prepare(double sampleRate) {
  for (EqualiserLane& lane : lanes_) lane.prepare(sampleRate);
  for (BandDetector& detector : detectors_) detector.prepare(sampleRate);
  reset();
}

void EqualiserBank::reset() noexcept {
  for (EqualiserLane& lane : lanes_) lane.reset();
  for (BandDetector& detector : detectors_) detector.reset();
  state_.fill({f32x4::zero(), f32x4::zero()});
  carry_.fill({f32x4::zero(), f32x4::zero()});
  gain_ = LaneCurve{};
  movingLanes_ = dynamicLanes_ = twinLanes_ = followingLanes_ = 0;
  dynamicBands_.fill(0);
  for (int lane = 0; lane < kLanes; ++lane) loadLane(lane);
  listSections();
}

void EqualiserBank::resetLane(int lane) noexcept {
  for (SectionState& state : state_) clearLaneOf(state, lane);
  for (SectionState& carry : carry_) clearLaneOf(carry, lane);
  for (int each : {lane, stereo_ ? lane ^ 1 : lane}) {
    for (BandDetector& detector : detectors_) detector.resetLane(each);
    lanes_[static_cast<size_t>(each)].resetActions();
    noteLane(each);
  }
}

void EqualiserBank::setStereo(bool linkedPairs) noexcept {
  stereo_ = linkedPairs;
  for (BandDetector& detector : detectors_) detector.setStereo(linkedPairs);
  for (int lane = 0; lane < kLanes; ++lane) noteLane(lane);
}

void EqualiserBank::setLane(int lane, const EqualiserSettings& settings, bool snap) noexcept {
  EqualiserLane& target = lanes_[static_cast<size_t>(lane)];
  if (!snap && target.settings() == settings) return;
  std::array<double, kEqSections> oldG;
  for (int i = 0; i < kEqSections; ++i) oldG[static_cast<size_t>(i)] = target.end(i).g;
  const uint32_t wasDynamic = target.dynamicBands();
  target.set(settings, snap);
  if (snap) {
    // p is scaled by g, which has just jumped.
    for (int section = 0; section < kEqSections; ++section) {
      const auto i = static_cast<size_t>(section);
      const double scale = target.end(section).g / oldG[i];
      state_[i].p.set(lane, static_cast<float>(state_[i].p.get(lane) * scale));
    }
    for (SectionState& carry : carry_) clearLaneOf(carry, lane);
    loadLane(lane);
    listSections();
  }
  for (int band = 0; band < kEqBands; ++band) {
    const auto i = static_cast<size_t>(band);
    const DynamicBandSettings& dynamic = settings.band[i].dynamic;
    if (!dynamic.on) continue;  // what still acts does so as before
    detectors_[i].setLane(lane, dynamic, target.region(band));
    if (!((wasDynamic >> band) & 1)) detectors_[i].resetLane(lane);
  }
  noteLane(lane);
}

void EqualiserBank::copyLane(int lane, const EqualiserBank& from, int fromLane) noexcept {
  lanes_[static_cast<size_t>(lane)] = from.lanes_[static_cast<size_t>(fromLane)];
  for (size_t i = 0; i < kEqSections; ++i) copyLaneOf(state_[i], lane, from.state_[i], fromLane);
  for (size_t i = 0; i < kEqSlots; ++i) copyLaneOf(carry_[i], lane, from.carry_[i], fromLane);
  for (size_t i = 0; i < kEqBands; ++i) {
    detectors_[i].copyLane(lane, from.detectors_[i], fromLane);
  }
  loadLane(lane);
  noteLane(lane);
  listSections();
}

/// Whether the lane has to be advanced in the coming block.
void EqualiserBank::noteLane(int lane) noexcept {
  const EqualiserLane& l = lanes_[static_cast<size_t>(lane)];
  const int bit = 1 << lane;
  movingLanes_ = l.moving() ? movingLanes_ | bit : movingLanes_ & ~bit;
  const uint32_t bands = dynamicBands_[static_cast<size_t>(lane)] = l.dynamicBands();
  dynamicLanes_ = bands != 0 ? dynamicLanes_ | bit : dynamicLanes_ & ~bit;
  const int pair = 3 << (lane & 2), right = pair & 0b1010;
  const EqualiserLane& other = lanes_[static_cast<size_t>(lane ^ 1)];
  const bool twins = stereo_ && ((movingLanes_ | dynamicLanes_) & pair) != 0 && !l.moving() &&
                     !other.moving() && l.settings() == other.settings();
  twinLanes_ = twins ? twinLanes_ | right : twinLanes_ & ~right;
}

/// A lane's coefficients as its next block starts, were it to stay at rest.
void EqualiserBank::loadSection(int lane, int section) noexcept {
  const EqualiserLane& l = lanes_[static_cast<size_t>(lane)];
  const auto i = static_cast<size_t>(section);
  const bool on = (l.activeSections() >> section) & 1;
  const SectionDesign& design = on ? l.end(section) : kWire;
  setLaneOf(coefficients_[i], lane, design);
  if (!on) clearLaneOf(state_[i], lane);
  if (section >= kEqSlots) return;
  uint32_t& narrow = narrowLanes_[static_cast<size_t>(lane)];
  const uint32_t bit = 1u << section;
  narrow = isNarrowDesign(design) ? narrow | bit : narrow & ~bit;
  if (!(narrow & bit)) clearLaneOf(carry_[i], lane);
}

void EqualiserBank::loadLane(int lane) noexcept {
  for (int section = 0; section < kEqSections; ++section) loadSection(lane, section);
  gain_.setLane(lane, lanes_[static_cast<size_t>(lane)].gain());
}

void EqualiserBank::listSections() noexcept {
  uint32_t active = 0;
  narrow_ = 0;
  gainActive_ = false;
  for (int lane = 0; lane < kLanes; ++lane) {
    const EqualiserLane& l = lanes_[static_cast<size_t>(lane)];
    active |= l.activeSections();
    narrow_ |= narrowLanes_[static_cast<size_t>(lane)];
    gainActive_ |= !l.gain().constant || l.gain().c0 != 1.0;
  }
  sectionCount_ = 0;
  for (int section = 0; section < kEqSections; ++section) {
    if ((active >> section) & 1)
      sections_[static_cast<size_t>(sectionCount_++)] = static_cast<uint8_t>(section);
  }
}

}  // namespace lathe
