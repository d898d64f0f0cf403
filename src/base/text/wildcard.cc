#include "base/text/wildcard.h"

namespace aws::text {
namespace {

// How many characters of the pattern stand for one of the text when they fit it; none when they do not.
std::size_t fits(std::string_view pattern, char letter) {
  if (pattern.empty()) return 0;
  const bool literal = pattern.front() == '\\' && pattern.size() > 1;
  if (literal) return pattern[1] == letter ? 2 : 0;
  return pattern.front() == '?' || pattern.front() == letter ? 1 : 0;
}

}  // namespace

// Remembers the last `*`, which takes one more character whenever what follows it does not fit: time in proportion to
// both lengths, whatever the pattern.
bool matches_wildcards(std::string_view pattern, std::string_view text) {
  std::string_view after_star;
  std::string_view from_star;
  bool starred = false;
  while (!text.empty()) {
    if (!pattern.empty() && pattern.front() == '*') {
      pattern.remove_prefix(1);
      after_star = pattern;
      from_star = text;
      starred = true;
    } else if (const auto taken = fits(pattern, text.front())) {
      pattern.remove_prefix(taken);
      text.remove_prefix(1);
    } else if (starred) {
      from_star.remove_prefix(1);
      pattern = after_star;
      text = from_star;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*') == std::string_view::npos;
}

}  // namespace aws::text
