#include "scenario/endpoint_check.h"

#include <fmt/format.h>

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr int kTries = 3;
constexpr Duration kBetweenTries = 5s;                     // on AWS
constexpr Pace kFirstBoot{.every = 1s, .at_most = 10min};  // packages are installed, the server is started

bool connects(Scenario& s, const std::string& endpoint) {
  for (int tries = 1; !s.http.get(endpoint).answered(); ++tries) {
    s.console.info("Got connection error from load balancer endpoint, retrying...");
    if (tries == kTries) return false;
    s.waiting.clock().sleep_for(s.waiting.here(kBetweenTries));
  }
  return true;
}

// Something answers, but perhaps with an error of the load balancer's while the instances are still booting.
bool succeeds(Scenario& s, const std::string& endpoint) {
  int last_status = 0;
  return s.waiting.becomes_so("an instance to answer the load balancer", kFirstBoot, [&] {
    const int status = s.http.get(endpoint).status;
    if (status != last_status) s.console.info(fmt::format("Got response {} from load balancer endpoint.", status));
    last_status = status;
    return status == 200;
  });
}

void offer_rule(Scenario& s) {
  s.console.line("Couldn't connect to the load balancer, verifying that the port is open...");
  const std::string address = s.own_address();
  if (s.security_group.admits(address, s.options.port)) return;
  s.console.line(
      "To follow the demo from this computer, the default security group of your default VPC must admit it. You can\n"
      "have the rule added now, or add one yourself in the AWS Management Console.\n");
  const bool wanted =
      ask_yes_no(s.console, fmt::format("Do you want to add a rule to security group {} to allow\n"
                                        "inbound traffic on port {} from your computer's IP address of {}?",
                                        s.security_group.id(), s.options.port, address));
  if (wanted) s.security_group.open(address, s.options.port);
}

}  // namespace

void check_endpoint(Scenario& s) {
  s.console.line("Verifying access to the load balancer endpoint...");
  const std::string endpoint = s.load_balancer.endpoint().value_or("");
  bool connected = connects(s, endpoint);
  if (!connected) {
    offer_rule(s);
    connected = connects(s, endpoint);
  }
  if (!connected || !succeeds(s, endpoint)) {
    s.console.line(
        fmt::format("Couldn't get a successful response from the load balancer endpoint. Troubleshoot by\n"
                    "manually verifying that your VPC and security group are configured correctly and that\n"
                    "you can successfully make a GET request to the load balancer endpoint:\n\n        {}",
                    endpoint));
    rule(s.console);
    throw Error("EndpointUnreachable", fmt::format("no successful response from {}", endpoint));
  }
  s.console.line(
      fmt::format("Your load balancer is ready. You can access it by browsing to:\n\n        {}\n", endpoint));
  rule(s.console);
}

}  // namespace aws::scenario
