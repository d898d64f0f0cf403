#include "client/credentials/text_file.h"

#include <fstream>
#include <sstream>

namespace aws::client {

std::optional<std::string> read_text(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::ostringstream content;
  if (!stream || !(content << stream.rdbuf())) return std::nullopt;
  const std::string text = content.str();
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return std::nullopt;
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace aws::client
