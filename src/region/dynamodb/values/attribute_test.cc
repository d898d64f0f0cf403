#include "region/dynamodb/values/attribute.h"

#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <functional>

#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb {
namespace {

using aws::dynamodb::AttributeValue;

AttributeValue everything() {
  AttributeValue map;
  map.M = {{"S", {.S = "text"}},
           {"N", {.N = "1.5"}},
           {"B", {.B = Blob{std::string("\0\xff", 2)}}},
           {"BOOL", {.BOOL = false}},
           {"NULL", {.Null = true}},
           {"SS", {.SS = {{"a", "b"}}}},
           {"NS", {.NS = {{"-1", "2", "10"}}}},
           {"BS", {.BS = {{Blob{"x"}, Blob{"y"}}}}}};
  AttributeValue list;
  list.L = {{.S = ""}, std::move(map)};
  return list;
}

std::string refusal_of(const AttributeValue& value) {
  try {
    attribute_of(value);
    return "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "ValidationException");
    return error.message();
  }
}

TEST(Attribute, KeepsEveryTypeAsItCame) { EXPECT_EQ(attribute_value_of(attribute_of(everything())), everything()); }

TEST(Attribute, SurvivesTheStoresForm) {
  const Attribute attribute = attribute_of(everything());
  const auto text = boost::json::serialize(boost::json::value_from(attribute));
  EXPECT_EQ(boost::json::value_to<Attribute>(boost::json::parse(text)), attribute);
}

TEST(Attribute, AnswersNumbersNormalised) { EXPECT_EQ(attribute_value_of(attribute_of({.N = "01.50"})).N, "1.5"); }

TEST(Attribute, CountsBytesAsDynamoDbDoes) {
  EXPECT_EQ(bytes_of({{"name", {std::string("value")}}}), 9U);
  EXPECT_EQ(bytes_of({{"n", {Number::parse("1234")}}}), 4U);
  EXPECT_EQ(bytes_of({{"l", {Attribute::List{{true}, {Null{}}}}}}), 1U + 3 + 2 * 2);
  EXPECT_EQ(bytes_of({{"m", {Item{{"k", {std::string("v")}}}}}}), 1U + 3 + 1 + 2);
}

TEST(Attribute, NeedsExactlyOneType) {
  EXPECT_EQ(refusal_of({}), "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  EXPECT_EQ(
      refusal_of({.S = "1", .N = "1"}),
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
}

TEST(Attribute, ChecksWhatItHolds) {
  const std::string invalid = "One or more parameter values were invalid: ";
  EXPECT_EQ(refusal_of({.N = "one"}), "The parameter cannot be converted to a numeric value: one");
  EXPECT_EQ(refusal_of({.Null = false}), invalid + "Null attribute value types must have the value of true");
  EXPECT_EQ(refusal_of({.SS = std::vector<std::string>{}}), invalid + "An string set  may not be empty");
  EXPECT_EQ(refusal_of({.SS = {{"a", "a"}}}), invalid + "Input collection [a, a] contains duplicates.");
  EXPECT_EQ(refusal_of({.NS = std::vector<std::string>{}}), invalid + "An number set  may not be empty");
  EXPECT_EQ(refusal_of({.NS = {{"1", "1.0"}}}), "Input collection contains duplicates");
  EXPECT_EQ(refusal_of({.BS = std::vector<Blob>{}}), invalid + "Binary sets should not be empty");
}

TEST(Attribute, ASetMayHoldWhatIsEmpty) {
  const auto texts = attribute_of({.SS = {{"", "a"}}});
  EXPECT_EQ(attribute_value_of(texts).SS, (std::vector<std::string>{"", "a"}));
  EXPECT_EQ(attribute_value_of(attribute_of({.BS = {{Blob{}}}})).BS, std::vector<Blob>{Blob{}});
}

TEST(Attribute, NestsThirtyTwoLevelsAndNoMore) {
  const auto nested = [](int levels) {
    AttributeValue value{.S = "leaf"};
    for (int i = 1; i < levels; ++i) {
      AttributeValue outer;
      outer.L = {value};
      value = outer;
    }
    return value;
  };
  EXPECT_EQ(refusal_of(nested(32)), "accepted");
  EXPECT_EQ(refusal_of(nested(33)), "Nesting Levels have exceeded supported limits");
}

}  // namespace
}  // namespace aws::region::dynamodb
