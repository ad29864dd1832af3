// The row of the order in which the master's middle stages stand, from multiband
// to stereo: all of the 24 there are, counted up as master/master_order.h reads them.
// Thread: any (constant data).
#pragma once

#include "params/parameter_rows.h"

namespace lathe::rows {

constexpr const char* kMasterOrders[] = {
    "multiGlueExcStereo", "multiGlueStereoExc", "multiExcGlueStereo", "multiExcStereoGlue",
    "multiStereoGlueExc", "multiStereoExcGlue", "glueMultiExcStereo", "glueMultiStereoExc",
    "glueExcMultiStereo", "glueExcStereoMulti", "glueStereoMultiExc", "glueStereoExcMulti",
    "excMultiGlueStereo", "excMultiStereoGlue", "excGlueMultiStereo", "excGlueStereoMulti",
    "excStereoMultiGlue", "excStereoGlueMulti", "stereoMultiGlueExc", "stereoMultiExcGlue",
    "stereoGlueMultiExc", "stereoGlueExcMulti", "stereoExcMultiGlue", "stereoExcGlueMulti"};

inline constexpr std::array kMasterOrderRows{
    withLatency(choice(ParamId::MasterOrder, kMaster, "order", "Order of the master's stages", "",
                       kMasterOrders, 0, kBlockEdge))};

}  // namespace lathe::rows
