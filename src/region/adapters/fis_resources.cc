#include "region/adapters/fis_resources.h"

#include <algorithm>
#include <map>
#include <memory>

namespace aws::region {
namespace {

using contract::Kind;
using contract::Shape;
using Values = std::vector<std::string>;

void follow(const Shape& shape, const void* value, std::string_view path, Values& found);

struct Trail {
  const Shape& element;
  std::string_view path;
  Values& found;
};

std::string scalar_text(const Shape& shape, const void* value) {
  if (shape.kind == Kind::kString) return *static_cast<const std::string*>(value);
  if (shape.kind == Kind::kBoolean) return *static_cast<const bool*>(value) ? "true" : "false";
  if (shape.kind == Kind::kInteger) return std::to_string(*static_cast<const int*>(value));
  return shape.kind == Kind::kLong ? std::to_string(*static_cast<const std::int64_t*>(value)) : "";
}

void follow_member(const Shape& shape, const void* value, std::string_view path, Values& found) {
  const auto dot = std::min(path.find('.'), path.size());
  auto name = path.substr(0, dot);
  if (name.ends_with("[]")) name.remove_suffix(2);
  const auto member = std::ranges::find(shape.members, name, &contract::Member::name);
  const void* inner = member == shape.members.end() ? nullptr : member->get(value);
  if (inner != nullptr) follow(*member->shape, inner, path.substr(std::min(dot + 1, path.size())), found);
}

// Through each element of a list on the way.
void follow(const Shape& shape, const void* value, std::string_view path, Values& found) {
  if (shape.kind == Kind::kStructure) return follow_member(shape, value, path, found);
  if (shape.kind == Kind::kList) {
    Trail trail{*shape.element, path, found};
    return shape.container->each(
        value,
        [](void* context, const std::string*, const void* element) {
          const auto& [inner, rest, values] = *static_cast<Trail*>(context);
          follow(inner, element, rest, values);
        },
        &trail);
  }
  if (path.empty()) found.push_back(scalar_text(shape, value));
}

// What its service says of it, to be looked into.
template <class View>
fis::Resource resource_of(std::string arn, View view, const Shape& shape) {
  std::map<std::string, std::string> tags;
  for (const auto& tag : view.Tags) tags.emplace(tag.Key.value_or(""), tag.Value.value_or(""));
  auto kept = std::make_shared<const View>(std::move(view));
  return {.arn = std::move(arn), .tags = std::move(tags), .values = [kept, &shape](std::string_view path) {
            Values found;
            follow(shape, kept.get(), path, found);
            return found;
          }};
}

// Of what nobody looks into.
template <class Record>
fis::Resource resource_of(const Record& record) {
  std::map<std::string, std::string> tags;
  for (const auto& tag : record.tags) tags.emplace(tag.key, tag.value);
  return {.arn = record.arn, .tags = std::move(tags), .values = [](std::string_view) { return Values(); }};
}

}  // namespace

std::vector<fis::Resource> FisResources::all(std::string_view type) const {
  if (type == "aws:ec2:instance") return instances();
  if (type == "aws:ec2:subnet") return subnets();
  if (type == "aws:iam:role") return roles();
  if (type == "aws:ec2:autoscaling-group") return groups();
  return load_balancers();
}

std::vector<fis::Resource> FisResources::instances() const {
  std::vector<fis::Resource> found;
  for (auto& reservation : apis_.apis().ec2.DescribeInstances({}).Reservations) {
    for (auto& instance : reservation.Instances) {
      const auto state = instance.State->Name.value_or("");
      if (state == "terminated" || state == "shutting-down") continue;
      auto arn = parts_.place.arn("ec2", "instance/" + *instance.InstanceId);
      found.push_back(resource_of(std::move(arn), std::move(instance), aws::ec2::shapes::Instance));
    }
  }
  return found;
}

std::vector<fis::Resource> FisResources::subnets() const {
  std::vector<fis::Resource> found;
  for (auto& subnet : apis_.apis().ec2.DescribeSubnets({}).Subnets) {
    auto arn = parts_.place.arn("ec2", "subnet/" + *subnet.SubnetId);
    found.push_back(resource_of(std::move(arn), std::move(subnet), aws::ec2::shapes::Subnet));
  }
  return found;
}

std::vector<fis::Resource> FisResources::load_balancers() const {
  std::vector<fis::Resource> found;
  for (const auto& balancer : apis_.apis().elbv2.DescribeLoadBalancers({}).LoadBalancers) {
    const std::string arn = *balancer.LoadBalancerArn;
    found.push_back(
        {.arn = arn, .tags = parts_.elbv2.tags_of(arn), .values = [](std::string_view) { return Values(); }});
  }
  return found;
}

std::vector<fis::Resource> FisResources::roles() const {
  std::vector<fis::Resource> found;
  for (const auto& [name, role] : parts_.entities.roles()) found.push_back(resource_of(role));
  return found;
}

std::vector<fis::Resource> FisResources::groups() const {
  std::vector<fis::Resource> found;
  for (const auto& [name, group] : parts_.groups.groups()) found.push_back(resource_of(group));
  return found;
}

std::string FisResources::zone(std::string_view name_or_id) const {
  for (const auto& zone : parts_.network.zones()) {
    if (zone.name == name_or_id || zone.id == name_or_id) return zone.name;
  }
  return "";
}

}  // namespace aws::region
