#include "recommendation/parameters.h"

#include <spdlog/spdlog.h>

#include <chrono>

namespace aws::recommendation {
namespace {

constexpr std::chrono::milliseconds kLife{500};

}  // namespace

Parameters read_parameters(ssm::Api& ssm, const ParameterNames& names) {
  const auto response = ssm.GetParameters({.Names = {names.table, names.failure_response, names.health_check}});
  Parameters parameters;
  for (const auto& parameter : response.Parameters) {
    const std::string value = parameter.Value.value_or("");
    if (parameter.Name == names.table) parameters.table = value;
    if (parameter.Name == names.failure_response) parameters.failure_response = value;
    if (parameter.Name == names.health_check) parameters.health_check = value;
  }
  return parameters;
}

std::optional<Parameters> ParameterCache::get() {
  std::optional<Parameters> known;
  if (!is_due(known)) return known;
  std::unique_lock refreshing(refreshing_, std::defer_lock);
  if (known) {
    if (!refreshing.try_lock()) return known;  // another caller is at it
  } else {
    refreshing.lock();
  }
  if (is_due(known)) refresh();
  is_due(known);
  return known;
}

bool ParameterCache::is_due(std::optional<Parameters>& known) const {
  const std::lock_guard lock(mutex_);
  known = known_;
  return !asked_at_ || clock_.uptime() - *asked_at_ >= kLife;
}

void ParameterCache::refresh() {
  std::optional<Parameters> read;
  std::string problem;
  try {
    read = read_parameters(ssm_, names_);
  } catch (const std::exception& error) {
    problem = error.what();
  }
  const std::lock_guard lock(mutex_);
  asked_at_ = clock_.uptime();
  if (read && read != known_) {
    spdlog::info("parameters: table '{}', failure response '{}', health check '{}'", read->table.value_or(""),
                 read->failure_response, read->health_check);
  }
  if (!read && !failing_) {
    spdlog::warn("cannot read the parameters, {}: {}",
                 known_ ? "going on with the last ones" : "no recommendations until they can be read", problem);
  }
  failing_ = !read;
  if (read) known_ = std::move(read);
}

}  // namespace aws::recommendation
