#include "wire/protocols/scalar.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text/base64.h"
#include "base/text/timestamp.h"
#include "wire/walk.h"

namespace aws::wire {
namespace {

using contract::Kind;

template <class Number>
bool read_number(std::string_view text, void* value) {
  Number number{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size()) return false;
  *static_cast<Number*>(value) = number;
  return true;
}

bool read_boolean(std::string_view text, void* value) {
  const bool yes = text == "true" || text == "True" || text == "TRUE";
  if (!yes && text != "false" && text != "False" && text != "FALSE") return false;
  *static_cast<bool*>(value) = yes;
  return true;
}

template <class T>
bool store(std::optional<T> parsed, T& target) {
  if (!parsed) return false;
  target = *std::move(parsed);
  return true;
}

}  // namespace

std::string scalar_to_text(const contract::Shape& shape, const void* value) {
  switch (shape.kind) {
    case Kind::kBlob:
      return text::base64_encode(as<Blob>(value).bytes);
    case Kind::kBoolean:
      return as<bool>(value) ? "true" : "false";
    case Kind::kInteger:
      return fmt::format("{}", as<int>(value));
    case Kind::kLong:
      return fmt::format("{}", as<std::int64_t>(value));
    case Kind::kDouble:
      return fmt::format("{}", as<double>(value));
    case Kind::kTimestamp:
      return text::iso8601(as<Timestamp>(value));
    default:
      return as<std::string>(value);
  }
}

bool scalar_from_text(const contract::Shape& shape, std::string_view text, void* value) {
  switch (shape.kind) {
    case Kind::kBlob:
      return store(text::base64_decode(text), static_cast<Blob*>(value)->bytes);
    case Kind::kBoolean:
      return read_boolean(text, value);
    case Kind::kInteger:
      return read_number<int>(text, value);
    case Kind::kLong:
      return read_number<std::int64_t>(text, value);
    case Kind::kDouble:
      return read_number<double>(text, value);
    case Kind::kTimestamp:
      return store(text::parse_timestamp(text), *static_cast<Timestamp*>(value));
    default:
      *static_cast<std::string*>(value) = text;
      return true;
  }
}

}  // namespace aws::wire
