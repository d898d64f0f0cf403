#include "region/iam/policy/pattern.h"

namespace aws::region::iam {
namespace {

constexpr char16_t kAny = 0x100;    // '*'
constexpr char16_t kOne = 0x101;    // '?'
constexpr char16_t kColon = 0x102;  // ':' of the pattern itself, between the segments of an ARN
constexpr int kSegments = 6;

char16_t byte(char letter) { return static_cast<unsigned char>(letter); }

char16_t plain(char16_t token) {
  if (token == kAny) return u'*';
  if (token == kOne) return u'?';
  return token == kColon ? u':' : token;
}

bool fits(char16_t token, char letter) { return token == kOne || (token != kAny && plain(token) == byte(letter)); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The value of what stands between "${" and "}": a special character, a key, or a key with a default: key, 'text'.
std::optional<std::string> value_of(std::string_view variable, const Context& context) {
  if (variable == "*" || variable == "?" || variable == "$") return std::string(variable);
  const auto comma = variable.find(',');
  const auto found = context.find(trimmed(variable.substr(0, comma)));
  if (found != context.end() && found->second.size() == 1) return found->second.front();
  if (comma == std::string_view::npos) return std::nullopt;
  auto text = trimmed(variable.substr(comma + 1));
  if (text.size() < 2 || text.front() != '\'' || text.back() != '\'') return std::nullopt;
  return std::string(text.substr(1, text.size() - 2));
}

}  // namespace

Pattern::Pattern(std::string_view text) { append(text); }

void Pattern::append(std::string_view text) {
  for (const char letter : text) {
    tokens_ += letter == '*' ? kAny : letter == '?' ? kOne : letter == ':' ? kColon : byte(letter);
  }
}

std::optional<Pattern> Pattern::with_variables(std::string_view text, const Context& context) {
  Pattern pattern;
  while (!text.empty()) {
    const auto start = text.find("${");
    const auto end = start == std::string_view::npos ? start : text.find('}', start);
    pattern.append(text.substr(0, end == std::string_view::npos ? end : start));
    if (end == std::string_view::npos) break;
    const auto value = value_of(text.substr(start + 2, end - start - 2), context);
    if (!value) return std::nullopt;
    for (const char letter : *value) pattern.tokens_ += byte(letter);
    text.remove_prefix(end + 1);
  }
  return pattern;
}

// Remembers the last `*` and lets it take one more character whenever what follows it does not fit.
bool Pattern::match(std::u16string_view tokens, std::string_view text) {
  std::size_t token = 0;
  std::size_t letter = 0;
  std::size_t after_any = std::u16string_view::npos;
  std::size_t taken = 0;
  while (letter < text.size()) {
    if (token < tokens.size() && tokens[token] == kAny) {
      after_any = ++token;
      taken = letter;
    } else if (token < tokens.size() && fits(tokens[token], text[letter])) {
      ++token;
      ++letter;
    } else if (after_any != std::u16string_view::npos) {
      token = after_any;
      letter = ++taken;
    } else {
      return false;
    }
  }
  while (token < tokens.size() && tokens[token] == kAny) ++token;
  return token == tokens.size();
}

bool Pattern::matches(std::string_view text) const { return match(tokens_, text); }

bool Pattern::matches_arn(std::string_view arn) const {
  std::u16string_view pattern = tokens_;
  for (int segment = 1; segment < kSegments; ++segment) {
    const auto end = pattern.find(kColon);
    if (end == std::u16string_view::npos) break;
    const auto arn_end = arn.find(':');
    if (arn_end == std::string_view::npos || !match(pattern.substr(0, end), arn.substr(0, arn_end))) return false;
    pattern.remove_prefix(end + 1);
    arn.remove_prefix(arn_end + 1);
  }
  return match(pattern, arn);
}

bool Pattern::equals(std::string_view text) const {
  if (text.size() != tokens_.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (plain(tokens_[i]) != byte(text[i])) return false;
  }
  return true;
}

}  // namespace aws::region::iam
