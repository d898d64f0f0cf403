// All fakes together, with time that passes only when somebody waits, and a workflow's surroundings made of them.
#pragma once

#include "contract/channel_apis.h"
#include "contract/handlers.h"
#include "scenario/fakes/fake_balancing.h"
#include "scenario/fakes/fake_compute.h"
#include "scenario/fakes/fake_fault_injection.h"
#include "scenario/fakes/fake_identity.h"
#include "scenario/fakes/fake_storage.h"
#include "scenario/fakes/scripted_console.h"
#include "scenario/scenario.h"
#include "testing/simulated_clock.h"

namespace aws::scenario {

struct FakeCloud {
  testing::SimulatedClock clock;
  ScriptedConsole console;
  World world{clock};
  contract::Handlers handlers;
  FakeDynamodb tables{world, handlers};
  FakeSsm systems_manager{world, handlers};
  FakeIam identities{world, handlers};
  FakeSts tokens{handlers};
  FakeEc2 machines{world, handlers};
  FakeAutoscaling groups{world, handlers};
  FakeElbv2 balancing{world, handlers};
  FakeFis faults{world, handlers};
  FakeHttp http{world};
  ChannelApis every{handlers};
  Apis apis{every.apis()};
  autoscaling::Api& autoscaling{apis.autoscaling};
  dynamodb::Api& dynamodb{apis.dynamodb};
  ec2::Api& ec2{apis.ec2};
  elbv2::Api& elbv2{apis.elbv2};
  iam::Api& iam{apis.iam};
  ssm::Api& ssm{apis.ssm};
  sts::Api& sts{apis.sts};
  Waiting waiting{clock, console, 1};
  Surroundings surroundings{apis, clock, console, http, fixed_address("127.0.0.1")};

  bool is_empty() const {
    const bool no_instances = std::all_of(world.instances.begin(), world.instances.end(),
                                          [](const World::Instance& instance) { return instance.ended.has_value(); });
    return no_instances && faults.is_empty() && world.tables.empty() && world.parameters.empty() &&
           world.policies.empty() && world.roles.empty() && world.profiles.empty() && world.templates.empty() &&
           !world.group && !world.balancer && !world.target_group_port && world.rules.size() == 1;
  }
};

}  // namespace aws::scenario
