#include "region/service/page.h"

#include <gmock/gmock.h>

#include <stdexcept>

namespace aws::region {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Names = std::vector<std::string>;

constexpr auto kName = [](const std::string& name) { return name; };

TEST(Page, EachGoesOnBehindTheOneBefore) {
  const Names names{"c", "a", "d", "b", "e"};
  const auto first = page_of(names, kName, 2, std::nullopt);
  EXPECT_THAT(first.items, ElementsAre("a", "b"));
  EXPECT_EQ(first.next, "b");
  const auto last = page_of(names, kName, 3, first.next);
  EXPECT_THAT(last.items, ElementsAre("c", "d", "e"));
  EXPECT_EQ(last.next, std::nullopt);
}

TEST(Page, KeepsItsPlaceWhenTheItemThatItNamesIsGone) {
  EXPECT_THAT(page_of(Names{"a", "c", "d"}, kName, 1, "b").items, ElementsAre("c"));
  EXPECT_THAT(page_of(Names{"a"}, kName, 1, "b").items, IsEmpty());
}

TEST(Page, MayBeInAnyOrder) {
  const auto page = page_of(Names{"a", "b", "c"}, kName, 1, "c", std::greater<>());
  EXPECT_THAT(page.items, ElementsAre("b"));
  EXPECT_EQ(page.next, "b");
}

TEST(Page, GoesFromTokenToToken) {
  const auto invalid = [](const std::string& token) { return std::invalid_argument(token); };
  const auto first = page_at(std::nullopt, Names{"b", "a", "c"}, kName, 2, invalid);
  EXPECT_THAT(first.items, ElementsAre("a", "b"));
  EXPECT_NE(first.next, "b");
  const auto last = page_at(first.next, Names{"b", "a", "c"}, kName, 2, invalid);
  EXPECT_THAT(last.items, ElementsAre("c"));
  EXPECT_EQ(last.next, std::nullopt);
  EXPECT_THROW(page_at("?", Names{"a"}, kName, 2, invalid), std::invalid_argument);
}

TEST(Page, ATokenIsAnyTextThatWasAKey) {
  EXPECT_EQ(key_of(token_of("arn:aws:é")), "arn:aws:é");
  EXPECT_EQ(key_of(""), std::nullopt);
  EXPECT_EQ(key_of("?"), std::nullopt);
}

}  // namespace
}  // namespace aws::region
