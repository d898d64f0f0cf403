#include "region/ssm/nodes/node_filter.h"

#include <algorithm>
#include <map>
#include <optional>

#include "region/ssm/errors.h"

namespace aws::region::ssm {
namespace {

using aws::ssm::InstanceInformation;
using Member = std::optional<std::string> InstanceInformation::*;

// No node here has an activation, an association or a tag; filtering by these is refused rather than guessed at.
const std::map<std::string, Member, std::less<>>& members() {
  static const std::map<std::string, Member, std::less<>> members = {
      {"InstanceIds", &InstanceInformation::InstanceId},    {"PingStatus", &InstanceInformation::PingStatus},
      {"AgentVersion", &InstanceInformation::AgentVersion}, {"PlatformTypes", &InstanceInformation::PlatformType},
      {"ResourceType", &InstanceInformation::ResourceType}, {"SourceIds", &InstanceInformation::SourceId},
      {"SourceTypes", &InstanceInformation::SourceType}};
  return members;
}

}  // namespace

NodeFilter::NodeFilter(const aws::ssm::DescribeInstanceInformationRequest& request) {
  for (const auto& filter : request.Filters) add(filter.Key.value_or(""), filter.Values);
  for (const auto& filter : request.InstanceInformationFilterList) add(filter.key.value_or(""), filter.valueSet);
}

void NodeFilter::add(const std::string& key, const std::vector<std::string>& values) {
  if (!members().contains(key)) throw invalid_filter_key(key);
  conditions_.emplace_back(key, values);
}

bool NodeFilter::accepts(const InstanceInformation& node) const {
  return std::all_of(conditions_.begin(), conditions_.end(), [&node](const auto& condition) {
    const auto& [key, values] = condition;
    const std::string value = (node.*members().at(key)).value_or("");
    return std::find(values.begin(), values.end(), value) != values.end();
  });
}

}  // namespace aws::region::ssm
