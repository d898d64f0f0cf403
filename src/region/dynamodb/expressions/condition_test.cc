#include "region/dynamodb/expressions/condition.h"

#include <gmock/gmock.h>

#include "base/error.h"

namespace aws::region::dynamodb {
namespace {

const Item kItem = {{"Title", {std::string("Delta")}},
                    {"Pages", {Number::parse("320")}},
                    {"Tags", {Attribute::Strings{"new", "used"}}},
                    {"Name", {std::string("reserved")}}};

const Item kValues = {{":text", {std::string("Delta")}},   {":part", {std::string("Del")}},
                      {":new", {std::string("new")}},      {":type", {std::string("SS")}},
                      {":small", {Number::parse("100")}},  {":large", {Number::parse("1e3")}},
                      {":same", {Number::parse("320.0")}}, {":two", {Number::parse("2")}}};

// Each expression brings only what it uses.
Condition condition(const std::string& expression) {
  Condition::Request request{.expression = expression};
  for (const auto& [name, value] : kValues) {
    if (expression.find(name) != std::string::npos) request.values.emplace(name, value);
  }
  if (expression.find("#n") != std::string::npos) request.names["#n"] = "Name";
  return Condition(request);
}

bool holds(const std::string& expression, const Item& item = kItem) { return condition(expression).holds(item); }

std::string refusal_of(const Condition::Request& request) {
  try {
    const Condition condition(request);
    return "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "ValidationException");
    return error.message();
  }
}
std::string refusal(const std::string& expression) { return refusal_of({.expression = expression}); }

TEST(Condition, AlwaysHoldsWhenThereIsNone) { EXPECT_TRUE(Condition({}).holds({})); }

TEST(Condition, AsksWhetherAttributesAreThere) {
  EXPECT_TRUE(holds("attribute_exists(Title)"));
  EXPECT_FALSE(holds("attribute_exists(Title)", {}));
  EXPECT_FALSE(holds("attribute_not_exists(Title)"));
  EXPECT_TRUE(holds("attribute_not_exists(Title)", {}));
  EXPECT_TRUE(holds("attribute_exists( #n )"));
}

TEST(Condition, ComparesValuesOfOneType) {
  EXPECT_TRUE(holds("Title = :text"));
  EXPECT_TRUE(holds("Pages = :same"));
  EXPECT_TRUE(holds("Pages > :small"));
  EXPECT_TRUE(holds("Pages <= :large"));
  EXPECT_FALSE(holds("Pages < :text"));
  EXPECT_TRUE(holds("Pages <> :text"));
  EXPECT_TRUE(holds(":small < Pages"));
  EXPECT_TRUE(holds("Pages BETWEEN :small AND :large"));
  EXPECT_FALSE(holds("Pages between :large and :small"));
  EXPECT_TRUE(holds("Pages IN (:small, :same)"));
  EXPECT_FALSE(holds("Absent = :text"));
  EXPECT_FALSE(holds("Absent < :small"));
  EXPECT_TRUE(holds("Absent <> :text"));
}

TEST(Condition, KnowsFunctions) {
  EXPECT_TRUE(holds("begins_with(Title, :part)"));
  EXPECT_FALSE(holds("begins_with(Title, :new)"));
  EXPECT_TRUE(holds("contains(Tags, :new)"));
  EXPECT_TRUE(holds("contains(Title, :part)"));
  EXPECT_TRUE(holds("attribute_type(Tags, :type)"));
  EXPECT_TRUE(holds("size(Tags) = :two"));
  EXPECT_FALSE(holds("size(Pages) = :two"));
}

TEST(Condition, BindsNotBeforeAndBeforeOr) {
  EXPECT_TRUE(holds("Title = :text OR Pages = :small AND Pages = :large"));
  EXPECT_FALSE(holds("(Title = :text OR Pages = :small) AND Pages = :large"));
  EXPECT_TRUE(holds("NOT Pages = :small AND Title = :text"));
  EXPECT_FALSE(holds("not (Title = :text)"));
}

TEST(Condition, NamesWhatIsWrong) {
  EXPECT_EQ(refusal(""), "Invalid ConditionExpression: The expression can not be empty;");
  EXPECT_EQ(refusal("Title ="), "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"<EOF>\"");
  EXPECT_EQ(refusal("attribute_exists(Title"),
            "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"<EOF>\"");
  EXPECT_EQ(refusal("attribute_exists(Title) Pages"),
            "Invalid ConditionExpression: Syntax error; token: \"Pages\", near: \"Pages\"");
  EXPECT_EQ(refusal("exists(Title)"), "Invalid ConditionExpression: Invalid function name; function: exists");
  EXPECT_EQ(refusal("attribute_exists(Name)"),
            "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: Name");
  EXPECT_EQ(refusal("attribute_exists(#x)"),
            "Invalid ConditionExpression: An expression attribute name used in the document path is not defined; "
            "attribute name: #x");
  EXPECT_EQ(refusal("Title = :x"),
            "Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute "
            "value: :x");
  EXPECT_EQ(refusal("attribute_exists(Title.Part)"),
            "A path into an attribute (ConditionExpression: Title.Part) is not supported by the embedded region.");
  EXPECT_EQ(refusal(std::string(4097, '(')),
            "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: "
            "4097");
  const std::string nested = "Invalid ConditionExpression: The expression is nested more than 300 levels deep";
  EXPECT_EQ(refusal(std::string(4096, '(')), nested);
  std::string negated;
  for (int i = 0; i < 1000; ++i) negated += "NOT ";
  EXPECT_EQ(refusal(negated + "attribute_exists(Title)"), nested);
}

TEST(Condition, RefusesPlaceholdersThatNothingUses) {
  EXPECT_EQ(refusal_of({.expression = "attribute_exists(Title)", .names = {{"#x", "X"}}}),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}");
  EXPECT_EQ(refusal_of({.expression = "attribute_exists(Title)", .values = {{":x", {true}}}}),
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}");
  EXPECT_EQ(refusal_of({.names = {{"#x", "X"}}}),
            "ExpressionAttributeNames can only be specified when using expressions");
  EXPECT_EQ(refusal_of({.values = {{":x", {true}}}}),
            "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null");
}

}  // namespace
}  // namespace aws::region::dynamodb
