// The parameters of a Systems Manager document as an action has them: JSON in a text.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region::fis {

// {"DurationSeconds": "60", "commands": ["a", "b"]}; numbers and truth values are texts to Systems Manager. Nothing for
// what is no object of such.
std::optional<std::map<std::string, std::vector<std::string>>> document_parameters(std::string_view json);

}  // namespace aws::region::fis
