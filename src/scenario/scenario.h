// Everything that a step of the workflow works with: the world around it, what the person chose, and the parts of the
// service. Made by Workflow; steps and stages borrow it.
#pragma once

#include <functional>
#include <string>

#include "contract/apis.h"
#include "scenario/http_client.h"
#include "scenario/names.h"
#include "scenario/options.h"
#include "scenario/parts/account.h"
#include "scenario/parts/auto_scaler.h"
#include "scenario/parts/experiment_role.h"
#include "scenario/parts/experiments.h"
#include "scenario/parts/instance_profile.h"
#include "scenario/parts/instances.h"
#include "scenario/parts/launch_template.h"
#include "scenario/parts/load_balancer.h"
#include "scenario/parts/parameters.h"
#include "scenario/parts/recommendation_table.h"
#include "scenario/parts/security_group.h"
#include "scenario/report/report.h"

namespace aws::scenario {

// Handed in by main; must outlive the workflow.
struct Surroundings {
  Apis& apis;
  Clock& clock;
  Console& console;
  HttpClient& http;
  // The address from which this computer reaches the load balancer. May throw aws::Error.
  std::function<std::string()> own_address;
  // The calls to AWS so far, where somebody counts them.
  std::function<CallCount()> calls = [] { return CallCount(); };
};

// 127.0.0.1, for an embedded region; for AWS, what a public service says.
std::function<std::string()> fixed_address(std::string address);
std::function<std::string()> public_address(HttpClient& http);

class Scenario {
 public:
  Scenario(const Surroundings& surroundings, const ScenarioOptions& chosen, const Names& names);
  Scenario(const Scenario&) = delete;
  Scenario& operator=(const Scenario&) = delete;

  double elapsed();  // seconds since this was made: the time of a run's report

  const ScenarioOptions options;
  const std::string prefix;  // of all names

 private:
  UnattendedConsole unattended_;
  const Duration began_;

 public:
  Console& console;
  HttpClient& http;
  const std::function<std::string()> own_address;
  Waiting waiting;

  Account account;
  Parameters parameters;
  RecommendationTable table;
  InstanceProfile profile;
  InstanceProfile bad_credentials;
  ExperimentRole experiment_role;
  Experiments experiments;
  LaunchTemplate launch_template;
  AutoScaler auto_scaler;
  Instances instances;
  DefaultVpc vpc;
  SecurityGroup security_group;
  LoadBalancer load_balancer;
};

}  // namespace aws::scenario
