#include "analysis/song_measure.h"

#include "base/math.h"
#include "meters/time_grid.h"

namespace lathe {
namespace {

// The meter's own hop: every momentary value is seen.
constexpr int kTicksPerSecond = 100;
constexpr int kTicksPerStep = kTicksPerSecond / static_cast<int>(PeakToShortTerm::kStepsPerSecond);
constexpr double kStepSeconds = 1.0 / PeakToShortTerm::kStepsPerSecond;
// Timelines hold what is not negative: LUFS over this floor, 0 being nothing.
constexpr double kFloorLufs = -200.0;

double overFloor(std::optional<double> lufs) noexcept {
  return lufs ? math::clamp(*lufs - kFloorLufs, 0.0, 1000.0) : 0.0;
}

template <typename Read>
Curve curveOf(const BoundedTimeline& timeline, Read read) {
  Curve curve;
  curve.pointSeconds = timeline.pointSeconds();
  for (const double value : timeline.points()) {
    curve.points.push_back(value > 0.0 ? std::optional<double>(read(value)) : std::nullopt);
  }
  return curve;
}

}  // namespace

void SongMeasurer::prepare(double sampleRate, int channels, std::span<const double> weights) {
  sampleRate_ = sampleRate;
  channels_ = channels;
  file_.prepare(sampleRate, channels, weights);
  bank_.prepare(sampleRate, channels);
  momentary_.prepare(kStepSeconds);
  shortTerm_.prepare(kStepSeconds);
  truePeak_.prepare(1.0);
  spread_.reset();
  stepMomentary_ = secondTruePeak_ = 0.0;
  floatsAt_.resize(static_cast<size_t>(channels));
  doublesAt_.resize(static_cast<size_t>(channels));
  frame_ = ticks_ = 0;
  tickEnd_ = gridFrame(1, sampleRate_, kTicksPerSecond);
}

template <typename Sample>
void SongMeasurer::processSamples(const Sample* const* channels, std::vector<const Sample*>& at,
                                  int frames) noexcept {
  bank_.process(channels, frames);
  for (int done = 0; done < frames;) {
    const auto count = static_cast<int>(std::min<int64_t>(frames - done, tickEnd_ - frame_));
    for (size_t c = 0; c < at.size(); ++c) at[c] = channels[c] + done;
    file_.process(at.data(), count);
    done += count;
    frame_ += count;
    if (frame_ == tickEnd_) endTick();
  }
}

void SongMeasurer::process(const float* const* channels, int frames) noexcept {
  processSamples(channels, floatsAt_, frames);
}

void SongMeasurer::process(const double* const* channels, int frames) noexcept {
  processSamples(channels, doublesAt_, frames);
}

void SongMeasurer::endTick() noexcept {
  stepMomentary_ = std::max(stepMomentary_, overFloor(file_.loudness().momentaryLufs()));
  ++ticks_;
  tickEnd_ = gridFrame(ticks_ + 1, sampleRate_, kTicksPerSecond);
  if (ticks_ % kTicksPerStep == 0) endStep();
}

void SongMeasurer::endStep() noexcept {
  momentary_.push(stepMomentary_);
  stepMomentary_ = 0.0;
  const std::optional<double> shortTerm = file_.loudness().shortTermLufs();
  shortTerm_.push(overFloor(shortTerm));
  spread_.add(shortTerm);
  secondTruePeak_ = std::max(secondTruePeak_, file_.stepTruePeak());
  if (ticks_ % kTicksPerSecond == 0) {
    truePeak_.push(secondTruePeak_);
    secondTruePeak_ = 0.0;
  }
}

SongMeasure SongMeasurer::finish() {
  SongMeasure song;
  song.measurement = file_.finish();
  // What is left of the last step and second has its point too.
  if (ticks_ % kTicksPerStep != 0) momentary_.push(stepMomentary_);
  const double lastTruePeak = std::max(secondTruePeak_, file_.stepTruePeak());
  if (frame_ > gridFrame(ticks_ / kTicksPerSecond, sampleRate_, 1.0)) {
    truePeak_.push(lastTruePeak);
  } else {
    truePeak_.raiseLast(lastTruePeak);
  }
  const auto lufs = [](double value) { return value + kFloorLufs; };
  song.maxMomentaryLufs = curveOf(momentary_, lufs);
  song.maxShortTermLufs = curveOf(shortTerm_, lufs);
  song.maxTruePeakDbtp = curveOf(truePeak_, math::gainToDb);
  for (size_t i = 0; i < song.shortTermSeconds.size(); ++i) {
    song.shortTermSeconds[i] = static_cast<double>(spread_.counts()[i]) * kStepSeconds;
  }
  song.secondsBelow = static_cast<double>(spread_.below()) * kStepSeconds;
  song.secondsAbove = static_cast<double>(spread_.above()) * kStepSeconds;
  bank_.finish();
  for (int band = 0; band < ThirdOctaveBank::kBands; ++band) {
    song.thirdOctaveDb[static_cast<size_t>(band)] = bank_.levelDb(band);
  }
  for (int c = 0; c < channels_; ++c) song.dcOffset.push_back(file_.statistics().dcOffset(c));
  song.clippedSamples = file_.statistics().clippedSamples();
  return song;
}

}  // namespace lathe
