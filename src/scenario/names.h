// The names under which everything is created, found again and deleted. Nothing else is remembered between two runs of
// the program, so `destroy` works in another process than `deploy`, on another machine, and after a crash.
#pragma once

#include <string>
#include <string_view>

#include "scenario/parts/tag.h"

namespace aws::scenario {

inline constexpr std::string_view kDefaultPrefix = "doc-example";

struct ProfileNames {
  std::string policy, role, profile;
};

struct ParameterNames {
  std::string table, failure_response, health_check;
};

// A word of one's own in front keeps two deployments of an account apart. With the default one the names are those of
// AWS's workflow in all its languages.
struct Names {
  // Throws aws::Error "InvalidOption" when some service would refuse the names.
  explicit Names(std::string_view prefix = kDefaultPrefix);

  std::string prefix;
  Tag tag;
  std::string table;
  ProfileNames profile;
  ProfileNames bad_credentials;
  std::string experiment_role;
  std::string launch_template;
  std::string group;
  std::string target_group;
  std::string load_balancer;
  ParameterNames parameters;  // the web server derives the same ones from the prefix
};

}  // namespace aws::scenario
