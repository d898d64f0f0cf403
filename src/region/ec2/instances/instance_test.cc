#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::SizeIs;
using namespace std::chrono_literals;

using InstanceTest = Ec2Test;

TEST_F(InstanceTest, IsPendingUntilTheHostSaysItIsUp) {
  const std::string id = launch("us-west-2c");
  EXPECT_THAT(id, MatchesRegex("i-[0-9a-f]{17}"));
  EXPECT_EQ(described(id).State->Name, "pending");
  clock.advance(1s);
  const auto view = described(id);
  EXPECT_EQ(view.State, (aws::ec2::InstanceState{.Code = 16, .Name = "running"}));
  EXPECT_EQ(view.Placement->AvailabilityZone, "us-west-2c");
  EXPECT_THAT(*view.PrivateIpAddress, MatchesRegex("127\\.31\\.[34][0-9]\\.[0-9]+"));
  EXPECT_EQ(view.InstanceType, "t3.micro");
  EXPECT_EQ(view.IamInstanceProfile->Arn, "arn:aws:iam::123456789012:instance-profile/web");
  EXPECT_EQ(view.SecurityGroups.at(0).GroupName, "default");
  EXPECT_TRUE(instance(id).booted);
  EXPECT_EQ(host->boots.at(0).user_data, "#!/bin/bash\necho hi\n");
  EXPECT_THAT(changes, ElementsAre("pending", "running"));
}

TEST_F(InstanceTest, ALaunchTakenBackLeavesNothing) {
  create_template();
  EXPECT_THROW(store.transaction([&] {
    launch();
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  clock.advance(1min);
  EXPECT_THAT(api().DescribeInstances({}).Reservations, IsEmpty());
  EXPECT_THAT(host->boots, IsEmpty());
  EXPECT_THAT(addresses.taken, IsEmpty());
}

TEST_F(InstanceTest, AnUnknownZoneIsRefused) {
  expect_error([&] { launch("us-west-2x"); }, "InvalidParameterValue", "Invalid availability zone: [us-west-2x]");
}

TEST_F(InstanceTest, TerminatesAndIsForgottenAfterAnHour) {
  const std::string id = launch_and_boot();
  const auto response = api().TerminateInstances({.InstanceIds = {id}});
  EXPECT_EQ(response.TerminatingInstances.at(0).PreviousState->Name, "running");
  EXPECT_EQ(response.TerminatingInstances.at(0).CurrentState,
            (aws::ec2::InstanceState{.Code = 32, .Name = "shutting-down"}));
  EXPECT_THAT(addresses.taken, SizeIs(1));
  clock.advance(1s);
  const auto view = described(id);
  EXPECT_EQ(view.State, (aws::ec2::InstanceState{.Code = 48, .Name = "terminated"}));
  EXPECT_EQ(view.StateReason->Code, "Client.UserInitiatedShutdown");
  EXPECT_EQ(view.StateTransitionReason, "User initiated (2026-01-02 03:04:06 GMT)");
  EXPECT_FALSE(view.PrivateIpAddress);
  EXPECT_FALSE(view.IamInstanceProfile);
  EXPECT_THAT(addresses.taken, IsEmpty());
  EXPECT_THAT(api().DescribeIamInstanceProfileAssociations({}).IamInstanceProfileAssociations, IsEmpty());

  const auto again = api().TerminateInstances({.InstanceIds = {id}});
  EXPECT_EQ(again.TerminatingInstances.at(0).PreviousState->Name, "terminated");
  clock.advance(59min);
  EXPECT_THAT(api().DescribeInstances({}).Reservations, SizeIs(1));
  clock.advance(1min);
  EXPECT_THAT(api().DescribeInstances({}).Reservations, IsEmpty());
  EXPECT_THAT(host->discarded, ElementsAre(id));
  EXPECT_THAT(changes, ElementsAre("pending", "running", "shutting-down", "terminated", "forgotten"));
}

// What EC2's DryRun comes to.
TEST_F(InstanceTest, ARehearsedEndOrRebootIsNone) {
  const auto id = launch_and_boot();
  changes.clear();
  store.rehearse([&] { api().TerminateInstances({.InstanceIds = {id}}); });
  store.rehearse([&] { api().RebootInstances({.InstanceIds = {id}}); });
  clock.advance(std::chrono::seconds(5));
  EXPECT_EQ(described(id).State->Name, "running");
  EXPECT_TRUE(instance(id).booted);
  EXPECT_THAT(changes, IsEmpty());
}

TEST_F(InstanceTest, TerminatesBeforeItIsUp) {
  const std::string id = launch();
  api().TerminateInstances({.InstanceIds = {id}});
  clock.advance(1min);
  EXPECT_EQ(instance(id).state, "terminated");
  EXPECT_THAT(host->machines, IsEmpty());
}

TEST_F(InstanceTest, ARebootKeepsEverythingButRunsNoUserData) {
  const std::string id = launch_and_boot();
  const std::string address = instance(id).address;
  api().RebootInstances({.InstanceIds = {id}});
  EXPECT_EQ(described(id).State->Name, "running");
  EXPECT_FALSE(instance(id).booted);
  clock.advance(1s);
  EXPECT_EQ(instance(id).state, "running");
  EXPECT_FALSE(instance(id).booted);
  clock.advance(1s);
  EXPECT_TRUE(instance(id).booted);
  EXPECT_EQ(instance(id).address, address);
  ASSERT_THAT(host->boots, SizeIs(2));
  EXPECT_EQ(host->boots[1].address, address);
  EXPECT_FALSE(host->boots[1].user_data);
}

TEST_F(InstanceTest, ARebootOfATerminatedInstanceIsIgnored) {
  const std::string id = launch_and_boot();
  api().TerminateInstances({.InstanceIds = {id}});
  clock.advance(10s);
  api().RebootInstances({.InstanceIds = {id}});
  clock.advance(10s);
  EXPECT_EQ(instance(id).state, "terminated");
  EXPECT_THAT(host->boots, SizeIs(1));
}

TEST_F(InstanceTest, TerminatesInTheMiddleOfAReboot) {
  const std::string id = launch_and_boot();
  api().RebootInstances({.InstanceIds = {id}});
  clock.advance(500ms);
  api().TerminateInstances({.InstanceIds = {id}});
  clock.advance(1min);
  EXPECT_EQ(instance(id).state, "terminated");
  EXPECT_THAT(host->boots, SizeIs(1));
}

TEST_F(InstanceTest, OneThatTheHostLosesIsTerminatedWithAReason) {
  const std::string id = launch_and_boot();
  host->lose(id);
  clock.advance(0s);
  EXPECT_EQ(described(id).State->Name, "terminated");
  EXPECT_EQ(described(id).StateReason->Code, "Server.InternalError");
  EXPECT_EQ(described(id).StateReason->Message, "Server.InternalError: The instance's processes ended unexpectedly");
}

TEST_F(InstanceTest, OneThatCannotStartIsTerminatedWithAReason) {
  host->refuses_to_start = true;
  const std::string id = launch_and_boot();
  EXPECT_EQ(described(id).StateReason->Message, "Server.InternalError: Internal error on launch");
}

TEST_F(InstanceTest, ThoseOfADeadRegionAreTerminatedAtTheNextStart) {
  const std::string alive = launch_and_boot();
  const std::string pending = launch();
  restart();
  EXPECT_EQ(host->cleared, 1);
  EXPECT_EQ(instance(alive).state, "terminated");
  EXPECT_EQ(instance(pending).state, "terminated");
  EXPECT_EQ(instance(alive).state_reason_code, "Server.InternalError");
  changes.clear();
  clock.advance(1s);
  EXPECT_THAT(changes, ElementsAre("terminated", "terminated"));
  clock.advance(1h);
  EXPECT_THAT(api().DescribeInstances({}).Reservations, IsEmpty());
}

TEST_F(InstanceTest, WrongIdsAreNamed) {
  const std::string id = launch_and_boot();
  const std::string a = "i-00000000000000000";
  const std::string b = "i-00000000000000001";
  expect_error(
      [&] {
        api().DescribeInstances({.InstanceIds = {id, a}});
      },
      "InvalidInstanceID.NotFound", "The instance ID 'i-00000000000000000' does not exist");
  expect_error(
      [&] {
        api().TerminateInstances({.InstanceIds = {id, a, b}});
      },
      "InvalidInstanceID.NotFound", "The instance IDs 'i-00000000000000000, i-00000000000000001' do not exist");
  expect_error([&] { api().RebootInstances({.InstanceIds = {"x"}}); }, "InvalidInstanceID.Malformed",
               "Invalid id: \"x\"");
  EXPECT_EQ(instance(id).state, "running");
}

TEST_F(InstanceTest, IsFoundByItsFacts) {
  const std::string first = launch_and_boot("us-west-2a");
  const std::string second = launch_and_boot("us-west-2b");
  api().TerminateInstances({.InstanceIds = {second}});
  const auto found = [&](const std::string& name, const std::string& value) {
    std::vector<std::string> ids;
    for (const auto& it : api().DescribeInstances({.Filters = {{.Name = name, .Values = {value}}}}).Reservations) {
      ids.push_back(*it.Instances.at(0).InstanceId);
    }
    return ids;
  };
  EXPECT_THAT(found("instance-state-name", "running"), ElementsAre(first));
  EXPECT_THAT(found("availability-zone", "us-west-2b"), ElementsAre(second));
  EXPECT_THAT(found("private-ip-address", instance(first).address), ElementsAre(first));
  EXPECT_THAT(found("tag:aws:ec2launchtemplate:version", "1"), SizeIs(2));
  EXPECT_THAT(found("instance-id", "i-00000000000000000"), IsEmpty());
}

TEST_F(InstanceTest, ComesInPages) {
  for (int i = 0; i < 7; ++i) launch();
  EXPECT_THAT(api().DescribeInstances({.MaxResults = 5}).Reservations, SizeIs(5));
  expect_error([&] { api().DescribeInstances({.InstanceIds = {launch()}, .MaxResults = 5}); },
               "InvalidParameterCombination",
               "The parameter instancesSet cannot be used with the parameter maxResults");
}

TEST_F(InstanceTest, RunsScriptsOnlyWhileItIsUp) {
  const std::string id = launch();
  int status = -1;
  const Script script{.instance_id = id, .text = "echo hi", .timeout = 1min};
  const auto run = [&] {
    return ec2->instances().run_script(script, [&](const ScriptResult& result) { status = result.exit_status; });
  };
  EXPECT_FALSE(run());
  clock.advance(1s);
  EXPECT_TRUE(run());
  clock.advance(0s);
  EXPECT_EQ(status, 0);
  api().RebootInstances({.InstanceIds = {id}});
  EXPECT_FALSE(run());
}

class AssociationTest : public Ec2Test {
 protected:
  aws::ec2::IamInstanceProfileAssociation association_of(const std::string& id) {
    return api()
        .DescribeIamInstanceProfileAssociations({.Filters = {{.Name = "instance-id", .Values = {id}}}})
        .IamInstanceProfileAssociations.at(0);
  }
  auto replace(const std::string& association_id, const std::string& profile) {
    return *api()
                .ReplaceIamInstanceProfileAssociation(
                    {.IamInstanceProfile = aws::ec2::IamInstanceProfileSpecification{.Name = profile},
                     .AssociationId = association_id})
                .IamInstanceProfileAssociation;
  }
};

TEST_F(AssociationTest, AReplacedProfileHasANewAssociation) {
  const std::string id = launch_and_boot();
  const auto before = association_of(id);
  EXPECT_EQ(before.State, "associated");
  EXPECT_THAT(*before.AssociationId, MatchesRegex("iip-assoc-[0-9a-f]{17}"));

  const auto replaced = replace(*before.AssociationId, "bad");
  EXPECT_EQ(replaced.State, "associating");
  EXPECT_NE(replaced.AssociationId, before.AssociationId);
  EXPECT_EQ(replaced.IamInstanceProfile->Id, "AIPAbad");
  clock.advance(0s);
  const auto after = association_of(id);
  EXPECT_EQ(after.AssociationId, replaced.AssociationId);
  EXPECT_EQ(after.State, "associated");
  EXPECT_EQ(described(id).IamInstanceProfile->Arn, "arn:aws:iam::123456789012:instance-profile/bad");
  expect_error([&] { replace(*before.AssociationId, "web"); }, "InvalidAssociationID.NotFound",
               "An invalid association-id of '" + *before.AssociationId + "' was given");
}

TEST_F(AssociationTest, OnlyARunningInstancesProfileIsReplacedAndOnlyByOneThatExists) {
  const std::string id = launch();
  const std::string association = *association_of(id).AssociationId;
  expect_error([&] { replace(association, "bad"); }, "IncorrectInstanceState",
               "The instance '" + id + "' is not in the 'running' state.");
  clock.advance(1s);
  expect_error([&] { replace(association, "nobody"); }, "InvalidParameterValue",
               "Value (nobody) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name");
  EXPECT_THAT(api()
                  .DescribeIamInstanceProfileAssociations({.Filters = {{.Name = "state", .Values = {"disassociated"}}}})
                  .IamInstanceProfileAssociations,
              IsEmpty());
}

}  // namespace
}  // namespace aws::region::ec2
