#include "scenario/console/wrapping.h"

#include <gtest/gtest.h>

namespace aws::scenario {
namespace {

TEST(Wrapped, ProseIsBrokenAtBlanksAndItsParagraphFilled) {
  EXPECT_EQ(wrapped("one two three\nfour five", 9), "one two\nthree\nfour five");
  EXPECT_EQ(wrapped("one two three\nfour\nfive", 13), "one two three\nfour\nfive") << "it fits";
  EXPECT_EQ(wrapped("one two\nthree four\n\nfive", 9), "one two\nthree\nfour\n\nfive");
  EXPECT_EQ(wrapped("\none two\n", 3), "\none\ntwo\n");
  EXPECT_EQ(wrapped("", 9), "");
}

TEST(Wrapped, AWordThatIsWiderStandsAlone) {
  EXPECT_EQ(wrapped("see arn:aws:iam::123456789012:role/x now", 9), "see\narn:aws:iam::123456789012:role/x\nnow");
}

TEST(Wrapped, ColumnsAreLettersNotBytes) { EXPECT_EQ(wrapped("é è ê", 5), "é è ê"); }

TEST(Wrapped, ItemsOfAListAreIndented) {
  EXPECT_EQ(wrapped("  * one two\n  * three\n1. one two", 8), "  * one\n    two\n  * three\n1. one\n   two");
}

TEST(Wrapped, WhatIsLaidOutStaysAsItIs) {
  for (const char* text : {"        resilient-service --prefix mine destroy", "{'Title': {'S': 'x y'},\n 'Creator': 1}",
                           "initial              right   1.0 s", "[1, 2, 3, 4, 5, 6]"}) {
    EXPECT_EQ(wrapped(text, 12), text);
  }
}

TEST(Wrapped, AQuestionKeepsTheBlankBeforeItsAnswer) {
  EXPECT_EQ(wrapped("Do you want it? (y/n) ", 17), "Do you want it?\n(y/n) ");
  EXPECT_EQ(wrapped("Do you want it? (y/n) ", 80), "Do you want it? (y/n) ");
}

TEST(Wrapped, ARuleEndsAtTheEdge) { EXPECT_EQ(wrapped("--------\nx", 4), "----\nx"); }

TEST(Shortened, EndsWithAWord) {
  EXPECT_EQ(shortened("Waiting 3 s for it", 18), "Waiting 3 s for it");
  EXPECT_EQ(shortened("Waiting 3 s for it", 17), "Waiting 3 s...");
}

}  // namespace
}  // namespace aws::scenario
