#include "client/http/url.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstdint>

namespace aws::client {
namespace {

std::optional<std::uint32_t> ipv4_bits(const std::string& host) {
  in_addr address{};
  if (inet_pton(AF_INET, host.c_str(), &address) != 1) return std::nullopt;
  return ntohl(address.s_addr);
}

std::optional<in6_addr> ipv6_bits(std::string_view host) {
  if (!host.starts_with('[') || !host.ends_with(']')) return std::nullopt;
  in6_addr address{};
  const std::string inside(host.substr(1, host.size() - 2));
  if (inet_pton(AF_INET6, inside.c_str(), &address) != 1) return std::nullopt;
  return address;
}

bool is_link_local(std::string_view host) {
  if (const auto bits = ipv4_bits(std::string(host))) return *bits >> 16U == 0xa9fe;
  const auto bits = ipv6_bits(host);
  if (!bits) return false;
  constexpr std::uint8_t kEc2[] = {0xfd, 0x00, 0x0e, 0xc2};
  return IN6_IS_ADDR_LINKLOCAL(&*bits) || std::equal(std::begin(kEc2), std::end(kEc2), bits->s6_addr);
}

// "127.0.0.1:80" -> "127.0.0.1", "[::1]:80" -> "[::1]"
std::string_view host_of(std::string_view authority) {
  if (!authority.starts_with('[')) return authority.substr(0, authority.find(':'));
  const std::size_t bracket = authority.find(']');
  return bracket == std::string_view::npos ? "" : authority.substr(0, bracket + 1);
}

}  // namespace

std::optional<Url> parse_url(std::string_view text) {
  if (!text.starts_with("http://") && !text.starts_with("https://")) return std::nullopt;
  const std::size_t authority = text.find("//") + 2;
  const std::size_t target = std::min(text.find_first_of("/?", authority), text.size());

  Url url{.base = std::string(text.substr(0, target)),
          .host = std::string(host_of(text.substr(authority, target - authority))),
          .target = std::string(text.substr(target))};
  if (url.host.empty() || url.base.find_first_of("@# ") != std::string::npos) return std::nullopt;
  if (!url.target.starts_with('/')) url.target.insert(0, "/");
  return url;
}

bool is_loopback(std::string_view host) {
  if (host == "localhost") return true;
  if (const auto bits = ipv4_bits(std::string(host))) return *bits >> 24U == 127;
  const auto bits = ipv6_bits(host);
  return bits && IN6_IS_ADDR_LOOPBACK(&*bits);
}

bool is_loopback_or_link_local(std::string_view host) { return is_loopback(host) || is_link_local(host); }

bool is_numeric(std::string_view host) { return ipv4_bits(std::string(host)) || ipv6_bits(host); }

}  // namespace aws::client
