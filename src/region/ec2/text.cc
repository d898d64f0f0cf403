#include "region/ec2/text.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace aws::region::ec2 {
namespace {

struct Block {
  std::string address;
  unsigned bits = 0;
};

std::optional<Block> split_block(std::string_view text, unsigned longest) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  Block block{std::string(text.substr(0, slash))};
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data() + slash + 1, end, block.bits);
  if (error != std::errc() || stopped != end || block.bits > longest) return std::nullopt;
  return block;
}

void clear_host_bits(unsigned char* bytes, std::size_t size, unsigned bits) {
  for (std::size_t i = 0; i < size; ++i) {
    const unsigned kept = std::min<unsigned>(8, bits);
    bytes[i] = static_cast<unsigned char>(bytes[i] & (0xFF00U >> kept));
    bits -= kept;
  }
}

}  // namespace

bool is_resource_id(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return (text.size() == 17 || text.size() == 8) &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<std::string> canonical_ipv4_block(std::string_view text) {
  const auto block = split_block(text, 32);
  in_addr address{};
  if (!block || inet_pton(AF_INET, block->address.c_str(), &address) != 1) return std::nullopt;
  clear_host_bits(reinterpret_cast<unsigned char*>(&address), sizeof address, block->bits);
  return ipv4_text(ntohl(address.s_addr)) + '/' + std::to_string(block->bits);
}

std::optional<std::string> canonical_ipv6_block(std::string_view text) {
  const auto block = split_block(text, 128);
  in6_addr address{};
  if (!block || inet_pton(AF_INET6, block->address.c_str(), &address) != 1) return std::nullopt;
  clear_host_bits(reinterpret_cast<unsigned char*>(&address), sizeof address, block->bits);
  char printed[INET6_ADDRSTRLEN] = {};
  inet_ntop(AF_INET6, &address, printed, sizeof printed);
  return std::string(printed) + '/' + std::to_string(block->bits);
}

std::string ipv4_text(std::uint32_t address) {
  return fmt::format("{}.{}.{}.{}", address >> 24U, address >> 16U & 255U, address >> 8U & 255U, address & 255U);
}

}  // namespace aws::region::ec2
