#include "region/frontdoor/resources.h"

#include <algorithm>
#include <string_view>

namespace aws::region::frontdoor {
namespace {

using contract::Kind;
using Texts = std::vector<std::string>;

void collect_element(void* context, const std::string* key, const void* element) {
  static_cast<Texts*>(context)->push_back(key ? *key : *static_cast<const std::string*>(element));
}

Texts values_of(const contract::Shape& input_shape, const void* input, std::string_view name) {
  const auto member = std::find_if(input_shape.members.begin(), input_shape.members.end(),
                                   [&](const contract::Member& candidate) { return candidate.name == name; });
  const void* value = member == input_shape.members.end() ? nullptr : member->get(input);
  if (!value) return {"*"};
  const auto& shape = *member->shape;
  if (shape.kind == Kind::kString) return {*static_cast<const std::string*>(value)};
  const bool strings = shape.kind == Kind::kMap || (shape.kind == Kind::kList && shape.element->kind == Kind::kString);
  if (!strings) return {"*"};
  Texts values;
  shape.container->each(value, collect_element, &values);
  return values;
}

Texts placeholder(const contract::Operation& operation, const void* input, const Place& place, std::string_view name) {
  if (name == "region") return {place.region};
  if (name == "account") return {place.account};
  return values_of(*operation.input, input, name);
}

std::string joined(const std::string& start, const std::string& value) {
  if (value.starts_with("arn:")) return value;
  return start.ends_with('/') && value.starts_with('/') ? start + value.substr(1) : start + value;
}

Texts expand(const contract::Operation& operation, const void* input, const Place& place, std::string_view rest) {
  Texts arns = {""};
  while (!rest.empty()) {
    const auto open = std::min(rest.find('{'), rest.size());
    for (auto& arn : arns) arn += rest.substr(0, open);
    if (open == rest.size()) break;
    const auto close = rest.find('}', open);
    Texts extended;
    for (const auto& value : placeholder(operation, input, place, rest.substr(open + 1, close - open - 1))) {
      for (const auto& arn : arns) extended.push_back(joined(arn, value));
    }
    arns = std::move(extended);
    rest.remove_prefix(close + 1);
  }
  return arns;
}

}  // namespace

Texts resources_of(const contract::Operation& operation, const void* input, const Place& place) {
  Texts resources;
  for (const auto pattern : operation.resources) {
    for (auto& arn : expand(operation, input, place, pattern)) resources.push_back(std::move(arn));
  }
  if (resources.empty()) resources.emplace_back("*");
  return resources;
}

}  // namespace aws::region::frontdoor
