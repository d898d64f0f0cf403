// Elements of a page, put together as a tree, so that every text is escaped and every element closed.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aws::scenario {

using Attributes = std::vector<std::pair<const char*, std::string>>;

// The last child of `parent` from now on. What XML cannot carry of a text is U+FFFD in it.
pugi::xml_node add(pugi::xml_node parent, const char* name, const Attributes& attributes = {},
                   std::string_view text = "");

std::string to_text(const pugi::xml_document& document);

}  // namespace aws::scenario
