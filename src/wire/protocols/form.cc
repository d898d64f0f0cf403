#include "wire/protocols/form.h"

#include <algorithm>
#include <charconv>

#include "base/text/utf8.h"

namespace aws::wire {
namespace {

constexpr int kMaxParts = 32;

class Tree {
 public:
  void add(std::string_view name, std::string value) { descend(name).value = std::move(value); }
  FormNode take() { return std::move(root_); }

 private:
  FormNode& descend(std::string_view name) {
    FormNode* node = &root_;
    for (int depth = 0; depth < kMaxParts; ++depth) {
      const auto dot = name.find('.');
      node = &child(*node, name.substr(0, dot));
      if (dot == std::string_view::npos) return *node;
      name.remove_prefix(dot + 1);
    }
    throw Error("MalformedInput", "A parameter's name has too many parts");
  }

  FormNode& child(FormNode& node, std::string_view name) {
    const auto found = node.children.find(name);
    if (found != node.children.end()) return found->second;
    if (++nodes_ > kMostNodes) throw Error("MalformedInput", "The request has too many parameters");
    return node.children[std::string(name)];
  }

  FormNode root_;
  std::size_t nodes_ = 0;
};

std::string decoded(std::string_view text) {
  return text::replacing_all_but(text::is_scalar_value, http::form_decode(text));
}

// visit(name, value) for each field; the name as it was before it was encoded, the value as it is.
template <class Visit>
void each_field(std::string_view form, Visit visit) {
  while (!form.empty()) {
    const auto end = std::min(form.find('&'), form.size());
    const std::string_view field = form.substr(0, end);
    form.remove_prefix(std::min(end + 1, form.size()));
    if (field.empty()) continue;
    const auto equals = std::min(field.find('='), field.size());
    visit(decoded(field.substr(0, equals)), field.substr(std::min(equals + 1, field.size())));
  }
}

std::optional<std::uint64_t> index_of(std::string_view name) {
  std::uint64_t index = 0;
  const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), index);
  return problem == std::errc() && end == name.data() + name.size() ? std::optional(index) : std::nullopt;
}

}  // namespace

const FormNode* FormNode::find(std::string_view name) const {
  const auto found = children.find(name);
  return found == children.end() ? nullptr : &found->second;
}

std::string FormNode::text(std::string_view name) const {
  const FormNode* found = find(name);
  return found == nullptr ? "" : found->value.value_or("");
}

std::vector<const FormNode*> FormNode::elements() const {
  std::multimap<std::uint64_t, const FormNode*> ordered;
  for (const auto& [name, child] : children) {
    if (const auto index = index_of(name)) ordered.emplace(*index, &child);
  }
  std::vector<const FormNode*> nodes;
  for (const auto& [index, child] : ordered) nodes.push_back(child);
  return nodes;
}

FormNode read_form(const http::Request& request) {
  Tree tree;
  const auto add = [&](const std::string& name, std::string_view value) { tree.add(name, decoded(value)); };
  each_field(request.query(), add);
  each_field(request.body, add);
  return tree.take();
}

std::string form_value(const http::Request& request, std::string_view name) {
  std::string found;
  const auto look = [&](const std::string& each, std::string_view value) {
    if (each == name) found = decoded(value);
  };
  each_field(request.query(), look);
  each_field(request.body, look);
  return found;
}

std::vector<std::string> query_values(const http::Request& request, std::string_view name) {
  std::vector<std::string> found;
  each_field(request.query(), [&](const std::string& each, std::string_view value) {
    if (each == name) found.push_back(decoded(value));
  });
  return found;
}

}  // namespace aws::wire
