#include <cstdio>

#include "cli/commands.h"
#include "cli/report.h"
#include "params/json_text.h"
#include "params/parameter_table.h"
#include "params/parameter_text.h"

namespace lathe::cli {

int runParams(bool json) {
  if (json) {
    std::fputs(parameterTableJson().c_str(), stdout);
    return kExitOk;
  }
  for (const ParamSpec& spec : parameterTable()) {
    const std::string range = plainNumber(spec.minimum) + " to " + plainNumber(spec.maximum);
    std::printf("%-24s %-34s %-18s %-5s default %s\n", paramText(spec.id).key,
                paramText(spec.id).name, range.c_str(), paramText(spec.id).unit,
                plainNumber(spec.defaultValue).c_str());
  }
  return kExitOk;
}

}  // namespace lathe::cli
