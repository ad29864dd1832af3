#include "session/session.h"

#include <algorithm>

namespace lathe {

ParamValues::ParamValues() {
  for (const ParamSpec& spec : parameterTable()) (*this)[spec.id] = spec.defaultValue;
}

Bus mixBus() {
  Bus bus;
  bus.id = "mix";
  bus.kind = BusKind::Mix;
  return bus;
}

const StripDocument* Session::strip(int index) const {
  const auto at = static_cast<size_t>(index);  // −1 is beyond any
  if (at < tracks.size()) return &tracks[at].strip;
  return at - tracks.size() < buses.size() ? &buses[at - tracks.size()].strip : nullptr;
}

int64_t Session::songFrames() const {
  int64_t end = 0;
  for (const Track& track : tracks) {
    for (const Clip& clip : track.clips) end = std::max(end, clip.startFrame + clip.frames);
  }
  return end;
}

}  // namespace lathe
