// The room of the linear-phase equaliser: had where the document asks for it alone,
// and never made while it plays.
#include <gtest/gtest.h>

#include <memory>

#include "master/master.h"
#include "measure/figures.h"
#include "wasm-core/master/allocation_count.h"

namespace {

using lathe::EqualiserPhase;
using lathe::kBlockFrames;
using lathe::Master;
using lathe::ParamId;
using lathe::Session;

Session sessionOf(EqualiserPhase phase) {
  Session session;
  session.sampleRate = 48000.0;
  session.masterParams[ParamId::MasterEqPhase] = static_cast<double>(phase);
  session.masterParams[ParamId::MasterEqOn] = 1.0;
  return session;
}

size_t bytesOf(const Session& session) {
  const auto master = std::make_unique<Master>();
  const size_t before = master_test::allocated().bytes;
  EXPECT_TRUE(master->prepare(session, 0));
  const size_t took = master_test::allocated().bytes - before;
  EXPECT_LE(took, Master::memoryBytes(session));
  return took;
}

TEST(LinearPhaseRoom, IsTakenByDocumentsThatAskForIt) {
  const size_t minimum = bytesOf(sessionOf(EqualiserPhase::Minimum));
  const size_t linear = bytesOf(sessionOf(EqualiserPhase::Linear));
  measure::printFigure("master in minimum phase", static_cast<double>(minimum) * 1e-6, "MB");
  measure::printFigure("master in linear phase", static_cast<double>(linear) * 1e-6, "MB");
  EXPECT_LT(minimum, 1'000'000u);
  EXPECT_GT(linear, minimum + 9'000'000u);
}

TEST(LinearPhaseRoom, WithoutItTheLatencyStaysAndNothingIsAllocated) {
  const auto master = std::make_unique<Master>();
  ASSERT_TRUE(master->prepare(sessionOf(EqualiserPhase::Minimum), 0));
  const float silence[kBlockFrames] = {};
  master->process(silence, silence);
  const int times = master_test::allocated().times;
  master->setParam(ParamId::MasterEqPhase, static_cast<double>(EqualiserPhase::Linear));
  float impulse[kBlockFrames] = {1.0f};
  EXPECT_EQ(master->latencyFrames(), 0);
  master->process(impulse, impulse, kBlockFrames);
  EXPECT_EQ(master->output(0)[0], 1.0);
  master->reset();
  EXPECT_EQ(master->latencyFrames(), 0);
  EXPECT_EQ(master_test::allocated().times, times);

  ASSERT_TRUE(master->prepare(sessionOf(EqualiserPhase::Linear), 0));
  EXPECT_EQ(master->latencyFrames(), 20352);
}

}  // namespace
