// An http:// or https:// URL, taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace aws::client {

struct Url {
  std::string base;    // "http://127.0.0.1:4566": scheme, host and port
  std::string host;    // "127.0.0.1", "[::1]"
  std::string target;  // "/path?query", at least "/"

  bool is_tls() const { return base.starts_with("https://"); }
  bool operator==(const Url&) const = default;
};

// Nothing when it is no such URL.
std::optional<Url> parse_url(std::string_view text);

bool is_loopback(std::string_view host);                // 127/8, ::1 and localhost
bool is_loopback_or_link_local(std::string_view host);  // 169.254/16, fe80::/10 and EC2's fd00:ec2::/32 too
bool is_numeric(std::string_view host);                 // an address, which no name server has to be asked for

}  // namespace aws::client
