#include "region/fis/experiments/target_resolution.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "region/fis/templates/target_check.h"

namespace aws::region::fis {
namespace {

constexpr std::size_t kAllPercent = 100;

struct TypeFacts {
  std::string_view type;
  std::string_view zone_path;
  std::string_view describe;
};

constexpr TypeFacts kTypeFacts[] = {
    {"aws:arc:zonal-shift-managed-resource", "", "arc-zonal-shift:ListManagedResources"},
    {"aws:ec2:autoscaling-group", "", "autoscaling:DescribeAutoScalingGroups"},
    {"aws:ec2:instance", "Placement.AvailabilityZone", "ec2:DescribeInstances"},
    {"aws:ec2:subnet", "AvailabilityZone", "ec2:DescribeSubnets"},
    {"aws:iam:role", "", "iam:ListRoles"},
};

const TypeFacts& facts_of(std::string_view type) {
  return *std::ranges::find(kTypeFacts, type, &TypeFacts::type);  // the template has been checked
}

bool has_tags(const Resource& resource, const Texts& tags) {
  return std::ranges::all_of(tags, [&](const auto& tag) {
    const auto found = resource.tags.find(tag.first);
    return found != resource.tags.end() && found->second == tag.second;
  });
}

bool has_one_of(const Resource& resource, std::string_view path, const std::vector<std::string>& values) {
  return std::ranges::any_of(resource.values(path), [&](const std::string& found) {
    return std::ranges::find(values, found) != values.end();
  });
}

bool is_where(const Resource& resource, const Target& target, const Resources& resources) {
  return std::ranges::all_of(target.parameters, [&](const auto& parameter) {
    const auto& [name, value] = parameter;
    if (name == "vpc") return has_one_of(resource, "VpcId", {value});
    return has_one_of(resource, facts_of(target.resource_type).zone_path, {resources.zone(value)});
  });
}

bool matches(const Resource& resource, const Target& target, const Resources& resources) {
  const auto passes = [&](const TargetFilter& filter) { return has_one_of(resource, filter.path, filter.values); };
  return has_tags(resource, target.tags) && std::ranges::all_of(target.filters, passes) &&
         is_where(resource, target, resources);
}

std::vector<std::string> found_by_arn(const Target& target, const std::vector<Resource>& all) {
  for (const auto& arn : target.arns) {
    if (std::ranges::find(all, arn, &Resource::arn) == all.end()) {
      throw Error("InvalidTarget", fmt::format("There is no resource {} of type {}.", arn, target.resource_type));
    }
  }
  return target.arns;
}

std::vector<std::string> found_by_looking(const Target& target, const std::vector<Resource>& all,
                                          const Resources& resources) {
  std::vector<std::string> arns;
  for (const auto& resource : all) {
    if (matches(resource, target, resources)) arns.push_back(resource.arn);
  }
  return arns;
}

// Part of a resource is none: a percentage is rounded down.
std::size_t wanted_of(std::size_t found, const Selection& selection) {
  if (selection.mode == Selection::Mode::kAll) return found;
  if (selection.mode == Selection::Mode::kCount) return std::min(found, selection.number);
  return found * selection.number / kAllPercent;
}

}  // namespace

std::vector<std::string> resolve(const Target& target, const Resources& resources, Random& random) {
  const auto all = resources.all(target.resource_type);
  auto arns = target.arns.empty() ? found_by_looking(target, all, resources) : found_by_arn(target, all);
  const auto wanted = wanted_of(arns.size(), selection_of(target.selection_mode).value());
  if (wanted == arns.size()) return arns;
  for (std::size_t chosen = 0; chosen < wanted; ++chosen) {
    std::swap(arns[chosen], arns[chosen + random.next() % (arns.size() - chosen)]);
  }
  arns.resize(wanted);
  std::ranges::sort(arns);
  return arns;
}

std::vector<Need> needs_of(const Target& target) {
  std::vector<Need> needs;
  if (!target.tags.empty()) needs.push_back({"tag:GetResources", "*"});
  if (!target.filters.empty() || !target.parameters.empty()) {
    needs.push_back({std::string(facts_of(target.resource_type).describe), "*"});
  }
  return needs;
}

}  // namespace aws::region::fis
