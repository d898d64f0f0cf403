#include "scenario/scenario.h"

#include <arpa/inet.h>
#include <fmt/format.h>

namespace aws::scenario {

std::function<std::string()> fixed_address(std::string address) {
  return [address = std::move(address)] { return address; };
}

std::function<std::string()> public_address(HttpClient& http) {
  return [&http] {
    constexpr const char* kUrl = "http://checkip.amazonaws.com";
    std::string address = http.get(kUrl).body;
    address.erase(address.find_last_not_of(" \r\n") + 1);
    in_addr parsed;
    if (inet_pton(AF_INET, address.c_str(), &parsed) != 1) {
      throw Error("AddressUnknown", fmt::format("{} did not say this computer's address; is it reachable?", kUrl));
    }
    return address;
  };
}

Scenario::Scenario(const Surroundings& around, const ScenarioOptions& chosen, const Names& names)
    : options(chosen),
      prefix(names.prefix),
      unattended_(around.console),
      began_(around.clock.uptime()),
      console(chosen.automatic ? unattended_ : around.console),
      http(around.http),
      own_address(around.own_address),
      waiting(around.clock, console, chosen.speed),
      account(around.apis.sts),
      parameters(around.apis.ssm, waiting, names.parameters, names.tag),
      table(around.apis.dynamodb, waiting, names.table, names.tag),
      profile(around.apis.iam, account, waiting, names.profile, names.tag),
      bad_credentials(around.apis.iam, account, waiting, names.bad_credentials, names.tag),
      experiment_role(around.apis.iam, waiting, names.experiment_role, names.tag),
      experiments(around.apis.fis, waiting, names.tag),
      launch_template(around.apis.ec2, around.apis.ssm, waiting, names.launch_template, names.tag),
      auto_scaler(around.apis.autoscaling, around.apis.ec2, waiting, names.group, names.tag),
      instances(around.apis.ec2, around.apis.ssm, waiting),
      vpc(around.apis.ec2),
      security_group(around.apis.ec2, waiting, vpc),
      load_balancer(around.apis.elbv2, waiting, names.load_balancer, names.target_group, names.tag) {}

double Scenario::elapsed() { return std::chrono::duration<double>(waiting.clock().uptime() - began_).count(); }

}  // namespace aws::scenario
