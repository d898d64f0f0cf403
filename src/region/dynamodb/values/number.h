// DynamoDB's number: a decimal of up to 38 significant digits with a magnitude from 1E-130 to 9.99...E+125, which
// travels as text. A value type; two numbers are equal when their values are, whatever their texts were.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace aws::region::dynamodb {

class Number {
 public:
  Number() = default;  // zero

  // Throws DynamoDB's ValidationException for what is not a number, too long or out of range.
  static Number parse(std::string_view text);

  // As DynamoDB answers it: no exponent, no needless zero or sign ("01" -> "1", "1.50" -> "1.5", "1e2" -> "100").
  std::string text() const;
  // A text that sorts, byte by byte, as the numbers do. Made of digits, perhaps with '~' at the end.
  std::string sort_key() const;
  // What the number adds to the size of its item.
  std::size_t bytes() const;

  // Throw DynamoDB's ValidationException when the result is too long or out of range.
  Number operator+(const Number& other) const;
  Number operator-(const Number& other) const;

  bool operator==(const Number&) const = default;
  std::strong_ordering operator<=>(const Number& other) const { return sort_key() <=> other.sort_key(); }

 private:
  // The digits down to a power of ten, which is not above the last one's.
  std::string digits_to(int power) const;
  int last_power() const { return magnitude_ + 1 - static_cast<int>(digits_.size()); }

  bool negative_ = false;
  std::string digits_;  // significant ones, neither first nor last is '0'; empty: zero
  int magnitude_ = 0;   // the power of ten of the first digit
};

}  // namespace aws::region::dynamodb
