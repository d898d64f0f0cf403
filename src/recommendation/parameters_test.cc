#include "recommendation/parameters.h"

#include <gtest/gtest.h>

#include <chrono>

#include "recommendation/fake_aws.h"
#include "testing/simulated_clock.h"

namespace aws::recommendation {
namespace {

using namespace std::chrono_literals;

class ParameterCacheTest : public ::testing::Test {
 protected:
  testing::SimulatedClock clock_;
  FakeParameterStore ssm_;
  const ParameterNames names_;
  ParameterCache cache_{ssm_, clock_};
};

TEST_F(ParameterCacheTest, WhatDoesNotExistKeepsItsDefault) {
  const auto parameters = cache_.get();
  ASSERT_TRUE(parameters);
  EXPECT_EQ(*parameters, Parameters{});
  EXPECT_EQ(parameters->failure_response, "none");
  EXPECT_EQ(parameters->health_check, "shallow");
}

TEST_F(ParameterCacheTest, AChangeIsSeenAfterHalfASecond) {
  ssm_.values[names_.table] = "recommendations";
  EXPECT_EQ(cache_.get()->table, "recommendations");
  ssm_.values[names_.table] = "this-is-not-a-table";
  ssm_.values[names_.health_check] = "deep";
  clock_.advance(499ms);
  EXPECT_EQ(cache_.get()->table, "recommendations");
  EXPECT_EQ(ssm_.calls, 1);
  clock_.advance(1ms);
  EXPECT_EQ(cache_.get()->table, "this-is-not-a-table");
  EXPECT_EQ(cache_.get()->health_check, "deep");
  EXPECT_EQ(ssm_.calls, 2);
}

TEST_F(ParameterCacheTest, ADeploymentWithAPrefixHasParametersOfItsOwn) {
  ssm_.values[names_.table] = "recommendations";
  ssm_.values["mine-resilient-architecture-table"] = "my-recommendations";
  EXPECT_EQ(read_parameters(ssm_, ParameterNames("mine")).table, "my-recommendations");
}

TEST_F(ParameterCacheTest, TheLastOnesOutliveAnOutage) {
  ssm_.values[names_.table] = "recommendations";
  ASSERT_TRUE(cache_.get());
  ssm_.problem = Error("ThrottlingException", "Rate exceeded");
  for (int i = 0; i < 10; ++i) {
    clock_.advance(50ms);
    EXPECT_EQ(cache_.get()->table, "recommendations");
  }
  EXPECT_EQ(ssm_.calls, 2);  // an outage is not made worse
  ssm_.problem.reset();
  ssm_.values[names_.table] = "other";
  clock_.advance(500ms);
  EXPECT_EQ(cache_.get()->table, "other");
}

TEST_F(ParameterCacheTest, NothingIsKnownUntilTheFirstReading) {
  ssm_.problem = Error("AccessDeniedException", "User is not authorized to perform: ssm:GetParameters");
  EXPECT_FALSE(cache_.get());
  EXPECT_FALSE(cache_.get());
  EXPECT_EQ(ssm_.calls, 1);
}

}  // namespace
}  // namespace aws::recommendation
