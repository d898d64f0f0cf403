#include "contract/value.h"

#include <array>
#include <charconv>
#include <string>

namespace aws::contract {
namespace {

template <class T>
void assign(const void* from, void* to) {
  *static_cast<T*>(to) = *static_cast<const T*>(from);
}

void copy_elements(const Shape& shape, const void* from, void* to) {
  struct Context {
    const Shape& shape;
    void* to;
  } context{shape, to};
  shape.container->each(
      from,
      [](void* opaque, const std::string* key, const void* element) {
        const auto& into = *static_cast<const Context*>(opaque);
        copy_value(*into.shape.element, element, into.shape.container->append(into.to, key != nullptr ? *key : ""));
      },
      &context);
}

void copy_members(const Shape& shape, const void* from, void* to) {
  for (const Member& member : shape.members) {
    if (const void* value = member.get(from)) copy_value(*member.shape, value, member.emplace(to));
  }
}

void append_text(const Shape& shape, const void* value, std::string& text);

// Whatever it contains, it cannot be taken for more than one.
void append_string(std::string_view string, std::string& text) {
  text += std::to_string(string.size()) + ":" + std::string(string);
}

void append_members(const Shape& shape, const void* value, std::string& text) {
  for (const Member& member : shape.members) {
    const void* found = member.get(value);
    if (found == nullptr) continue;
    append_string(member.name, text);
    append_text(*member.shape, found, text);
  }
}

void append_elements(const Shape& shape, const void* value, std::string& text) {
  struct Context {
    const Shape& shape;
    std::string& text;
  } context{shape, text};
  shape.container->each(
      value,
      [](void* opaque, const std::string* key, const void* element) {
        const auto& into = *static_cast<const Context*>(opaque);
        if (key != nullptr) append_string(*key, into.text);
        append_text(*into.shape.element, element, into.text);
      },
      &context);
}

// The shortest text that only this number has.
std::string text_of_double(double number) {
  std::array<char, 32> text{};
  const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), number);
  return {text.data(), end};
}

std::string scalar_text(const Shape& shape, const void* value) {
  switch (shape.kind) {
    case Kind::kBlob: {
      const auto& bytes = static_cast<const Blob*>(value)->bytes;
      return {bytes.begin(), bytes.end()};
    }
    case Kind::kBoolean:
      return *static_cast<const bool*>(value) ? "true" : "false";
    case Kind::kInteger:
      return std::to_string(*static_cast<const int*>(value));
    case Kind::kLong:
      return std::to_string(*static_cast<const std::int64_t*>(value));
    case Kind::kDouble:
      return text_of_double(*static_cast<const double*>(value));
    case Kind::kTimestamp:
      return std::to_string(static_cast<const Timestamp*>(value)->time_since_epoch().count());
    default:
      return *static_cast<const std::string*>(value);
  }
}

void append_text(const Shape& shape, const void* value, std::string& text) {
  const bool container = shape.kind == Kind::kList || shape.kind == Kind::kMap;
  if (!container && shape.kind != Kind::kStructure) return append_string(scalar_text(shape, value), text);
  text += '(';
  container ? append_elements(shape, value, text) : append_members(shape, value, text);
  text += ')';
}

}  // namespace

std::string text_of_value(const Shape& shape, const void* value) {
  std::string text;
  append_text(shape, value, text);
  return text;
}

void copy_value(const Shape& shape, const void* from, void* to) {
  switch (shape.kind) {
    case Kind::kStructure:
      return copy_members(shape, from, to);
    case Kind::kList:
    case Kind::kMap:
      return copy_elements(shape, from, to);
    case Kind::kString:
      return assign<std::string>(from, to);
    case Kind::kBlob:
      return assign<Blob>(from, to);
    case Kind::kBoolean:
      return assign<bool>(from, to);
    case Kind::kInteger:
      return assign<int>(from, to);
    case Kind::kLong:
      return assign<std::int64_t>(from, to);
    case Kind::kDouble:
      return assign<double>(from, to);
    case Kind::kTimestamp:
      return assign<Timestamp>(from, to);
  }
}

}  // namespace aws::contract
