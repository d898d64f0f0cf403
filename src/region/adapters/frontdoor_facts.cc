#include "region/adapters/frontdoor_facts.h"

#include <string>

#include "contract/autoscaling.h"
#include "region/dynamodb/condition_keys.h"
#include "region/sts/condition_keys.h"

namespace aws::region {
namespace {

using Tags = std::map<std::string, std::string>;

// arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE
struct ArnParts {
  std::string_view service;
  std::string_view resource;
};

ArnParts parts_of(std::string_view arn) {
  ArnParts parts;
  for (int field = 0; field < 5; ++field) {
    const auto colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    if (field == 2) parts.service = arn.substr(0, colon);
    arn.remove_prefix(colon + 1);
  }
  parts.resource = arn;
  return parts;
}

std::string_view name_in(std::string_view resource) { return resource.substr(resource.rfind('/') + 1); }

// A service's record that may be missing, with its tags in a map or in a list.
template <class Record>
Tags tags_in(const Record* record) {
  if (record == nullptr) return {};
  if constexpr (requires { record->tags.front().key; }) {
    Tags tags;
    for (const auto& tag : record->tags) tags.emplace(tag.key, tag.value);
    return tags;
  } else {
    return record->tags;
  }
}

// A group that is being made has the tags that come with it.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/security_iam_id-based-policy-examples.html
contract::Circumstances tags_of_new(const aws::autoscaling::CreateAutoScalingGroupRequest& request) {
  contract::Circumstances keys;
  for (const auto& tag : request.Tags) {
    for (const auto* prefix : {"aws:ResourceTag/", "autoscaling:ResourceTag/"}) {
      keys[prefix + tag.Key.value_or("")] = {tag.Value.value_or("")};
    }
  }
  return keys;
}

}  // namespace

contract::Circumstances FrontDoorFacts::of_call(const contract::Operation& operation, const void* input,
                                                std::string_view resource) const {
  if (operation.service->signing_name == "sts") return sts::condition_keys(operation, input);
  if (operation.service->signing_name == "arc-zonal-shift") {
    return {{"arc-zonal-shift:ResourceIdentifier", {std::string(resource)}}};
  }
  const auto [service, name] = parts_of(resource);
  if (operation.name == aws::autoscaling::operations::CreateAutoScalingGroup.name) {
    return tags_of_new(*static_cast<const aws::autoscaling::CreateAutoScalingGroupRequest*>(input));
  }
  if (service != "dynamodb") return {};
  return dynamodb::condition_keys(operation, input, name, parts_.tables);
}

std::string_view FrontDoorFacts::policy_of(std::string_view arn) const {
  const auto [service, resource] = parts_of(arn);
  const auto* table = service == "dynamodb" ? table_in(resource) : nullptr;
  return table ? std::string_view(table->policy) : std::string_view();
}

std::map<std::string, std::string> FrontDoorFacts::tags_of(std::string_view arn) const {
  const auto [service, resource] = parts_of(arn);
  if (service == "dynamodb") return tags_in(table_in(resource));
  if (service == "ec2") return parts_.ec2.tags_of(std::string(name_in(resource)));
  if (service == "elasticloadbalancing") return parts_.elbv2.tags_of(arn);
  if (service == "autoscaling") return tags_in(parts_.groups.find(name_in(resource)));
  if (service == "iam") return tags_in_iam(arn, resource);
  if (service == "fis") return parts_.experiments.tags_of(arn);
  const auto slash = resource.find('/');
  if (service != "ssm" || !resource.starts_with("parameter/")) return {};
  const auto* parameter = parts_.parameters.find(resource.substr(slash + 1));
  return tags_in(parameter ? parameter : parts_.parameters.find(resource.substr(slash)));
}

const dynamodb::Table* FrontDoorFacts::table_in(std::string_view resource) const {
  const auto slash = resource.find('/');
  if (slash == std::string_view::npos) return nullptr;
  const auto rest = resource.substr(slash + 1);
  return parts_.tables.find(rest.substr(0, rest.find('/')));
}

std::map<std::string, std::string> FrontDoorFacts::tags_in_iam(std::string_view arn, std::string_view resource) const {
  const auto name = name_in(resource);
  if (resource.starts_with("role/")) return tags_in(parts_.entities.find_role(name));
  if (resource.starts_with("user/")) return tags_in(parts_.entities.users().find_user(name));
  if (resource.starts_with("policy/")) return tags_in(parts_.entities.find_policy(arn));
  if (resource.starts_with("instance-profile/")) return tags_in(parts_.entities.find_profile(name));
  if (resource.starts_with("server-certificate/")) return tags_in(parts_.entities.certificates().find(name));
  return {};
}

}  // namespace aws::region
