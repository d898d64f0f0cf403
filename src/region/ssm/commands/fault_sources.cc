#include "region/ssm/commands/fault_sources.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace aws::region::ssm {
namespace {

constexpr std::string_view kTable = "DYNAMODB";
constexpr int kMostBits = 32;

bool is_length(std::string_view text) {
  int bits = -1;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), bits);
  return problem == std::errc() && end == text.data() + text.size() && bits >= 0 && bits <= kMostBits;
}

bool is_block(const std::string& text) {
  const auto slash = text.find('/');
  in_addr address{};
  if (inet_pton(AF_INET, text.substr(0, slash).c_str(), &address) != 1) return false;
  return slash == std::string::npos || is_length(std::string_view(text).substr(slash + 1));
}

}  // namespace

std::optional<FaultSources> fault_sources(std::string_view text) {
  FaultSources sources;
  for (std::size_t start = 0; start <= text.size();) {
    const auto end = std::min(text.find(',', start), text.size());
    const std::string source(text.substr(start, end - start));
    start = end + 1;
    if (source == kTable) {
      sources.table = true;
    } else if (is_block(source)) {
      sources.blocks.push_back(source);
    } else {
      return std::nullopt;
    }
  }
  return sources;
}

}  // namespace aws::region::ssm
