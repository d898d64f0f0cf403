#include "region/fis/fake_neighbours.h"

namespace aws::region::fis {
namespace {

using namespace std::chrono_literals;

constexpr auto kTag = "resilient-service:steady-state";
constexpr auto kVerdict = "resilient-service:verdict";

class SteadyExperimentTest : public FisTest {
 protected:
  std::string start_stating(const std::string& text) {
    auto made = request_to_wait("PT1M");
    made.tags = {{kTag, text}, {"Name", "pause"}};
    return start(made);
  }
  std::string verdict(const std::string& id) { return experiment(id).tags.at(kVerdict); }
};

TEST_F(SteadyExperimentTest, TheVerdictComesWithTheEnd) {
  const auto id = start_stating("load-balancer=shop succeeded=99 within=500ms");
  visits.come(200, 20ms, 198);
  visits.come(502, 20ms);
  clock.advance(5s);
  EXPECT_EQ(
      reason(id),
      "Experiment is running. Steady state so far: at least 99 % of requests to load balancer shop are answered with "
      "2xx or 3xx within 500 ms (199 requests: 99.49 % answered with 2xx or 3xx within 500 ms).");
  EXPECT_FALSE(experiment(id).tags.contains(kVerdict));
  visits.come(200, 501ms);
  clock.advance(60s);
  EXPECT_EQ(
      reason(id),
      "Experiment completed. Steady state held: at least 99 % of requests to load balancer shop are answered with 2xx "
      "or 3xx within 500 ms (200 requests: 99 % answered with 2xx or 3xx within 500 ms).");
  EXPECT_EQ(verdict(id), "held");
  EXPECT_EQ(visits.watchers.ongoing, 0);
}

TEST_F(SteadyExperimentTest, WhatDoesNotHoldIsSaidOfOneThatIsStoppedToo) {
  const auto id = start_stating("answered=100");
  visits.come(0, 20ms);
  api().StopExperiment({.id = id});
  clock.advance(1s);
  EXPECT_EQ(reason(id),
            "Experiment stopped. Steady state NOT HELD: every request is answered (1 request: 0 % answered).");
  EXPECT_EQ(verdict(id), "not held");
}

TEST_F(SteadyExperimentTest, WithoutVisitorsNothingHasHeld) {
  const auto id = start_stating("answered=100");
  clock.advance(61s);
  EXPECT_EQ(reason(id), "Experiment completed. Steady state not judged: every request is answered (no requests).");
  EXPECT_EQ(verdict(id), "no requests");
}

TEST_F(SteadyExperimentTest, NobodyIsWatchedForOneThatStatesNothing) {
  const auto id = start(request_to_wait("PT1M"));
  EXPECT_EQ(visits.watchers.ongoing, 0);
  clock.advance(61s);
  EXPECT_EQ(reason(id), "Experiment completed.");
  EXPECT_TRUE(experiment(id).tags.empty());
}

TEST_F(SteadyExperimentTest, AnExperimentMayStateItsOwn) {
  auto made = request_to_wait("PT1M");
  made.tags = {{kTag, "answered=100"}};
  const auto id = api().CreateExperimentTemplate(made).experimentTemplate->id;
  const auto start = [&](const Texts& tags) {
    return api().StartExperiment({.clientToken = "", .experimentTemplateId = id, .tags = tags}).experiment->tags;
  };
  EXPECT_EQ(start({{kTag, "p99=1s"}}), (Texts{{kTag, "p99=1s"}}));
  EXPECT_EQ(start({{"a", "b"}}), (Texts{{"a", "b"}, {kTag, "answered=100"}}));
}

TEST_F(SteadyExperimentTest, WhatItIsAboutHasToBeThere) {
  const auto id = start_stating("load-balancer=other answered=100");
  EXPECT_EQ(state(id), "failed");
  EXPECT_EQ(reason(id),
            "The steady state is about load balancer other, which does not exist. Steady state not judged: the "
            "experiment did not run.");
  EXPECT_EQ(
      reason(start_stating("target-group=other answered=100")),
      "The steady state is about target group other, which does not exist. Steady state not judged: the experiment "
      "did not run.");
  EXPECT_EQ(verdict(id), "not known");
}

TEST_F(SteadyExperimentTest, ARestartOfTheRegionForgetsTheNumbers) {
  const auto id = start_stating("answered=100");
  visits.come(200, 20ms);
  restart();
  EXPECT_EQ(reason(id),
            "Experiment stopped: the region was restarted. Steady state not judged: the region was restarted.");
  EXPECT_EQ(verdict(id), "not known");
}

TEST_F(SteadyExperimentTest, TheLongestReasonHasRoomForTheVerdict) {
  launch("i-1");
  auto made = request_for(
      on_them("aws:ssm:send-command", {{"documentArn", "arn:aws:ssm:us-west-2::document/X"}, {"duration", "PT5M"}}));
  made.tags = {{kTag, "answered=100"}};
  const auto id = start(made);
  visits.come(200, 20ms);
  commands.now = {.ended = true, .problem = std::string(600, 'x')};
  clock.advance(2s);
  EXPECT_EQ(reason(id).size(), 512U);
  EXPECT_TRUE(reason(id).ends_with("xx Steady state held: every request is answered (1 request: 100 % answered)."));
}

TEST_F(SteadyExperimentTest, WhatCannotBeStatedIsRefused) {
  const std::string why =
      "The tag resilient-service:steady-state has the word fast, which is not of the form key=value.";
  auto made = request_to_wait("PT1M");
  made.tags = {{kTag, "fast"}};
  expect_refused([&] { api().CreateExperimentTemplate(made); }, "ValidationException", why);
  made.tags = {{kVerdict, "held"}};
  expect_refused([&] { api().CreateExperimentTemplate(made); }, "ValidationException",
                 "The tag resilient-service:verdict is what an experiment comes to; it cannot be set.");
  made.tags.clear();
  const auto kept = api().CreateExperimentTemplate(made).experimentTemplate.value();
  expect_refused(
      [&] {
        api().TagResource({.resourceArn = kept.arn, .tags = {{kTag, "fast"}}});
      },
      "ValidationException", why);
  const aws::fis::StartExperimentRequest request{
      .clientToken = "", .experimentTemplateId = kept.id, .tags = {{kTag, "fast"}}};
  expect_refused([&] { api().StartExperiment(request); }, "ValidationException", why);
}

TEST_F(SteadyExperimentTest, WhatAnExperimentWasStartedWithStays) {
  const auto arn = *experiment(start_stating("answered=100")).arn;
  expect_refused(
      [&] {
        api().TagResource({.resourceArn = arn, .tags = {{kTag, "answered=1"}}});
      },
      "ValidationException", "The tag resilient-service:steady-state of an experiment stays as it is.");
  clock.advance(61s);
  expect_refused([&] { api().UntagResource({.resourceArn = arn, .tagKeys = {kVerdict}}); }, "ValidationException",
                 "The tag resilient-service:verdict of an experiment stays as it is.");
}

}  // namespace
}  // namespace aws::region::fis
