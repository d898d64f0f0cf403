// Text at the width of a terminal, which by itself would cut it inside words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aws::scenario {

std::size_t columns(std::string_view text);  // code points of UTF-8

// Prose and what has been done, broken at blanks; from the first line that is too long, a paragraph is filled anew.
// What is laid out (indented, in columns, JSON) stays as it is: a command is copied whole. A rule ends at the edge.
std::string wrapped(std::string_view text, std::size_t width);

// The beginning of a line that has to fit, up to the last word that does.
std::string shortened(std::string_view line, std::size_t width);

}  // namespace aws::scenario
