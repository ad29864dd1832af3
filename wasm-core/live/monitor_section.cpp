#include "live/monitor_section.h"

#include <algorithm>

#include "base/math.h"
#include "params/parameter_table.h"

namespace lathe {

void MonitorSection::prepare(double sampleRate) {
  gain_.prepare(sampleRate, paramSpec(ParamId::MonitorVolumeDb).smoothingMs);
  mono_.prepare(sampleRate, paramSpec(ParamId::MonitorMono).smoothingMs);
  safety_.prepare(sampleRate);
  volumeDb_ = paramSpec(ParamId::MonitorVolumeDb).defaultValue;
  dimDb_ = paramSpec(ParamId::MonitorDimDb).defaultValue;
  dimOn_ = monoOn_ = mute_ = unityOn_ = false;
  driveGain_ = 1.0;
  retarget(true);
}

bool MonitorSection::setParam(ParamId id, double value, bool snap) noexcept {
  if (static_cast<int>(id) < 0 || static_cast<int>(id) >= kParamCount) return false;
  const ParamSpec& spec = paramSpec(id);
  if (spec.scope != ParamScope::Monitor) return false;
  if (!(value >= spec.minimum && value <= spec.maximum)) return false;
  switch (id) {
    case ParamId::MonitorVolumeDb:
      volumeDb_ = value;
      break;
    case ParamId::MonitorDimDb:
      dimDb_ = value;
      break;
    case ParamId::MonitorDimOn:
      dimOn_ = value != 0.0;
      break;
    case ParamId::MonitorMono:
      monoOn_ = value != 0.0;
      break;
    case ParamId::MonitorUnity:
      unityOn_ = value != 0.0;
      break;
    default:
      mute_ = value != 0.0;
      break;
  }
  retarget(snap);
  return true;
}

void MonitorSection::setDriveGain(double gain) noexcept {
  if (gain == driveGain_) return;
  driveGain_ = gain;
  if (unityOn_) retarget(false);
}

void MonitorSection::retarget(bool snap) noexcept {
  const bool silent = mute_ || volumeDb_ <= kSilenceDb;
  const double level = silent ? 0.0 : math::dbToGain(volumeDb_ + (dimOn_ ? dimDb_ : 0.0));
  const double gain = unityOn_ ? level / driveGain_ : level;
  const double mono = monoOn_ ? 1.0 : 0.0;
  if (snap) {
    gain_.snap(gain);
    mono_.snap(mono);
  } else {
    gain_.setTarget(gain);
    mono_.setTarget(mono);
  }
}

void MonitorSection::process(const float* const (&tap)[2], float* const (&out)[2]) noexcept {
  const CubicSegment& gain = gain_.advance();
  const CubicSegment& mono = mono_.advance();
  if (gain.constant && mono.constant && gain.c0 == 1.0 && mono.c0 == 0.0) {
    for (int c = 0; c < 2; ++c) std::copy_n(tap[c], kBlockFrames, out[c]);
  } else {
    alignas(16) float gains[kBlockFrames];
    alignas(16) float monos[kBlockFrames];
    gain.fill(gains);
    mono.fill(monos);
    for (int i = 0; i < kBlockFrames; ++i) {
      // Half the difference moves both sides to their mean.
      const float inward = 0.5f * (tap[1][i] - tap[0][i]) * monos[i];
      out[0][i] = (tap[0][i] + inward) * gains[i];
      out[1][i] = (tap[1][i] - inward) * gains[i];
    }
  }
  safety_.process(out[0], out[1]);
}

}  // namespace lathe
