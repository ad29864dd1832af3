#include "analysis/loudness_search.h"

#include <algorithm>

#include "base/math.h"
#include "master/limiter/true_peak_limiter.h"
#include "params/parameter_table.h"

namespace lathe {
namespace {

constexpr double kLowestTargetLufs = -60.0;
constexpr double kShortestSeconds = 0.4;
// The secant aims this far above the target: what is over, trim can take off.
constexpr double kAimAboveLu = 0.008;
// Taken off beyond a measured overshoot, so that rounding cannot bring it back.
constexpr double kOvershootExtraDb = 0.005;
// Until two renders show how loudness follows gain.
constexpr double kFirstSlope = 0.7;
// Below this many LU per dB the limiter eats all that drive adds.
constexpr double kFlatSlope = 0.02;
constexpr double kHeavyLimitingDb = 9.0;

double greatestDrive() { return paramSpec(ParamId::MasterDriveDb).maximum; }
double least(ParamId id) { return paramSpec(id).minimum; }
/// dB of a gain that lie below what drive can do: trim takes them.
double belowDrive(double gainDb) { return std::min(gainDb - least(ParamId::MasterDriveDb), 0.0); }

std::string lufs(double value) { return figureText(value, 1) + " LUFS"; }
std::string dB(double value) { return figureText(value, 1) + " dB"; }

}  // namespace

void LoudnessSearch::begin(double targetLufs, double ceilingDbtp, const Measurement& mix,
                           double lookAheadMs, double releaseMs) {
  *this = LoudnessSearch();
  targetLufs_ = targetLufs;
  ceilingDbtp_ = ceilingDbtp;
  trial_.lookAheadMs = lookAheadMs;
  trial_.releaseMs = releaseMs;
  if (!checkInputs(mix)) return;
  mixLufs_ = *mix.integratedLufs;
  mixPeakDbtp_ = *mix.truePeakDbtp;

  const double gain = targetLufs_ - mixLufs_;
  if (gain < least(ParamId::MasterTrimDb)) {
    refuse("The song is at " + lufs(mixLufs_) + "; " + lufs(targetLufs_) + " is " + dB(-gain) +
           " below, and the trim ends at " + dB(least(ParamId::MasterTrimDb)) +
           ". Lower the mix first.");
    return;
  }
  // Turned down, peaks may pass the highest ceiling a limiter can have and still end up under the
  // one asked for: then there is nothing to limit.
  const double down = belowDrive(gain);
  const bool onlyDown = down < 0.0 && mixPeakDbtp_ + gain <= ceilingDbtp_ - kOvershootExtraDb &&
                        mixPeakDbtp_ + gain - down >
                            std::min(0.0, ceilingDbtp_ - down) - TruePeakLimiter::kMarginDb - 0.05;
  plan(std::min(gain, greatestDrive()), !onlyDown);
}

bool LoudnessSearch::checkInputs(const Measurement& mix) {
  if (!(targetLufs_ >= kLowestTargetLufs && targetLufs_ <= 0.0)) {
    refuse("A loudness between " + figureText(kLowestTargetLufs, 0) +
           " and 0 LUFS can be asked for.");
  } else if (!(ceilingDbtp_ >= least(ParamId::LimiterCeilingDbtp) && ceilingDbtp_ <= 0.0)) {
    refuse("A ceiling between " + figureText(least(ParamId::LimiterCeilingDbtp), 0) +
           " and 0 dBTP can be asked for.");
  } else if (mix.durationSeconds < kShortestSeconds) {
    refuse("Too short to have a loudness: it lasts " + figureText(mix.durationSeconds, 2) +
           " s, and loudness is measured over 0.4 s or more.");
  } else if (!mix.truePeakDbtp) {
    refuse("Silence has no loudness: nothing sounds from start to end.");
  } else if (!mix.integratedLufs) {
    refuse("Too quiet to have a loudness: nothing in it passes " + figureText(-70.0, 0) +
           " LUFS, where measuring begins. Its highest peak is " +
           figureText(*mix.truePeakDbtp, 1) + " dBTP; raise the mix first.");
  }
  return !done_;
}

void LoudnessSearch::refuse(const std::string& reason) {
  done_ = true;
  reached_ = false;
  reason_ = reason;
}

void LoudnessSearch::plan(double gainDb, bool limiterOn) {
  gainDb_ = gainDb;
  const double down = belowDrive(gainDb);
  trial_.driveDb = gainDb - down;
  trial_.trimDb = std::max(down + correctionDb_, least(ParamId::MasterTrimDb));
  trial_.limiterOn = limiterOn;
  trial_.ceilingDbtp = std::min(0.0, ceilingDbtp_ - down);
}

double LoudnessSearch::limiterReductionDb(const MasterTrial& trial) const {
  if (!trial.limiterOn) return 0.0;
  return std::max(0.0, mixPeakDbtp_ + trial.driveDb - trial.ceilingDbtp);
}

void LoudnessSearch::keepIfBest(const Measurement& output) {
  if (*output.truePeakDbtp > ceilingDbtp_) return;
  const double miss = math::abs(*output.integratedLufs - targetLufs_);
  if (bestMeasurement_ && miss >= math::abs(*bestMeasurement_->integratedLufs - targetLufs_)) {
    return;
  }
  best_ = trial_;
  bestMeasurement_ = output;
}

void LoudnessSearch::report(const Measurement& output) {
  if (done_) return;
  ++trials_;
  if (!output.integratedLufs || !output.truePeakDbtp) {
    refuse("The render came out silent, so its loudness cannot be found.");
    return;
  }
  keepIfBest(output);
  const double loudness = *output.integratedLufs;
  const double over = *output.truePeakDbtp - ceilingDbtp_;
  const double miss = loudness - targetLufs_;
  if ((over <= 0.0 && math::abs(miss) <= kAimLu) || trials_ >= kMaxTrials) {
    conclude();
    return;
  }
  const double uncorrected = loudness - correctionDb_;
  if (over > 0.0) correctionDb_ -= over + kOvershootExtraDb;
  // A little too loud: trim finishes it. With an overshoot taken off, it may already be right.
  const double left = uncorrected + correctionDb_ - targetLufs_;
  if (math::abs(left) <= 0.5 * kAimLu) {
    plan(gainDb_, trial_.limiterOn);
  } else if (left > 0.0 && left <= kToleranceLu) {
    correctionDb_ -= left;
    plan(gainDb_, trial_.limiterOn);
  } else {
    planNextGain(uncorrected);
  }
}

void LoudnessSearch::planNextGain(double lufs) {
  const double wanted = targetLufs_ - correctionDb_ + kAimAboveLu;
  // Where the mix itself lies is one point of the curve before anything is rendered.
  const Point here = {gainDb_, lufs};
  const std::optional<Point> before = lufs < wanted ? low_ : high_;
  (lufs < wanted ? low_ : high_) = here;

  double next;
  if (low_ && high_) {
    const double span = high_->lufs - low_->lufs;
    const double place = span > 0.0 ? (wanted - low_->lufs) / span : 0.5;
    // Never nearer than 5 % to an end, or a curved side would creep.
    next = low_->gainDb + (high_->gainDb - low_->gainDb) * math::clamp(place, 0.05, 0.95);
  } else {
    if (lufs < wanted && gainDb_ >= greatestDrive()) {
      explainOutOfReach();
      return;
    }
    double slope = kFirstSlope;
    if (before && before->gainDb != here.gainDb) {
      slope = (here.lufs - before->lufs) / (here.gainDb - before->gainDb);
    }
    next = slope < kFlatSlope ? greatestDrive() : here.gainDb + (wanted - here.lufs) / slope;
  }
  plan(std::min(next, greatestDrive()), trial_.limiterOn);
}

void LoudnessSearch::explainOutOfReach() {
  const double reduction = limiterReductionDb(trial_);
  std::string text = lufs(targetLufs_) + " is out of reach: with the drive at its limit of " +
                     dB(greatestDrive()) + " the song comes to " + lufs(low_->lufs + correctionDb_);
  if (reduction > 0.0) {
    text += ", and the limiter would have to take " + dB(reduction) +
            " off the highest peak. Compress the mix or tame its peaks first, or ask for less.";
  } else {
    text += " without touching the ceiling. Raise the mix first.";
  }
  refuse(text);
}

void LoudnessSearch::conclude() {
  done_ = true;
  if (!bestMeasurement_) {
    refuse("No setting kept the ceiling of " + figureText(ceilingDbtp_, 1) + " dBTP.");
    return;
  }
  const double loudness = *bestMeasurement_->integratedLufs;
  reached_ = math::abs(loudness - targetLufs_) <= kToleranceLu;
  if (!reached_) {
    refuse(lufs(targetLufs_) + " was not met in " + fixedDecimal(trials_, 0) +
           " renders; the nearest under the ceiling is " + figureText(loudness, 2) + " LUFS.");
    return;
  }
  reason_ = figureText(loudness, 2) + " LUFS at " + figureText(*bestMeasurement_->truePeakDbtp, 2) +
            " dBTP, with " + dB(best_.driveDb) + " of drive and " + dB(best_.trimDb) + " of trim";
  const double reduction = limiterReductionDb(best_);
  if (reduction < 0.05) {
    reason_ += "; nothing is limited.";
  } else {
    reason_ += "; the limiter takes up to " + dB(reduction) + " off.";
    if (reduction > kHeavyLimitingDb) reason_ += " Expect to hear it on the loudest hits.";
  }
}

}  // namespace lathe
