// The committed TypeScript is what the generator makes of this table. Native
// only: it starts a process.
#ifndef __EMSCRIPTEN__

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "params/parameter_table.h"
#include "params/parameter_text.h"

namespace lathe {
namespace {

TEST(GeneratedTypeScript, IsWhatTheGeneratorMakesOfThisTable) {
  char path[] = "/tmp/lathe-params-XXXXXX";
  const int descriptor = mkstemp(path);
  ASSERT_GE(descriptor, 0);
  FILE* file = fdopen(descriptor, "w");
  const std::string json = parameterTableJson();
  ASSERT_EQ(std::fwrite(json.data(), 1, json.size(), file), json.size());
  std::fclose(file);

  const std::string command =
      std::string("\"" LATHE_SOURCE_DIR "/scripts/generate-params\" --check ") + path;
  EXPECT_EQ(std::system(command.c_str()), 0)
      << "build the command line, then run scripts/generate-params and commit the result";
  std::remove(path);
}

}  // namespace
}  // namespace lathe

#endif
