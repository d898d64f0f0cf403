#include "region/frontdoor/resources.h"

#include <algorithm>
#include <string_view>

namespace aws::region::frontdoor {
namespace {

using contract::Kind;
using Texts = std::vector<std::string>;

void collect(const contract::Shape& shape, const void* value, std::string_view path, Texts& texts);

// What is left of the way from each of the container's elements on.
struct Way {
  const contract::Shape& shape;
  std::string_view path;
  Texts& texts;
};

void collect_element(void* context, const std::string* key, const void* element) {
  const auto& way = *static_cast<const Way*>(context);
  if (key != nullptr) {
    way.texts.push_back(*key);
  } else {
    collect(*way.shape.element, element, way.path, way.texts);
  }
}

// The texts at the end of "Member.Member", with those of every element of a list on the way; the keys of a map.
void collect(const contract::Shape& shape, const void* value, std::string_view path, Texts& texts) {
  if (shape.kind == Kind::kString) texts.push_back(*static_cast<const std::string*>(value));
  if (shape.kind == Kind::kMap || shape.kind == Kind::kList) {
    Way way{shape, path, texts};
    shape.container->each(value, collect_element, &way);
  }
  if (shape.kind != Kind::kStructure) return;
  const auto dot = std::min(path.find('.'), path.size());
  const auto member = std::ranges::find(shape.members, path.substr(0, dot), &contract::Member::name);
  const void* found = member == shape.members.end() ? nullptr : member->get(value);
  path.remove_prefix(std::min(dot + 1, path.size()));
  if (found != nullptr) collect(*member->shape, found, path, texts);
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
    Texts values;
    collect(*operation.input, input, text.substr(0, bar), values);
    if (bar == text.size()) return values;
    for (auto& value : values) value = names.arn_of(text.substr(bar + 1), value).value_or(value);
    return values;
  }

  Texts placeholder(std::string_view text) const {
    if (text == "region") return {place.region};
    if (text == "account") return {place.account};
    if (text.starts_with('?')) {
      const auto slash = text.rfind('/');
      const auto values = alternative(text.substr(slash + 1));
      return {values.empty() ? "" : std::string(text.substr(1, slash)) + values.front()};
    }
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

Texts filled_in(std::span<const std::string_view> templates, const Filling& filling) {
  Texts resources;
  for (const auto pattern : templates) {
    for (auto& arn : expand(filling, pattern)) resources.push_back(std::move(arn));
  }
  return resources;
}

}  // namespace

Texts resources_of(const contract::Operation& operation, const void* input, const Place& place,
                   const ResourceNames& names) {
  auto resources = filled_in(operation.resources, {operation, input, place, names});
  if (resources.empty()) resources.emplace_back("*");
  return resources;
}

Texts tagged_by(const contract::Operation& operation, const void* input, const Place& place,
                const ResourceNames& names) {
  return filled_in(operation.tagging.resources, {operation, input, place, names});
}

}  // namespace aws::region::frontdoor
