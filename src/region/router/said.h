// What a program has said, for a message about it.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

namespace aws::region {

// All of it, in one line.
inline std::string said_in(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string text;
  for (std::string line; std::getline(file, line);) text += (text.empty() ? "" : "; ") + line;
  return text;
}

}  // namespace aws::region
