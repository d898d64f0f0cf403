#include "region/dynamodb/expressions/condition.h"

#include <gmock/gmock.h>

#include "base/error.h"

namespace aws::region::dynamodb {
namespace {

const Item kItem = {{"Title", {std::string("Delta")}},
                    {"Pages", {Number::parse("320")}},
                    {"Tags", {Attribute::Strings{"new", "used"}}},
                    {"Name", {std::string("reserved")}}};

const Item kValues = {
    {":text", {std::string("Delta")}},   {":part", {std::string("Del")}},    {":new", {std::string("new")}},
    {":type", {std::string("SS")}},      {":small", {Number::parse("100")}}, {":large", {Number::parse("1e3")}},
    {":same", {Number::parse("320.0")}}, {":two", {Number::parse("2")}},     {":set", {Attribute::Strings{"a"}}}};

// Each expression brings only what it uses.
Condition condition(const std::string& expression) {
  Item values;
  for (const auto& [name, value] : kValues) {
    if (expression.find(name) != std::string::npos) values.emplace(name, value);
  }
  Placeholders placeholders({{"#n", "Name"}}, values);
  return Condition::parse("ConditionExpression", expression, placeholders);
}

bool holds(const std::string& expression, const Item& item = kItem) { return condition(expression).holds(item); }

std::string said_of(const std::string& expression) {
  try {
    condition(expression);
    return "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "ValidationException");
    return error.message();
  }
}

TEST(Condition, AlwaysHoldsWhenThereIsNone) { EXPECT_TRUE(Condition().holds({})); }

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
  EXPECT_TRUE(holds("Pages between :same and :same"));
  EXPECT_TRUE(holds("Pages IN (:small, :same)"));
  EXPECT_FALSE(holds("Absent = :text"));
  EXPECT_FALSE(holds("Absent < :small"));
  EXPECT_TRUE(holds("Absent <> :text"));
}

TEST(Condition, TakesBoundsInOrder) {
  const std::string wrong = "Invalid ConditionExpression: The BETWEEN operator requires ";
  EXPECT_THAT(
      said_of("Pages between :large and :small"),
      ::testing::StartsWith(wrong + "upper bound to be greater than or equal to lower bound; lower bound operand: "
                                    "AttributeValue: {N:"));
  EXPECT_THAT(said_of("Pages between :small and :text"),
              ::testing::StartsWith(wrong + "same data type for lower and upper bounds; lower bound operand: "));
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
  EXPECT_EQ(said_of(""), "Invalid ConditionExpression: The expression can not be empty;");
  EXPECT_EQ(said_of("Title ="), "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"<EOF>\"");
  EXPECT_EQ(said_of("attribute_exists(Title"),
            "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"<EOF>\"");
  EXPECT_EQ(said_of("attribute_exists(Title) Pages"),
            "Invalid ConditionExpression: Syntax error; token: \"Pages\", near: \"Pages\"");
  EXPECT_EQ(said_of("exists(Title)"), "Invalid ConditionExpression: Invalid function name; function: exists");
  EXPECT_EQ(said_of("attribute_exists(Name)"),
            "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: Name");
  EXPECT_EQ(said_of("attribute_exists(#x)"),
            "Invalid ConditionExpression: An expression attribute name used in the document path is not defined; "
            "attribute name: #x");
  EXPECT_EQ(said_of("Title = :x"),
            "Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute "
            "value: :x");
  EXPECT_EQ(said_of(std::string(4097, '(')),
            "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: "
            "4097");
  const std::string nested = "Invalid ConditionExpression: The expression is nested more than 300 levels deep";
  EXPECT_EQ(said_of(std::string(4096, '(')), nested);
  std::string negated;
  for (int i = 0; i < 1000; ++i) negated += "NOT ";
  EXPECT_EQ(said_of(negated + "attribute_exists(Title)"), nested);
}

TEST(Condition, FollowsDocumentPaths) {
  const Item nested = {
      {"Author", {Item{{"Name", {std::string("Ann")}}, {"Prizes", {Attribute::List{{std::string("Booker")}}}}}}}};
  EXPECT_TRUE(holds("attribute_exists(Author.#n)", nested));
  EXPECT_TRUE(holds("attribute_exists(Author.Prizes[0])", nested));
  EXPECT_FALSE(holds("attribute_exists(Author.Prizes[1])", nested));
  EXPECT_FALSE(holds("attribute_exists(Author[0])", nested));
  EXPECT_FALSE(holds("attribute_exists(Author.Prizes.#n)", nested));
  EXPECT_TRUE(holds("begins_with(Author.#n, :part) OR size(Author) = :two", nested));
  EXPECT_EQ(condition("Author.Prizes[0] = :text AND Title = :text").attributes(),
            (std::set<std::string>{"Author", "Title"}));
  for (const auto* wrong : {"Author.", "Author.[0]", "Author[", "Author[x]", "Author[0", "Author[0]x", ".Author"}) {
    EXPECT_EQ(
        said_of("attribute_exists(" + std::string(wrong) + " )"),
        "Invalid ConditionExpression: Syntax error; token: \"" + std::string(wrong) + "\", near: \"" + wrong + "\"");
  }
}

TEST(Condition, RefusesOperandsThatCanNeverFit) {
  const std::string start =
      "Invalid ConditionExpression: Incorrect operand type for operator or function; operator or "
      "function: ";
  EXPECT_EQ(said_of("begins_with(Title, :small)"), start + "begins_with, operand type: N");
  EXPECT_EQ(said_of("Title < :set"), start + "<, operand type: SS");
  EXPECT_EQ(said_of("Title BETWEEN :set AND :text"), start + "BETWEEN, operand type: SS");
  EXPECT_EQ(said_of("attribute_type(Title, :text)"),
            "Invalid ConditionExpression: Invalid attribute type name found; type: Delta, valid types: "
            "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
}

}  // namespace
}  // namespace aws::region::dynamodb
