// All rows of the table, in the order of their ids.
// Thread: any (constant expressions).
#pragma once

#include <array>
#include <cstddef>

#include "params/colour_rows.h"
#include "params/delay_rows.h"
#include "params/dynamics_rows.h"
#include "params/equaliser_rows.h"
#include "params/master_colour_rows.h"
#include "params/master_dynamics_rows.h"
#include "params/master_equaliser_rows.h"
#include "params/master_loudness_rows.h"
#include "params/master_order_rows.h"
#include "params/reverb_rows.h"

namespace lathe::rows {

constexpr const char* kSendTaps[] = {"post", "pre", "input"};
constexpr const char* kOrders[] = {"eqCompDeEss", "compEqDeEss", "eqDeEssComp",
                                   "deEssEqComp", "compDeEssEq", "deEssCompEq"};
constexpr const char* kTrimSources[] = {"stereo", "swap", "left", "right", "mono"};
constexpr const char* kPanModes[] = {"balance", "dual"};
constexpr const char* kPanLaws[] = {"compensated3", "minus3", "minus4p5", "minus6", "linear"};

inline constexpr std::array kTrimRows{
    number(ParamId::TrimGainDb, kStrip, "trim.gainDb", "Trim gain", "dB", -24.0, 24.0, 0.0, kLinear,
           kGainMs),
    onOff(ParamId::TrimPolarityL, kStrip, "trim.polarityL", "Invert polarity left", false, kGainMs),
    onOff(ParamId::TrimPolarityR, kStrip, "trim.polarityR", "Invert polarity right", false,
          kGainMs),
    choice(ParamId::TrimSource, kStrip, "trim.source", "Source", "", kTrimSources,
           TrimSource::Stereo, kGainMs),
    onOff(ParamId::TrimDcBlock, kStrip, "trim.dcBlock", "DC block", false),
    withLatency(choice(ParamId::StripOrder, kStrip, "order", "Order of stages", "", kOrders,
                       StageOrder::EqCompDeEss, kBlockEdge))};

// Behind the stages, and sends.
inline constexpr std::array kOutputRows{
    number(ParamId::PanPosition, kStrip, "pan.position", "Pan", "%", -100.0, 100.0, 0.0, kLinear,
           kGainMs),
    choice(ParamId::PanStereoMode, kStrip, "pan.stereoMode", "Pan mode", "", kPanModes,
           PanMode::Balance, kGainMs),
    number(ParamId::PanLeftPosition, kStrip, "pan.leftPosition", "Pan of the left", "%", -100.0,
           100.0, -100.0, kLinear, kGainMs),
    number(ParamId::PanRightPosition, kStrip, "pan.rightPosition", "Pan of the right", "%", -100.0,
           100.0, 100.0, kLinear, kGainMs),
    number(ParamId::FaderGainDb, kStrip, "fader.gainDb", "Fader", "dB", kSilenceDb, 10.0, 0.0,
           ParamTaper::Fader, kGainMs),
    onOff(ParamId::StripMute, kStrip, "mute", "Mute", false, kGainMs),

    onOff(ParamId::SendOn, kSend, "on", "Send on", true, kGainMs),
    number(ParamId::SendLevelDb, kSend, "levelDb", "Send level", "dB", kSilenceDb, 10.0, kSilenceDb,
           ParamTaper::Fader, kGainMs),
    choice(ParamId::SendTap, kSend, "tap", "Send taps", "", kSendTaps, SendTapPoint::Post),
    onOff(ParamId::SendPanOwn, kSend, "panOwn", "Send has its own pan", false, kGainMs),
    number(ParamId::SendPanPosition, kSend, "panPosition", "Send pan", "%", -100.0, 100.0, 0.0,
           kLinear, kGainMs)};

// Of the session.
inline constexpr std::array kSessionRows{choice(ParamId::SessionPanLaw, ParamScope::Session,
                                                "panLaw", "Pan law", "", kPanLaws,
                                                PanLaw::Compensated3, kGainMs)};

// Of the monitor.
inline constexpr std::array kMonitorRows{
    number(ParamId::MonitorVolumeDb, kMonitor, "volumeDb", "Monitor volume", "dB", kSilenceDb, 0.0,
           -6.0, ParamTaper::Fader, kGainMs),
    onOff(ParamId::MonitorDimOn, kMonitor, "dimOn", "Dim", false, kGainMs),
    number(ParamId::MonitorDimDb, kMonitor, "dimDb", "Dim level", "dB", -40.0, -6.0, -20.0, kLinear,
           kGainMs),
    onOff(ParamId::MonitorMono, kMonitor, "mono", "Listen in mono", false, kGainMs),
    onOff(ParamId::MonitorMute, kMonitor, "mute", "Mute monitor", false, kGainMs),
    onOff(ParamId::MonitorUnity, kMonitor, "unity", "Listen at unity gain", false, kGainMs)};

inline constexpr std::array<ParamRow, kParamCount> kAllRows =
    joined(kTrimRows, kGateRows, kTransientRows, kEqualiserRows, kCompressorRows, kDeEsserRows,
           kSaturationRows, kWidthRows, kOutputRows, kReverbRows, kDelayRows, kSessionRows,
           kMasterOrderRows, kMasterEqualiserRows, kMultibandRows, kGlueRows, kExciterRows,
           kStereoRows, kLoudnessRows, kMonitorRows);

constexpr bool rowsStandAtTheirIds() {
  for (size_t i = 0; i < kAllRows.size(); ++i) {
    if (static_cast<size_t>(kAllRows[i].spec.id) != i) return false;
  }
  return true;
}
static_assert(rowsStandAtTheirIds(), "paramSpec() indexes the table by id");

/// One member of every row.
template <class Member>
constexpr auto column(Member ParamRow::*member) {
  std::array<Member, kParamCount> all{};
  for (size_t i = 0; i < all.size(); ++i) all[i] = kAllRows[i].*member;
  return all;
}

}  // namespace lathe::rows
