// The settings of the master's stages from the values of the parameter table,
// which are taken as already clamped by it.
// Thread: any (pure functions).
#pragma once

#include "master/clipper/clipper_settings.h"
#include "master/equaliser/master_equaliser_settings.h"
#include "master/exciter/exciter_stage.h"
#include "master/glue/glue_settings.h"
#include "master/limiter/limiter_settings.h"
#include "master/multiband/multiband_settings.h"
#include "master/stereo/stereo_settings.h"
#include "session/session.h"

namespace lathe {

MasterEqualiserSettings masterEqualiserOf(const ParamValues& values) noexcept;
MultibandSettings multibandOf(const ParamValues& values) noexcept;
GlueSettings glueOf(const ParamValues& values) noexcept;
ExciterStageSettings exciterOf(const ParamValues& values) noexcept;
StereoSettings stereoOf(const ParamValues& values) noexcept;
/// Its ceiling is the limiter's.
ClipperSettings clipperOf(const ParamValues& values) noexcept;
LimiterSettings limiterOf(const ParamValues& values) noexcept;

}  // namespace lathe
