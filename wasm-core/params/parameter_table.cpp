#include "params/parameter_table.h"

#include "params/all_rows.h"

namespace lathe {
namespace {

constexpr auto kTable = rows::column(&rows::ParamRow::spec);

}  // namespace

std::span<const ParamSpec> parameterTable() noexcept { return kTable; }

const ParamSpec& paramSpec(ParamId id) noexcept { return kTable[static_cast<size_t>(id)]; }

double clampParam(ParamId id, double value) noexcept {
  const ParamSpec& spec = paramSpec(id);
  // Infinity minus itself and NaN are both NaN, so one comparison finds every
  // value that is not finite without libm.
  if (!(value - value == 0.0)) return spec.defaultValue;
  if (value < spec.minimum) return spec.minimum;
  if (value > spec.maximum) return spec.maximum;
  return value;
}

}  // namespace lathe
