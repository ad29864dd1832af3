#include "cli/master_aim.h"

#include <algorithm>

namespace lathe::cli {
namespace {

template <typename Entries>
const typename Entries::value_type* findById(const Entries& entries, const std::string& id) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.id == id; });
  return found == entries.end() ? nullptr : &*found;
}

std::string knownNames() {
  std::string names;
  const auto add = [&names](const auto& entries) {
    for (const auto& entry : entries) names += (names.empty() ? "" : ", ") + entry.id;
  };
  add(deliveryTable().intents);
  add(deliveryTable().targets);
  return names;
}

// The input's rate where the target takes it, or else one that it asks for.
int rateFor(const TargetFile& file, int inputRate) {
  const auto& rates = file.sampleRates;
  if (!rates.empty() && std::find(rates.begin(), rates.end(), inputRate) == rates.end()) {
    return static_cast<int>(rates.front());
  }
  return std::max(inputRate, static_cast<int>(file.lowestSampleRate));
}

const char* bitsFor(const TargetFile& file) {
  return file.highestBits.value_or(24) < 24 ? "16" : "24";
}

void takeTarget(const DeliveryTarget& target, std::optional<double>& lufs,
                std::optional<double>& ceiling, MasterAim& aim) {
  if (!lufs && target.loudness) lufs = target.loudness->integratedLufs;
  if (!ceiling && target.truePeak) {
    ceiling = target.truePeak->ceilingDbtp;
    // What is louder gets the ceiling that is advised for it.
    const auto& loud = target.loudTruePeak;
    if (loud && lufs && *lufs > loud->aboveLufs.value_or(*lufs)) ceiling = loud->ceilingDbtp;
  }
  if (!target.file) return;
  if (!aim.output.rate) aim.rate = rateFor(*target.file, aim.rate);
  if (aim.output.bits.empty()) aim.output.bits = bitsFor(*target.file);
}

}  // namespace

std::optional<MasterAim> resolveAim(const MasterOptions& options, const PcmLayout& input,
                                    const ParamValues& settings, Report& report) {
  MasterAim aim;
  aim.output = options.output;
  aim.rate = options.output.rate.value_or(static_cast<int>(input.sampleRate));
  std::optional<double> lufs = options.lufs, ceiling = options.ceilingDbtp;
  if (!options.target.empty()) {
    const LoudnessIntent* intent = findById(deliveryTable().intents, options.target);
    const DeliveryTarget* target = findById(deliveryTable().targets, options.target);
    if (!intent && !target) {
      report.fault("--target", options.target + " is not known. Known are: " + knownNames() + ".");
      return std::nullopt;
    }
    if (intent && !lufs) lufs = intent->defaultLufs;
    if (target) takeTarget(*target, lufs, ceiling, aim);
  }
  if (!lufs) {
    report.fault("--target",
                 options.target + " asks for no loudness. Say with --lufs how loud it is to be.");
    return std::nullopt;
  }
  if (!ceiling && settings[ParamId::LimiterOn] >= 0.5) {
    ceiling = settings[ParamId::LimiterCeilingDbtp];
  }
  aim.lufs = *lufs;
  aim.ceilingDbtp = ceiling.value_or(kUsualCeilingDbtp);
  return aim;
}

}  // namespace lathe::cli
