#include "master/exciter/exciter_stage.h"

#include <algorithm>
#include <span>

namespace lathe {

void ExciterStage::prepare(double sampleRate) noexcept {
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
  tree_.set(std::clamp(settings.bands, 1, static_cast<int>(kExciterBands)), settings.edgeHz, snap);
  exciter_.set(settings.exciter, snap);
}

void ExciterStage::process(StereoBlock& block, StereoBlock* turned) noexcept {
  bands_[0] = block;
  const int count = tree_.process(bands_);
  if (turned != nullptr) addBands(bands_, count, *turned);
  exciter_.process(std::span<StereoBlock>(bands_).first(static_cast<size_t>(count)), block);
}

}  // namespace lathe
