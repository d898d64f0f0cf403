// What an update makes of an item, and what is refused.
#include "region/dynamodb/expressions/update.h"

#include <gmock/gmock.h>

#include "base/error.h"

namespace aws::region::dynamodb {
namespace {

Attribute number(std::string_view text) { return {Number::parse(text)}; }
Attribute text(const char* value) { return {std::string(value)}; }

const Item kBefore = {{"Title", text("Delta")},
                      {"Pages", number("320")},
                      {"Tags", {Attribute::Strings{"new", "used"}}},
                      {"Prices", {Attribute::List{number("1"), number("2"), number("3")}}},
                      {"Author", {Item{{"Given", text("Ann")}, {"Books", number("7")}}}}};

const Item kGiven = {{":one", number("1")},
                     {":more", number("0.5")},
                     {":text", text("Echo")},
                     {":used", {Attribute::Strings{"used"}}},
                     {":rare", {Attribute::Strings{"rare"}}},
                     {":both", {Attribute::Strings{"new", "used"}}},
                     {":list", {Attribute::List{number("4")}}}};

Update update(const std::string& expression) {
  Placeholders placeholders({{"#n", "Name"}, {"#t", "Title"}}, kGiven);
  return Update::parse(expression, placeholders);
}

Item updated(const std::string& expression) { return update(expression).apply(kBefore); }

// The item before with some attributes changed, or without them.
Item with(std::map<std::string, std::optional<Attribute>> changes) {
  Item item = kBefore;
  for (auto& [name, value] : changes) {
    item.erase(name);
    if (value) item.emplace(name, *value);
  }
  return item;
}

std::string update_refusal(const std::string& expression) {
  try {
    updated(expression);
    return "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "ValidationException");
    return error.message();
  }
}

TEST(Update, Sets) {
  EXPECT_EQ(updated("SET #t = :text, Edition = :one"), with({{"Title", text("Echo")}, {"Edition", number("1")}}));
  EXPECT_EQ(updated("set Pages = Pages + :more"), with({{"Pages", number("320.5")}}));
  EXPECT_EQ(updated("SET Pages = :one - (Pages + :one)"), with({{"Pages", number("-320")}}));
  EXPECT_EQ(updated("SET Given = Author.Given"), with({{"Given", text("Ann")}}));
  EXPECT_EQ(updated("SET Pages = if_not_exists(Pages, :one)"), kBefore);
  EXPECT_EQ(updated("SET Edition = if_not_exists(Edition, :one) + :one"), with({{"Edition", number("2")}}));
  EXPECT_EQ(updated("SET Author.Books = Author.Books + :one, Author.#n = :text"),
            with({{"Author", {{Item{{"Given", text("Ann")}, {"Books", number("8")}, {"Name", text("Echo")}}}}}}));
  EXPECT_EQ(updated("SET Prices[1] = :one, Prices[9] = :text"),
            with({{"Prices", {{Attribute::List{number("1"), number("1"), number("3"), text("Echo")}}}}}));
  EXPECT_EQ(updated("SET Prices = list_append(Prices, :list)"),
            with({{"Prices", {{Attribute::List{number("1"), number("2"), number("3"), number("4")}}}}}));
}

TEST(Update, ReadsTheItemAsItWas) {
  EXPECT_EQ(updated("SET Title = Pages, Pages = Title"), with({{"Title", number("320")}, {"Pages", text("Delta")}}));
  EXPECT_EQ(updated("REMOVE Pages SET Kept = Pages"), with({{"Pages", {}}, {"Kept", number("320")}}));
}

TEST(Update, Removes) {
  EXPECT_EQ(updated("REMOVE Title, Absent"), with({{"Title", {}}}));
  EXPECT_EQ(updated("REMOVE Prices[0], Prices[2], Prices[7]"), with({{"Prices", {{Attribute::List{number("2")}}}}}));
  EXPECT_EQ(updated("REMOVE Author.Books, Author.Absent"), with({{"Author", {{Item{{"Given", text("Ann")}}}}}}));
  EXPECT_EQ(updated("REMOVE Prices[0] SET Prices[1] = :text"),
            with({{"Prices", {{Attribute::List{text("Echo"), number("3")}}}}}));
}

TEST(Update, AddsAndDeletes) {
  EXPECT_EQ(updated("ADD Pages :one, Edition :one"), with({{"Pages", number("321")}, {"Edition", number("1")}}));
  EXPECT_EQ(updated("ADD Tags :rare"), with({{"Tags", {{Attribute::Strings{"new", "rare", "used"}}}}}));
  EXPECT_EQ(updated("ADD Labels :rare, Author.Books :one"),
            with({{"Labels", {{Attribute::Strings{"rare"}}}},
                  {"Author", {{Item{{"Given", text("Ann")}, {"Books", number("8")}}}}}}));
  EXPECT_EQ(updated("DELETE Tags :used"), with({{"Tags", {{Attribute::Strings{"new"}}}}}));
  EXPECT_EQ(updated("DELETE Tags :both, Absent :used"), with({{"Tags", {}}}));
}

TEST(Update, NamesWhatIsWrongWithIt) {
  const std::string start = "Invalid UpdateExpression: ";
  EXPECT_EQ(update_refusal(""), start + "The expression can not be empty;");
  EXPECT_EQ(update_refusal("SET Title"), start + "Syntax error; token: \"<EOF>\", near: \"<EOF>\"");
  EXPECT_EQ(update_refusal("Title = :text"), start + "Syntax error; token: \"Title\", near: \"Title\"");
  EXPECT_EQ(update_refusal("SET Title = :text SET Edition = :one"),
            start + "The \"SET\" section can only be used once in an update expression;");
  EXPECT_EQ(update_refusal("SET Title = upper(:text)"), start + "Invalid function name; function: upper");
  EXPECT_EQ(update_refusal("SET Title = :text, Title = :one"),
            start +
                "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: "
                "[Title], path two: [Title]");
  EXPECT_EQ(update_refusal("SET Author.Given = :text REMOVE Author"),
            start +
                "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: "
                "[Author, Given], path two: [Author]");
  EXPECT_EQ(update_refusal("SET Author.Given = :text, Author[0] = :one"),
            start +
                "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: "
                "[Author, Given], path two: [Author, [0]]");
  EXPECT_EQ(update_refusal("ADD Title :text"),
            start +
                "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: "
                "ALLOWED_FOR_ADD_OPERAND");
  EXPECT_EQ(update_refusal("DELETE Tags :one"),
            start +
                "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: "
                "ALLOWED_FOR_DELETE_OPERAND");
  EXPECT_EQ(update_refusal("SET Pages = Pages + :text"),
            start + "Incorrect operand type for operator or function; operator or function: +, operand type: S");
  EXPECT_EQ(update_refusal("SET Prices = list_append(Prices, :one)"),
            start +
                "Incorrect operand type for operator or function; operator or function: list_append, operand type: "
                "N");
  std::string nested = "SET Title = ";
  for (int i = 0; i < 1000; ++i) nested += '(';
  EXPECT_EQ(update_refusal(nested), start + "The expression is nested more than 300 levels deep");
}

TEST(Update, NamesWhatIsWrongWithTheItem) {
  const std::string type = "An operand in the update expression has an incorrect data type";
  const std::string path = "The document path provided in the update expression is invalid for update";
  EXPECT_EQ(update_refusal("SET Edition = Absent + :one"),
            "The provided expression refers to an attribute that does not exist in the item");
  for (const auto* wrong : {"SET Pages = Title + :one", "SET Prices = list_append(Title, :list)", "ADD Title :one",
                            "ADD Pages :rare", "DELETE Title :rare"}) {
    EXPECT_EQ(update_refusal(wrong), type) << wrong;
  }
  for (const auto* wrong : {"SET Absent.Part = :one", "SET Title.Part = :one", "SET Author[0] = :one",
                            "REMOVE Absent.Part", "REMOVE Pages[0]", "SET Prices.Part = :one"}) {
    EXPECT_EQ(update_refusal(wrong), path) << wrong;
  }
}

TEST(Projection, KeepsTheMapsAndListsAroundWhatItPicks) {
  const Item item = {{"a", {Attribute::List{number("1"), {Item{{"b", number("2")}, {"c", number("3")}}}}}},
                     {"d", number("4")}};
  EXPECT_EQ(project(item, {{"a", 1UL, "c"}}), (Item{{"a", {Attribute::List{{Item{{"c", number("3")}}}}}}}));
  EXPECT_EQ(project(item, {{"a", 1UL, "b"}, {"a", 0UL}, {"x"}, {"d", "e"}}),
            (Item{{"a", {Attribute::List{number("1"), {Item{{"b", number("2")}}}}}}}));
}

}  // namespace
}  // namespace aws::region::dynamodb
