#include "region/dynamodb/values/number.h"

#include <fmt/format.h>

#include <algorithm>

#include "region/dynamodb/errors.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::size_t kMaxDigits = 38;
constexpr int kMinMagnitude = -130;
constexpr int kMaxMagnitude = 125;
constexpr int kEndlessExponent = 100'000;  // far out of range; longer ones are not worth reading

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view take_digits(std::string_view& rest) {
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_digit);
  const auto taken = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  rest.remove_prefix(taken.size());
  return taken;
}

bool take_any(std::string_view& rest, std::string_view characters, char* taken = nullptr) {
  if (rest.empty() || characters.find(rest.front()) == std::string_view::npos) return false;
  if (taken != nullptr) *taken = rest.front();
  rest.remove_prefix(1);
  return true;
}

int to_exponent(std::string_view digits, bool negative) {
  int exponent = 0;
  for (const char digit : digits) exponent = std::min(exponent * 10 + (digit - '0'), kEndlessExponent);
  return negative ? -exponent : exponent;
}

}  // namespace

Number Number::parse(std::string_view text) {
  std::string_view rest = text;
  char sign = '+';
  take_any(rest, "+-", &sign);
  const std::string_view whole = take_digits(rest);
  const std::string_view fraction = take_any(rest, ".") ? take_digits(rest) : std::string_view();
  int exponent = 0;
  if (whole.empty() && fraction.empty()) throw not_numeric(text);
  if (take_any(rest, "eE")) {
    char exponent_sign = '+';
    take_any(rest, "+-", &exponent_sign);
    const std::string_view digits = take_digits(rest);
    if (digits.empty()) throw not_numeric(text);
    exponent = to_exponent(digits, exponent_sign == '-');
  }
  if (!rest.empty()) throw not_numeric(text);

  Number number;
  const std::string digits = std::string(whole) + std::string(fraction);
  const auto first = digits.find_first_not_of('0');
  if (first == std::string::npos) return number;
  number.negative_ = sign == '-';
  number.digits_ = digits.substr(first, digits.find_last_not_of('0') - first + 1);
  const auto magnitude = static_cast<std::int64_t>(whole.size()) - 1 - static_cast<std::int64_t>(first) + exponent;
  if (magnitude > kMaxMagnitude) throw number_overflow();
  if (magnitude < kMinMagnitude) throw number_underflow();
  if (number.digits_.size() > kMaxDigits) throw too_many_digits();
  number.magnitude_ = static_cast<int>(magnitude);
  return number;
}

std::string Number::text() const {
  if (digits_.empty()) return "0";
  std::string text = digits_;
  const int count = static_cast<int>(digits_.size());
  if (magnitude_ < 0) {
    text.insert(0, "0." + std::string(static_cast<std::size_t>(-magnitude_ - 1), '0'));
  } else if (magnitude_ + 1 >= count) {
    text.append(static_cast<std::size_t>(magnitude_ + 1 - count), '0');
  } else {
    text.insert(static_cast<std::size_t>(magnitude_ + 1), ".");
  }
  return negative_ ? "-" + text : text;
}

std::string Number::digits_to(int power) const {
  if (digits_.empty()) return "0";
  return digits_ + std::string(static_cast<std::size_t>(last_power() - power), '0');
}

// On paper: both with the same last power, padded to the same length, and then from right to left.
Number Number::operator+(const Number& other) const {
  if (digits_.empty() || other.digits_.empty()) return digits_.empty() ? other : *this;
  const int power = std::min(last_power(), other.last_power());
  std::string larger = digits_to(power);
  std::string smaller = other.digits_to(power);
  const auto length = std::max(larger.size(), smaller.size()) + 1;
  larger.insert(0, length - larger.size(), '0');
  smaller.insert(0, length - smaller.size(), '0');
  bool negative = negative_;
  if (larger < smaller) {
    larger.swap(smaller);
    negative = other.negative_;
  }
  const bool subtracts = negative_ != other.negative_;
  int carry = 0;
  for (auto i = length; i-- > 0;) {
    const int digit = smaller[i] - '0' + carry;
    const int sum = larger[i] - '0' + (subtracts ? -digit : digit);
    carry = sum < 0 || sum > 9 ? 1 : 0;
    larger[i] = static_cast<char>('0' + (sum + 10) % 10);
  }
  return parse(fmt::format("{}{}e{}", negative ? "-" : "", larger, power));
}

Number Number::operator-(const Number& other) const {
  Number negated = other;
  negated.negative_ = !other.negative_ && !other.digits_.empty();
  return *this + negated;
}

// Sign, then magnitude, then digits. Below zero the larger magnitude comes first, so all is turned to its complement,
// and -1 comes after -1.5, so an end mark sorts behind every digit.
std::string Number::sort_key() const {
  if (digits_.empty()) return "1";
  std::string key = fmt::format("{:03}{}", magnitude_ - kMinMagnitude, digits_);
  if (!negative_) return "2" + key;
  for (char& digit : key) digit = static_cast<char>('0' + '9' - digit);
  return "0" + key + "~";
}

std::size_t Number::bytes() const {
  if (digits_.empty()) return 1;
  return (digits_.size() + 1) / 2 + 1 + (negative_ ? 1 : 0);
}

}  // namespace aws::region::dynamodb
