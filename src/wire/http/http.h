// An HTTP message as a value, without a socket.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aws::http {

bool same_name(std::string_view left, std::string_view right);  // of header fields: without regard to case

// Header fields in the order in which they came; names compare without regard to case.
class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<std::pair<std::string, std::string>> fields) : fields_(fields) {}

  std::optional<std::string> find(std::string_view name) const;  // the first one's value
  std::string get(std::string_view name) const;                  // "" when there is none
  void add(std::string name, std::string value);
  void set(std::string_view name, std::string value);  // replaces all of that name
  void erase(std::string_view name);

  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }
  bool operator==(const Headers&) const = default;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct Request {
  std::string method = "GET";
  std::string target = "/";  // path and query as sent, percent-encoded
  Headers headers;
  std::string body;
  std::string peer;     // the client's address, set by a server
  bool secure = false;  // came by TLS, set by a server

  std::string_view path() const;   // before '?'
  std::string_view query() const;  // after '?', "" when there is none
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
};

std::string percent_encode(std::string_view text);  // RFC 3986: all but A-Z a-z 0-9 - . _ ~
std::string percent_decode(std::string_view text);  // '+' stays '+'
std::string form_decode(std::string_view text);     // '+' is a space

}  // namespace aws::http
