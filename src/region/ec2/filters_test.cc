#include "region/ec2/filters.h"

#include <gmock/gmock.h>

namespace aws::region::ec2 {
namespace {

struct Fruit {
  std::string name;
  std::string colour;
  std::vector<aws::ec2::Tag> tags;
};

std::vector<std::string> names(const std::vector<aws::ec2::Filter>& filters) {
  static const Filterable<Fruit> table{{{"name", [](const Fruit& it) { return Values{it.name}; }},
                                        {"colour", [](const Fruit& it) { return Values{it.colour}; }}},
                                       [](const Fruit& it) -> const std::vector<aws::ec2::Tag>& { return it.tags; }};
  const std::vector<Fruit> fruits{{"apple", "red", {{.Key = "season", .Value = "autumn"}}},
                                  {"cherry", "red", {{.Key = "season", .Value = "summer"}}},
                                  {"lemon", "yellow", {}}};
  std::vector<std::string> found;
  for (const auto& fruit : filtered(fruits, filters, table)) found.push_back(fruit.name);
  return found;
}

TEST(Filters, ValuesAreAlternativesAndFiltersAreConditions) {
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  EXPECT_THAT(names({}), ElementsAre("apple", "cherry", "lemon"));
  EXPECT_THAT(names({{.Name = "name", .Values = {"apple", "lemon"}}}), ElementsAre("apple", "lemon"));
  EXPECT_THAT(names({{.Name = "name", .Values = {"apple", "lemon"}}, {.Name = "colour", .Values = {"red"}}}),
              ElementsAre("apple"));
  EXPECT_THAT(names({{.Name = "colour", .Values = {"blue"}}}), IsEmpty());
}

TEST(Filters, FindByTag) {
  using ::testing::ElementsAre;
  EXPECT_THAT(names({{.Name = "tag:season", .Values = {"sum*"}}}), ElementsAre("cherry"));
  EXPECT_THAT(names({{.Name = "tag-key", .Values = {"season"}}}), ElementsAre("apple", "cherry"));
}

TEST(Filters, RefuseWhatTheTypeHasNot) {
  try {
    names({{.Name = "weight", .Values = {"1"}}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "InvalidParameterValue: The filter 'weight' is invalid");
  }
}

}  // namespace
}  // namespace aws::region::ec2
