// Small forms of text that EC2 speaks: ids, CIDR blocks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aws::region::ec2 {

// "i-" and 17 hexadecimal digits, or the 8 of old ids.
bool is_resource_id(std::string_view text, std::string_view prefix);

// "10.1.2.3/8" becomes "10.0.0.0/8", as EC2 stores it; none when it is not a block.
std::optional<std::string> canonical_ipv4_block(std::string_view text);
std::optional<std::string> canonical_ipv6_block(std::string_view text);
std::string ipv4_text(std::uint32_t address);

}  // namespace aws::region::ec2
