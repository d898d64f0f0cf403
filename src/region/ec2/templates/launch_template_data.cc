#include "region/ec2/templates/launch_template_data.h"

#include <algorithm>
#include <cassert>

#include "contract/value.h"
#include "wire/walk.h"

namespace aws::region::ec2 {
namespace {

using contract::Kind;
using contract::Member;
using contract::Shape;

void convert(const Shape& from_shape, const void* from, const Shape& to_shape, void* to) {
  assert(from_shape.kind == to_shape.kind && "members of one name are of one kind");
  if (from_shape.kind == Kind::kStructure) {
    overlay(from_shape, from, to_shape, to);
  } else if (from_shape.kind == Kind::kList) {
    wire::for_each(from_shape, from, [&](const std::string*, const void* element) {
      convert(*from_shape.element, element, *to_shape.element, to_shape.container->append(to, ""));
    });
  } else {
    contract::copy_value(to_shape, from, to);
  }
}

}  // namespace

void overlay(const Shape& from_shape, const void* from, const Shape& to_shape, void* to) {
  for (const Member& member : from_shape.members) {
    const void* value = member.get(from);
    if (value == nullptr) continue;
    const auto same = std::find_if(to_shape.members.begin(), to_shape.members.end(),
                                   [&](const Member& other) { return other.name == member.name; });
    if (same != to_shape.members.end()) convert(*member.shape, value, *same->shape, same->emplace(to));
  }
}

aws::ec2::ResponseLaunchTemplateData as_response(const aws::ec2::RequestLaunchTemplateData& data) {
  aws::ec2::ResponseLaunchTemplateData response;
  overlay(aws::ec2::shapes::RequestLaunchTemplateData, &data, aws::ec2::shapes::ResponseLaunchTemplateData, &response);
  return response;
}

}  // namespace aws::region::ec2
