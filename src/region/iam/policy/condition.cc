#include "region/iam/policy/condition.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

#include "base/text/base64.h"
#include "base/text/timestamp.h"
#include "region/iam/policy/pattern.h"

namespace aws::region::iam {
namespace {

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Timestamp> date(std::string_view text) {
  constexpr std::size_t kMonth = 7, kDay = 10, kMinute = 16;  // where they end: 2026-11-29T12:30
  constexpr std::size_t kLongestEpoch = 10;                   // seconds, until the year 2286
  std::string whole(text);
  const bool is_epoch = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  if (is_epoch && text.size() <= kLongestEpoch) return Timestamp(std::chrono::seconds(std::stoll(whole)));
  const bool is_date = whole.size() >= kMonth && whole[4] == '-';
  if (is_date && whole.size() == kMonth) whole += "-01";
  if (is_date && whole.size() == kDay) whole += "T00:00:00Z";
  if (is_date && whole.size() > kMinute && whole[kMinute] != ':') whole.insert(kMinute, ":00");
  return text::parse_timestamp(whole);
}

struct Address {
  std::array<unsigned char, 16> bytes{};
  int bits = 0;  // how many of them there are
};

std::optional<Address> address(std::string_view text) {
  Address read;
  const std::string terminated(text);
  if (inet_pton(AF_INET, terminated.c_str(), read.bytes.data()) == 1) {
    read.bits = 32;
  } else if (inet_pton(AF_INET6, terminated.c_str(), read.bytes.data()) == 1) {
    read.bits = 128;
  } else {
    return std::nullopt;
  }
  return read;
}

bool in_network(std::string_view network, std::string_view actual) {
  const auto slash = network.find('/');
  const auto base = address(network.substr(0, slash));
  const auto candidate = address(actual);
  if (!base || !candidate || base->bits != candidate->bits) return false;
  int prefix = base->bits;
  if (slash != std::string_view::npos) prefix = static_cast<int>(number(network.substr(slash + 1)).value_or(-1));
  if (prefix < 0 || prefix > base->bits) return false;
  for (int bit = 0; bit < prefix; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const auto mask = 0x80U >> static_cast<unsigned>(bit % 8);
    if ((base->bytes[byte] & mask) != (candidate->bytes[byte] & mask)) return false;
  }
  return true;
}

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

std::string_view without_suffix(std::string_view text, std::string_view suffix) {
  return text.ends_with(suffix) ? text.substr(0, text.size() - suffix.size()) : text;
}

}  // namespace

bool is_value_of(std::string_view type, std::string_view text) {
  if (type == "numeric") return number(text).has_value();
  if (type == "boolean") return lower_case(text) == "true" || lower_case(text) == "false";
  if (type == "ip") return address(text.substr(0, text.find('/'))).has_value();
  if (type == "date") return date(text).has_value();
  if (type == "binary") return text::base64_decode(text).has_value();
  return true;
}

struct Condition::Comparisons {
  static std::optional<Pattern> pattern(const Expected& expected) {
    if (expected.variables == Variables::kLiteral) return Pattern(expected.text);
    return Pattern::with_variables(expected.text, expected.context);
  }
  static bool equal(const Expected& expected, std::string_view actual) {
    const auto text = pattern(expected);
    return text && text->equals(actual);
  }
  static bool equal_without_case(const Expected& expected, std::string_view actual) {
    const auto lowered = lower_case(expected.text);  // variables' names have no case; their values are lowered below
    if (expected.variables == Variables::kLiteral) return Pattern(lowered).equals(lower_case(actual));
    Context values = expected.context;
    for (auto& [key, texts] : values) std::transform(texts.begin(), texts.end(), texts.begin(), lower_case);
    const auto text = Pattern::with_variables(lowered, values);
    return text && text->equals(lower_case(actual));
  }
  static bool like(const Expected& expected, std::string_view actual) {
    const auto text = pattern(expected);
    return text && text->matches(actual);
  }
  static bool arn_like(const Expected& expected, std::string_view actual) {
    const auto text = pattern(expected);
    return text && text->matches_arn(actual);
  }
  static bool boolean(const Expected& expected, std::string_view actual) {
    return lower_case(expected.text) == lower_case(actual);
  }
  static bool network(const Expected& expected, std::string_view actual) { return in_network(expected.text, actual); }

  template <auto read, class Order>
  static bool ordered(const Expected& expected, std::string_view actual) {
    const auto right = read(expected.text);
    const auto left = read(actual);
    return left && right && Order()(*left, *right);
  }
};

struct Condition::Operator {
  std::string_view name;
  Comparison comparison;
  bool negated = false;
};

std::optional<Condition> Condition::make(std::string_view operator_name, std::string key,
                                         std::vector<std::string> values) {
  using C = Comparisons;
  static constexpr Operator kOperators[] = {
      {"StringEquals", C::equal},
      {"StringNotEquals", C::equal, true},
      {"StringEqualsIgnoreCase", C::equal_without_case},
      {"StringNotEqualsIgnoreCase", C::equal_without_case, true},
      {"StringLike", C::like},
      {"StringNotLike", C::like, true},
      {"NumericEquals", C::ordered<number, std::equal_to<>>},
      {"NumericNotEquals", C::ordered<number, std::equal_to<>>, true},
      {"NumericLessThan", C::ordered<number, std::less<>>},
      {"NumericLessThanEquals", C::ordered<number, std::less_equal<>>},
      {"NumericGreaterThan", C::ordered<number, std::greater<>>},
      {"NumericGreaterThanEquals", C::ordered<number, std::greater_equal<>>},
      {"DateEquals", C::ordered<date, std::equal_to<>>},
      {"DateNotEquals", C::ordered<date, std::equal_to<>>, true},
      {"DateLessThan", C::ordered<date, std::less<>>},
      {"DateLessThanEquals", C::ordered<date, std::less_equal<>>},
      {"DateGreaterThan", C::ordered<date, std::greater<>>},
      {"DateGreaterThanEquals", C::ordered<date, std::greater_equal<>>},
      {"Bool", C::boolean},
      {"BinaryEquals", C::equal},
      {"IpAddress", C::network},
      {"NotIpAddress", C::network, true},
      {"ArnEquals", C::arn_like},  // as AWS has it, the same as ArnLike
      {"ArnLike", C::arn_like},
      {"ArnNotEquals", C::arn_like, true},
      {"ArnNotLike", C::arn_like, true},
      {"Null", nullptr},
  };
  Condition condition;
  condition.key_ = std::move(key);
  condition.values_ = std::move(values);
  condition.if_exists_ = operator_name.ends_with("IfExists");
  if (operator_name.starts_with("ForAllValues:")) condition.quantifier_ = Quantifier::kForAllValues;
  if (operator_name.starts_with("ForAnyValue:")) condition.quantifier_ = Quantifier::kForAnyValue;
  const auto name =
      without_suffix(without_prefix(without_prefix(operator_name, "ForAllValues:"), "ForAnyValue:"), "IfExists");
  const auto* found = std::find_if(std::begin(kOperators), std::end(kOperators),
                                   [&](const Operator& known) { return lower_case(known.name) == lower_case(name); });
  if (found == std::end(kOperators) || (!found->comparison && name != operator_name)) return std::nullopt;
  condition.comparison_ = found->comparison;
  condition.negated_ = found->negated;
  return condition;
}

bool Condition::accepts(const std::string& actual, const Context& context, Variables variables) const {
  const bool matched = std::any_of(values_.begin(), values_.end(), [&](const std::string& value) {
    return comparison_({value, context, variables}, actual);
  });
  return matched != negated_;
}

bool Condition::holds(const Context& context, Variables variables) const {
  const auto found = context.find(key_);
  const auto is_something = [](const std::string& value) { return !value.empty(); };
  // Of several values, empty ones are as good as none.
  const bool present = found != context.end() && !found->second.empty() &&
                       (quantifier_ == Quantifier::kNone || std::ranges::any_of(found->second, is_something));
  if (!comparison_) {
    return std::any_of(values_.begin(), values_.end(),
                       [&](const std::string& absent) { return (lower_case(absent) == "true") != present; });
  }
  if (!present) {
    if (if_exists_ || quantifier_ == Quantifier::kForAllValues) return true;
    return negated_ && quantifier_ == Quantifier::kNone;
  }
  const auto accepted = [&](const std::string& actual) { return accepts(actual, context, variables); };
  const auto& actual = found->second;
  const bool each = quantifier_ == Quantifier::kForAllValues || (quantifier_ == Quantifier::kNone && negated_);
  return each ? std::all_of(actual.begin(), actual.end(), accepted)
              : std::any_of(actual.begin(), actual.end(), accepted);
}

}  // namespace aws::region::iam
