// EC2 whole, with real processes, addresses and sockets: an instance boots, learns about itself from its metadata,
// keeps its address through a reboot and leaves nothing behind.
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <fstream>

#include "base/event_loop.h"
#include "base/system_clock.h"
#include "base/text/base64.h"
#include "region/ec2/fake_surroundings.h"
#include "region/ec2/host/instance_processes.h"
#include "region/ec2/host/no_isolation.h"
#include "region/ec2/host/supervised_instance_host.h"
#include "region/ec2/network/loopback_addresses.h"
#include "testing/temporary_folder.h"

namespace aws::region::ec2 {
namespace {

using ::testing::EndsWith;
using ::testing::IsEmpty;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

// Bash alone can speak enough HTTP for this.
constexpr auto kUserData = R"(#!/bin/bash
[[ $AWS_EC2_METADATA_SERVICE_ENDPOINT =~ http://(.*):(.*)/ ]]
exec 3<>/dev/tcp/${BASH_REMATCH[1]}/${BASH_REMATCH[2]}
printf 'GET /latest/meta-data/instance-id HTTP/1.0\r\nHost: imds\r\n\r\n' >&3
cat <&3 > answer
(setsid nohup sleep 1000 &)
echo booted >> boots
)";

class RealInstanceTest : public ::testing::Test {
 protected:
  RealInstanceTest() {
    host = std::make_unique<SupervisedInstanceHost>(loop.context(), loop, isolation, folder);
    ec2 = std::make_unique<Ec2>(Ec2Dependencies{store, clock, loop, random, Place{}, profiles, images, *host, firewall,
                                                public_access, addresses, capacity});
    ec2->serve(handlers_);
  }
  ~RealInstanceTest() override {
    host.reset();
    EXPECT_THAT(processes_below(folder), IsEmpty());
  }

  template <class Predicate>
  ::testing::AssertionResult wait_until(Predicate holds) {
    bool late = false;
    const Timer bound = loop.after(20s, [&] { late = true; });
    while (!holds()) {
      if (late) return ::testing::AssertionFailure() << "not within 20 s";
      loop.context().run_one_for(10ms);
      loop.context().restart();
    }
    return ::testing::AssertionSuccess();
  }
  std::string run(const std::string& id, const std::string& text) {
    std::optional<ScriptResult> result;
    EXPECT_TRUE(
        ec2->instances().run_script({id, "script", text, "/", 1min}, [&](const auto& ended) { result = ended; }));
    EXPECT_TRUE(wait_until([&] { return result.has_value(); }));
    return result ? result->output : "";
  }

  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path();
  EventLoop loop;
  SystemClock clock;
  SystemRandom random;
  Store store;
  FakeProfiles profiles;
  FakeImages images;
  LoopbackAddresses addresses;
  NoFirewall firewall;
  NoPublicAccess public_access;
  FakeCapacity capacity;
  NoIsolation isolation{loop.context(), {.supervisor = INSTANCE_SUPERVISOR, .region = "us-west-2"}};
  std::unique_ptr<SupervisedInstanceHost> host;
  std::unique_ptr<Ec2> ec2;
  contract::Handlers handlers_;
  aws::ec2::Api api_{handlers_};
};

TEST_F(RealInstanceTest, BootsRebootsAndTerminates) {
  api_.CreateLaunchTemplate(
      {.LaunchTemplateName = "web-template",
       .LaunchTemplateData = aws::ec2::RequestLaunchTemplateData{.ImageId = "ami-0123456789abcdef0",
                                                                 .InstanceType = "t3.micro",
                                                                 .UserData = text::base64_encode(kUserData)}});
  const std::string id = ec2->instances().launch({.launch_template = {.name = "web-template"}, .zone = "us-west-2d"});
  const auto instance = [&]() -> const Instance& { return *ec2->instances().find(id); };
  ASSERT_TRUE(wait_until([&] { return instance().is(instance_state::kRunning); }));
  ASSERT_TRUE(wait_until([&] { return fs::exists(host->folder_of(id) / "root" / "boots"); }));
  EXPECT_THAT(run(id, "cat answer"), EndsWith(id));
  const std::string address = instance().address;

  api_.RebootInstances({.InstanceIds = {id}});
  EXPECT_FALSE(instance().booted);
  ASSERT_TRUE(wait_until([&] { return instance().booted; }));
  EXPECT_EQ(instance().address, address);
  EXPECT_EQ(run(id, "cat boots"), "booted\n");

  api_.TerminateInstances({.InstanceIds = {id}});
  ASSERT_TRUE(wait_until([&] { return instance().is(instance_state::kTerminated); }));
  EXPECT_THAT(processes_below(folder), IsEmpty());
  EXPECT_NE(addresses.reserve(address), nullptr);  // free again
}

}  // namespace
}  // namespace aws::region::ec2
