#include "scenario/report/markup.h"

#include <sstream>

#include "base/text/utf8.h"

namespace aws::scenario {
namespace {

bool is_printed(char32_t character) {
  return (character >= U' ' && character != 0x7F) || character == U'\n' || character == U'\t';
}

std::string printed(std::string_view text) { return text::replacing_all_but(is_printed, text); }

}  // namespace

pugi::xml_node add(pugi::xml_node parent, const char* name, const Attributes& attributes, std::string_view text) {
  pugi::xml_node element = parent.append_child(name);
  for (const auto& [attribute, value] : attributes) {
    element.append_attribute(attribute).set_value(printed(value).c_str());
  }
  if (!text.empty()) element.append_child(pugi::node_pcdata).set_value(printed(text).c_str());
  return element;
}

std::string to_text(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, " ", pugi::format_indent | pugi::format_no_declaration);
  return out.str();
}

}  // namespace aws::scenario
