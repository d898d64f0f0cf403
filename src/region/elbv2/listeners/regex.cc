#include "region/elbv2/listeners/regex.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <string_view>

#include "region/elbv2/errors.h"

namespace aws::region::elbv2 {
namespace {

constexpr std::size_t kLongest = 128;

// Outside of classes: where the two syntaxes differ, neither is taken.
class Scan {
 public:
  explicit Scan(std::string_view regex) : rest_(regex) {}

  // False for what is not let through.
  bool run() {
    while (!rest_.empty()) {
      const char letter = take();
      const bool fine = letter == '\\'  ? escape()
                        : letter == '[' ? character_class()
                        : letter == '('
                            ? group()
                            : letter != '+' || !(std::string_view("*+?}").find(last_) != std::string_view::npos);
      if (!fine) return false;
      last_ = letter == '\\' ? ' ' : letter;
    }
    return true;
  }
  int groups() const { return groups_; }

 private:
  char take() {
    const char letter = rest_.front();
    rest_.remove_prefix(1);
    return letter;
  }
  // A character that means itself, or one of the few that stand for others; no reference to a group.
  bool escape() {
    if (rest_.empty()) return false;
    const char letter = take();
    const bool word = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || letter == '_';
    return !word || std::string_view("dDwWsSbBnrtfv").find(letter) != std::string_view::npos;
  }
  bool character_class() {
    if (rest_.starts_with('^')) take();
    if (rest_.starts_with(']')) return false;
    while (!rest_.empty()) {
      const char letter = take();
      if (letter == ']') return true;
      if (letter == '[') return false;
      if (letter == '\\' && !escape()) return false;
    }
    return false;
  }
  bool group() {
    if (!rest_.starts_with('?')) return ++groups_ > 0;
    return rest_.starts_with("?:");
  }

  std::string_view rest_;
  char last_ = ' ';
  int groups_ = 0;
};

bool compiles(const std::string& regex) {
  try {
    const std::regex compiled(regex);
    return true;
  } catch (const std::regex_error&) {
    return false;
  }
}

}  // namespace

int checked_regex(const std::string& regex) {
  if (regex.empty() || regex.size() > kLongest) {
    throw validation_error(fmt::format("A regular expression must have from '1' to '{}' characters", kLongest));
  }
  const bool printable = std::ranges::all_of(regex, [](char letter) { return letter >= ' ' && letter <= '~'; });
  Scan scan(regex);
  if (!printable || !scan.run() || !compiles(regex)) {
    throw validation_error(fmt::format("The regular expression '{}' is not valid", regex));
  }
  return scan.groups();
}

}  // namespace aws::region::elbv2
