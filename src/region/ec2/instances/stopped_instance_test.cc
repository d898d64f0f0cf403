#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using namespace std::chrono_literals;

class StoppedInstanceTest : public Ec2Test {
 protected:
  std::string stopped() {
    std::string id = launch_and_boot();
    api().StopInstances({.InstanceIds = {id}});
    clock.advance(1s);
    return id;
  }
};

TEST_F(StoppedInstanceTest, KeepsAllButItsProcessesAndItsPublicAddress) {
  const std::string id = launch_and_boot();
  const auto before = described(id);
  const auto change = api().StopInstances({.InstanceIds = {id}}).StoppingInstances.at(0);
  EXPECT_EQ(change.PreviousState->Name, "running");
  EXPECT_EQ(change.CurrentState, (aws::ec2::InstanceState{.Code = 64, .Name = "stopping"}));
  EXPECT_FALSE(instance(id).booted);
  clock.advance(1s);
  const auto after = described(id);
  EXPECT_EQ(after.State, (aws::ec2::InstanceState{.Code = 80, .Name = "stopped"}));
  EXPECT_EQ(after.StateReason->Code, "Client.UserInitiatedShutdown");
  EXPECT_EQ(after.PrivateIpAddress, before.PrivateIpAddress);
  EXPECT_EQ(after.PrivateDnsName, before.PrivateDnsName);
  EXPECT_EQ(after.IamInstanceProfile, before.IamInstanceProfile);
  EXPECT_EQ(after.BlockDeviceMappings, before.BlockDeviceMappings);
  EXPECT_FALSE(after.PublicIpAddress);
  EXPECT_EQ(after.PublicDnsName, "");
  EXPECT_FALSE(after.NetworkInterfaces.at(0).Association);
  EXPECT_THAT(host->machines, SizeIs(0));
  EXPECT_THAT(host->discarded, SizeIs(0));
  EXPECT_THAT(addresses.taken, SizeIs(1));
  EXPECT_THAT(changes, ElementsAre("pending", "running", "stopping", "stopped"));
}

TEST_F(StoppedInstanceTest, ComesUpAgainWithoutRunningUserData) {
  const std::string id = stopped();
  const std::string address = instance(id).address;
  clock.advance(1h);
  const auto change = api().StartInstances({.InstanceIds = {id}}).StartingInstances.at(0);
  EXPECT_EQ(change.PreviousState->Name, "stopped");
  EXPECT_EQ(change.CurrentState->Name, "pending");
  EXPECT_EQ(described(id).LaunchTime, clock.now());
  EXPECT_FALSE(described(id).StateReason);
  clock.advance(1s);
  EXPECT_EQ(described(id).State->Name, "running");
  EXPECT_EQ(described(id).PublicIpAddress, address);
  EXPECT_EQ(described(id).BlockDeviceMappings.at(0).Ebs->AttachTime, clock.now() - 1h - 1s - 1s - 1s);
  ASSERT_THAT(host->boots, SizeIs(2));
  EXPECT_EQ(host->boots[1].address, address);
  EXPECT_FALSE(host->boots[1].user_data);
}

TEST_F(StoppedInstanceTest, StaysWhatItIsWhenTheRegionStartsAgain) {
  const std::string id = stopped();
  const std::string stopping = launch_and_boot();
  api().StopInstances({.InstanceIds = {stopping}});
  const auto before = described(id);
  restart();
  EXPECT_THAT(host->kept_on_disk, ElementsAre(std::min(id, stopping), std::max(id, stopping)));
  EXPECT_EQ(described(id), before);
  EXPECT_EQ(described(stopping).State->Name, "stopped");
  EXPECT_THAT(addresses.taken, SizeIs(2));
  clock.advance(1h);
  api().StartInstances({.InstanceIds = {id}});
  clock.advance(1s);
  EXPECT_EQ(described(id).State->Name, "running");
  ASSERT_THAT(host->boots, SizeIs(1));
  EXPECT_EQ(host->boots[0].address, before.PrivateIpAddress);
  EXPECT_FALSE(host->boots[0].user_data);
}

TEST_F(StoppedInstanceTest, WhoseAddressIsGoneHasAnother) {
  const std::string id = stopped();
  const std::string address = instance(id).address;
  ec2.reset();
  const auto taken = addresses.reserve(address);
  restart();
  EXPECT_NE(instance(id).address, address);
  EXPECT_EQ(instance(id).state, "stopped");
}

TEST_F(StoppedInstanceTest, ForWhichNoAddressIsLeftIsTerminated) {
  const std::string id = stopped();
  ec2.reset();
  addresses.all_taken = true;
  restart();
  EXPECT_EQ(instance(id).state, "terminated");
  EXPECT_THAT(described(id).StateReason->Message.value(), HasSubstr("addresses"));
}

TEST_F(StoppedInstanceTest, WhatIsSoAlreadyIsNoError) {
  const std::string id = launch_and_boot();
  EXPECT_EQ(api().StartInstances({.InstanceIds = {id}}).StartingInstances.at(0).CurrentState->Name, "running");
  api().StopInstances({.InstanceIds = {id}});
  EXPECT_EQ(api().StopInstances({.InstanceIds = {id}}).StoppingInstances.at(0).PreviousState->Name, "stopping");
  expect_error([&] { api().StartInstances({.InstanceIds = {id}}); }, "IncorrectInstanceState",
               "The instance '" + id + "' is not in a state from which it can be started.");
}

TEST_F(StoppedInstanceTest, OnlyOneThatRunsIsStopped) {
  const std::string id = launch();
  const std::string message = "This instance '" + id + "' is not in a state from which it can be stopped.";
  expect_error([&] { api().StopInstances({.InstanceIds = {id}}); }, "IncorrectInstanceState", message);
  api().TerminateInstances({.InstanceIds = {id}});
  clock.advance(1min);
  expect_error([&] { api().StopInstances({.InstanceIds = {id}}); }, "IncorrectInstanceState", message);
  expect_error([&] { api().StartInstances({.InstanceIds = {id}}); }, "IncorrectInstanceState",
               "The instance '" + id + "' is not in a state from which it can be started.");
  const std::string up = launch_and_boot();
  expect_error([&] { api().StopInstances({.InstanceIds = {up}, .Hibernate = true}); },
               "UnsupportedHibernationConfiguration", "Instance does not have hibernation configured.");
  const std::string missing = "i-00000000000000000";
  expect_error([&] { api().StopInstances({.InstanceIds = {missing}}); }, "InvalidInstanceID.NotFound",
               "The instance ID 'i-00000000000000000' does not exist");
  expect_error([&] { api().StartInstances({.InstanceIds = {missing}}); }, "InvalidInstanceID.NotFound",
               "The instance ID 'i-00000000000000000' does not exist");
}

TEST_F(StoppedInstanceTest, IsTerminatedFromWhereverItIs) {
  const std::string id = stopped();
  api().TerminateInstances({.InstanceIds = {id}});
  clock.advance(1s);
  EXPECT_EQ(instance(id).state, "terminated");
  const std::string stopping = launch_and_boot();
  api().StopInstances({.InstanceIds = {stopping}});
  api().TerminateInstances({.InstanceIds = {stopping}});
  clock.advance(2s);
  EXPECT_EQ(instance(stopping).state, "terminated");
  EXPECT_THAT(addresses.taken, SizeIs(0));
}

TEST_F(StoppedInstanceTest, OneThatIsLostWhileItStopsIsStopped) {
  const std::string id = launch_and_boot();
  api().StopInstances({.InstanceIds = {id}});
  clock.advance(500ms);
  host->lose(id);
  clock.advance(1s);
  EXPECT_EQ(instance(id).state, "stopped");
}

TEST_F(StoppedInstanceTest, IsStoppedInTheMiddleOfAReboot) {
  const std::string id = launch_and_boot();
  api().RebootInstances({.InstanceIds = {id}});
  clock.advance(1500ms);
  api().StopInstances({.InstanceIds = {id}});
  clock.advance(5s);
  EXPECT_EQ(instance(id).state, "stopped");
}

TEST_F(StoppedInstanceTest, IsWhatWasSwitchedOffFromWithin) {
  const std::string id = launch_and_boot();
  host->lose(id, HostEnd::kPoweredOff);
  clock.advance(1ms);
  const auto view = described(id);
  EXPECT_EQ(view.State->Name, "stopped");
  EXPECT_EQ(view.StateReason->Code, "Client.InstanceInitiatedShutdown");
  EXPECT_EQ(view.StateReason->Message, "Client.InstanceInitiatedShutdown: Instance initiated shutdown");
  EXPECT_EQ(view.StateTransitionReason, "");
  EXPECT_THAT(changes, ElementsAre("pending", "running", "stopping", "stopped"));
  api().StartInstances({.InstanceIds = {id}});
  clock.advance(1s);
  EXPECT_EQ(described(id).State->Name, "running");
}

TEST_F(StoppedInstanceTest, OneThatIsToTerminateWhenItIsSwitchedOffDoes) {
  const std::string id = launch_and_boot();
  api().ModifyInstanceAttribute({.InstanceId = id, .InstanceInitiatedShutdownBehavior = {{.Value = "terminate"}}});
  clock.advance(1ms);
  changes.clear();
  host->lose(id, HostEnd::kPoweredOff);
  clock.advance(1ms);
  EXPECT_EQ(described(id).StateReason->Code, "Client.InstanceInitiatedShutdown");
  EXPECT_THAT(changes, ElementsAre("shutting-down", "terminated"));
}

TEST_F(StoppedInstanceTest, ARebootFromWithinBootsAgainWithoutUserData) {
  const std::string id = launch_and_boot();
  host->lose(id, HostEnd::kRebooting);
  clock.advance(1ms);
  EXPECT_FALSE(instance(id).booted);
  EXPECT_EQ(described(id).State->Name, "running");
  clock.advance(1s);
  EXPECT_TRUE(instance(id).booted);
  ASSERT_THAT(host->boots, SizeIs(2));
  EXPECT_FALSE(host->boots[1].user_data);
}

TEST_F(StoppedInstanceTest, ProtectionIsRespected) {
  const std::string id = launch_and_boot();
  api().ModifyInstanceAttribute({.DisableApiTermination = {{.Value = true}}, .InstanceId = id});
  expect_error([&] { api().TerminateInstances({.InstanceIds = {id}}); }, "OperationNotPermitted",
               "The instance '" + id +
                   "' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.");
  api().ModifyInstanceAttribute({.InstanceId = id, .DisableApiStop = {{.Value = true}}});
  expect_error(
      [&] { api().StopInstances({.InstanceIds = {id}}); }, "OperationNotPermitted",
      "The instance '" + id + "' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.");
  api().ModifyInstanceAttribute({.Attribute = "disableApiTermination", .InstanceId = id, .Value = "false"});
  api().TerminateInstances({.InstanceIds = {id}});
  EXPECT_EQ(instance(id).state, "shutting-down");
}

}  // namespace
}  // namespace aws::region::ec2
