// What a process is given by its surroundings: variables and a home folder. Passed in, so that a test gives its own and
// no credentials that lie around reach it.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace aws::client {

struct Environment {
  std::function<std::optional<std::string>(const std::string& name)> variable;
  std::filesystem::path home;

  // A variable that is set but empty counts as not set, as it does for the AWS SDKs.
  std::optional<std::string> get(const std::string& name) const;
  bool is_true(const std::string& name) const;  // "true", in any case
};

Environment process_environment();

}  // namespace aws::client
