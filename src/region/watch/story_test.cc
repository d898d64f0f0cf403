#include "region/watch/story.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

namespace aws::region::watch {
namespace {

class StoryTest : public ::testing::Test {
 protected:
  std::string news() { return boost::json::serialize(story_.news()); }
  Story story_;
};

TEST_F(StoryTest, IsToldOnceToThoseWhoListenAndWholeToWhoeverComes) {
  EXPECT_TRUE(story_.all().empty());
  EXPECT_FALSE(story_.has_news());
  story_.tell("first");
  story_.tell("second");
  EXPECT_EQ(news(), R"({"lines":["first","second"],"question":null})");
  story_.tell("third");
  EXPECT_EQ(news(), R"({"lines":["third"],"question":null})");
  EXPECT_FALSE(story_.has_news());
  EXPECT_EQ(boost::json::serialize(story_.all()), R"({"lines":["first","second","third"],"question":null})");
}

TEST_F(StoryTest, AQuestionIsAnsweredOnce) {
  const auto question = story_.ask("Really? (y/n) ");
  EXPECT_EQ(news(), R"({"lines":[],"question":{"number":1,"text":"Really? (y/n) "}})");
  EXPECT_FALSE(story_.answer_to(question));
  EXPECT_TRUE(story_.answer(question, "y"));
  EXPECT_FALSE(story_.answer(question, "n"));
  EXPECT_EQ(story_.answer_to(question), "y");
  EXPECT_EQ(news(), R"({"lines":[],"question":null})");
  story_.close(question);
  EXPECT_FALSE(story_.answer_to(question));
}

TEST_F(StoryTest, WhatTheTerminalAnsweredIsNotAskedAnyMore) {
  const auto first = story_.ask("First?");
  story_.close(first);
  EXPECT_FALSE(story_.answer(first, "too late"));
  const auto second = story_.ask("Second?");
  story_.close(first);  // of no effect on the second
  EXPECT_TRUE(story_.answer(second, "in time"));
}

}  // namespace
}  // namespace aws::region::watch
