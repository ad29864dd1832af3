// The session document, version 1, field by field: the one description that
// the loader, the writer and the JSON Schema share. Each `describe…` function
// shows a visitor every field of one object: its key, the member that holds
// it, and its rule. Visitors are ObjectReader (loader), DocumentWriter and
// SchemaPrinter. `T` is const where the visitor only reads.
//
// A visitor has: constant, text, choice, id, stemReference, busReference, stripReference, number,
// integer, boolean, rate, params, automatedParam, paramValue, object, variant (an optional object
// that a word tells from others), list, and require (a rule across fields).
// Thread: any but the real-time one.
#pragma once

#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>

#include "params/json_text.h"
#include "session/automation_rules.h"
#include "session/field_rules.h"
#include "session/head_tail_shape.h"
#include "session/routing.h"
#include "session/session.h"
#include "session/shape_limits.h"

namespace lathe {

/// True where marks begin at frame 0 and rise from each to the next.
template <class Mark>
bool marksRise(const std::vector<Mark>& marks) {
  if (marks.empty() || marks.front().frame != 0) return false;
  return std::adjacent_find(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
           return a.frame >= b.frame;
         }) == marks.end();
}

template <class Visitor, class T>
void describeTempoMark(Visitor& v, T& mark) {
  v.integer({"frame", "Song frame from which it holds"}, mark.frame, kFrames);
  v.number({"bpm", "Quarter notes a minute"}, mark.bpm, {10.0, 1000.0});
}

template <class Visitor, class T>
void describeTimeSignatureMark(Visitor& v, T& mark) {
  v.integer({"frame", "Song frame from which it holds"}, mark.frame, kFrames);
  v.integer({"numerator", "Beats in a bar"}, mark.numerator, {1, 64});
  v.integer({"denominator", "The beat's note value: 1, 2, 4, 8, 16, 32 or 64"}, mark.denominator,
            {1, 64});
  v.require(
      "denominator", [&] { return (mark.denominator & (mark.denominator - 1)) == 0; },
      [&] {
        return std::string("has to be 1, 2, 4, 8, 16, 32 or 64. Change it to one of these.");
      });
}

template <class Visitor, class T, class S>
void describeStem(Visitor& v, T& stem, S& session) {
  v.id({"id", "Unique among stems"}, stem.id, IdKind::Stem);
  v.text({"name", "File name as imported"}, stem.name, kNameText);
  v.integer({"frames", "Length at its own rate"}, stem.frames, kAtLeastOneFrame);
  v.integer({"channels", "1 mono, 2 stereo"}, stem.channels, kChannels);
  v.rate({"sampleRate",
          "In Hz; where it is not the session's, the file is converted to that, and clips count "
          "frames of what comes out"},
         stem.sampleRate);
  v.text({"fileSha256", "SHA-256 of the file as imported"}, stem.fileSha256, kSha256Text);
  v.text(optionalField("path", "Relative to the session file; used by the command line"), stem.path,
         kPathText);
  v.require(
      "frames",
      // 0: the length or a rate is wrong, which is a fault already.
      [&] {
        return stem.frames == 0 || stem.sampleRate == 0.0 || session.sampleRate == 0.0 ||
               session.stemFrames(stem) > 0;
      },
      [&] {
        return "of stem \"" + stem.name + "\" is too short: not one frame is left of it at " +
               plainNumber(session.sampleRate) + " Hz. Leave it out.";
      });
}

template <class Visitor, class T>
void describeGainPoint(Visitor& v, T& point) {
  v.integer({"sourceFrame", "Frame of the stem at which it stands"}, point.sourceFrame, kFrames);
  v.number({"gainDb", "Gain there, in dB"}, point.gainDb, {-60.0, 24.0});
}

/// Index of the first point that does not stand behind the one before it; 0 where all do.
inline size_t findUnrisenPoint(const std::vector<GainPoint>& line) {
  for (size_t i = 1; i < line.size(); ++i) {
    if (line[i].sourceFrame <= line[i - 1].sourceFrame) return i;
  }
  return 0;
}

/// Rules on a clip's fades and gain line, once its fields have been read.
template <class Visitor, class T, class S>
void requireClipEnvelope(Visitor& v, T& clip, S& session) {
  const auto stem = [&]() -> const Stem& {
    return session.stems[static_cast<size_t>(clip.stemIndex)];
  };
  const auto length = [&] { return session.stemFrames(stem()); };
  // A stem of no length is a fault already.
  const auto inStem = [&](int64_t frames) { return length() == 0 || frames <= length(); };
  const auto longerThanStem = [&] {
    return "is longer than stem \"" + stem().name + "\", which has " +
           plainNumber(static_cast<double>(length())) + " frames. Shorten the fade.";
  };
  const auto cutTooFar = [] {
    return std::string("is longer than the fade that it is part of. Shorten it, or remove it.");
  };
  v.require(
      "fadeInFrames", [&] { return inStem(clip.fadeInFrames); }, longerThanStem);
  v.require(
      "fadeOutFrames", [&] { return inStem(clip.fadeOutFrames); }, longerThanStem);
  v.require(
      "fadeInCutFrames", [&] { return clip.fadeInCutFrames <= clip.fadeInFrames; }, cutTooFar);
  v.require(
      "fadeOutCutFrames", [&] { return clip.fadeOutCutFrames <= clip.fadeOutFrames; }, cutTooFar);
  v.require(
      "gainLine", [&] { return findUnrisenPoint(clip.gainLine) == 0; },
      [&] {
        const size_t at = findUnrisenPoint(clip.gainLine);
        return "has to rise in frame, but its entry " + plainNumber(static_cast<double>(at)) +
               " stands at frame " +
               plainNumber(static_cast<double>(clip.gainLine[at].sourceFrame)) +
               " after one at frame " +
               plainNumber(static_cast<double>(clip.gainLine[at - 1].sourceFrame)) +
               ". Put its points in order, one a frame.";
      });
  v.require(
      "gainLine",
      [&] { return clip.gainLine.empty() || inStem(clip.gainLine.back().sourceFrame + 1); },
      [&] {
        return "reaches past the end of stem \"" + stem().name + "\": it has a point at frame " +
               plainNumber(static_cast<double>(clip.gainLine.back().sourceFrame)) + " of " +
               plainNumber(static_cast<double>(length())) + ". Remove the points beyond.";
      });
}

template <class Visitor, class T, class S>
void describeClip(Visitor& v, T& clip, S& session) {
  v.id({"id", "Unique among the clips of all tracks"}, clip.id, IdKind::Clip);
  v.stemReference({"stem", "Id of the stem it plays"}, clip.stemIndex, session);
  v.integer({"sourceFrame", "First frame of the stem that sounds"}, clip.sourceFrame, kFrames);
  v.integer({"frames", "Length"}, clip.frames, kAtLeastOneFrame);
  v.integer({"startFrame", "Song frame of its first frame"}, clip.startFrame, kFrames);
  v.number(optionalField("gainDb", "Gain in dB"), clip.gainDb, {-36.0, 24.0});
  v.integer(optionalField("fadeInFrames", "Length of the fade in"), clip.fadeInFrames, kFrames);
  v.integer(optionalField("fadeOutFrames", "Length of the fade out"), clip.fadeOutFrames, kFrames);
  v.choice(optionalField("fadeInCurve", "How the fade in rises; linear in amplitude by default"),
           clip.fadeInCurve, kFadeCurves);
  v.choice(optionalField("fadeOutCurve", "How the fade out falls: a fade in's curve, mirrored"),
           clip.fadeOutCurve, kFadeCurves);
  v.integer(optionalField("fadeInCutFrames", "Frames of the fade in that a split left before it"),
            clip.fadeInCutFrames, kFrames);
  v.integer(optionalField("fadeOutCutFrames", "Frames of the fade out that a split left behind it"),
            clip.fadeOutCutFrames, kFrames);
  v.boolean(optionalField("muted", "Silent, but kept"), clip.muted);
  v.list(optionalField("gainLine",
                       "Gain over the stem's frames, before the strip: straight in dB between "
                       "points, held before the first and behind the last"),
         clip.gainLine, {0, kMaxGainPoints}, [](auto& w, auto& p) { describeGainPoint(w, p); });
  v.require(
      "frames",
      [&] {
        const int64_t length =
            session.stemFrames(session.stems[static_cast<size_t>(clip.stemIndex)]);
        // 0: the stem's own length is wrong, which is a fault already.
        return length == 0 || clip.sourceFrame + clip.frames <= length;
      },
      [&] {
        const auto& stem = session.stems[static_cast<size_t>(clip.stemIndex)];
        return "reaches past the end of stem \"" + stem.name + "\": from frame " +
               plainNumber(static_cast<double>(clip.sourceFrame)) + " it asks for " +
               plainNumber(static_cast<double>(clip.frames)) + " of " +
               plainNumber(static_cast<double>(session.stemFrames(stem))) + ". Shorten the clip.";
      });
  requireClipEnvelope(v, clip, session);
}

template <class Visitor, class T, class S>
void describeSend(Visitor& v, T& send, S& session) {
  v.busReference({"to", "Id of the group or return it feeds"}, send.busIndex, session,
                 BusUse::Send);
  v.params({"params", "Send parameters that are not at their default"}, send.params,
           ParamScope::Send);
}

template <class Visitor, class T, class S>
void describeStageKey(Visitor& v, T& key, S& session) {
  v.choice({"stage", "Which stage of the strip hears it"}, key.stage, kKeyedStages);
  v.stripReference({"from", "Id of the track or bus that is heard, before its stages"},
                   key.stripIndex, session);
}

/// `presence` of output and sends: a bus may leave them out.
template <class Visitor, class T, class S>
void describeStrip(Visitor& v, T& strip, S& session, Presence presence) {
  v.busReference({"output", "Id of the bus it feeds: the mix or a group", presence},
                 strip.outputBus, session, BusUse::Output);
  v.params({"params", "Strip parameters that are not at their default"}, strip.params,
           ParamScope::Strip);
  v.list({"sends", "What it adds to groups and returns beside its output", presence}, strip.sends,
         {0, kMaxSendsPerStrip}, [&](auto& w, auto& send) { describeSend(w, send, session); });
  v.require(
      "sends", [&] { return isEachBusSentToOnce(strip); },
      [] {
        return std::string("go to one bus twice. Remove one of them, and raise the other's level.");
      });
  v.list(optionalField("keys", "Stages whose detector hears another strip instead of their own"),
         strip.keys, {0, std::size(kKeyedStages)},
         [&](auto& w, auto& key) { describeStageKey(w, key, session); });
  v.require(
      "keys", [&] { return hasOneKeyEach(strip); },
      [] { return std::string("name one stage twice. Remove one of the two."); });
  v.integer(optionalField("link", "Strips of one number above 0 move their faders together"),
            strip.link, {0, kMaxLinks});
}

template <class Visitor, class T, class S>
void describeTrack(Visitor& v, T& track, S& session) {
  v.id({"id", "Unique among tracks; tracks are summed in the order of their ids"}, track.id,
       IdKind::Strip);
  v.text({"name", "As on screen"}, track.name, kNameText);
  v.text({"colour", "As on screen"}, track.colour, kColourText);
  v.integer({"channels", "Width of its strip: 1 mono, 2 stereo"}, track.channels, kChannels);
  v.number(optionalField("delayMs", "Shifts what it plays, to the nearest frame; below 0 earlier"),
           track.delayMs, {-100.0, 100.0});
  v.list({"clips", "Overlapping clips sum"}, track.clips, {0, kMaxClipsPerTrack},
         [&](auto& w, auto& clip) { describeClip(w, clip, session); });
  v.object({"strip", "Its channel of the console"},
           [&](auto& w) { describeStrip(w, track.strip, session, Presence::Required); });
}

template <class Visitor, class T, class S>
void describeBus(Visitor& v, T& bus, S& session) {
  v.id({"id", "Unique among tracks and buses"}, bus.id, IdKind::Strip);
  v.choice({"kind", "What the bus is for"}, bus.kind, kBusKinds);
  v.text(optionalField("name", "As on screen"), bus.name, kNameText);
  v.text(optionalField("colour", "As on screen"), bus.colour, kColourText);
  v.object(
      optionalField("strip", "Its channel of the console"),
      [&](auto& w) { describeStrip(w, bus.strip, session, Presence::Optional); },
      [&] { return bus.strip == decltype(Bus::strip){}; });
  v.variant(optionalField("effect", "What a return does with what it is sent"), bus.effect, "kind",
            kEffectKinds, [](auto& w, auto& effect) {
              w.params({"params", "Parameters of the effect that are not at their default"},
                       effect.params, effectScope(effect.kind));
            });
  v.require(
      "effect", [&] { return !bus.effect || bus.kind == BusKind::Return; },
      [] {
        return std::string(
            "is for returns only. Remove it, or make the bus a return, of kind \"return\".");
      });
}

template <class Visitor, class T>
void describeAutomationPoint(Visitor& v, T& point, ParamId param) {
  v.integer({"frame", "Song frame at which it stands"}, point.frame, kFrames);
  v.paramValue({"value", "As the parameter stands in params"}, point.value, param);
  v.number(optionalField("curve",
                         "Bends the way to the next point: 0 straight, -1 early, 1 late; of a "
                         "share u of the time, u / (u + (1 - u) 2^(6 curve)) of the travel"),
           point.curve, {-1.0, 1.0});
}

template <class Visitor, class T, class S>
void describeAutomationLane(Visitor& v, T& lane, S& session) {
  v.choice({"target", "Whose parameter it is"}, lane.target, kAutomationTargets);
  v.stripReference(
      optionalField("strip", "Id of the track or bus, of the one that sends, or of the return"),
      lane.stripIndex, session);
  v.busReference(optionalField("to", "Id of the bus that the send feeds"), lane.sendBusIndex,
                 session, BusUse::Send);
  v.require(
      "strip",
      [&] {
        return lane.target != AutomationTarget::Effect || lane.stripIndex < 0 ||
               findEffect(session, lane) != nullptr;
      },
      [] { return std::string("names no return with an effect. Name one, or remove the lane."); });
  v.automatedParam({"param", "The parameter; one that changes latency cannot be automated"},
                   lane.param, automationScope(session, lane));
  v.list(
      {"points", "Rising in frame; between them a number moves evenly over its control's travel"},
      lane.points, {1, kMaxPointsPerLane},
      [&](auto& w, auto& point) { describeAutomationPoint(w, point, lane.param); });
  v.require(
      "points", [&] { return pointsRise(lane.points); },
      [&] { return describeDisorder(lane.points); });
  v.require(
      "strip", [&] { return hasStrip(lane.target) == (lane.stripIndex >= 0); },
      [&] { return describeWrongField(hasStrip(lane.target), "the id of the strip"); });
  v.require(
      "to", [&] { return (lane.target == AutomationTarget::Send) == (lane.sendBusIndex > 0); },
      [&] {
        return describeWrongField(lane.target == AutomationTarget::Send,
                                  "the id of the send's bus");
      });
  v.require(
      "to", [&] { return lane.sendBusIndex <= 0 || findSend(session, lane) >= 0; },
      [] {
        return std::string(
            "names a bus that the strip does not send to. Add the send, or remove the lane.");
      });
}

template <class Visitor, class S>
void describeMaster(Visitor& v, S& session) {
  v.params({"params", "Master parameters that are not at their default"}, session.masterParams,
           ParamScope::Master);
  v.object(
      optionalField("headTail", "What of the song is delivered, with which fades and silence"),
      [&](auto& w) { describeHeadTail(w, session.headTail, session); },
      [&] { return session.headTail == HeadTail{}; });
}

/// `S` is Session or const Session. Stems stand before tracks, because clips refer to them, and
/// tracks before what is delivered of them.
template <class Visitor, class S>
void describeSession(Visitor& v, S& session) {
  v.constant({"format", "Tells the document from other JSON"}, kSessionFormat);
  v.constant({"version", "Of the document's shape"}, kSessionVersion);
  v.text({"name", "Of the song"}, session.name, kNameText);
  v.rate({"sampleRate", "In Hz; every frame in the document counts at it"}, session.sampleRate);
  v.list({"tempo", "Tempo map, from frame 0 on"}, session.tempo, {1, kMaxMarks},
         [](auto& w, auto& mark) { describeTempoMark(w, mark); });
  v.require(
      "tempo", [&] { return marksRise(session.tempo); },
      [] { return std::string("has to begin at frame 0 and rise. Put its marks in order."); });
  v.list({"timeSignatures", "Time signatures, from frame 0 on"}, session.timeSignatures,
         {1, kMaxMarks}, [](auto& w, auto& mark) { describeTimeSignatureMark(w, mark); });
  v.require(
      "timeSignatures", [&] { return marksRise(session.timeSignatures); },
      [] { return std::string("has to begin at frame 0 and rise. Put its marks in order."); });
  v.integer({"ditherSeed", "Seed of every export's dither"}, session.ditherSeed, {0, UINT32_MAX});
  v.list({"stems", "Files that clips play, told apart by their content"}, session.stems,
         {0, kMaxStems}, [&](auto& w, auto& stem) { describeStem(w, stem, session); });
  v.list({"tracks", "In screen order"}, session.tracks, {0, kMaxTracks},
         [&](auto& w, auto& track) { describeTrack(w, track, session); });
  v.list({"buses", "The mix, then groups and effect returns"}, session.buses, {1, kMaxBuses},
         [&](auto& w, auto& bus) { describeBus(w, bus, session); });
  v.require(
      "buses", [&] { return isMixFirstAndOnce(session); },
      [] {
        return std::string(
            "has to begin with the mix ({\"id\": \"mix\", \"kind\": \"mix\"}), which feeds "
            "nothing else, and hold no second one. Put it first.");
      });
  v.require(
      "buses", [&] { return countBuses(session, BusKind::Group) <= kMaxGroups; },
      [] {
        return "has too many groups; there can be " + plainNumber(kMaxGroups) +
               ". Remove some of them.";
      });
  v.require(
      "buses", [&] { return countBuses(session, BusKind::Return) <= kMaxReturns; },
      [] {
        return "has too many returns; there can be " + plainNumber(kMaxReturns) +
               ". Remove some of them.";
      });
  v.require(
      "buses", [&] { return findRoutingLoop(session).empty(); },
      [&] { return describeRoutingLoop(session, findRoutingLoop(session)); });
  v.list({"automation", "How parameters move along the song: one lane a parameter"},
         session.automation, {0, kMaxAutomationLanes},
         [&](auto& w, auto& lane) { describeAutomationLane(w, lane, session); });
  v.require(
      "automation", [&] { return findLaneGivenTwice(session) < 0; },
      [&] { return describeLaneGivenTwice(findLaneGivenTwice(session)); });
  v.params({"params", "Session parameters that are not at their default"}, session.sessionParams,
           ParamScope::Session);
  v.object({"master", "The master chain"}, [&](auto& w) { describeMaster(w, session); });
}

}  // namespace lathe
