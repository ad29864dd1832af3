#include "console/external_keys.h"

#include <algorithm>
#include <limits>

namespace lathe {
namespace {

Stage stageOf(KeyedStage keyed) noexcept {
  switch (keyed) {
    case KeyedStage::Gate:
      return Stage::Gate;
    case KeyedStage::Compressor:
      return Stage::Compressor;
    case KeyedStage::Equaliser:
      break;
  }
  return Stage::Equaliser;
}

/// Visits every key as visit(listening strip, stage, source strip, frames of delay).
template <class Visit>
void forEachKey(const Session& session, const MixPlan& plan, const Alignment& alignment,
                Visit visit) {
  for (size_t strip = 0; strip < plan.strips.size(); ++strip) {
    const StripDocument& document = plan.document(session, static_cast<int>(strip));
    for (const StageKey& key : document.keys) {
      const auto source = static_cast<size_t>(key.stripIndex);
      if (source >= plan.stripOfSource.size()) continue;
      const int from = plan.stripOfSource[source];
      const Stage stage = stageOf(key.stage);
      const int listenerFrames = framesBelow(alignment.levelFrames, plan.strips[strip].level) +
                                 alignment.waitFrames(plan, strip) +
                                 latencyBefore(stage, document.params, session.sampleRate);
      const int level = plan.strips[static_cast<size_t>(from)].level;
      const int sourceFrames =
          framesBelow(alignment.levelFrames, level) + (level > 0 ? kBlockFrames : 0);
      visit(static_cast<int>(strip), stage, from, std::max(listenerFrames - sourceFrames, 0));
    }
  }
}

}  // namespace

void ExternalKeys::prepare(const Session& session, const MixPlan& plan, const Alignment& alignment,
                           std::vector<Strip>& strips) {
  size_t count = 0;
  forEachKey(session, plan, alignment, [&](int, Stage, int, int) { ++count; });
  taps_.clear();
  taps_.reserve(count);
  forEachKey(session, plan, alignment, [&](int strip, Stage stage, int source, int delayFrames) {
    Strip& listener = strips[static_cast<size_t>(strip)];
    Tap& tap = taps_.emplace_back();
    tap.listener = strip;
    tap.source = &strips[static_cast<size_t>(source)];
    tap.fromBus = plan.strips[static_cast<size_t>(source)].level > 0;
    tap.channels = listener.channels();
    for (int channel = 0; channel < tap.channels; ++channel) {
      tap.delay[channel].prepare(delayFrames);
    }
    listener.key[stage] = &tap.audio;
  });
}

size_t ExternalKeys::memoryBytes(const Session& session, const MixPlan& plan,
                                 const Alignment& alignment) {
  size_t bytes = 0;
  forEachKey(session, plan, alignment, [&](int strip, Stage, int, int delayFrames) {
    const int channels = plan.strips[static_cast<size_t>(strip)].channels;
    bytes +=
        sizeof(Tap) + static_cast<size_t>(channels) * FrameDelay<float>::memoryBytes(delayFrames);
  });
  return bytes;
}

void ExternalKeys::reset() noexcept {
  for (Tap& tap : taps_) {
    for (FrameDelay<float>& delay : tap.delay) delay.clear();
    if (tap.fromBus) tap.source->clearInput();
  }
}

bool ExternalKeys::isHeardIn(const MixPlan& plan, const MixPart& part,
                             const Strip& source) const noexcept {
  return std::any_of(taps_.begin(), taps_.end(), [&](const Tap& tap) {
    return tap.source == &source && part.hasStrip(plan, tap.listener);
  });
}

int ExternalKeys::firstHearingBus() const noexcept {
  const auto tap =
      std::find_if(taps_.begin(), taps_.end(), [](const Tap& each) { return each.fromBus; });
  return tap == taps_.end() ? std::numeric_limits<int>::max() : tap->listener;
}

void ExternalKeys::take() noexcept {
  for (Tap& tap : taps_) {
    Strip& source = *tap.source;
    const int sourceChannels = source.channels();
    for (int n = 0; n < kBlockFrames; ++n) {
      const double u = static_cast<double>(n) / kBlockFrames;
      double side[kMaxChannels];
      for (int channel = 0; channel < sourceChannels; ++channel) {
        const double sample = static_cast<double>(source.source(channel)[n]);
        // What is not finite is no key.
        const CubicSegment& trim = source.trim(channel);
        const double gain = trim.constant ? trim.start() : trim.at(u);
        side[channel] = sample - sample == 0.0 ? sample * gain : 0.0;
      }
      if (sourceChannels == 1) side[1] = side[0];
      if (tap.channels == 1) side[0] = 0.5 * (side[0] + side[1]);
      for (int channel = 0; channel < tap.channels; ++channel) {
        tap.audio.frames[channel][n] = static_cast<float>(side[channel]);
      }
    }
    for (int channel = 0; channel < tap.channels; ++channel) {
      float* const frames = tap.audio.frames[channel];
      tap.delay[channel].process(frames, frames);
    }
  }
}

}  // namespace lathe
