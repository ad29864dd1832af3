#include "params/parameter_text.h"

#include "params/all_rows.h"

namespace lathe {
namespace {

constexpr auto kTexts = rows::column(&rows::ParamRow::text);

}  // namespace

const ParamText& paramText(ParamId id) noexcept { return kTexts[static_cast<size_t>(id)]; }

const ParamSpec* findParam(ParamScope scope, std::string_view key) noexcept {
  for (const ParamSpec& spec : parameterTable()) {
    if (spec.scope == scope && key == paramText(spec.id).key) return &spec;
  }
  return nullptr;
}

}  // namespace lathe
