#include <cstdio>

#include "cli/commands.h"
#include "cli/report.h"
#include "session/schema.h"

namespace lathe::cli {

int runSchema() {
  std::fputs(sessionSchemaJson().c_str(), stdout);
  return kExitOk;
}

}  // namespace lathe::cli
