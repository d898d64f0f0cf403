#include "region/fis/steady/steady_state.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "region/fis/steady/steady_tally.h"

namespace aws::region::fis {
namespace {

using namespace std::chrono_literals;

std::string words_of(std::string_view text) { return steady_state(text).words(); }

std::string refusal_of(std::string_view text) {
  try {
    steady_state(text);
  } catch (const Error& error) {
    return error.code() == "ValidationException" ? error.message() : error.code();
  }
  return "";
}

TEST(SteadyState, IsSaidInWords) {
  EXPECT_EQ(words_of("answered=100 within=11s"), "every request is answered within 11 s");
  EXPECT_EQ(words_of("load-balancer=shop succeeded=99.5 p99=500ms p50=1.5s"),
            "at least 99.5 % of requests to load balancer shop are answered with 2xx or 3xx; p50 at most 1.5 s; "
            "p99 at most 500 ms");
  EXPECT_EQ(words_of("p99.9=2s  target-group=shop-servers"),
            "p99.9 of requests to target group shop-servers at most 2 s");
}

TEST(SteadyState, WhatIsNotUnderstoodIsRefused) {
  const auto why = [](std::string_view word, std::string_view what) {
    return "The tag resilient-service:steady-state has the word " + std::string(word) + ", which " + std::string(what) +
           ".";
  };
  EXPECT_EQ(refusal_of("answered=101"), why("answered=101", "is not of a percentage up to 100"));
  for (const auto* word :
       {"succeeded=0", "succeeded=-1", "answered=99x", "answered=", "answered=1e1", "answered=nan"}) {
    EXPECT_EQ(refusal_of(word), why(word, "is not of a percentage up to 100"));
  }
  for (const auto* word : {"p99=500", "p99=s", "p99=0ms", "p99=2h", "p99=-1s", "p99=3601s", "p99=inf s"}) {
    EXPECT_NE(refusal_of(word), "") << word;
  }
  EXPECT_EQ(refusal_of("answered"), why("answered", "is not of the form key=value"));
  EXPECT_EQ(refusal_of("load-balancer=a_b"), why("load-balancer=a_b", "is not of a name"));
  EXPECT_EQ(refusal_of("answered=99 answered=98"), why("answered=98", "repeats a key"));
  for (const auto* word : {"p101=1s", "px=1s", "latency=1s"}) {
    EXPECT_EQ(refusal_of(word),
              why(word, "has none of the keys load-balancer, target-group, answered, succeeded, within and p99"));
  }
  EXPECT_EQ(refusal_of("p99=1s within=2s"),
            "The tag resilient-service:steady-state says within without answered or succeeded.");
  for (const auto* text : {"", " ", "load-balancer=shop"}) {
    EXPECT_EQ(refusal_of(text),
              "The tag resilient-service:steady-state says nothing that could hold: answered, succeeded or p99.");
  }
}

class SteadyTallyTest : public ::testing::Test {
 protected:
  static SteadyTally tally(std::string_view text, const std::vector<Visit>& visits) {
    SteadyTally made(steady_state(text));
    for (const auto& visit : visits) made.add(visit);
    return made;
  }
  static std::vector<Visit> visits() {
    std::vector<Visit> all(199, Visit{"shop", "servers", 200, 10ms});
    all.push_back({"shop", "servers", 502, 3s});
    return all;
  }
};

TEST_F(SteadyTallyTest, AShareHoldsOrDoesNot) {
  EXPECT_EQ(tally("answered=100", visits()).verdict(), "held");
  EXPECT_EQ(tally("answered=100 within=2s", visits()).verdict(), "not held");
  EXPECT_EQ(tally("succeeded=99.5", visits()).verdict(), "held");
  EXPECT_EQ(tally("succeeded=99.6", visits()).verdict(), "not held");
  EXPECT_EQ(tally("answered=100 succeeded=99.6", visits()).numbers(),
            "200 requests: 100 % answered, 99.5 % answered with 2xx or 3xx");
}

TEST_F(SteadyTallyTest, AVisitorWhoLeftHadNoAnswer) {
  const auto met = tally("answered=99.99", {{"shop", "servers", 0, 10ms}});
  EXPECT_EQ(met.verdict(), "not held");
  EXPECT_EQ(met.numbers(), "1 request: 0 % answered");
}

TEST_F(SteadyTallyTest, AQuantileHoldsOrDoesNot) {
  EXPECT_EQ(tally("p99=10ms", visits()).verdict(), "held");
  EXPECT_EQ(tally("p99.9=2999ms", visits()).verdict(), "not held");
  EXPECT_EQ(tally("p50=10ms p100=3s", visits()).numbers(), "200 requests: p50 10 ms, p100 3 s");
}

TEST_F(SteadyTallyTest, WhatFallsShortOfAllDoesNotLookLikeIt) {
  std::vector<Visit> all(99'999, Visit{"shop", "servers", 200, 1ms});
  all.push_back({"shop", "", 503, 1ms});
  const auto met = tally("succeeded=100", all);
  EXPECT_EQ(met.verdict(), "not held");
  EXPECT_EQ(met.numbers(), "100000 requests: 99.99 % answered with 2xx or 3xx");
}

TEST_F(SteadyTallyTest, OthersRequestsDoNotCount) {
  EXPECT_EQ(tally("load-balancer=store answered=100", visits()).verdict(), "no requests");
  EXPECT_EQ(tally("load-balancer=shop target-group=others answered=100", visits()).numbers(), "no requests");
  EXPECT_EQ(tally("load-balancer=shop target-group=servers answered=100", visits()).verdict(), "held");
}

}  // namespace
}  // namespace aws::region::fis
