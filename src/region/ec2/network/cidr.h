// Blocks of IPv4 addresses, as numbers. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aws::region::ec2 {

struct Cidr {
  std::uint32_t base = 0;
  int prefix = 32;

  std::uint64_t size() const { return std::uint64_t{1} << (32 - prefix); }
  std::uint32_t last() const { return static_cast<std::uint32_t>(base + (size() - 1)); }
  bool contains(const Cidr& other) const { return base <= other.base && other.last() <= last(); }
  bool overlaps(const Cidr& other) const { return base <= other.last() && other.base <= last(); }
  // That of this block which is where the other one is in its own block of this size.
  Cidr same_within(const Cidr& other) const {
    return {base | static_cast<std::uint32_t>(other.base & (size() - 1)), other.prefix};
  }
  std::string text() const;  // "10.0.0.0/16"
};

// Of every subnet AWS keeps the network's, the router's, DNS's and one more address, and the broadcast address.
inline constexpr std::uint32_t kReservedAtStart = 4;
inline constexpr std::uint32_t kReservedAtEnd = 1;
inline int assignable(const Cidr& block) { return static_cast<int>(block.size() - kReservedAtStart - kReservedAtEnd); }

// "10.1.2.3/16" is 10.1.0.0/16; none when it is not a block.
std::optional<Cidr> parse_cidr(std::string_view text);

}  // namespace aws::region::ec2
