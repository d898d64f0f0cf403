#include "wire/protocols/form_codec.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "wire/protocols/scalar.h"
#include "wire/walk.h"

namespace aws::wire {
namespace {

using contract::Kind;
using contract::Member;
using contract::Shape;

// A shape and, when it is a structure's member, that member: either may say that a list is flattened.
struct Slot {
  Slot(const Shape& element) : shape(element), flattened(element.flattened) {}  // NOLINT: an element is a slot
  Slot(const Member& member)
      : shape(*member.shape), flattened(member.flattened || member.shape->flattened) {}  // NOLINT

  const Shape& shape;
  bool flattened;
};

std::string join(std::string_view prefix, std::string_view name) {
  return prefix.empty() ? std::string(name) : fmt::format("{}.{}", prefix, name);
}

// What stands between a container's name and its indices.
std::string_view infix(Dialect dialect, const Slot& slot) {
  if (dialect == Dialect::kEc2 || slot.flattened) return "";
  return slot.shape.kind == Kind::kList ? slot.shape.element_name : "entry";
}

class Encoder {
 public:
  explicit Encoder(Dialect dialect) : dialect_(dialect) {}

  void add(std::string_view name, std::string_view value) {
    if (!form_.empty()) form_ += '&';
    form_ += http::percent_encode(name) + "=" + http::percent_encode(value);
  }

  void encode(const Slot& slot, const void* value, const std::string& name) {
    const Shape& shape = slot.shape;
    if (shape.kind == Kind::kStructure) {
      for (const Member& member : shape.members) {
        if (const void* found = member.get(value)) encode(member, found, join(name, request_name(dialect_, member)));
      }
    } else if (is_container(shape)) {
      encode_elements(slot, value, name);
    } else {
      add(name, scalar_to_text(shape, value));
    }
  }

  std::string take() { return std::move(form_); }

 private:
  void encode_elements(const Slot& slot, const void* value, const std::string& name) {
    const Shape& shape = slot.shape;
    const std::string_view between = infix(dialect_, slot);
    const std::string base = between.empty() ? name : join(name, between);
    int index = 0;
    for_each(shape, value, [&](const std::string* key, const void* element) {
      const std::string entry = fmt::format("{}.{}", base, ++index);
      if (key != nullptr) add(join(entry, shape.key_name), *key);
      encode(*shape.element, element, key == nullptr ? entry : join(entry, shape.value_name));
    });
  }

  Dialect dialect_;
  std::string form_;
};

class Decoder {
 public:
  explicit Decoder(Dialect dialect) : dialect_(dialect) {}

  void decode(const Slot& slot, const FormNode& node, void* value, const std::string& name) const {
    switch (slot.shape.kind) {
      case Kind::kStructure:
        return decode_structure(slot.shape, node, value, name);
      case Kind::kList:
        return decode_list(slot, node, value, name);
      case Kind::kMap:
        return decode_map(slot, node, value, name);
      default:
        if (!scalar_from_text(slot.shape, node.value.value_or(""), value)) throw wrong_type(slot.shape, node, name);
    }
  }

 private:
  void decode_structure(const Shape& shape, const FormNode& node, void* value, const std::string& name) const {
    std::size_t known = 0;
    for (const Member& member : shape.members) {
      const std::string child_name = request_name(dialect_, member);
      const FormNode* child = node.find(child_name);
      if (child == nullptr) continue;
      ++known;
      decode(member, *child, member.emplace(value), join(name, child_name));
    }
    if (!name.empty() && known < node.children.size()) {
      spdlog::debug("{} unknown member(s) of {} ignored", node.children.size() - known, name);
    }
  }

  // The node that has the indices as children; nullptr for "Name=", which is an empty list.
  const FormNode* indexed(const Slot& slot, const FormNode& node) const {
    const std::string_view between = infix(dialect_, slot);
    return between.empty() ? &node : node.find(between);
  }

  void decode_list(const Slot& slot, const FormNode& node, void* value, const std::string& name) const {
    const FormNode* list = indexed(slot, node);
    if (list == nullptr) return;
    const Shape& shape = slot.shape;
    for (const FormNode* element : list->elements()) {
      decode(*shape.element, *element, shape.container->append(value, ""), name);
    }
  }

  void decode_map(const Slot& slot, const FormNode& node, void* value, const std::string& name) const {
    const FormNode* map = indexed(slot, node);
    if (map == nullptr) return;
    const Shape& shape = slot.shape;
    for (const FormNode* entry : map->elements()) {
      void* element = shape.container->append(value, entry->text(shape.key_name));
      const FormNode* found = entry->find(shape.value_name);
      if (found != nullptr) decode(*shape.element, *found, element, name);
    }
  }

  Error wrong_type(const Shape& shape, const FormNode& node, const std::string& name) const {
    const std::string_view expected = shape.kind == Kind::kBoolean     ? "true or false"
                                      : shape.kind == Kind::kTimestamp ? "a date and time"
                                      : shape.kind == Kind::kBlob      ? "base64"
                                                                       : "a number";
    const std::string message =
        fmt::format("Value ({}) for parameter {} is invalid. It must be {}.", node.value.value_or(""), name, expected);
    return Error(dialect_ == Dialect::kEc2 ? "InvalidParameterValue" : "MalformedInput", message);
  }

  Dialect dialect_;
};

void log_unknown(Dialect dialect, const contract::Operation& operation, const FormNode& form) {
  if (!spdlog::should_log(spdlog::level::debug)) return;
  for (const auto& [name, child] : form.children) {
    const auto has_name = [&, &wanted = name](const Member& member) { return request_name(dialect, member) == wanted; };
    const auto& members = operation.input->members;
    const bool known = name == "Action" || name == "Version" || std::any_of(members.begin(), members.end(), has_name);
    if (!known) spdlog::debug("{}: unknown parameter {} ignored", operation.name, name);
  }
}

}  // namespace

std::string encode_form(Dialect dialect, const contract::Operation& operation, const void* input) {
  Encoder encoder(dialect);
  encoder.add("Action", operation.name);
  encoder.add("Version", operation.service->api_version);
  encoder.encode(*operation.input, input, "");
  return encoder.take();
}

void decode_form(Dialect dialect, const contract::Operation& operation, const FormNode& form, void* input) {
  log_unknown(dialect, operation, form);
  Decoder(dialect).decode(*operation.input, form, input, "");
}

std::string request_name(Dialect dialect, const Member& member) {
  if (dialect == Dialect::kQuery) return std::string(wire_name(member));
  if (!member.query_name.empty()) return std::string(member.query_name);
  std::string name(wire_name(member));
  // Only a locationName is capitalised; a member's own name is taken as it is.
  if (!member.location_name.empty() && name[0] >= 'a' && name[0] <= 'z') {
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
  }
  return name;
}

}  // namespace aws::wire
