#include "params/parameter_table.h"

#include <array>
#include <cstddef>

namespace lathe {
namespace {

constexpr ParamScope kStrip = ParamScope::Strip;
constexpr ParamScope kSend = ParamScope::Send;
constexpr ParamScope kMaster = ParamScope::Master;
constexpr ParamScope kMonitor = ParamScope::Monitor;
constexpr ParamTaper kLinear = ParamTaper::Linear;
constexpr ParamTaper kLog = ParamTaper::Log;

// Smoothing by kind: gains are short enough to feel immediate, frequency and Q
// longer because a filter's state has to follow; switches cross-fade.
constexpr double kGainMs = 20.0;
constexpr double kFilterMs = 30.0;
constexpr double kSwitchMs = 10.0;
constexpr double kBlockEdge = 0.0;

constexpr const char* kBandTypes[] = {"bell",  "lowShelf", "highShelf",
                                      "notch", "bandPass", "tilt"};
constexpr const char* kSlopes[] = {"6", "12", "18", "24", "36", "48"};
constexpr const char* kDetectors[] = {"punch", "smooth", "rms"};
constexpr const char* kSendTaps[] = {"post", "pre", "input"};
constexpr const char* kPanLaws[] = {"compensated3", "minus3", "minus4p5", "minus6", "linear"};

constexpr ParamSpec number(ParamId id, ParamScope scope, const char* key, const char* name,
                           const char* unit, double minimum, double maximum, double defaultValue,
                           ParamTaper taper, double smoothingMs) {
  return {id,           scope, ParamKind::Number, key,   name, unit, minimum, maximum,
          defaultValue, taper, smoothingMs,       false, {}};
}

constexpr ParamSpec onOff(ParamId id, ParamScope scope, const char* key, const char* name,
                          bool defaultValue, double smoothingMs = kSwitchMs) {
  return {id,  scope, ParamKind::Switch,        key,     name,        "",
          0.0, 1.0,   defaultValue ? 1.0 : 0.0, kLinear, smoothingMs, false,
          {}};
}

template <class Value>
constexpr ParamSpec choice(ParamId id, ParamScope scope, const char* key, const char* name,
                           const char* unit, std::span<const char* const> choices,
                           Value defaultValue, double smoothingMs = kSwitchMs) {
  return {id,
          scope,
          ParamKind::Choice,
          key,
          name,
          unit,
          0.0,
          static_cast<double>(choices.size() - 1),
          static_cast<double>(static_cast<int>(defaultValue)),
          kLinear,
          smoothingMs,
          false,
          choices};
}

constexpr ParamSpec withLatency(ParamSpec spec) {
  spec.changesLatency = true;
  return spec;
}

// A band is on from the start: at 0 dB it is exactly transparent, and a band
// whose gain is moved is heard at once.
#define LATHE_EQ_BAND(n, type, freqHz, q)                                                          \
  onOff(eqBandParam(n - 1, BandField::On), kStrip, "eq.band" #n ".on", "Equaliser band " #n " on", \
        true),                                                                                     \
      choice(eqBandParam(n - 1, BandField::Type), kStrip, "eq.band" #n ".type",                    \
             "Equaliser band " #n " type", "", kBandTypes, type),                                  \
      number(eqBandParam(n - 1, BandField::FreqHz), kStrip, "eq.band" #n ".freqHz",                \
             "Equaliser band " #n " frequency", "Hz", 10.0, 22000.0, freqHz, kLog, kFilterMs),     \
      number(eqBandParam(n - 1, BandField::GainDb), kStrip, "eq.band" #n ".gainDb",                \
             "Equaliser band " #n " gain", "dB", -18.0, 18.0, 0.0, kLinear, kGainMs),              \
      number(eqBandParam(n - 1, BandField::Q), kStrip, "eq.band" #n ".q",                          \
             "Equaliser band " #n " Q", "", 0.1, 30.0, q, kLog, kFilterMs)

constexpr std::array<ParamSpec, kParamCount> kTable = {
    number(ParamId::TrimGainDb, kStrip, "trim.gainDb", "Trim gain", "dB", -24.0, 24.0, 0.0, kLinear,
           kGainMs),
    onOff(ParamId::TrimPolarityL, kStrip, "trim.polarityL", "Invert polarity left", false, kGainMs),
    onOff(ParamId::TrimPolarityR, kStrip, "trim.polarityR", "Invert polarity right", false,
          kGainMs),

    onOff(ParamId::EqOn, kStrip, "eq.on", "Equaliser on", false),
    onOff(ParamId::EqHighPassOn, kStrip, "eq.highPass.on", "High-pass on", false),
    number(ParamId::EqHighPassFreqHz, kStrip, "eq.highPass.freqHz", "High-pass frequency", "Hz",
           10.0, 2000.0, 80.0, kLog, kFilterMs),
    choice(ParamId::EqHighPassSlope, kStrip, "eq.highPass.slope", "High-pass slope", "dB/oct",
           kSlopes, FilterSlope::Db12),
    number(ParamId::EqHighPassQ, kStrip, "eq.highPass.q", "High-pass Q", "", 0.5, 2.0, 0.71, kLog,
           kFilterMs),
    onOff(ParamId::EqLowPassOn, kStrip, "eq.lowPass.on", "Low-pass on", false),
    number(ParamId::EqLowPassFreqHz, kStrip, "eq.lowPass.freqHz", "Low-pass frequency", "Hz", 500.0,
           22000.0, 16000.0, kLog, kFilterMs),
    choice(ParamId::EqLowPassSlope, kStrip, "eq.lowPass.slope", "Low-pass slope", "dB/oct", kSlopes,
           FilterSlope::Db12),
    number(ParamId::EqLowPassQ, kStrip, "eq.lowPass.q", "Low-pass Q", "", 0.5, 2.0, 0.71, kLog,
           kFilterMs),
    LATHE_EQ_BAND(1, BandType::LowShelf, 80.0, 0.71),
    LATHE_EQ_BAND(2, BandType::Bell, 200.0, 1.0),
    LATHE_EQ_BAND(3, BandType::Bell, 500.0, 1.0),
    LATHE_EQ_BAND(4, BandType::Bell, 1500.0, 1.0),
    LATHE_EQ_BAND(5, BandType::Bell, 4000.0, 1.0),
    LATHE_EQ_BAND(6, BandType::HighShelf, 10000.0, 0.71),
    number(ParamId::EqOutputDb, kStrip, "eq.outputDb", "Equaliser output", "dB", -18.0, 18.0, 0.0,
           kLinear, kGainMs),

    onOff(ParamId::CompOn, kStrip, "comp.on", "Compressor on", false),
    number(ParamId::CompThresholdDb, kStrip, "comp.thresholdDb", "Compressor threshold", "dB",
           -60.0, 0.0, -18.0, kLinear, kGainMs),
    number(ParamId::CompRatio, kStrip, "comp.ratio", "Compressor ratio", ":1", 1.0, kInfiniteRatio,
           3.0, ParamTaper::Ratio, kGainMs),
    number(ParamId::CompKneeDb, kStrip, "comp.kneeDb", "Compressor knee", "dB", 0.0, 24.0, 6.0,
           kLinear, kGainMs),
    // A time constant changes how fast the gain moves, never the gain itself,
    // so it may step.
    number(ParamId::CompAttackMs, kStrip, "comp.attackMs", "Compressor attack", "ms", 0.05, 250.0,
           10.0, kLog, kBlockEdge),
    number(ParamId::CompReleaseMs, kStrip, "comp.releaseMs", "Compressor release", "ms", 5.0,
           3000.0, 120.0, kLog, kBlockEdge),
    choice(ParamId::CompDetector, kStrip, "comp.detector", "Compressor detector", "", kDetectors,
           Detector::Punch),
    number(ParamId::CompMakeUpDb, kStrip, "comp.makeUpDb", "Compressor make-up", "dB", -12.0, 24.0,
           0.0, kLinear, kGainMs),

    number(ParamId::PanPosition, kStrip, "pan.position", "Pan", "%", -100.0, 100.0, 0.0, kLinear,
           kGainMs),
    number(ParamId::FaderGainDb, kStrip, "fader.gainDb", "Fader", "dB", kSilenceDb, 10.0, 0.0,
           ParamTaper::Fader, kGainMs),
    onOff(ParamId::StripMute, kStrip, "mute", "Mute", false, kGainMs),

    onOff(ParamId::SendOn, kSend, "on", "Send on", true, kGainMs),
    number(ParamId::SendLevelDb, kSend, "levelDb", "Send level", "dB", kSilenceDb, 10.0, kSilenceDb,
           ParamTaper::Fader, kGainMs),
    choice(ParamId::SendTap, kSend, "tap", "Send taps", "", kSendTaps, SendTapPoint::Post),
    onOff(ParamId::SendPanOwn, kSend, "panOwn", "Send has its own pan", false, kGainMs),
    number(ParamId::SendPanPosition, kSend, "panPosition", "Send pan", "%", -100.0, 100.0, 0.0,
           kLinear, kGainMs),

    choice(ParamId::SessionPanLaw, ParamScope::Session, "panLaw", "Pan law", "", kPanLaws,
           PanLaw::Compensated3, kGainMs),

    number(ParamId::MasterDriveDb, kMaster, "driveDb", "Master drive", "dB", 0.0, 24.0, 0.0,
           kLinear, kGainMs),
    number(ParamId::MasterTrimDb, kMaster, "trimDb", "Master trim", "dB", -48.0, 24.0, 0.0, kLinear,
           kGainMs),
    onOff(ParamId::LimiterOn, kMaster, "limiter.on", "Limiter on", false),
    number(ParamId::LimiterCeilingDbtp, kMaster, "limiter.ceilingDbtp", "Limiter ceiling", "dBTP",
           -12.0, 0.0, -1.0, kLinear, kGainMs),
    withLatency(number(ParamId::LimiterLookAheadMs, kMaster, "limiter.lookAheadMs",
                       "Limiter look-ahead", "ms", 0.5, 10.0, 5.0, kLog, kBlockEdge)),
    number(ParamId::LimiterReleaseMs, kMaster, "limiter.releaseMs", "Limiter release", "ms", 10.0,
           1000.0, 100.0, kLog, kBlockEdge),

    number(ParamId::MonitorVolumeDb, kMonitor, "volumeDb", "Monitor volume", "dB", kSilenceDb, 0.0,
           -6.0, ParamTaper::Fader, kGainMs),
    onOff(ParamId::MonitorDimOn, kMonitor, "dimOn", "Dim", false, kGainMs),
    number(ParamId::MonitorDimDb, kMonitor, "dimDb", "Dim level", "dB", -40.0, -6.0, -20.0, kLinear,
           kGainMs),
    onOff(ParamId::MonitorMono, kMonitor, "mono", "Listen in mono", false, kGainMs),
    onOff(ParamId::MonitorMute, kMonitor, "mute", "Mute monitor", false, kGainMs),
};

#undef LATHE_EQ_BAND

constexpr bool rowsStandAtTheirIds() {
  for (size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<size_t>(kTable[i].id) != i) return false;
  }
  return true;
}
static_assert(rowsStandAtTheirIds(), "paramSpec() indexes the table by id");

}  // namespace

std::span<const ParamSpec> parameterTable() noexcept { return kTable; }

const ParamSpec& paramSpec(ParamId id) noexcept { return kTable[static_cast<size_t>(id)]; }

const ParamSpec* findParam(ParamScope scope, std::string_view key) noexcept {
  for (const ParamSpec& spec : kTable) {
    if (spec.scope == scope && key == spec.key) return &spec;
  }
  return nullptr;
}

double clampParam(ParamId id, double value) noexcept {
  const ParamSpec& spec = paramSpec(id);
  // Infinity minus itself and NaN are both NaN, so one comparison finds every
  // value that is not finite without libm.
  if (!(value - value == 0.0)) return spec.defaultValue;
  if (value < spec.minimum) return spec.minimum;
  if (value > spec.maximum) return spec.maximum;
  return value;
}

}  // namespace lathe
