// What the two ends of a flat session share: the visitor of session_shape.h
// that turns every field into a number, a text or a count, for an end that
// writes them or reads them.
// Thread: any but the real-time one.
#pragma once

#include <type_traits>

#include "params/parameter_table.h"
#include "session/session_shape.h"

namespace lathe {

/// Opens every flat session; changes with the table of parameters.
inline constexpr double kFlatSessionMark = 0x1A74E000 + kParamCount;

/// `End` has number(double&) and text(std::string&), and where it reads, room(double items).
template <class End>
class FlatVisitor {
 public:
  explicit FlatVisitor(End& end) : end_(end) {}

  template <class Value>
  void constant(const Field&, Value) {}
  template <class Text>
  void text(const Field&, Text& value, const TextRule&) {
    end_.text(value);
  }
  template <class Text>
  void id(const Field&, Text& value, IdKind) {
    end_.text(value);
  }
  template <class Index>
  void stemReference(const Field&, Index& index, const Session&) {
    plain(index);
  }
  template <class Index>
  void busReference(const Field&, Index& index, const Session&, BusUse) {
    plain(index);
  }
  template <class Index>
  void stripReference(const Field&, Index& index, const Session&) {
    plain(index);
  }
  template <class Enum, size_t kCount>
  void choice(const Field&, Enum& value, const char* const (&)[kCount]) {
    plain(value);
  }
  template <class Number>
  void number(const Field&, Number& value, const NumberRule&) {
    plain(value);
  }
  template <class Integer>
  void integer(const Field&, Integer& value, const IntegerRule&) {
    plain(value);
  }
  template <class Bool>
  void boolean(const Field&, Bool& value) {
    plain(value);
  }
  template <class Rate>
  void rate(const Field&, Rate& value) {
    plain(value);
  }
  template <class Values>
  void params(const Field&, Values& values, ParamScope scope) {
    for (const ParamSpec& spec : parameterTable()) {
      if (spec.scope != scope) continue;
      auto&& value = values[spec.id];
      plain(value);
    }
  }
  template <class Id>
  void automatedParam(const Field&, Id& id, ParamScope) {
    plain(id);
  }
  template <class Number>
  void paramValue(const Field&, Number& value, ParamId) {
    plain(value);
  }
  template <class Describe>
  void object(const Field&, Describe describe) {
    describe(*this);
  }
  template <class Describe, class IsLeftOut>
  void object(const Field&, Describe describe, IsLeftOut) {
    describe(*this);
  }
  template <class Optional, size_t kCount, class Describe>
  void variant(const Field&, Optional& item, const char*, const char* const (&)[kCount],
               Describe describe) {
    double kind = item ? 1.0 + static_cast<double>(item->kind) : 0.0;
    end_.number(kind);
    if constexpr (!std::is_const_v<Optional>) {
      item.reset();
      if (!(kind >= 1.0 && kind <= static_cast<double>(kCount))) return;
      item.emplace();
      item->kind = static_cast<decltype(item->kind)>(static_cast<int>(kind) - 1);
    }
    if (item) describe(*this, *item);
  }
  template <class List, class Describe>
  void list(const Field&, List& items, const ListRule&, Describe describe) {
    double count = static_cast<double>(items.size());
    end_.number(count);
    if constexpr (!std::is_const_v<List>) {
      if (!end_.room(count)) return;
      items.clear();
      items.resize(static_cast<size_t>(count));
    }
    for (auto& item : items) describe(*this, item);
  }
  template <class Holds, class Message>
  void require(const char*, Holds, Message) {}

 private:
  template <class Value>
  void plain(Value& value) {
    double number = static_cast<double>(value);
    end_.number(number);
    if constexpr (!std::is_const_v<Value>) value = static_cast<Value>(number);
  }

  End& end_;
};

}  // namespace lathe
