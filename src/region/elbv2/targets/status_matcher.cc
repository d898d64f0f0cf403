#include "region/elbv2/targets/status_matcher.h"

#include <algorithm>
#include <charconv>

namespace aws::region::elbv2 {
namespace {

std::optional<int> status(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 200 || value > 499) return std::nullopt;
  return value;
}

}  // namespace

std::optional<StatusMatcher> StatusMatcher::parse(std::string_view text) {
  StatusMatcher matcher;
  for (;;) {
    const auto comma = text.find(',');
    const auto part = text.substr(0, comma);
    const auto dash = part.find('-');
    const auto first = status(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : status(part.substr(dash + 1));
    if (!first || !last || *first > *last) return std::nullopt;
    matcher.ranges_.emplace_back(*first, *last);
    if (comma == std::string_view::npos) return matcher;
    text.remove_prefix(comma + 1);
  }
}

bool StatusMatcher::matches(int status) const {
  return std::ranges::any_of(ranges_,
                             [&](const auto& range) { return range.first <= status && status <= range.second; });
}

}  // namespace aws::region::elbv2
