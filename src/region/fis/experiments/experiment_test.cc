#include "region/fis/fake_neighbours.h"

namespace aws::region::fis {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

class ExperimentTest : public FisTest {};

TEST_F(ExperimentTest, ActionsFollowEachOther) {
  launch("i-1");
  auto made = request_for(on_them("aws:ec2:reboot-instances"));
  made.actions["first"] = pause("PT2M");
  made.actions["meanwhile"] = pause("PT1M");
  made.actions["it"].startAfter = {"first", "meanwhile"};
  const auto id = start(made);
  EXPECT_EQ(state(id), "running");
  EXPECT_EQ(state_of(id, "first"), "running");
  EXPECT_EQ(state_of(id), "pending");
  clock.advance(61s);
  EXPECT_EQ(state_of(id, "meanwhile"), "completed");
  EXPECT_EQ(state_of(id), "pending");
  clock.advance(61s);
  EXPECT_EQ(state(id), "completed");
  EXPECT_THAT(instances.done, ElementsAre("reboot i-1"));
  const auto ended = experiment(id);
  EXPECT_EQ(*ended.actions.at("first").endTime - *ended.actions.at("first").startTime, 120s);
  EXPECT_GE(*ended.actions.at("it").startTime, *ended.actions.at("first").endTime);
  EXPECT_EQ(ended.state->reason, "Experiment completed.");
}

TEST_F(ExperimentTest, WhatFailsEndsTheOthers) {
  launch("i-1");
  auto made = request_for(
      on_them("aws:ssm:send-command", {{"documentArn", "arn:aws:ssm:us-west-2::document/X"}, {"duration", "PT5M"}}));
  made.actions["wait"] = pause("PT10M");
  made.actions["later"] = pause("PT10M", {"wait"});
  const auto id = start(made);
  commands.now = {.ended = true, .problem = "no such process"};
  clock.advance(2s);
  EXPECT_EQ(state(id), "failed");
  EXPECT_EQ(reason(id), "no such process");
  EXPECT_EQ(state_of(id), "failed");
  EXPECT_EQ(state_of(id, "wait"), "stopped");
  EXPECT_EQ(state_of(id, "later"), "cancelled");
}

TEST_F(ExperimentTest, NeedsARoleThatTrustsTheService) {
  launch("i-1");
  roles.is_assumable = false;
  const auto id = start(request_for(on_them("aws:ec2:stop-instances")));
  EXPECT_EQ(state(id), "failed");
  EXPECT_EQ(reason(id),
            "Unable to assume the role arn:aws:iam::123456789012:role/chaos. Please ensure that it exists and that its "
            "trust policy allows fis.amazonaws.com.");
  EXPECT_EQ(state_of(id), "cancelled");
  EXPECT_THAT(instances.done, IsEmpty());
}

TEST_F(ExperimentTest, DoesNothingThatItsRoleMayNot) {
  launch("i-1");
  for (const auto* action : {"ec2:StopInstances", "tag:GetResources"}) {
    roles.denied = {action};
    const auto id = start(request_for(on_them("aws:ec2:stop-instances")));
    EXPECT_EQ(state(id), "failed");
    EXPECT_THAT(reason(id), ::testing::HasSubstr(std::string("is not authorized to perform ") + action));
  }
  EXPECT_THAT(instances.done, IsEmpty());
}

TEST_F(ExperimentTest, FailsWithoutTargetsOrSkips) {
  auto made = request_for(on_them("aws:ec2:stop-instances"));
  const auto failed = start(made);
  EXPECT_EQ(state(failed), "failed");
  EXPECT_EQ(reason(failed), "Target resolution returned empty set.");
  made.experimentOptions = {{.emptyTargetResolutionMode = "skip"}};
  made.actions["then"] = pause("PT1M", {"it"});
  const auto skipped = start(made);
  EXPECT_EQ(state_of(skipped), "skipped");
  EXPECT_EQ(state_of(skipped, "then"), "running");
  clock.advance(61s);
  EXPECT_EQ(state(skipped), "completed");
}

TEST_F(ExperimentTest, MayOnlySayWhatItWouldAimAt) {
  launch("i-1");
  const auto made = api().CreateExperimentTemplate(request_for(on_them("aws:ec2:stop-instances")));
  const auto id = *api()
                       .StartExperiment({.clientToken = "",
                                         .experimentTemplateId = made.experimentTemplate->id,
                                         .experimentOptions = {{.actionsMode = "skip-all"}}})
                       .experiment->id;
  clock.advance(1ms);
  EXPECT_EQ(state(id), "completed");
  EXPECT_EQ(state_of(id), "skipped");
  EXPECT_THAT(instances.done, IsEmpty());
}

TEST_F(ExperimentTest, ARestartOfTheRegionStopsIt) {
  launch("i-1");
  auto made = request_to_wait("PT10M");
  made.actions["later"] = pause("PT10M", {"it"});
  const auto id = start(made);
  restart();
  EXPECT_EQ(state(id), "stopped");
  EXPECT_EQ(reason(id), "Experiment stopped: the region was restarted.");
  EXPECT_EQ(state_of(id), "stopped");
  EXPECT_EQ(state_of(id, "later"), "cancelled");
  expect_refused([&] { api().StopExperiment({.id = id}); }, "ValidationException",
                 "Experiment " + id + " cannot be stopped: it has ended.");
}

TEST_F(ExperimentTest, IsForgottenAfter120Days) {
  using std::chrono::days;
  const auto first = start(request_to_wait("PT1M"));
  clock.advance(days(60));
  const auto second = start(request_to_wait("PT1M"));
  clock.advance(days(60));
  EXPECT_EQ(state(first), "completed") << "a minute is left";
  clock.advance(days(1));
  expect_refused([&] { api().GetExperiment({.id = first}); }, "ResourceNotFoundException",
                 "Experiment " + first + " not found.", 404);
  EXPECT_THAT(api().ListExperiments({}).experiments, SizeIs(1));
  EXPECT_THAT(api().ListExperimentTemplates({}).experimentTemplates, SizeIs(2)) << "these are for ever";
  fis.reset();
  clock.advance(days(60));
  restart();
  EXPECT_THAT(api().ListExperiments({}).experiments, IsEmpty()) << "also of what grew old while no region ran";
}

TEST_F(ExperimentTest, FiveRunAtOnce) {
  std::vector<std::string> started;
  for (int count = 0; count < 5; ++count) started.push_back(start(request_to_wait("PT5M")));
  const auto made = api().CreateExperimentTemplate(request_to_wait("PT5M")).experimentTemplate;
  const aws::fis::StartExperimentRequest one_more{.clientToken = "", .experimentTemplateId = made->id};
  expect_refused([&] { api().StartExperiment(one_more); }, "ServiceQuotaExceededException",
                 "The account has 5 running experiments, which is as many as it may have.", 402);
  api().StopExperiment({.id = started[0]});
  clock.advance(1s);
  EXPECT_TRUE(api().StartExperiment(one_more).experiment);
}

TEST_F(ExperimentTest, TheSameTokenStartsItOnce) {
  const auto made = api().CreateExperimentTemplate(request_to_wait("PT5M")).experimentTemplate;
  aws::fis::StartExperimentRequest request{.clientToken = "t", .experimentTemplateId = made->id};
  const auto first = api().StartExperiment(request).experiment->id;
  EXPECT_EQ(api().StartExperiment(request).experiment->id, first);
  EXPECT_THAT(api().ListExperiments({}).experiments, SizeIs(1));
  request.tags = {{"a", "b"}};
  expect_refused([&] { api().StartExperiment(request); }, "ConflictException",
                 "The client token has been used by another request with other parameters.", 409);
}

TEST_F(ExperimentTest, IsListedByItsTemplate) {
  const auto id = start(request_to_wait("PT5M"));
  const auto made = experiment(id).experimentTemplateId;
  start(request_to_wait("PT5M"));
  EXPECT_THAT(api().ListExperiments({}).experiments, SizeIs(2));
  const auto listed = api().ListExperiments({.experimentTemplateId = made}).experiments;
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0].id, id);
  EXPECT_EQ(listed[0].state->status, "running");
  expect_refused([&] { api().GetExperiment({.id = "EXPx"}); }, "ResourceNotFoundException",
                 "Experiment EXPx not found.", 404);
}

TEST_F(ExperimentTest, GoesOnWhenItsTemplateHasGone) {
  const auto id = start(request_to_wait("PT1M"));
  api().DeleteExperimentTemplate({.id = experiment(id).experimentTemplateId});
  clock.advance(61s);
  EXPECT_EQ(state(id), "completed");
}

}  // namespace
}  // namespace aws::region::fis
