#include <cstring>

#include "session/flat_session.h"
#include "session/flat_shape.h"

namespace lathe {
namespace {

/// After the first number or text that is not there, all numbers are 0 and all texts empty.
class Reader {
 public:
  explicit Reader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  void number(double& value) {
    value = 0.0;
    if (!room(sizeof value)) return;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_ = bytes_.subspan(sizeof value);
    // So that every count, and every member it becomes, can hold it.
    if (!(value > -1e15 && value < 1e15)) fail();
    if (!good_) value = 0.0;
  }
  void text(std::string& value) {
    double length;
    number(length);
    value.clear();
    if (!room(length)) return;
    const auto count = static_cast<size_t>(length);
    value.assign(reinterpret_cast<const char*>(bytes_.data()), count);
    bytes_ = bytes_.subspan(count);
  }
  /// Whether that many bytes, or items of at least one, can still come.
  bool room(double count) {
    if (!(count >= 0.0 && count <= static_cast<double>(bytes_.size()))) fail();
    return good_;
  }
  void fail() { good_ = false; }
  bool atEnd() const { return good_ && bytes_.empty(); }

 private:
  std::span<const uint8_t> bytes_;
  bool good_ = true;
};

}  // namespace

bool unflattenSession(std::span<const uint8_t> bytes, Session& session) {
  Reader reader(bytes);
  double mark;
  reader.number(mark);
  if (mark != kFlatSessionMark) return false;
  FlatVisitor visitor(reader);
  describeSession(visitor, session);
  return reader.atEnd();
}

}  // namespace lathe
