#include "mutation.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace aws::fuzz {
namespace {

constexpr std::size_t kMostBytes = std::size_t{16} * 1024;
constexpr std::size_t kMostCopies = 64;

// What one of the formats treats as something else than itself.
constexpr std::string_view kPieces[] = {"\n", "\r\n", "\n\n", "\t",   " ",    "=",         "&",    ";",       ",",
                                        ".",  "/",    "..",   "%",    "%00",  "%zz",       "%C3",  "+",       "[",
                                        "]",  "{",    "}",    "\"",   "\\",   "\\u0",      "null", "[[",      "{\"",
                                        "<",  "</",   "<a/>", "/>",   "<!--", "<![CDATA[", "<?",   "&#0;",    "#",
                                        "'",  ".1.",  "=\n ", "\xc3", "\xff", "\x7f",      "true", ".member."};
constexpr std::string_view kNumbers[] = {"0",
                                         "-1",
                                         "1",
                                         "2147483648",
                                         "-2147483649",
                                         "9223372036854775808",
                                         "18446744073709551616",
                                         "1e308",
                                         "1e999",
                                         "-0",
                                         "0.1",
                                         "99999999999999999999999999"};

bool is_digit(char character) { return character >= '0' && character <= '9'; }

}  // namespace

std::string Mutation::next() {
  std::string text = any();
  for (std::size_t changes = 1 + below(4); changes > 0; --changes) change(text);
  if (text.size() > kMostBytes) text.resize(kMostBytes);
  return text;
}

std::string Mutation::part_of(const std::string& text) {
  const std::size_t from = below(text.size());
  return text.substr(from, 1 + below(std::min<std::size_t>(text.size() - from, 64)));
}

void Mutation::change(std::string& text) {
  const std::size_t at = below(text.size());
  switch (below(8)) {
    case 0:
      if (!text.empty()) text[at] = static_cast<char>(text[at] ^ (1U << below(8)));
      return;
    case 1:
      if (!text.empty()) text[at] = static_cast<char>(below(256));
      return;
    case 2:
      text.erase(at, 1 + below(below(8) == 0 ? text.size() : 8));
      return;
    case 3:
      text.insert(at, kPieces[below(std::size(kPieces))]);
      return;
    case 4: {
      const std::string part = part_of(text);
      std::string copies;
      for (std::size_t count = 1 + below(kMostCopies); count > 0; --count) copies += part;
      text.insert(at, copies);
      return;
    }
    case 5:
      text.insert(at, part_of(any()));
      return;
    case 6: {
      const std::string& other = any();
      text = text.substr(0, at) + other.substr(std::min(below(other.size()), other.size()));
      return;
    }
    default:
      return change_number(text);
  }
}

void Mutation::change_number(std::string& text) {
  const auto from = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(below(text.size())), text.end(), is_digit);
  const auto to = std::find_if_not(from, text.end(), is_digit);
  text.replace(from, to, kNumbers[below(std::size(kNumbers))]);
}

}  // namespace aws::fuzz
