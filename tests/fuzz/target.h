// What the targets share: they are handed bytes, and say that something is wrong by letting anything but an aws::Error
// out, which ends the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/error.h"
#include "contract/shape.h"
#include "wire/http/http.h"

namespace aws::fuzz {

// An input reads like an HTTP message: a first line, headers, an empty line, a body.
struct Message {
  std::string first_line;
  http::Headers headers;
  std::string body;
};

inline std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

// A server has let nothing else through as a header's name.
inline bool is_token(std::string_view name) {
  constexpr std::string_view kTokens = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  return !name.empty() && name.find_first_not_of(kTokens) == std::string_view::npos;
}

inline Message read_message(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  Message message{.first_line = std::string(take_line(rest))};
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line.empty()) break;
    const auto colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    if (colon != std::string_view::npos && is_token(name)) {
      message.headers.add(std::string(name), std::string(line.substr(colon + 1)));
    }
  }
  message.body = rest;
  return message;
}

// "elbv2 CreateListener ..." names its operation; what a mutation has made of such a line chooses one all the same.
inline const contract::Operation& operation_of(std::string_view first_line) {
  std::size_t hash = 0;
  for (const char character : first_line) hash = hash * 31 + static_cast<unsigned char>(character);
  const auto space = first_line.find(' ');
  for (const auto* service : contract::services()) {
    if (space == std::string_view::npos || service->name != first_line.substr(0, space)) continue;
    const std::string_view rest = first_line.substr(space + 1);
    if (const auto* found = service->find(rest.substr(0, rest.find(' ')))) return *found;
    return *service->operations[hash % service->operations.size()];
  }
  const auto& service = *contract::services()[hash % contract::services().size()];
  return *service.operations[hash / 7 % service.operations.size()];
}

inline void require(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

// Whether the work ended well. Only an aws::Error may end it otherwise.
template <class Work>
bool succeeds(Work&& work) {
  try {
    work();
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace aws::fuzz
