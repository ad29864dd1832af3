#include "master/exciter/exciter_stage.h"

#include <algorithm>
#include <span>

namespace lathe {
namespace {

/// Of the sample rate: what is below is low (low_exciter_bank.h).
constexpr double kLowShare = 1.0 / 36.0;

}  // namespace

void ExciterStage::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  tree_.prepare(sampleRate);
  exciter_.prepare(sampleRate);
  set(ExciterStageSettings{}, true);
  reset();
}

void ExciterStage::reset() noexcept {
  tree_.reset();
  exciter_.reset();
}

void ExciterStage::set(const ExciterStageSettings& settings, bool snap) noexcept {
  const int bands = std::clamp(settings.bands, 1, static_cast<int>(kExciterBands));
  tree_.set(bands, settings.edgeHz, snap);
  const Crossovers edges = orderedCrossovers(settings.edgeHz, bands, sampleRate_);
  ExciterSettings exciter = settings.exciter;
  for (int b = 0; b < LowExciterBank::kBands; ++b) {
    const auto i = static_cast<size_t>(b);
    exciter.band[i].low = b + 1 < bands && edges[i] <= kLowShare * sampleRate_;
  }
  exciter_.set(exciter, snap);
}

void ExciterStage::process(StereoBlock& block, StereoBlock* turned) noexcept {
  bands_[0] = block;
  const int count = tree_.process(bands_);
  if (turned != nullptr) addBands(bands_, count, *turned);
  exciter_.process(std::span<StereoBlock>(bands_).first(static_cast<size_t>(count)), block);
}

}  // namespace lathe
