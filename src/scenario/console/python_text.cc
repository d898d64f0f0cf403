#include "scenario/console/python_text.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <utility>

#include "scenario/console/wrapping.h"

namespace aws::scenario {
namespace {

namespace json = boost::json;

constexpr std::size_t kWidth = 80;

std::string quoted(std::string_view text) {
  const bool apostrophe = text.find('\'') != std::string_view::npos;
  const char quote = apostrophe && text.find('"') == std::string_view::npos ? '"' : '\'';
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote || c == '\\') {
      result += {'\\', c};
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\r') {
      result += "\\r";
    } else if (c == '\t') {
      result += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      result += c;
    }
  }
  return result + quote;
}

std::string number(double value) {
  std::string text = fmt::format("{}", value);
  if (std::isfinite(value) && text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

// `indent` is the column at which the value begins, `after` how many brackets and commas follow its last line.
void pretty(const json::value& value, std::size_t indent, std::size_t after, std::string& out) {
  const std::string line = python_repr(value);
  if (indent + columns(line) + after <= kWidth || value.is_primitive()) {
    out += line;
    return;
  }
  const std::string next = ",\n" + std::string(indent + 1, ' ');
  std::string_view separator;
  const auto element = [&](std::string_view key, const json::value& member, bool last) {
    out += separator;
    out += key;
    separator = next;
    pretty(member, indent + 1 + columns(key), last ? after + 1 : 1, out);
  };
  out += value.is_object() ? '{' : '[';
  std::size_t left = value.is_object() ? value.get_object().size() : value.get_array().size();
  if (value.is_object()) {
    for (const auto& member : value.get_object()) element(quoted(member.key()) + ": ", member.value(), --left == 0);
  } else {
    for (const auto& member : value.get_array()) element("", member, --left == 0);
  }
  out += value.is_object() ? '}' : ']';
}

}  // namespace

std::string python_repr(const json::value& value) {
  std::string out, separator;
  switch (value.kind()) {
    case json::kind::null:
      return "None";
    case json::kind::bool_:
      return value.get_bool() ? "True" : "False";
    case json::kind::int64:
      return std::to_string(value.get_int64());
    case json::kind::uint64:
      return std::to_string(value.get_uint64());
    case json::kind::double_:
      return number(value.get_double());
    case json::kind::string:
      return quoted(value.get_string());
    case json::kind::array:
      for (const auto& element : value.get_array()) {
        out += std::exchange(separator, ", ") + python_repr(element);
      }
      return "[" + out + "]";
    case json::kind::object:
      for (const auto& member : value.get_object()) {
        out += std::exchange(separator, ", ") + quoted(member.key()) + ": " + python_repr(member.value());
      }
      return "{" + out + "}";
  }
  return out;
}

std::string python_pretty(const json::value& value) {
  std::string out;
  pretty(value, 0, 0, out);
  return out;
}

}  // namespace aws::scenario
