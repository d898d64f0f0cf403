// Reads each file that a line of standard input names, and writes what it read as a line of JSON, or the error.
#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/error.h"
#include "client/ini_file.h"

namespace json = boost::json;

int main() {
  for (std::string path; std::getline(std::cin, path);) {
    std::ifstream file(path);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    json::object sections;
    try {
      for (const auto& section : aws::client::parse_ini(text, path)) {
        auto& settings = sections[section.header].emplace_object();
        for (const auto& [name, setting] : section.settings) {
          settings[name] = setting.below.empty() ? json::value(setting.value) : json::value_from(setting.below);
        }
      }
      std::cout << json::serialize(sections) << '\n';
    } catch (const aws::Error& error) {
      std::cout << json::serialize(json::string(error.what())) << '\n';
    }
  }
}
