#include "region/frontdoor/request_tags.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace aws::region::frontdoor {
namespace {

using contract::Kind;
using contract::Shape;
using Visit = std::function<void(const Shape& shape, const void* value)>;

struct Visitor {
  const Shape& element;
  const Visit& visit;
};

void each_element(const Shape& list, const void* value, const Visit& visit) {
  if (list.kind != Kind::kList) return;
  Visitor visitor{*list.element, visit};
  const auto pass_on = [](void* context, const std::string*, const void* element) {
    const auto& [shape, then] = *static_cast<const Visitor*>(context);
    then(shape, element);
  };
  list.container->each(value, pass_on, &visitor);
}

// The elements of a list that is one of the structure's members.
void each_in(const Shape& structure, const void* value, std::string_view member, const Visit& visit) {
  const auto found = std::ranges::find(structure.members, member, &contract::Member::name);
  const void* list = found == structure.members.end() ? nullptr : found->get(value);
  if (list != nullptr) each_element(*found->shape, list, visit);
}

// The entries of a map of texts that is one of the structure's members.
void each_text_in(const Shape& structure, const void* value, std::string_view member,
                  const std::function<void(const std::string& key, const std::string& text)>& visit) {
  const auto found = std::ranges::find(structure.members, member, &contract::Member::name);
  const void* map = found == structure.members.end() ? nullptr : found->get(value);
  if (map == nullptr || found->shape->kind != Kind::kMap || found->shape->element->kind != Kind::kString) return;
  for (const auto& [key, text] : *static_cast<const std::map<std::string, std::string>*>(map)) visit(key, text);
}

const std::string* text_of(const Shape& structure, const void* value, std::string_view member) {
  const auto found = std::ranges::find(structure.members, member, &contract::Member::name);
  const bool is_text = found != structure.members.end() && found->shape->kind == Kind::kString;
  return is_text ? static_cast<const std::string*>(found->get(value)) : nullptr;
}

}  // namespace

contract::Circumstances request_tags(const contract::Operation& operation, const void* input) {
  contract::Circumstances found;
  const auto name = [&](const std::string& key) {
    auto& keys = found[std::string(kTagKeys)];
    if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
  };
  const Visit tag = [&](const Shape& shape, const void* value) {
    if (shape.kind != Kind::kStructure) return;
    const auto* key = text_of(shape, value, "Key");
    if (key == nullptr) return;
    const auto* text = text_of(shape, value, "Value");
    name(*key);
    found["aws:RequestTag/" + *key] = {text == nullptr ? "" : *text};
  };
  const Visit specification = [&](const Shape& shape, const void* value) {
    if (shape.kind == Kind::kStructure) each_in(shape, value, "Tags", tag);
  };
  each_text_in(*operation.input, input, "tags", [&](const std::string& key, const std::string& text) {
    name(key);
    found["aws:RequestTag/" + key] = {text};
  });
  each_in(*operation.input, input, "Tags", tag);
  each_in(*operation.input, input, "TagSpecifications", specification);
  const Visit key = [&](const Shape& shape, const void* value) {
    if (shape.kind == Kind::kString) name(*static_cast<const std::string*>(value));
  };
  each_in(*operation.input, input, "TagKeys", key);
  each_in(*operation.input, input, "tagKeys", key);
  return found;
}

}  // namespace aws::region::frontdoor
