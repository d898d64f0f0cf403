// A file of one value, such as a token that somebody else keeps fresh.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace aws::client {

// The content without blanks and ends of line around it; nothing when the file is empty or cannot be read.
std::optional<std::string> read_text(const std::filesystem::path& file);

}  // namespace aws::client
