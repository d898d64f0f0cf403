// The command line of resilient-service: parsed, checked and explained in one place.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "region/hosts.h"
#include "scenario/names.h"

namespace aws::apps {

// Of an embedded region: how many times faster than on AWS its durations pass.
inline constexpr double kDefaultSpeed = 10;

enum class Command { kRun, kDeploy, kDemo, kDestroy, kStatus, kHello, kLogs, kTop, kTap, kRegion, kImage };

struct Options {
  Command command = Command::kRun;
  std::string typed;  // the whole line, as a shell takes it

  // Where to work. With neither `aws` nor an endpoint: the embedded region.
  bool aws = false;
  std::optional<std::string> endpoint_url;
  std::optional<std::string> region;
  std::optional<std::string> profile;

  // The run.
  std::string prefix{scenario::kDefaultPrefix};  // of every name
  bool automatic = false;
  bool only_aws_stages = false;  // of the demo
  std::vector<std::filesystem::path> reports;
  std::optional<std::filesystem::path> resources;
  std::optional<std::uint16_t> port;  // of the service; default 80, or 8080 where 80 cannot be bound
  int group_size = 3;
  std::string instance_type = "t3.micro";
  std::string ami_parameter = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2";
  std::optional<double> speed;                 // of the embedded region
  std::optional<std::filesystem::path> chaos;  // what the embedded region does wrong on purpose
  region::Hosts hosts = region::Hosts::kBest;  // what the embedded region's instances are
  bool internet = false;                       // whether they reach out of this machine
  bool ui = false;                             // the live page shows the workflow and may answer
  bool no_page = false;                        // of the embedded region: the live page is left out
  std::string log_level;                       // of what goes to standard error

  bool json = false;                    // `status` only
  std::optional<std::string> instance;  // `logs` only
  bool once = false;                    // `top` only

  // `tap` only.
  std::vector<std::string> filter;                         // words that a line has to have
  bool calls = false, visits = false, happenings = false;  // none: all of them

  // `image` only.
  struct Image {
    enum class Action { kImport, kList, kRemove };
    Action action = Action::kList;
    std::string name;  // or the id, of one that is to be removed
    std::filesystem::path source;
    std::optional<std::string> description;
  };
  Image image;

  // `region` only, and the data folder of `image`, too.
  std::string listen_address = "127.0.0.1";
  std::uint16_t listen_port = 4566;
  std::optional<std::filesystem::path> data;
  bool ephemeral = false;  // its data, and itself when standard input ends
};

// What a person did wrong on the command line: one line, exit status 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Nothing when the command line only asked for help or the version, which is then printed.
std::optional<Options> parse_options(int argc, const char* const* argv);

}  // namespace aws::apps
