// All fakes together, with time that passes only when somebody waits, and a workflow's surroundings made of them.
#pragma once

#include "contract/apis.h"
#include "scenario/fakes/fake_balancing.h"
#include "scenario/fakes/fake_compute.h"
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
  FakeDynamodb dynamodb{world};
  FakeSsm ssm{world};
  FakeIam iam{world};
  FakeSts sts;
  FakeEc2 ec2{world};
  FakeAutoscaling autoscaling{world};
  FakeElbv2 elbv2{world};
  FakeHttp http{world};
  Apis apis{autoscaling, dynamodb, ec2, elbv2, iam, ssm, sts};
  Waiting waiting{clock, console, 1};
  Surroundings surroundings{apis, clock, console, http, fixed_address("127.0.0.1")};

  bool is_empty() const {
    const bool no_instances = std::all_of(world.instances.begin(), world.instances.end(),
                                          [](const World::Instance& instance) { return instance.ended.has_value(); });
    return no_instances && world.tables.empty() && world.parameters.empty() && world.policies.empty() &&
           world.roles.empty() && world.profiles.empty() && world.templates.empty() && !world.group &&
           !world.balancer && !world.target_group_port && world.rules.size() == 1;
  }
};

}  // namespace aws::scenario
