// Typed values as XML elements: the replies of the query protocols.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "contract/shape.h"

namespace aws::wire {

// Adds an element for each member that is set, and an empty one for each list or map that is not, unless the member
// is sparse.
void encode_xml(const contract::Shape& structure, const void* value, pugi::xml_node parent);

// Throws aws::Error "MalformedInput" for an element of the wrong type.
void decode_xml(const contract::Shape& structure, pugi::xml_node node, void* value);

void add_text(pugi::xml_node parent, std::string_view name, std::string_view text);
std::string write_xml(const pugi::xml_document& document);  // without any space between elements
[[nodiscard]] pugi::xml_parse_result read_xml(pugi::xml_document& document, std::string_view text);

}  // namespace aws::wire
