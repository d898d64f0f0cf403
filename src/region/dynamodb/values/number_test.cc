#include "region/dynamodb/values/number.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "base/random.h"

namespace aws::region::dynamodb {
namespace {

std::string normalised(std::string_view text) { return Number::parse(text).text(); }

std::string number_refusal(std::string_view text) {
  try {
    return "accepted as " + normalised(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "ValidationException");
    return error.message();
  }
}

TEST(Number, DropsNeedlessZerosSignsAndExponents) {
  EXPECT_EQ(normalised("1"), "1");
  EXPECT_EQ(normalised("01"), "1");
  EXPECT_EQ(normalised("1.50"), "1.5");
  EXPECT_EQ(normalised("1e2"), "100");
  EXPECT_EQ(normalised("+1.5E+1"), "15");
  EXPECT_EQ(normalised("-0012.3400"), "-12.34");
  EXPECT_EQ(normalised("0.00120"), "0.0012");
  EXPECT_EQ(normalised(".5"), "0.5");
  EXPECT_EQ(normalised("5."), "5");
  EXPECT_EQ(normalised("123456e-3"), "123.456");
  EXPECT_EQ(normalised("-0.0"), "0");
  EXPECT_EQ(normalised("0e999999999999"), "0");
}

TEST(Number, ComparesByValue) {
  EXPECT_EQ(Number::parse("1"), Number::parse("1.0"));
  EXPECT_EQ(Number::parse("-0"), Number());
  EXPECT_NE(Number::parse("1"), Number::parse("-1"));
  EXPECT_LT(Number::parse("9"), Number::parse("10"));
}

TEST(Number, SortKeysSortAsTheNumbersDo) {
  const std::vector<std::string> ascending = {"-9.99e125", "-100",    "-20", "-3",     "-1.55", "-1.5",    "-1",
                                              "-0.5",      "-1e-130", "0",   "1e-130", "0.5",   "1",       "1.5",
                                              "1.55",      "3",       "20",  "100",    "101",   "9.99e125"};
  std::vector<std::string> keys;
  for (const auto& text : ascending) keys.push_back(Number::parse(text).sort_key());
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end())) << ::testing::PrintToString(keys);
  EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end());
}

TEST(Number, KeepsThirtyEightDigitsAndNoMore) {
  const std::string digits(38, '9');
  EXPECT_EQ(normalised(digits), digits);
  EXPECT_EQ(normalised("0." + digits), "0." + digits);
  EXPECT_EQ(normalised("1" + std::string(100, '0')), "1" + std::string(100, '0'));
  EXPECT_EQ(number_refusal(digits + "9"), "Attempting to store more than 38 significant digits in a Number");
}

TEST(Number, RefusesMagnitudesOutOfRange) {
  EXPECT_EQ(normalised("1e125").size(), 126U);
  EXPECT_EQ(normalised("1e-130").size(), 132U);
  const std::string overflow =
      "Number overflow. Attempting to store a number with magnitude larger than supported range";
  EXPECT_EQ(number_refusal("1e126"), overflow);
  EXPECT_EQ(number_refusal("-10e125"), overflow);
  EXPECT_EQ(number_refusal("1e99999999999999999999"), overflow);
  const std::string underflow =
      "Number underflow. Attempting to store a number with magnitude smaller than supported range";
  EXPECT_EQ(number_refusal("1e-131"), underflow);
  EXPECT_EQ(number_refusal("0.1e-130"), underflow);
}

TEST(Number, RefusesWhatIsNotANumber) {
  EXPECT_EQ(number_refusal(""), "The parameter cannot be converted to a numeric value");
  for (const std::string_view text : {"x", "1x", " 1", "1 ", ".", "-", "1e", "1e+", "--1", "1.2.3", "0x10", "NaN"}) {
    EXPECT_EQ(number_refusal(text), "The parameter cannot be converted to a numeric value: " + std::string(text));
  }
}

TEST(Number, WeighsTwoDigitsAByte) {
  EXPECT_EQ(Number().bytes(), 1U);
  EXPECT_EQ(Number::parse("12").bytes(), 2U);
  EXPECT_EQ(Number::parse("-123").bytes(), 4U);
}

// Against whole numbers of the machine, each with its own power of ten.
TEST(Number, AddsAndSubtractsAsOnPaper) {
  SeededRandom random(7);
  for (int i = 0; i < 2000; ++i) {
    const auto pick = [&] { return static_cast<std::int64_t>(random.next() % 2'000'001) - 1'000'000; };
    const auto one = pick(), other = pick();
    const int power = static_cast<int>(random.next() % 6);
    std::int64_t scale = 1;
    for (int j = 0; j < power; ++j) scale *= 10;
    const auto as_number = [](std::int64_t value, int exponent) {
      return Number::parse(std::to_string(value) + "e" + std::to_string(exponent));
    };
    const auto a = as_number(one, power - 3), b = as_number(other, -3);
    EXPECT_EQ(a + b, as_number(one * scale + other, -3)) << one << " " << other << " " << power;
    EXPECT_EQ(a - b, as_number(one * scale - other, -3)) << one << " " << other << " " << power;
  }
}

TEST(Number, SumsHaveTheirLimitsToo) {
  const auto sum = [](std::string_view one, std::string_view other) {
    return (Number::parse(one) + Number::parse(other)).text();
  };
  EXPECT_EQ(sum("1e37", "1"), "10000000000000000000000000000000000001");
  EXPECT_EQ(sum("99999999999999999999999999999999999999", "1"), "1" + std::string(38, '0'));
  EXPECT_EQ(sum("0.1", "0.2"), "0.3");
  EXPECT_EQ(sum("5", "-5"), "0");
  EXPECT_THROW(sum("1e38", "1"), Error);  // 39 digits
  EXPECT_THROW(sum("9e125", "9e125"), Error);
}

}  // namespace
}  // namespace aws::region::dynamodb
