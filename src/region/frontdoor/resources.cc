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

// Nothing when the member is not set.
Texts values_of(const contract::Shape& input_shape, const void* input, std::string_view name) {
  const auto member = std::find_if(input_shape.members.begin(), input_shape.members.end(),
                                   [&](const contract::Member& candidate) { return candidate.name == name; });
  const void* value = member == input_shape.members.end() ? nullptr : member->get(input);
  if (!value) return {};
  const auto& shape = *member->shape;
  if (shape.kind == Kind::kString) return {*static_cast<const std::string*>(value)};
  const bool strings = shape.kind == Kind::kMap || (shape.kind == Kind::kList && shape.element->kind == Kind::kString);
  if (!strings) return {};
  Texts values;
  shape.container->each(value, collect_element, &values);
  return values;
}

// Fills in one call's templates.
struct Filling {
  const contract::Operation& operation;
  const void* input;
  const Place& place;
  const ResourceNames& names;

  // Member or Member|kind
  Texts alternative(std::string_view text) const {
    const auto bar = std::min(text.find('|'), text.size());
    Texts values = values_of(*operation.input, input, text.substr(0, bar));
    if (bar == text.size()) return values;
    for (auto& value : values) value = names.arn_of(text.substr(bar + 1), value).value_or(value);
    return values;
  }

  Texts placeholder(std::string_view text) const {
    if (text == "region") return {place.region};
    if (text == "account") return {place.account};
    while (!text.empty()) {
      const auto comma = std::min(text.find(','), text.size());
      if (auto values = alternative(text.substr(0, comma)); !values.empty()) return values;
      text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return {"*"};
  }
};

std::string joined(const std::string& start, const std::string& value) {
  if (value.starts_with("arn:")) return value;
  return start.ends_with('/') && value.starts_with('/') ? start + value.substr(1) : start + value;
}

Texts expand(const Filling& filling, std::string_view rest) {
  Texts arns = {""};
  while (!rest.empty()) {
    const auto open = std::min(rest.find('{'), rest.size());
    for (auto& arn : arns) arn += rest.substr(0, open);
    if (open == rest.size()) break;
    const auto close = rest.find('}', open);
    Texts extended;
    for (const auto& value : filling.placeholder(rest.substr(open + 1, close - open - 1))) {
      for (const auto& arn : arns) extended.push_back(joined(arn, value));
    }
    arns = std::move(extended);
    rest.remove_prefix(close + 1);
  }
  return arns;
}

}  // namespace

Texts resources_of(const contract::Operation& operation, const void* input, const Place& place,
                   const ResourceNames& names) {
  const Filling filling{operation, input, place, names};
  Texts resources;
  for (const auto pattern : operation.resources) {
    for (auto& arn : expand(filling, pattern)) resources.push_back(std::move(arn));
  }
  if (resources.empty()) resources.emplace_back("*");
  return resources;
}

}  // namespace aws::region::frontdoor
