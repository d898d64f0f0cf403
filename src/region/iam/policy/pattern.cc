#include "region/iam/policy/pattern.h"

#include <vector>

namespace aws::region::iam {
namespace {

constexpr char16_t kAny = 0x100;     // '*'
constexpr char16_t kOne = 0x101;     // '?'
constexpr char16_t kColon = 0x102;   // ':' of the pattern itself, between the segments of an ARN
constexpr char16_t kInside = 0x103;  // '*' that takes no colon
constexpr int kSegments = 6;

char16_t byte(char letter) { return static_cast<unsigned char>(letter); }

char16_t plain(char16_t token) {
  if (token == kAny) return u'*';
  if (token == kOne) return u'?';
  return token == kColon ? u':' : token;
}

// Of a character in UTF-8, not its first byte.
bool continues(char letter) { return (static_cast<unsigned char>(letter) & 0xc0U) == 0x80U; }

bool fits(char16_t token, char letter) {
  return (token == kOne && !continues(letter)) || (token != kAny && plain(token) == byte(letter));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// A character that would otherwise mean something.
bool stands_for_itself(std::string_view variable) { return variable == "*" || variable == "?" || variable == "$"; }

// The value of what stands between "${" and "}": a special character, a key, or a key with a default: key, 'text'.
std::optional<std::string> value_of(std::string_view variable, const Context& context) {
  if (stands_for_itself(variable)) return std::string(variable);
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

std::vector<std::string> Pattern::variables_in(std::string_view text) {
  std::vector<std::string> names;
  for (auto start = text.find("${"); start != std::string_view::npos; start = text.find("${", start)) {
    const auto end = text.find('}', start);
    if (end == std::string_view::npos) break;
    const auto variable = text.substr(start + 2, end - start - 2);
    if (!stands_for_itself(variable)) names.emplace_back(trimmed(variable.substr(0, variable.find(','))));
    start = end;
  }
  return names;
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
      ++letter;
      // A character may be several bytes.
      while (tokens[token] == kOne && letter < text.size() && continues(text[letter])) ++letter;
      ++token;
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

// The same with each `*` that does not end its segment confined to it. The last segment is an ARN's resource, whose
// colons are its own.
Pattern::Tokens Pattern::confined() const {
  Tokens confined = tokens_;
  int segment = 1;
  for (std::size_t i = 0; i < confined.size() && segment < kSegments; ++i) {
    if (confined[i] == kColon) ++segment;
    const bool ends = i + 1 == confined.size() || confined[i + 1] == kColon;
    if (confined[i] == kAny && !ends) confined[i] = kInside;
  }
  return confined;
}

// Goes on with every place in the pattern that the text so far can have led to: with two kinds of `*` the last one is
// not always the one to give way.
bool Pattern::matches_resource(std::string_view arn) const {
  const auto tokens = confined();
  if (tokens == tokens_) return match(tokens, arn);
  const auto is_star = [](char16_t token) { return token == kAny || token == kInside; };
  const auto past_stars = [&](std::vector<bool>& places) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (places[i] && is_star(tokens[i])) places[i + 1] = true;
    }
  };
  std::vector<bool> places(tokens.size() + 1);
  places[0] = true;
  past_stars(places);
  for (const char letter : arn) {
    std::vector<bool> next(places.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!places[i]) continue;
      if (is_star(tokens[i])) {
        if (tokens[i] == kAny || letter != ':') next[i] = true;
      } else if (fits(tokens[i], letter)) {
        next[i + 1] = true;
      }
    }
    past_stars(next);
    places = std::move(next);
  }
  return places.back();
}

bool Pattern::equals(std::string_view text) const {
  if (text.size() != tokens_.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (plain(tokens_[i]) != byte(text[i])) return false;
  }
  return true;
}

}  // namespace aws::region::iam
