// The names under which everything is created, found again and deleted. Nothing else is remembered between two runs of
// the program, so `destroy` works in another process than `deploy`.
#pragma once

#include <string>

namespace aws::scenario {

struct ProfileNames {
  std::string policy, role, profile;
};

struct ParameterNames {
  std::string table = "doc-example-resilient-architecture-table";
  std::string failure_response = "doc-example-resilient-architecture-failure-response";
  std::string health_check = "doc-example-resilient-architecture-health-check";
};

struct Names {
  std::string table = "doc-example-recommendation-service";
  ProfileNames profile = {"doc-example-resilience-pol", "doc-example-resilience-role", "doc-example-resilience-prof"};
  ProfileNames bad_credentials = {"doc-example-resilience-bc-pol", "doc-example-resilience-bc-role",
                                  "doc-example-resilience-bc-prof"};
  std::string launch_template = "doc-example-resilience-template";
  std::string group = "doc-example-resilience-group";
  std::string target_group = "doc-example-resilience-tg";
  std::string load_balancer = "doc-example-resilience-lb";
  ParameterNames parameters;  // the web server knows these, so they never change
  // By this description `destroy` recognises the security group rule that `deploy` added.
  std::string rule_description = "resilient-service demo";
};

}  // namespace aws::scenario
