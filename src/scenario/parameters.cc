#include "scenario/parameters.h"

#include <fmt/format.h>

#include "scenario/missing.h"

namespace aws::scenario {

void Parameters::reset(const std::string& table) {
  put(names_.table, table);
  put(names_.failure_response, "none");
  put(names_.health_check, "shallow");
}

void Parameters::put(const std::string& name, const std::string& value) {
  // Type is needed to create the parameter; to overwrite it, it must be the same.
  ssm_.PutParameter({.Name = name, .Value = value, .Type = "String", .Overwrite = true});
  console_.info(fmt::format("Setting demo parameter {} to '{}'.", name, value));
}

void Parameters::destroy() {
  for (const auto& name : existing()) {
    if (unless("ParameterNotFound", [&] { ssm_.DeleteParameter({.Name = name}); })) {
      console_.info(fmt::format("Deleted demo parameter {}.", name));
    }
  }
}

std::vector<std::string> Parameters::existing() {
  const auto reply = ssm_.GetParameters({.Names = {names_.table, names_.failure_response, names_.health_check}});
  std::vector<std::string> names;
  for (const auto& parameter : reply.Parameters) names.push_back(parameter.Name.value_or(""));
  return names;
}

}  // namespace aws::scenario
