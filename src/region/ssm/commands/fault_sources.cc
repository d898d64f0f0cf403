#include "region/ssm/commands/fault_sources.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace aws::region::ssm {
namespace {

constexpr std::string_view kTable = "DYNAMODB";
constexpr int kMostBits = 32;
constexpr std::size_t kLongestDomain = 253;
constexpr std::size_t kLongestLabel = 63;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_alphanumeric(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0; }

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

// With a dot at least, and nothing that a shell could take for something else. What ends in digits is a wrong address.
bool is_domain(std::string_view text) {
  if (text.size() > kLongestDomain || text.find('.') == std::string_view::npos) return false;
  for (bool last = false; !last;) {
    const auto label = text.substr(0, text.find('.'));
    last = label.size() == text.size();
    text.remove_prefix(last ? text.size() : label.size() + 1);
    const auto fits = [](char letter) { return is_alphanumeric(letter) || letter == '-' || letter == '_'; };
    if (label.empty() || label.size() > kLongestLabel || label.front() == '-') return false;
    if (!std::ranges::all_of(label, fits)) return false;
    if (last && std::ranges::all_of(label, is_digit)) return false;
  }
  return true;
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
    } else if (is_domain(source)) {
      sources.names.push_back(source);
    } else {
      return std::nullopt;
    }
  }
  return sources;
}

}  // namespace aws::region::ssm
