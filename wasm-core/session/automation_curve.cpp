#include "session/automation_curve.h"

#include <algorithm>

#include "base/math.h"
#include "params/param_taper.h"

namespace lathe {

double curveShare(double curve, double u) noexcept {
  if (curve == 0.0) return u;
  return u / (u + (1.0 - u) * math::exp2(6.0 * curve));
}

double automationValueAt(std::span<const AutomationPoint> points, const ParamSpec& spec,
                         double frame) noexcept {
  const auto next = std::upper_bound(points.begin(), points.end(), frame,
                                     [](double at, const AutomationPoint& point) {
                                       return at < static_cast<double>(point.frame);
                                     });
  if (next == points.begin()) return next->value;
  const AutomationPoint& from = *(next - 1);
  if (next == points.end() || spec.kind != ParamKind::Number || next->value == from.value) {
    return from.value;
  }
  const double u =
      (frame - static_cast<double>(from.frame)) / static_cast<double>(next->frame - from.frame);
  if (u == 0.0) return from.value;
  const double start = toPosition(spec, from.value);
  const double end = toPosition(spec, next->value);
  return fromPosition(spec, start + (end - start) * curveShare(from.curve, u));
}

bool isValueOf(const ParamSpec& spec, double value) noexcept {
  if (!(value >= spec.minimum && value <= spec.maximum)) return false;  // NaN too
  return spec.kind == ParamKind::Number || value == static_cast<double>(static_cast<int>(value));
}

bool isValueInScope(ParamScope scope, ParamId id, double value) noexcept {
  const auto index = static_cast<int>(id);
  if (index < 0 || index >= kParamCount) return false;
  const ParamSpec& spec = paramSpec(id);
  return spec.scope == scope && isValueOf(spec, value);
}

bool pointsRise(std::span<const AutomationPoint> points) noexcept {
  for (size_t i = 1; i < points.size(); ++i) {
    if (points[i].frame <= points[i - 1].frame) return false;
  }
  return true;
}

bool arePointsPlayable(std::span<const AutomationPoint> points, const ParamSpec& spec) noexcept {
  if (points.empty() || !pointsRise(points)) return false;
  return std::all_of(points.begin(), points.end(), [&](const AutomationPoint& point) {
    return point.curve >= -1.0 && point.curve <= 1.0 && isValueOf(spec, point.value);
  });
}

}  // namespace lathe
