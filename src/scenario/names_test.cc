#include "scenario/names.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace aws::scenario {
namespace {

TEST(Names, AreThoseOfTheWorkflowUnlessAPrefixIsChosen) {
  const Names names;
  EXPECT_EQ(names.table, "doc-example-recommendation-service");
  EXPECT_EQ(names.profile.policy, "doc-example-resilience-pol");
  EXPECT_EQ(names.bad_credentials.profile, "doc-example-resilience-bc-prof");
  EXPECT_EQ(names.load_balancer, "doc-example-resilience-lb");
  EXPECT_EQ(names.parameters.table, "doc-example-resilient-architecture-table");
}

TEST(Names, OfTwoPrefixesNeverMeet) {
  const Names one("one"), two("two");
  EXPECT_EQ(one.group, "one-resilience-group");
  EXPECT_EQ(two.group, "two-resilience-group");
  EXPECT_NE(one.parameters.health_check, two.parameters.health_check);
}

TEST(Names, FitEveryService) {
  EXPECT_EQ(Names("abcdefghijklmnopqr").load_balancer.size(), 32u) << "the longest that a load balancer may have";
  for (const char* prefix : {"", "abcdefghijklmnopqrs", "-a", "a-", "a--b", "A", "a_b", "awsome", "ssm", "internal"}) {
    EXPECT_THROW(Names{prefix}, Error) << prefix;
  }
}

}  // namespace
}  // namespace aws::scenario
