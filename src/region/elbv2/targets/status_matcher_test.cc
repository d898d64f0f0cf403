#include "region/elbv2/targets/status_matcher.h"

#include <gtest/gtest.h>

namespace aws::region::elbv2 {
namespace {

TEST(StatusMatcher, TakesSingleStatusesListsAndRanges) {
  const auto matcher = StatusMatcher::parse("200,202,300-302");
  ASSERT_TRUE(matcher);
  for (const int status : {200, 202, 300, 301, 302}) EXPECT_TRUE(matcher->matches(status)) << status;
  for (const int status : {199, 201, 299, 303, 503}) EXPECT_FALSE(matcher->matches(status)) << status;
}

TEST(StatusMatcher, RefusesWhatAnApplicationLoadBalancerRefuses) {
  for (const auto* text : {"", "abc", "200,", "100", "500", "200-599", "299-200", "200 ", "-", "200-", "2e2"}) {
    EXPECT_FALSE(StatusMatcher::parse(text)) << text;
  }
}

}  // namespace
}  // namespace aws::region::elbv2
