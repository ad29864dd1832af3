#include "session/session.h"

#include <algorithm>

#include "base/math.h"
#include "rates/rate_plan.h"

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

int64_t Track::delayFrames(double sampleRate) const {
  constexpr double kLongestMs = 100.0;
  const double ms = math::clamp(delayMs, -kLongestMs, kLongestMs);
  return static_cast<int64_t>(math::round(ms * sampleRate / 1000.0));
}

const StripDocument* Session::strip(int index) const {
  const auto at = static_cast<size_t>(index);  // −1 is beyond any
  if (at < tracks.size()) return &tracks[at].strip;
  return at - tracks.size() < buses.size() ? &buses[at - tracks.size()].strip : nullptr;
}

int64_t Session::songFrames() const {
  int64_t end = 0;
  for (const Track& track : tracks) {
    // A track that sounds earlier leaves the song as long as it is.
    const int64_t delay = std::max<int64_t>(track.delayFrames(sampleRate), 0);
    for (const Clip& clip : track.clips) end = std::max(end, clip.startFrame + clip.frames + delay);
  }
  return end > 0 ? std::max(end, headTail.endFrame) : 0;
}

int64_t Session::stemFrames(const Stem& stem) const {
  if (stem.sampleRate == sampleRate) return stem.frames;
  const auto from = static_cast<int>(stem.sampleRate), to = static_cast<int>(sampleRate);
  return from > 0 && to > 0 ? convertedFrames(stem.frames, from, to) : 0;
}

}  // namespace lathe
