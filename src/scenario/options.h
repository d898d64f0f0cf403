// What a person may choose about a run.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/clock.h"

namespace aws::scenario {

struct ScenarioOptions {
  std::uint16_t port = 80;       // of the web server and of the load balancer
  int group_size = 3;            // instances; a run that checks its stages needs at least 2
  bool only_aws_stages = false;  // not those that come after AWS's own
  std::string instance_type = "t3.micro";
  std::string ami_parameter = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2";
  std::filesystem::path resources = "resources";  // "": none, for who creates nothing
  bool automatic = false;                         // ask nothing, and check what each stage shows
  double speed = 1;                               // how many times faster than AWS the region lets AWS's durations pass
  // Between two looks of an unattended run at what a stage shows, in AWS's time.
  Duration between_looks = std::chrono::seconds(5);
  bool costs_money = false;                        // says how much, and asks before it is spent
  std::string command_line = "resilient-service";  // to which a command is added that works in the same place
  std::string whereabouts;                         // who you are and where, a line for the introduction
  std::string region = "us-west-2";
};

}  // namespace aws::scenario
