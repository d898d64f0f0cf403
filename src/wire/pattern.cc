#include "wire/pattern.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <regex>
#include <string>
#include <unordered_map>

#include "base/text/utf8.h"

namespace aws::wire {
namespace {

// std::regex recurses once per character, so that long values would exhaust the stack.
constexpr std::size_t kMaxLength = 1024;

// The pattern with its escapes of Java's that ECMAScript has not, over wide characters.
class Translation {
 public:
  explicit Translation(std::string_view pattern) : rest_(pattern) {}

  std::optional<std::wstring> run() {
    while (!rest_.empty()) {
      if (!step()) return std::nullopt;
    }
    return result_;
  }

 private:
  bool step() {
    if (rest_.starts_with("\\u")) return code_point();
    if (rest_.starts_with("\\p")) return property();
    if (rest_[0] == '\\') {
      if (rest_.size() < 2) return false;
      take(2);
      return true;
    }
    if (rest_[0] == '[') in_class_ = true;
    if (rest_[0] == ']') in_class_ = false;
    take(1);
    return true;
  }

  void take(std::size_t count) {
    for (const char character : rest_.substr(0, count)) result_ += static_cast<unsigned char>(character);
    rest_.remove_prefix(count);
  }

  std::optional<char32_t> hex4(std::string_view escape) const {
    char32_t value = 0;
    if (escape.size() < 6 || !escape.starts_with("\\u")) return std::nullopt;
    for (const char digit : escape.substr(2, 4)) {
      const auto position = std::string_view("0123456789abcdefABCDEF").find(digit);
      if (position == std::string_view::npos) return std::nullopt;
      value = value * 16 + static_cast<char32_t>(position < 16 ? position : position - 6);
    }
    return value;
  }

  // \uD800\uDC00 is one character beyond the first 65536.
  bool code_point() {
    auto value = hex4(rest_);
    if (!value) return false;
    rest_.remove_prefix(6);
    const auto low = hex4(rest_);
    if (*value >= 0xD800 && *value < 0xDC00 && low && *low >= 0xDC00 && *low < 0xE000) {
      value = 0x10000 + ((*value - 0xD800) << 10U) + (*low - 0xDC00);
      rest_.remove_prefix(6);
    }
    const auto character = static_cast<wchar_t>(*value);
    if (std::wstring_view(L"\\^$.|?*+()[]{}-").find(character) != std::wstring_view::npos) result_ += L'\\';
    result_ += character;
    return true;
  }

  // Unicode's categories: exact for ASCII, and whatever is not ASCII is in each of them.
  bool property() {
    static const std::unordered_map<std::string_view, std::wstring> kCategories{
        {"\\p{L}", L"a-zA-Z"},      {"\\p{M}", L""},
        {"\\p{N}", L"0-9"},         {"\\p{Z}", L" "},
        {"\\p{S}", L"$+<=>\\^`|~"}, {"\\p{P}", L"!\"#%&'()*,\\-./:;?@\\[\\\\\\]_{}"}};
    const auto category = kCategories.find(rest_.substr(0, 5));
    if (category == kCategories.end()) return false;
    rest_.remove_prefix(5);
    const std::wstring members = category->second + L"\u0080-\U0010FFFF";
    result_ += in_class_ ? members : L"[" + members + L"]";
    return true;
  }

  std::string_view rest_;
  std::wstring result_;
  bool in_class_ = false;
};

// "[...]+" and its like need no search: each character is looked at by itself.
struct Repeated {
  std::wstring character_class;
  bool may_be_empty = false;
};

std::optional<Repeated> as_repeated_class(std::wstring_view pattern) {
  if (pattern.starts_with(L"^")) pattern.remove_prefix(1);
  if (pattern.ends_with(L"$") && !pattern.ends_with(L"\\$")) pattern.remove_suffix(1);
  if (pattern.starts_with(L"(") && pattern.ends_with(L")")) pattern = pattern.substr(1, pattern.size() - 2);
  const bool repeated = pattern.ends_with(L"]+") || pattern.ends_with(L"]*");
  if (!repeated || !pattern.starts_with(L"[")) return std::nullopt;
  const std::wstring_view character_class = pattern.substr(0, pattern.size() - 1);
  for (std::size_t i = 1; i + 1 < character_class.size(); ++i) {
    if (character_class[i] == L'\\')
      ++i;
    else if (character_class[i] == L']')
      return std::nullopt;
  }
  return Repeated{std::wstring(character_class), pattern.ends_with(L'*')};
}

class Pattern {
 public:
  explicit Pattern(std::string_view source) {
    const auto translated = Translation(source).run();
    if (!translated) return;
    try {
      if (auto repeated = as_repeated_class(*translated)) {
        expression_ = std::wregex(repeated->character_class);
        repeated_ = std::move(repeated);
      } else {
        expression_ = std::wregex(*translated);
      }
    } catch (const std::regex_error& error) {
      spdlog::debug("the pattern {} is not checked: {}", source, error.what());
    }
  }

  bool matches(std::string_view text) const {
    if (!expression_ || (!repeated_ && text.size() > kMaxLength)) return true;
    const std::optional<std::wstring> wide = text::from_utf8(text);
    if (!wide) return true;
    try {
      return repeated_ ? each_matches(*wide) : std::regex_match(*wide, *expression_);
    } catch (const std::regex_error&) {
      return true;  // too complex to decide
    }
  }

 private:
  bool each_matches(const std::wstring& text) const {
    if (text.empty()) return repeated_->may_be_empty;
    return std::all_of(text.begin(), text.end(), [this](const wchar_t& character) {
      return std::regex_match(&character, &character + 1, *expression_);
    });
  }

  std::optional<std::wregex> expression_;
  std::optional<Repeated> repeated_;
};

}  // namespace

bool matches_pattern(std::string_view pattern, std::string_view text) {
  thread_local std::unordered_map<std::string_view, Pattern> compiled;
  return compiled.try_emplace(pattern, pattern).first->second.matches(text);
}

}  // namespace aws::wire
