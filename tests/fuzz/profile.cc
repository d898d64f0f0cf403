// ~/.aws/config and ~/.aws/credentials, and the command lines in them.
#include <algorithm>

#include "client/credentials/process/shell_words.h"
#include "client/ini_file.h"
#include "target.h"

namespace aws::fuzz {
namespace {

void read(const std::string& text) {
  const auto blank = [](char character) { return character == ' ' || character == '\t' || character == '\r'; };
  for (const auto& [section, settings] : client::parse_ini(text, "config")) {
    for (const auto& [name, setting] : settings) {
      const std::string& value = setting.value;
      require(value.empty() || (!blank(value.front()) && !blank(value.back())), "a value has blanks around it");
      const auto words = client::split_words(value);
      require(words.size() <= value.size(), "a command line has more words than characters");
    }
  }
}

}  // namespace
}  // namespace aws::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  aws::fuzz::succeeds([&] { aws::fuzz::read(std::string(reinterpret_cast<const char*>(data), size)); });
  return 0;
}
