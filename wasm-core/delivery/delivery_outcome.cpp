#include "delivery/delivery_outcome.h"

#include <algorithm>

#include "base/math.h"
#include "params/json_text.h"

namespace lathe {
namespace {

// Less is not heard, and would read as "0.0 dB".
constexpr double kSmallestGainDb = 0.05;
// What arithmetic leaves of a figure that lies on the edge.
constexpr double kEdge = 1e-9;

std::optional<double> finite(std::optional<double> value) {
  return value && math::isFinite(*value) ? value : std::nullopt;
}

std::string lufs(double value) { return figureText(value, 1) + " LUFS"; }

/// Where only advice stands behind a figure, it warns.
Verdict severity(Standing standing) {
  return standing == Standing::Published ? Verdict::Fail : Verdict::Warn;
}

class Judge {
 public:
  Judge(const DeliveryTarget& target, std::optional<double> loudness, std::optional<double> peak)
      : target_(target), loudness_(loudness), peak_(peak) {}

  DeliveryOutcome outcome(const DeliveredFile& file) {
    play();
    if (target_.kind == TargetKind::Broadcast) judgeBroadcast();
    judgePeaks();
    if (target_.file) judgeFile(*target_.file, file);
    return std::move(outcome_);
  }

 private:
  void find(Verdict verdict, std::string text) {
    outcome_.verdict = std::max(outcome_.verdict, verdict);
    outcome_.findings.push_back({verdict, std::move(text)});
  }

  void play() {
    if (!loudness_) {
      outcome_.playback = "Has no loudness: it is silent, quieter than \u221270 LUFS or too short.";
      find(Verdict::Warn, outcome_.playback);
      return;
    }
    double gain = 0.0;
    if (target_.loudness && target_.playback) {
      const double wanted = target_.loudness->integratedLufs - *loudness_;
      if (wanted < 0.0 && target_.playback->turnsDown) gain = wanted;
      if (wanted > 0.0 && target_.playback->turnsUp) {
        // Without a peak nothing sounds, and nothing is in the way.
        const double headroom =
            peak_ ? std::max(0.0, target_.playback->headroomDbtp - *peak_) : wanted;
        gain = std::min(wanted, headroom);
        outcome_.heldByPeaks = headroom < wanted - kSmallestGainDb;
      }
    }
    outcome_.gainDb = gain;
    outcome_.playedLufs = *loudness_ + gain;
    describePlayback(gain);
  }

  void describePlayback(double gain) {
    std::string& text = outcome_.playback;
    const std::string at = ", at " + lufs(*outcome_.playedLufs);
    if (gain <= -kSmallestGainDb) {
      text = "Plays " + figureText(-gain, 1) + " dB quieter" + at;
    } else if (gain >= kSmallestGainDb) {
      text = "Turned up " + figureText(gain, 1) + " dB" + at;
    } else {
      text = "Plays as delivered" + at;
    }
    if (outcome_.heldByPeaks) {
      text += "; its peaks hold it under " + lufs(target_.loudness->integratedLufs);
    } else if (target_.playback && !target_.playback->turnsUp &&
               *loudness_ < target_.loudness->integratedLufs - kSmallestGainDb) {
      text +=
          "; what is quieter than " + lufs(target_.loudness->integratedLufs) + " is not turned up";
    }
    text += ".";
  }

  void judgeBroadcast() {
    if (!target_.loudness || !target_.loudness->toleranceLu) return;
    const TargetLoudness& asked = *target_.loudness;
    const double tolerance = *asked.toleranceLu;
    const double wide = std::max(tolerance, asked.productionToleranceLu.value_or(tolerance));
    const std::string range = lufs(asked.integratedLufs) + " \u00b1" + plainNumber(tolerance);
    if (!loudness_) {
      find(Verdict::Fail, "Broadcast asks for " + range + ".");
      return;
    }
    const double off = *loudness_ - asked.integratedLufs;
    if (math::abs(off) <= tolerance + kEdge) return;
    std::string text =
        figureText(math::abs(off), 2) + (off > 0.0 ? " LU too loud" : " LU too quiet");
    text += ": " + range + " is asked for";
    const bool allowed = math::abs(off) <= wide + kEdge;
    if (allowed) {
      text += ", \u00b1" + plainNumber(wide) + " where it cannot be brought nearer";
    }
    find(allowed ? Verdict::Warn : Verdict::Fail, text + ".");
  }

  void findPeak(Verdict verdict, std::string text) {
    outcome_.peakVerdict = verdict;
    find(verdict, std::move(text));
  }
  void judgePeaks() {
    if (!peak_) return;
    if (target_.truePeak && *peak_ > target_.truePeak->ceilingDbtp + kEdge) {
      findPeak(*peak_ > kEdge ? Verdict::Fail : severity(target_.truePeak->standing),
               over(target_.truePeak->ceilingDbtp, "is the ceiling"));
    } else if (*peak_ > kEdge) {
      findPeak(Verdict::Fail, over(0.0, "is full scale, and it clips"));
    } else if (target_.loudTruePeak && loudness_ &&
               *loudness_ > target_.loudTruePeak->aboveLufs.value_or(-1000.0) + kEdge &&
               *peak_ > target_.loudTruePeak->ceilingDbtp + kEdge) {
      findPeak(Verdict::Warn,
               over(target_.loudTruePeak->ceilingDbtp,
                    "is the advice for what is this loud, so that encoders have room"));
    }
  }
  std::string over(double ceiling, const char* what) const {
    return "Peaks at " + figureText(*peak_, 2) + " dBTP; " + figureText(ceiling, 1) + " dBTP " +
           what + ".";
  }

  void judgeFile(const TargetFile& asked, const DeliveredFile& file) {
    const Verdict verdict = severity(asked.standing);
    if (file.sampleRate) {
      const double rate = *file.sampleRate;
      const auto& rates = asked.sampleRates;
      if (!rates.empty() && std::find(rates.begin(), rates.end(), rate) == rates.end()) {
        std::string wanted;
        for (const double r : rates) wanted += (wanted.empty() ? "" : " or ") + plainNumber(r);
        find(verdict, "Is at " + plainNumber(rate) + " Hz; " + wanted + " Hz is asked for.");
      } else if (rate < asked.lowestSampleRate) {
        find(verdict, "Is at " + plainNumber(rate) + " Hz; " + plainNumber(asked.lowestSampleRate) +
                          " Hz or more is asked for.");
      }
    }
    if (!file.bits) return;
    const bool exact = asked.highestBits && *asked.highestBits == asked.lowestBits;
    if (*file.bits < asked.lowestBits || (asked.highestBits && *file.bits > *asked.highestBits)) {
      find(verdict, "Has " + plainNumber(*file.bits) + " bits; " + plainNumber(asked.lowestBits) +
                        (exact ? " are asked for." : " or more are asked for."));
    }
  }

  const DeliveryTarget& target_;
  std::optional<double> loudness_, peak_;
  DeliveryOutcome outcome_;
};

}  // namespace

const char* verdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::Pass:
      return "pass";
    case Verdict::Warn:
      return "warn";
    case Verdict::Fail:
      return "fail";
  }
  return "";
}

DeliveryOutcome deliveryOutcome(const DeliveryTarget& target, const Measurement& measured,
                                const DeliveredFile& file) {
  return Judge(target, finite(measured.integratedLufs), finite(measured.truePeakDbtp))
      .outcome(file);
}

}  // namespace lathe
