// A small validator of JSON Schema draft 2020-12: the keywords that the
// session's schema uses, and a refusal of any other keyword, so that nothing
// in the schema goes unchecked.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

namespace lathe::test {

using Json = nlohmann::json;

class SchemaValidator {
 public:
  /// Empty where `value` satisfies `schema`; else what does not.
  std::string check(const Json& schema, const Json& value) {
    fault_.clear();
    validate(schema, value, "");
    return fault_;
  }

 private:
  void refuse(const std::string& pointer, const std::string& why) {
    if (fault_.empty()) fault_ = pointer + ": " + why;
  }

  static bool hasType(const std::string& type, const Json& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "number") return value.is_number();
    if (type == "integer") {
      return value.is_number() && std::floor(value.get<double>()) == value.get<double>();
    }
    return false;
  }

  bool matches(const std::string& pattern, const std::string& text) {
    const auto compiled = patterns_.try_emplace(pattern, pattern).first;
    return std::regex_search(text, compiled->second);
  }

  static size_t characters(const std::string& text) {
    size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    return count;
  }

  void validate(const Json& schema, const Json& value, const std::string& at) {
    for (auto rule = schema.begin(); rule != schema.end(); ++rule) {
      const std::string& keyword = rule.key();
      const Json& wanted = rule.value();
      if (keyword == "type") {
        if (!hasType(wanted.get<std::string>(), value)) refuse(at, "is no " + wanted.dump());
      } else if (keyword == "const") {
        if (value != wanted) refuse(at, "is not " + wanted.dump());
      } else if (keyword == "enum") {
        if (std::find(wanted.begin(), wanted.end(), value) == wanted.end())
          refuse(at, "not in enum");
      } else if (keyword == "minimum") {
        if (value.is_number() && value.get<double>() < wanted.get<double>()) refuse(at, "too low");
      } else if (keyword == "maximum") {
        if (value.is_number() && value.get<double>() > wanted.get<double>()) refuse(at, "too high");
      } else if (keyword == "minLength") {
        if (value.is_string() && characters(value.get<std::string>()) < wanted.get<size_t>()) {
          refuse(at, "too short");
        }
      } else if (keyword == "maxLength") {
        if (value.is_string() && characters(value.get<std::string>()) > wanted.get<size_t>()) {
          refuse(at, "too long");
        }
      } else if (keyword == "pattern") {
        if (value.is_string() && !matches(wanted.get<std::string>(), value.get<std::string>())) {
          refuse(at, "does not match " + wanted.dump());
        }
      } else if (keyword == "minItems") {
        if (value.is_array() && value.size() < wanted.get<size_t>()) refuse(at, "too few items");
      } else if (keyword == "maxItems") {
        if (value.is_array() && value.size() > wanted.get<size_t>()) refuse(at, "too many items");
      } else if (keyword == "items") {
        if (!value.is_array()) continue;
        for (size_t i = 0; i < value.size(); ++i) {
          validate(wanted, value[i], at + "/" + std::to_string(i));
        }
      } else if (keyword == "required") {
        if (!value.is_object()) continue;
        for (const Json& key : wanted) {
          if (!value.contains(key.get<std::string>())) refuse(at, "lacks " + key.dump());
        }
      } else if (keyword == "properties") {
        if (!value.is_object()) continue;
        for (auto member = value.begin(); member != value.end(); ++member) {
          const auto property = wanted.find(member.key());
          if (property != wanted.end()) {
            validate(*property, member.value(), at + "/" + member.key());
          } else if (schema.value("additionalProperties", true) == false) {
            refuse(at, "has no property " + member.key());
          }
        }
      } else if (keyword == "oneOf") {
        const std::string before = fault_;
        int satisfied = 0;
        for (const Json& one : wanted) {
          fault_.clear();
          validate(one, value, at);
          satisfied += fault_.empty();
        }
        fault_ = before;
        if (satisfied != 1) refuse(at, "satisfies " + std::to_string(satisfied) + " of oneOf");
      } else if (keyword != "additionalProperties" && keyword != "description" &&
                 keyword != "title" && keyword != "default" && keyword != "$schema") {
        refuse(at, "unknown keyword " + keyword);
      }
    }
  }

  std::string fault_;
  std::map<std::string, std::regex> patterns_;  // compiling one is slow
};

}  // namespace lathe::test
