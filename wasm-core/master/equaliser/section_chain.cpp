#include "master/equaliser/section_chain.h"

#include "base/math.h"

namespace lathe {
namespace {

StereoSection::Place sectionPlace(BandPlacement placement) noexcept {
  switch (placement) {
    case BandPlacement::Mid:
      return {true, 1};
    case BandPlacement::Side:
      return {true, 2};
    case BandPlacement::Left:
      return {false, 1};
    case BandPlacement::Right:
      return {false, 2};
    case BandPlacement::Stereo:
      break;
  }
  return {};
}

/// Of the key's lanes left, right, mid, side.
int keyLane(BandPlacement placement) noexcept {
  switch (placement) {
    case BandPlacement::Mid:
      return 2;
    case BandPlacement::Side:
      return 3;
    case BandPlacement::Right:
      return 1;
    case BandPlacement::Left:
    case BandPlacement::Stereo:
      break;
  }
  return 0;
}

BankBlock keyOf(const StereoBlock& block) noexcept {
  BankBlock key;
  const f64x2 half = f64x2::splat(0.5);
  for (int i = 0; i < kBlockFrames; ++i) {
    const f64x2 x = block[i];
    key.frame[i] = demote(x, half * (swap(x) + x * f64x2::make(1.0, -1.0)));
  }
  return key;
}

}  // namespace

void SectionChain::prepare(double sampleRate) noexcept {
  lane_.prepare(sampleRate);
  tilt_.prepare(sampleRate);
  for (BandDetector& d : detectors_) d.prepare(sampleRate);
  set(settings_, true);
  reset();
}

void SectionChain::reset() noexcept {
  for (StereoSection& s : sections_) s.reset();
  for (BandDetector& d : detectors_) d.reset();
  lane_.resetActions();
  set(settings_, true);
  loadDetectors(0);
}

void SectionChain::set(const MasterEqualiserSettings& settings, bool snap) noexcept {
  const uint32_t wasDynamic = lane_.dynamicBands();
  settings_ = settings;
  if (snap) {
    // Channels that a section leaves have nothing left to sound.
    for (size_t i = 0; i < kEqBands; ++i) {
      if (placement_[i] == settings.placement[i]) continue;
      sections_[kFirstBandSlot + i].reset();
      sections_[kEqSlots + kFirstBandSlot + i].reset();
    }
    placement_ = settings.placement;
  }
  aim(snap);
  if (!snap) movePlaces();
  loadDetectors(wasDynamic);
  list(snap);
}

/// Towards the settings, but for bands that have to go out first.
void SectionChain::aim(bool snap) noexcept {
  EqualiserSettings curve = settings_.curve, tilt;
  for (size_t i = 0; i < kEqBands; ++i) {
    if (placement_[i] != settings_.placement[i]) curve.band[i].on = false;
  }
  tilt.band[0] = {true, BandType::Tilt, settings_.tiltPivotHz, settings_.tiltDb, 1.0, {}};
  lane_.set(curve, snap);
  tilt_.set(tilt, snap);
}

/// Those that are out take their new places.
void SectionChain::movePlaces() noexcept {
  bool moved = false;
  for (size_t i = 0; i < kEqBands; ++i) {
    if (placement_[i] == settings_.placement[i]) continue;
    const uint32_t main = 1u << (kFirstBandSlot + i), both = main | (main << kEqSlots);
    if ((lane_.activeSections() & both) != 0) continue;
    placement_[i] = settings_.placement[i];
    moved = true;
  }
  if (!moved) return;
  aim(false);
  loadDetectors(lane_.dynamicBands());
}

void SectionChain::loadDetectors(uint32_t wasDynamic) noexcept {
  for (int band = 0; band < kEqBands; ++band) {
    const auto i = static_cast<size_t>(band);
    const DynamicBandSettings& dynamic = settings_.curve.band[i].dynamic;
    if (!dynamic.on) continue;  // what still acts does so as before
    detectors_[i].setStereo(placement_[i] == BandPlacement::Stereo);
    for (int lane = 0; lane < kLanes; ++lane) {
      detectors_[i].setLane(lane, dynamic, lane_.region(band));
      if (!((wasDynamic >> band) & 1)) detectors_[i].resetLane(lane);
    }
  }
}

void SectionChain::detect(const StereoBlock& key, BandActions& actions) noexcept {
  const BankBlock keys = keyOf(key);
  for (int band = 0; band < kEqBands; ++band) {
    if (!((lane_.dynamicBands() >> band) & 1)) continue;
    const auto i = static_cast<size_t>(band);
    BandDetector* const detector = &detectors_[i];
    f32x4 action[1][kEqRuns];
    BandDetector::process(&detector, action, 1, keys, nullptr);
    const int lane = keyLane(placement_[i]);
    for (size_t run = 0; run < kEqRuns; ++run) actions[i][run] = action[0][run].get(lane);
  }
}

StereoSection::Place SectionChain::placeOf(int section) const noexcept {
  const int band = section % kEqSlots - kFirstBandSlot;
  if (section == kTilt || band < 0 || band >= kEqBands) return {};
  return sectionPlace(placement_[static_cast<size_t>(band)]);
}

bool SectionChain::isRamping(int section) const noexcept {
  return section == kTilt ? (tilt_.rampingSections() >> kFirstBandSlot) & 1
                          : (lane_.rampingSections() >> section) & 1;
}

const SectionDesign* SectionChain::edgesOf(int section) noexcept {
  const EqualiserLane& lane = section == kTilt ? tilt_ : lane_;
  const int number = section == kTilt ? kFirstBandSlot : section;
  for (int i = 0; i <= kEqRuns; ++i) edges_[static_cast<size_t>(i)] = lane.edge(number, i);
  return edges_.data();
}

/// Which sections are at work in the coming block, and those that do not move with their designs.
void SectionChain::list(bool snap) noexcept {
  const uint32_t tilts = (tilt_.activeSections() >> kFirstBandSlot) & 1;
  active_ = lane_.activeSections() | (tilts << kTilt);
  count_ = 0;
  const auto add = [&](int section) {
    const auto i = static_cast<size_t>(section);
    if (!((active_ >> section) & 1)) {
      sections_[i].reset();
      return;
    }
    order_[static_cast<size_t>(count_++)] = static_cast<uint8_t>(section);
    if (snap || !isRamping(section)) sections_[i].set(edgesOf(section)[kEqRuns], placeOf(section));
  };
  for (int slot = 0; slot < kEqSlots; ++slot) {
    add(slot);
    add(kEqSlots + slot);
  }
  add(kTilt);
}

void SectionChain::runSections(StereoBlock& block) noexcept {
  StereoSection* still[StereoSection::kMost];
  int ready = 0;
  const auto flush = [&] {
    if (ready > 0) StereoSection::run(still, ready, block);
    ready = 0;
  };
  for (int i = 0; i < count_; ++i) {
    const int number = order_[static_cast<size_t>(i)];
    StereoSection& section = sections_[static_cast<size_t>(number)];
    if (isRamping(number)) {
      flush();
      section.ramp(edgesOf(number), kEqRuns, placeOf(number), block);
      continue;
    }
    const bool joins = ready > 0 && still[0]->place().midSide == section.place().midSide;
    if (ready == StereoSection::kMost || !joins) flush();
    still[ready++] = &section;
  }
  flush();
}

void SectionChain::runGain(StereoBlock& block) noexcept {
  const CubicSegment& gain = lane_.gain();
  if (gain.constant && gain.c0 == 1.0) return;
  for (int i = 0; i < kBlockFrames; ++i) {
    block[i] *= f64x2::splat(gain.constant ? gain.c0 : gain.at(i * (1.0 / kBlockFrames)));
  }
}

void SectionChain::process(StereoBlock& block, const StereoBlock& key) noexcept {
  const bool dynamic = lane_.dynamicBands() != 0;
  BandActions actions{};
  if (dynamic) detect(key, actions);
  if (dynamic || lane_.moving() || tilt_.moving()) {
    movePlaces();
    lane_.advance(&actions);
    tilt_.advance(nullptr);
    list(false);
  }
  runSections(block);
  runGain(block);
}

}  // namespace lathe
