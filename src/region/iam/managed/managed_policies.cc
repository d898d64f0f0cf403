#include "region/iam/managed/managed_policies.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text/timestamp.h"

namespace aws::region::iam {
namespace {

constexpr const char* kFiles[] = {
#include "region/iam/managed/policy_files.inc"
};

constexpr std::string_view kPrefix = "arn:aws:iam::aws:policy";

ManagedPolicy read(const char* file) {
  const auto written = boost::json::parse(file).as_object();
  const auto member = [&](std::string_view name) { return std::string(written.at(name).as_string()); };
  ManagedPolicy policy;
  policy.name = member("PolicyName");
  policy.path = member("Path");
  policy.id = member("PolicyId");
  policy.arn = std::string(kPrefix) + policy.path + policy.name;
  policy.version = member("DefaultVersionId");
  policy.document = boost::json::serialize(written.at("PolicyDocument"));
  policy.description = member("Description");
  policy.created = to_milliseconds(text::parse_timestamp(member("CreateDate")).value());
  policy.updated = to_milliseconds(text::parse_timestamp(member("UpdateDate")).value());
  policy.version_created = policy.updated;
  return policy;
}

}  // namespace

const std::vector<ManagedPolicy>& aws_managed_policies() {
  static const auto all = [] {
    std::vector<ManagedPolicy> policies;
    std::ranges::transform(kFiles, std::back_inserter(policies), read);
    std::ranges::sort(policies, {}, &ManagedPolicy::name);
    return policies;
  }();
  return all;
}

const ManagedPolicy* find_aws_managed_policy(std::string_view arn) {
  const auto found = std::ranges::find(aws_managed_policies(), arn, &ManagedPolicy::arn);
  return found == aws_managed_policies().end() ? nullptr : &*found;
}

bool is_aws_managed(std::string_view arn) { return arn.starts_with(kPrefix); }

}  // namespace aws::region::iam
