#include "base/text/wildcard.h"

#include <gtest/gtest.h>

#include <string>

namespace aws::text {
namespace {

TEST(Wildcards, Match) {
  EXPECT_TRUE(matches_wildcards("abc", "abc"));
  EXPECT_FALSE(matches_wildcards("abc", "abcd"));
  EXPECT_FALSE(matches_wildcards("", "a"));
  EXPECT_TRUE(matches_wildcards("", ""));
  EXPECT_TRUE(matches_wildcards("*", ""));
  EXPECT_TRUE(matches_wildcards("a*d", "abcd"));
  EXPECT_TRUE(matches_wildcards("a*b*", "aXbYb"));
  EXPECT_FALSE(matches_wildcards("a*b", "aXbY"));
  EXPECT_TRUE(matches_wildcards("*b*", "abc"));
  EXPECT_TRUE(matches_wildcards("us-west-2?", "us-west-2a"));
  EXPECT_FALSE(matches_wildcards("us-west-2?", "us-west-2"));
}

TEST(Wildcards, ABackslashTakesTheNextCharacterLiterally) {
  EXPECT_TRUE(matches_wildcards("\\*", "*"));
  EXPECT_FALSE(matches_wildcards("\\*", "x"));
  EXPECT_FALSE(matches_wildcards("\\?", "x"));
  EXPECT_TRUE(matches_wildcards("a\\", "a\\"));
}

TEST(Wildcards, ManyStarsCostNoMoreThanOne) {
  std::string pattern;
  for (int i = 0; i < 1000; ++i) pattern += "a*";
  EXPECT_FALSE(matches_wildcards(pattern + "b", std::string(2000, 'a')));
}

}  // namespace
}  // namespace aws::text
