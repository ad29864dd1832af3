// What of the song is delivered, field by field: the part of session_shape.h
// that stands beside the master's parameters.
// Thread: any but the real-time one.
#pragma once

#include <string>

#include "params/json_text.h"
#include "session/shape_limits.h"

namespace lathe {

/// Rules on what is delivered, once its fields have been read. Where there is no song (a master
/// alone, or no clips yet) only what the fields say of each other counts.
template <class Visitor, class T, class S>
void requireHeadTail(Visitor& v, T& given, S& session) {
  const auto end = [&] { return given.end(session.songFrames()); };
  const auto inRange = [&](int64_t frames) {
    return end() == 0 || frames <= end() - given.startFrame;
  };
  const auto longerThanRange = [&] {
    return "is longer than what is delivered, which has " +
           plainNumber(static_cast<double>(end() - given.startFrame)) +
           " frames. Shorten the fade, or move the markers apart.";
  };
  v.require(
      "endFrame", [&] { return given.endFrame == 0 || given.endFrame > given.startFrame; },
      [] {
        return std::string(
            "is not behind startFrame. Move one of the two, or leave endFrame out: the song then "
            "ends with its last clip.");
      });
  v.require(
      "startFrame", [&] { return end() == 0 || given.startFrame < end(); },
      [&] {
        return "is past the song's end, at frame " + plainNumber(static_cast<double>(end())) +
               ". Move it before that, or leave it out.";
      });
  v.require(
      "fadeInFrames", [&] { return inRange(given.fadeInFrames); }, longerThanRange);
  v.require(
      "fadeOutFrames", [&] { return inRange(given.fadeOutFrames); }, longerThanRange);
}

template <class Visitor, class T, class S>
void describeHeadTail(Visitor& v, T& given, S& session) {
  constexpr IntegerRule kSilence = {0, kMaxSilenceFrames};
  v.integer(optionalField("startFrame", "Song frame that is delivered first"), given.startFrame,
            kFrames);
  v.integer(optionalField("endFrame",
                          "Song frame behind the last; left out: with the last clip, behind which "
                          "it may lie, for a tail to ring in"),
            given.endFrame, kAtLeastOneFrame);
  v.integer(optionalField("fadeInFrames", "Of the fade that begins with startFrame"),
            given.fadeInFrames, kFrames);
  v.choice(optionalField("fadeInCurve", "From silence up"), given.fadeInCurve, kFadeCurves);
  v.integer(optionalField("fadeOutFrames", "Of the fade that ends at endFrame"),
            given.fadeOutFrames, kFrames);
  v.choice(optionalField("fadeOutCurve", "From silence up, run backwards"), given.fadeOutCurve,
           kFadeCurves);
  v.integer(optionalField("silenceBeforeFrames", "Silence that a file begins with"),
            given.silenceBeforeFrames, kSilence);
  v.integer(optionalField("silenceAfterFrames", "Silence that a file ends with"),
            given.silenceAfterFrames, kSilence);
  requireHeadTail(v, given, session);
}

}  // namespace lathe
