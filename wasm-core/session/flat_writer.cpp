#include <cstring>

#include "session/flat_session.h"
#include "session/flat_shape.h"

namespace lathe {
namespace {

class Writer {
 public:
  void number(double value) { append(&value, sizeof value); }
  void text(const std::string& value) {
    number(static_cast<double>(value.size()));
    append(value.data(), value.size());
  }
  std::vector<uint8_t> take() { return std::move(bytes_); }

 private:
  void append(const void* from, size_t count) {
    if (count == 0) return;
    const size_t at = bytes_.size();
    bytes_.resize(at + count);
    std::memcpy(bytes_.data() + at, from, count);
  }

  std::vector<uint8_t> bytes_;
};

}  // namespace

std::vector<uint8_t> flattenSession(const Session& session) {
  Writer writer;
  writer.number(kFlatSessionMark);
  FlatVisitor visitor(writer);
  describeSession(visitor, session);
  return writer.take();
}

}  // namespace lathe
