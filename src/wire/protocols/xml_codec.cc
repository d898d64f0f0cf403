#include "wire/protocols/xml_codec.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text/utf8.h"
#include "wire/protocols/scalar.h"
#include "wire/walk.h"

namespace aws::wire {
namespace {

using contract::Kind;
using contract::Member;
using contract::Shape;

bool is_flattened(const Member& member) { return member.flattened || member.shape->flattened; }

pugi::xml_node add_element(pugi::xml_node parent, std::string_view name) {
  return parent.append_child(std::string(name).c_str());
}

// XML 1.0, 2.2: other characters have no way to be written, not even as a reference.
bool is_xml_character(char32_t character) {
  if (character < 0x20) return character == '\t' || character == '\n' || character == '\r';
  return text::is_scalar_value(character) && character != 0xFFFE && character != 0xFFFF;
}

void set_text(pugi::xml_node node, std::string_view text) {
  node.text().set(text::replacing_all_but(is_xml_character, text).c_str());
}

void encode_value(const Shape& shape, const void* value, pugi::xml_node node);

void encode_entry(const Shape& map, const std::string& key, const void* element, pugi::xml_node entry) {
  add_text(entry, map.key_name, key);
  encode_value(*map.element, element, add_element(entry, map.value_name));
}

// Each element of a list or map as a child of that name.
void encode_elements(const Shape& shape, const void* value, pugi::xml_node parent, std::string_view name) {
  for_each(shape, value, [&](const std::string* key, const void* element) {
    const pugi::xml_node child = add_element(parent, name);
    if (key != nullptr) {
      encode_entry(shape, *key, element, child);
    } else {
      encode_value(*shape.element, element, child);
    }
  });
}

void encode_value(const Shape& shape, const void* value, pugi::xml_node node) {
  if (shape.kind == Kind::kStructure) {
    encode_xml(shape, value, node);
  } else if (is_container(shape)) {
    encode_elements(shape, value, node, shape.kind == Kind::kList ? shape.element_name : "entry");
  } else {
    set_text(node, scalar_to_text(shape, value));
  }
}

void decode_value(const Shape& shape, pugi::xml_node node, void* value);

// One element of a list or one entry of a map.
void decode_element(const Shape& shape, pugi::xml_node child, void* container) {
  if (shape.kind == Kind::kList) {
    decode_value(*shape.element, child, shape.container->append(container, ""));
    return;
  }
  const std::string key = child.child_value(std::string(shape.key_name).c_str());
  decode_value(*shape.element, child.child(std::string(shape.value_name).c_str()),
               shape.container->append(container, key));
}

void decode_value(const Shape& shape, pugi::xml_node node, void* value) {
  if (shape.kind == Kind::kStructure) {
    decode_xml(shape, node, value);
  } else if (is_container(shape)) {
    for (const pugi::xml_node child : node.children()) decode_element(shape, child, value);
  } else if (!scalar_from_text(shape, node.child_value(), value)) {
    throw Error("MalformedInput", fmt::format("'{}' is no value for <{}>", node.child_value(), node.name()));
  }
}

void decode_member(const Member& member, pugi::xml_node first, void* structure) {
  const Shape& shape = *member.shape;
  const bool no_value = is_scalar(shape) && shape.kind != Kind::kString && first.first_child().empty();
  if (no_value) return;
  void* value = member.emplace(structure);
  if (!is_container(shape) || !is_flattened(member)) return decode_value(shape, first, value);
  for (pugi::xml_node child = first; child; child = child.next_sibling(first.name())) {
    decode_element(shape, child, value);
  }
}

// A bare carriage return would be read as a line feed (XML 1.0, 2.11); there is none in markup.
struct StringWriter final : pugi::xml_writer {
  void write(const void* data, std::size_t size) override {
    for (const char character : std::string_view(static_cast<const char*>(data), size)) {
      if (character == '\r') {
        text += "&#13;";
      } else {
        text += character;
      }
    }
  }
  std::string text;
};

}  // namespace

void encode_xml(const Shape& structure, const void* value, pugi::xml_node parent) {
  for (const Member& member : structure.members) {
    const void* found = member.get(value);
    const bool container = is_container(*member.shape);
    if (container && is_flattened(member)) {
      if (found != nullptr) encode_elements(*member.shape, found, parent, wire_name(member));
      continue;
    }
    // Clients index an empty list, and AWS writes most; a scalar that is not set has no element.
    if (found == nullptr && (!container || member.sparse)) continue;
    const pugi::xml_node child = add_element(parent, wire_name(member));
    if (found != nullptr) encode_value(*member.shape, found, child);
  }
}

void decode_xml(const Shape& structure, pugi::xml_node node, void* value) {
  for (const Member& member : structure.members) {
    const pugi::xml_node child = node.child(std::string(wire_name(member)).c_str());
    if (child) decode_member(member, child, value);
  }
}

void add_text(pugi::xml_node parent, std::string_view name, std::string_view text) {
  set_text(add_element(parent, name), text);
}

std::string write_xml(const pugi::xml_document& document) {
  StringWriter writer;
  document.save(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return std::move(writer.text);
}

pugi::xml_parse_result read_xml(pugi::xml_document& document, std::string_view text) {
  // A value of nothing but spaces is a value.
  return document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
}

}  // namespace aws::wire
