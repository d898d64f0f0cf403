#include "client/retry/retry.h"

#include <gmock/gmock.h>

#include "client/retry/retrying_channel.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "testing/simulated_clock.h"

namespace aws::client {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using namespace std::chrono_literals;

Error throttled() { return {"Throttling", "Rate exceeded"}; }
Error lost() { return {"ConnectionLost", "broke", 0, Fault::kReceiver}; }
Error unconnected() { return {"ConnectionError", "refused", 0, Fault::kReceiver}; }

Error timed_out() { return {"RequestTimeout", "late", 0, Fault::kReceiver}; }

// Fails as often as it is told to, then answers with nothing in it.
class FailingChannel final : public contract::Channel {
 public:
  FailingChannel(Error error, int times) : error_(std::move(error)), times_(times) {}

  void call(const contract::Operation& operation, const void* input, void*) override {
    ++calls;
    if (operation.name == "CreateLaunchTemplate") {
      tokens.push_back(static_cast<const ec2::CreateLaunchTemplateRequest*>(input)->ClientToken.value_or(""));
    }
    if (calls <= times_) throw error_;
  }

  int calls = 0;
  std::vector<std::string> tokens;

 private:
  Error error_;
  int times_;
};

// The largest random number: every delay is as long as it can be.
class NoLuck final : public Random {
 public:
  std::uint64_t next() override { return ~0ULL; }
};

struct RetryTest : ::testing::Test {
  // What the caller of CHANNEL sees: the error, or nothing.
  template <class Call>
  std::string error_of(contract::Channel& inner, Call call) {
    RetryingChannel channel(
        inner, options, clock, random,
        {.on_call =
             [&](const CallReport& report) {
               reports.push_back(std::string(report.operation.name) + " " + std::to_string(report.attempts) + " " +
                                 report.error);
             },
         .on_retry = [&](const RetryReport& report) { waited_for.push_back(report.error.code()); }});
    try {
      call(channel);
      return "";
    } catch (const Error& error) {
      return error.what();
    }
  }

  std::string describe(contract::Channel& inner) {
    return error_of(inner, [](contract::Channel& channel) { elbv2::Api(channel).DescribeLoadBalancers({}); });
  }
  std::string create_role(contract::Channel& inner) {
    return error_of(inner, [](contract::Channel& channel) { iam::Api(channel).CreateRole({.RoleName = "r"}); });
  }

  testing::SimulatedClock clock;
  NoLuck random;
  RetryOptions options;
  std::vector<std::string> reports;
  std::vector<std::string> waited_for;
};

TEST_F(RetryTest, WhereNobodyAnswersItGivesUpSooner) {
  options = {.max_attempts = 10, .max_connection_attempts = 2};
  FailingChannel deaf(unconnected(), 10);
  EXPECT_THAT(describe(deaf), HasSubstr("after 2 attempts"));
  FailingChannel busy(throttled(), 9);
  EXPECT_EQ(describe(busy), "");
}

TEST_F(RetryTest, WhereNoAnswerComesInTimeItGivesUpSooner) {
  options = {.max_attempts = 10, .max_timeout_attempts = 1};
  FailingChannel late(timed_out(), 10);
  EXPECT_THAT(describe(late), HasSubstr("after 1 attempt"));
}

TEST_F(RetryTest, TellsOfEachAttemptThatIsRepeated) {
  FailingChannel region(throttled(), 2);
  describe(region);
  EXPECT_THAT(waited_for, ElementsAre("Throttling", "Throttling"));
}

TEST_F(RetryTest, RepeatsWhatWasThrottledAfterGrowingDelays) {
  FailingChannel region(throttled(), 2);
  EXPECT_EQ(describe(region), "");
  EXPECT_EQ(region.calls, 3);
  EXPECT_EQ(std::chrono::round<std::chrono::seconds>(clock.uptime()), 1s + 2s);
  EXPECT_THAT(reports, ElementsAre("DescribeLoadBalancers 3 "));
}

TEST_F(RetryTest, SaysAfterHowManyAttemptsItStopped) {
  FailingChannel region(lost(), 100);
  EXPECT_EQ(describe(region), "ConnectionLost: broke (after 3 attempts)");
  EXPECT_THAT(reports, ElementsAre("DescribeLoadBalancers 3 ConnectionLost"));
}

TEST_F(RetryTest, AnAnswerIsNotAskedForAgain) {
  FailingChannel region(Error("NoSuchEntity", "no such role", 404), 1);
  EXPECT_EQ(describe(region), "NoSuchEntity: no such role");
  EXPECT_EQ(region.calls, 1);
}

TEST_F(RetryTest, WhatMayHaveTakenEffectIsNotRepeatedWhenThatCouldDoHarm) {
  FailingChannel region(lost(), 1);
  EXPECT_EQ(create_role(region), "ConnectionLost: broke (not repeated: CreateRole may have taken effect)");
  EXPECT_EQ(region.calls, 1);
}

TEST_F(RetryTest, WhatNeverArrivedIsAlwaysRepeated) {
  FailingChannel away(unconnected(), 1);
  EXPECT_EQ(create_role(away), "");
  FailingChannel busy(throttled(), 1);
  EXPECT_EQ(create_role(busy), "");
}

TEST_F(RetryTest, ATokenMakesARepetitionHarmless) {
  FailingChannel region(lost(), 1);
  const auto create = [](contract::Channel& channel) {
    ec2::Api(channel).CreateLaunchTemplate(
        {.LaunchTemplateName = "t", .LaunchTemplateData = ec2::RequestLaunchTemplateData{.InstanceType = "t3.micro"}});
  };
  EXPECT_EQ(error_of(region, create), "");
  ASSERT_EQ(region.tokens.size(), 2);
  EXPECT_THAT(region.tokens[0], MatchesRegex("[0-9a-f-]{36}"));
  EXPECT_EQ(region.tokens[0], region.tokens[1]);
}

TEST_F(RetryTest, ATokenOfTheCallerIsLeftAlone) {
  FailingChannel region(lost(), 0);
  error_of(region, [](contract::Channel& channel) { ec2::Api(channel).CreateLaunchTemplate({.ClientToken = "mine"}); });
  EXPECT_THAT(region.tokens, ElementsAre("mine"));
}

TEST_F(RetryTest, AFailingServiceUsesUpTheQuota) {
  FailingChannel region(unconnected(), 1000);
  RetryingChannel channel(region, {}, clock, random);
  elbv2::Api elbv2(channel);
  std::string last;
  for (int i = 0; i < 51; ++i) {  // each of the first fifty repeats twice, for 5 tokens each
    try {
      elbv2.DescribeLoadBalancers({});
    } catch (const Error& error) {
      last = error.what();
    }
  }
  EXPECT_EQ(region.calls, 50 * 3 + 1);
  EXPECT_THAT(last, HasSubstr("the retry quota is used up"));
}

TEST(RetryQuota, IsThatOfTheAwsSdks) {
  RetryQuota quota;
  EXPECT_EQ(quota.tokens(), 500);
  NoLuck random;
  const RetryOptions options;
  EXPECT_TRUE(quota.take(5));
  Retry(elbv2::operations::DescribeLoadBalancers, options, quota, random).succeeded();
  EXPECT_EQ(quota.tokens(), 496) << "a success at once gives one back";
}

TEST(Retry, DelaysGrowUpToTwentySecondsAndAreARandomPartOfThat) {
  NoLuck no_luck;
  SeededRandom any{1};
  RetryQuota quota;
  const RetryOptions options{.max_attempts = 100};
  Retry longest(elbv2::operations::DescribeLoadBalancers, options, quota, no_luck);
  Retry random(elbv2::operations::DescribeLoadBalancers, options, quota, any);
  for (const auto bound : {1s, 2s, 4s, 8s, 16s, 20s, 20s}) {
    EXPECT_EQ(std::chrono::round<std::chrono::seconds>(*longest.failed(throttled()).delay), bound);
    EXPECT_LT(*random.failed(throttled()).delay, bound);
  }
}

TEST(RetryQuota, SuccessGivesBackWhatItsRetriesTook) {
  NoLuck random;
  RetryQuota quota(20);
  const RetryOptions options;
  Retry retry(elbv2::operations::DescribeLoadBalancers, options, quota, random);
  EXPECT_TRUE(retry.failed(throttled()).delay);
  EXPECT_EQ(quota.tokens(), 15);
  EXPECT_TRUE(retry.failed(Error("RequestTimeout", "")).delay);
  EXPECT_EQ(quota.tokens(), 5);
  retry.succeeded();
  EXPECT_EQ(quota.tokens(), 20);
}

}  // namespace
}  // namespace aws::client
