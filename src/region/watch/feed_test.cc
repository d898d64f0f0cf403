#include "region/watch/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "testing/simulated_clock.h"

namespace aws::region::watch {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class FeedTest : public ::testing::Test {
 protected:
  // What a listener is given when it asks once.
  static std::optional<std::string> take(http::Stream& stream) {
    std::optional<std::string> part;
    stream.next([&part](std::string given) { part = std::move(given); });
    stream.next([](const std::string&) {});  // so that nothing of this test's is waited for
    return part;
  }

  testing::SimulatedClock clock_;
  std::vector<bool> attention_;
  Feed feed_{clock_, [this](bool there) { attention_.push_back(there); }};
};

TEST_F(FeedTest, EverybodyHearsWhatIsPublished) {
  std::vector<std::string> heard;
  const auto first = feed_.open("hello\n\n");
  const auto second = feed_.open("welcome\n\n");
  for (const auto& stream : {first, second}) {
    stream->next([&heard](const std::string& part) { heard.push_back(part); });
    stream->next([&heard](const std::string& part) { heard.push_back(part); });
  }
  feed_.publish("news", R"({"a":1})");
  EXPECT_THAT(heard, ElementsAre("hello\n\n", "welcome\n\n", "event: news\ndata: {\"a\":1}\n\n",
                                 "event: news\ndata: {\"a\":1}\n\n"));
}

TEST_F(FeedTest, WhatIsNotTakenYetIsKept) {
  const auto stream = feed_.open("");
  feed_.publish("a", "1");
  feed_.publish("b", "2");
  EXPECT_EQ(take(*stream), "event: a\ndata: 1\n\nevent: b\ndata: 2\n\n");
}

TEST_F(FeedTest, WhoeverTakesNothingForLongIsToldToBeginAnew) {
  const auto stream = feed_.open("");
  const std::string much(1U << 20U, '.');
  for (int i = 0; i < 10; ++i) feed_.publish("much", much);
  const auto part = take(*stream);
  ASSERT_TRUE(part);
  EXPECT_TRUE(part->starts_with("event: lost\n"));
  EXPECT_LT(part->size(), 5U << 20U);
}

TEST_F(FeedTest, AttentionIsThereWhileAnybodyListens) {
  EXPECT_FALSE(feed_.has_listeners());
  auto first = feed_.open("");
  auto second = feed_.open("");
  first.reset();
  EXPECT_THAT(attention_, ElementsAre(true));
  second.reset();
  EXPECT_THAT(attention_, ElementsAre(true, false));
  feed_.publish("a", "1");
  clock_.advance(1min);
}

TEST_F(FeedTest, SomethingIsSentNowAndThen) {
  const auto stream = feed_.open("");
  clock_.advance(5s);
  EXPECT_EQ(take(*stream), ":\n\n");
}

TEST(Feed, AListenerMayOutliveIt) {
  testing::SimulatedClock clock;
  std::shared_ptr<http::Stream> stream;
  {
    Feed feed(clock, [](bool) {});
    stream = feed.open("");
  }
  stream.reset();
}

}  // namespace
}  // namespace aws::region::watch
