#include "region/ec2/network/cidr.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <charconv>

#include "region/ec2/text.h"

namespace aws::region::ec2 {

std::string Cidr::text() const { return fmt::format("{}/{}", ipv4_text(base), prefix); }

std::optional<Cidr> parse_cidr(std::string_view text) {
  const auto canonical = canonical_ipv4_block(text);
  if (!canonical) return std::nullopt;
  const auto slash = canonical->find('/');
  Cidr cidr;
  std::from_chars(canonical->data() + slash + 1, canonical->data() + canonical->size(), cidr.prefix);
  in_addr address{};
  inet_pton(AF_INET, canonical->substr(0, slash).c_str(), &address);
  cidr.base = ntohl(address.s_addr);
  return cidr;
}

}  // namespace aws::region::ec2
