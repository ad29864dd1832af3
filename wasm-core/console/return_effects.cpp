#include "console/return_effects.h"

#include <algorithm>

#include "console/alignment.h"
#include "session/tempo.h"

namespace lathe {
namespace {

size_t countEffects(const Session& session) {
  const auto count = std::count_if(session.buses.begin(), session.buses.end(),
                                   [](const Bus& bus) { return bus.effect.has_value(); });
  return static_cast<size_t>(count);
}

}  // namespace

void ReturnEffects::prepare(const Session& session, const MixPlan& plan,
                            const std::vector<int>& levelFrames) {
  tempo_ = session.tempo;
  places_ = std::vector<Place>(countEffects(session));
  auto place = places_.begin();
  for (size_t bus = 0; bus < session.buses.size(); ++bus) {
    if (!session.buses[bus].effect) continue;
    place->effect.prepare(*session.buses[bus].effect, plan.sampleRate);
    place->bus = static_cast<int>(bus);
    place->strip = plan.stripOfSource[static_cast<size_t>(plan.trackCount) + bus];
    place->level = plan.strips[static_cast<size_t>(place->strip)].level;
    place->lateFrames = framesBelow(levelFrames, place->level);
    ++place;
  }
}

size_t ReturnEffects::memoryBytes(const Session& session) {
  size_t bytes = session.tempo.size() * sizeof(TempoMark) + countEffects(session) * sizeof(Place);
  for (const Bus& bus : session.buses) {
    if (bus.effect) bytes += ReturnEffect::memoryBytes(bus.effect->kind, session.sampleRate);
  }
  return bytes;
}

ReturnEffect* ReturnEffects::find(int bus) noexcept {
  for (Place& place : places_) {
    if (place.bus == bus) return &place.effect;
  }
  return nullptr;
}

void ReturnEffects::process(int level, int64_t songFrame, bool anew,
                            std::vector<Strip>& strips) noexcept {
  for (Place& place : places_) {
    if (place.level != level) continue;
    Strip& strip = strips[static_cast<size_t>(place.strip)];
    const double bpm = tempoAt(tempo_, songFrame - place.lateFrames);
    if (!place.effect.process(bpm, anew, strip.input(0), strip.input(1))) ++strip.badBlocks;
  }
}

}  // namespace lathe
