#include "scenario/parts/parameters.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/parts/despite_failures.h"
#include "scenario/parts/missing.h"

namespace aws::scenario {
void Parameters::reset(const std::string& table) {
  const auto found = find();
  const auto set = [&](const std::string& name, const std::string& value) {
    const auto same = [&](const ssm::Parameter& parameter) { return parameter.Name == name; };
    const auto existing = std::find_if(found.begin(), found.end(), same);
    if (existing == found.end()) {
      create(name, value);
    } else if (!is_ours(name)) {
      throw not_ours("parameter " + name, tag_);
    } else if (existing->Value != value) {
      put(name, value);
    } else {
      say_set(name, value);
    }
  };
  set(names_.table, table);
  set(names_.failure_response, "none");
  set(names_.health_check, "shallow");
}

void Parameters::create(const std::string& name, const std::string& value) {
  // Tags go with the first version only: AWS refuses them together with Overwrite.
  waiting_.once("the parameter exists", "ParameterAlreadyExists", [&] {
    ssm_.PutParameter({.Name = name, .Value = value, .Type = "String", .Tags = {tag_.as<ssm::Tag>()}});
  });
  ours_.insert(name);
  say_set(name, value);
}

void Parameters::put(const std::string& name, const std::string& value) {
  waiting_.until_certain("the parameter is set", [&] {
    ssm_.PutParameter({.Name = name, .Value = value, .Type = "String", .Overwrite = true});
  });
  say_set(name, value);
}

void Parameters::say_set(const std::string& name, const std::string& value) {
  console_.info(fmt::format("Setting demo parameter {} to '{}'.", name, value));
}

void Parameters::destroy() {
  DespiteFailures each;
  for (const auto& name : existing()) {
    each([&] {
      const bool deleted =
          waiting_.once("the parameter is deleted", "ParameterNotFound", [&] { ssm_.DeleteParameter({.Name = name}); });
      if (deleted) console_.info(fmt::format("Deleted demo parameter {}.", name));
    });
  }
  each.throw_first();
}

std::vector<ssm::Parameter> Parameters::find() {
  return ssm_.GetParameters({.Names = {names_.table, names_.failure_response, names_.health_check}}).Parameters;
}

bool Parameters::is_ours(const std::string& name) {
  if (ours_.contains(name)) return true;
  std::vector<ssm::Tag> tags;
  unless("InvalidResourceId", [&] {  // it has been deleted since
    tags = ssm_.ListTagsForResource({.ResourceType = "Parameter", .ResourceId = name}).TagList;
  });
  if (!tag_.is_among(tags)) return false;
  ours_.insert(name);
  return true;
}

std::vector<std::string> Parameters::existing() {
  std::vector<std::string> names;
  for (const auto& parameter : find()) {
    const std::string name = parameter.Name.value_or("");
    if (is_ours(name)) names.push_back(name);
  }
  return names;
}

}  // namespace aws::scenario
