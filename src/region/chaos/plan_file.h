// Reads a chaos file, the text of docs/chaos.md: one rule a line, '#' begins a comment. Strict: what is not understood
// is refused, with file and line and what would be right, as aws::Error "InvalidChaosFile".
#pragma once

#include <filesystem>
#include <string>

#include "region/chaos/plan.h"

namespace aws::region::chaos {

Plan read_plan(const std::filesystem::path& file);
Plan parse_plan(const std::string& text, const std::string& file);

}  // namespace aws::region::chaos
