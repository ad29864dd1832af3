#include "render/offline_renderer.h"

#include <algorithm>

namespace lathe {

bool OfflineRenderer::prepare(const Session& session, std::span<const PcmLayout> stems,
                              int maxFrames) {
  mixFrames_ = 0;
  return mix_.prepare(session, stems, maxFrames) &&
         pass_.prepare(session, mix_.latencyFrames(), mix_.maxFrames());
}

void OfflineRenderer::setParam(int target, ParamId id, double value) noexcept {
  if (target == kMasterTarget) {
    pass_.setParam(id, value);
  } else {
    mix_.setParam(target, id, value);
  }
}

int OfflineRenderer::render() noexcept {
  mixFrames_ = 0;
  if (const int silent = pass_.silence(); silent > 0) return silent;
  mixFrames_ = mix_.render();
  for (int channel = 0; channel < 2; ++channel) {
    std::copy_n(mix_.mix(channel), mixFrames_, pass_.input(channel));
  }
  // A feed of 0 would say that the mix has ended; it goes on for as long as it is wanted.
  return mixFrames_ > 0 ? pass_.process(mixFrames_) : 0;
}

}  // namespace lathe
