#include "client/environment.h"

#include <strings.h>

#include <cstdlib>

namespace aws::client {
namespace {

std::optional<std::string> process_variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

}  // namespace

std::optional<std::string> Environment::get(const std::string& name) const {
  auto value = variable ? variable(name) : std::nullopt;
  return value && !value->empty() ? value : std::nullopt;
}

bool Environment::is_true(const std::string& name) const {
  const auto value = get(name);
  return value && strcasecmp(value->c_str(), "true") == 0;
}

Environment process_environment() {
  return {.variable = process_variable, .home = process_variable("HOME").value_or("/")};
}

}  // namespace aws::client
