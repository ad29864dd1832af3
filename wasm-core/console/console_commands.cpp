#include <algorithm>

#include "console/console_impl.h"

namespace lathe {

int Console::Impl::stripIndex(int target) const noexcept {
  const int source = target >= kBusTargets      ? plan.trackCount + target - kBusTargets
                     : target < plan.trackCount ? target
                                                : -1;
  if (source < 0 || source >= static_cast<int>(plan.stripOfSource.size())) return -1;
  return plan.stripOfSource[static_cast<size_t>(source)];
}

Strip* Console::Impl::stripOf(int target) noexcept {
  const int strip = stripIndex(target);
  return strip < 0 ? nullptr : &strips[static_cast<size_t>(strip)];
}

Strip* Console::Impl::trackWith(int track, int channel) noexcept {
  Strip* strip = track < plan.trackCount ? stripOf(track) : nullptr;
  return strip && channel >= 0 && channel < strip->channels() ? strip : nullptr;
}

const SendPlace* Console::Impl::sendOf(int target) const noexcept {
  const int send = target - kSendTargets;
  if (send < 0 || send >= static_cast<int>(sends.size())) return nullptr;
  return &sends[static_cast<size_t>(send)];
}

void Console::Impl::applySolo() noexcept {
  const SoloMode mode = scratch.side.soloMode;
  const bool inPlace = mode == SoloMode::InPlace;
  for (size_t i = 0; i < strips.size(); ++i) {
    bool passes[kMaxSendsPerStrip];
    for (size_t send = 0; send < strips[i].sends().size(); ++send) {
      passes[send] =
          !inPlace || solo.isSendAudible(static_cast<int>(i), strips[i].sends()[send].returnBus);
    }
    strips[i].setAudible(!inPlace || solo.isAudible(static_cast<int>(i)), passes);
    const bool soloed = solo.isSoloed(static_cast<int>(i));
    strips[i].setAside(soloed && mode == SoloMode::AfterFader,
                       soloed && mode == SoloMode::PreFader);
    scratch.side.listening |= soloed && !inPlace;
  }
}

int Console::trackCount() const noexcept { return impl_->plan.trackCount; }

int Console::busCount() const noexcept {
  return static_cast<int>(impl_->plan.strips.size()) - impl_->plan.trackCount;
}

int Console::trackChannels(int track) const noexcept {
  const Strip* strip = track < trackCount() ? impl_->stripOf(track) : nullptr;
  return strip ? strip->channels() : 0;
}

float* Console::trackInput(int track, int channel) noexcept {
  Strip* strip = impl_->trackWith(track, channel);
  return strip ? strip->input(channel) : nullptr;
}

void Console::setTrackSource(int track, int channel, const float* frames) noexcept {
  if (Strip* strip = impl_->trackWith(track, channel)) strip->setSource(channel, frames);
}

void Console::setStripMeters(bool on) noexcept { impl_->scratch.metered = on; }

void Console::setParam(int target, ParamId id, double value) noexcept {
  if (!impl_->automation.overrides(target, id)) impl_->setParam(target, id, value);
}

void Console::holdAutomation(int target, ParamId id, AutomationHold hold, double offset) noexcept {
  if (!impl_->automation.hold(target, id, hold, offset)) ++impl_->ignored;
}

void Console::Impl::setParam(int target, ParamId id, double value) noexcept {
  Impl& m = *this;
  if (Strip* strip = m.stripOf(target); strip && isValueInScope(ParamScope::Strip, id, value)) {
    if (!strip->setParam(id, value)) ++m.ignored;
  } else if (const SendPlace* send = m.sendOf(target);
             send && isValueInScope(ParamScope::Send, id, value)) {
    m.strips[static_cast<size_t>(send->strip)].setSendParam(send->send, id, value);
  } else if (ReturnEffect* effect = m.effects.find(target - kEffectTargets);
             effect && isValueInScope(effect->scope(), id, value)) {
    effect->setParam(id, value);
  } else if (target == kSessionTarget && isValueInScope(ParamScope::Session, id, value)) {
    m.listening.panLaw = static_cast<PanLaw>(static_cast<int>(value));
    for (Strip& strip : m.strips) strip.touchGains();
  } else {
    ++m.ignored;
  }
}

uint32_t Console::ignoredCommands() const noexcept { return impl_->ignored; }

void Console::setSolo(int target, bool on) noexcept {
  Impl& m = *impl_;
  const int strip = m.stripIndex(target);
  if (strip < 0 || target == kBusTargets + kMixBus) {
    ++m.ignored;
    return;
  }
  m.solo.set(strip, on);
  m.applySolo();
}

void Console::setSoloMode(int mode) noexcept {
  Impl& m = *impl_;
  if (mode < 0 || mode >= static_cast<int>(SoloMode::Count)) {
    ++m.ignored;
    return;
  }
  m.scratch.side.soloMode = static_cast<SoloMode>(mode);
  m.applySolo();
}

void Console::setPreFaderMeters(bool on) noexcept { impl_->scratch.side.preFaderMeters = on; }

void Console::setProbe(int target) noexcept {
  Impl& m = *impl_;
  m.scratch.side.probed = m.stripOf(target);
  if (target >= 0 && m.scratch.side.probed == nullptr) ++m.ignored;
}

bool Console::isListening() const noexcept { return impl_->scratch.side.listening; }
bool Console::isProbing() const noexcept { return impl_->scratch.side.probed != nullptr; }
const float* Console::listen(int channel) const noexcept { return impl_->listened[channel == 1]; }
const float* Console::probe(int channel) const noexcept { return impl_->probed[channel == 1]; }

void Console::setListen(int target, int stage, int mode) noexcept {
  Impl& m = *impl_;
  const Strip* strip = m.stripOf(target);
  const bool valid = strip && stage >= 0 && stage < kStages && mode >= 0 &&
                     mode < static_cast<int>(ListenMode::Count);
  if (!valid && mode != static_cast<int>(ListenMode::Off)) {
    ++m.ignored;
    return;
  }
  const ListenMode wanted = static_cast<ListenMode>(mode);
  m.listen.set(strip, valid ? static_cast<Stage>(stage) : Stage::Gate, wanted);
}

bool Console::isAudible(int target) const noexcept {
  const int strip = impl_->stripIndex(target);
  return strip >= 0 &&
         (impl_->scratch.side.soloMode != SoloMode::InPlace || impl_->solo.isAudible(strip));
}

int Console::latencyFrames() const noexcept { return impl_->latencyFrames; }

StripMeter Console::takeStripMeter(int target) noexcept {
  StripMeter taken{};
  Strip* strip = impl_->stripOf(target);
  if (!strip) return taken;
  const MeterSums& sums = strip->meter;
  const auto frames = static_cast<double>(std::max<int64_t>(sums.frames, 1));
  for (int side = 0; side < 2; ++side) {
    taken.peak[side] = static_cast<float>(sums.peak[side]);
    taken.meanSquare[side] = static_cast<float>(sums.square[side] / frames);
    taken.meanAbsolute[side] = static_cast<float>(sums.absolute[side] / frames);
  }
  taken.overBlocks = sums.overBlocks;
  taken.gateReductionDb = strip->reductionDb[Stage::Gate];
  taken.compressorReductionDb = strip->reductionDb[Stage::Compressor];
  taken.deEsserReductionDb = strip->reductionDb[Stage::DeEsser];
  std::copy(strip->bandGainDb.begin(), strip->bandGainDb.end(), taken.bandGainDb);
  strip->clearMeter();
  return taken;
}

uint32_t Console::badStrips() const noexcept {
  uint32_t count = 0;
  for (const Strip& strip : impl_->strips) count += strip.badBlocks;
  return count;
}

uint32_t Console::badBlocks(int target) const noexcept {
  const Strip* strip = impl_->stripOf(target);
  return strip ? strip->badBlocks : 0;
}

const float* Console::mix(int channel) const noexcept { return impl_->mix[channel == 1]; }

}  // namespace lathe
