// For tests: an environment of a few variables and a home folder of its own.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "client/environment.h"

namespace aws::client {

class FakeEnvironment {
 public:
  using Variables = std::map<std::string, std::string>;

  FakeEnvironment(std::initializer_list<Variables::value_type> variables) : FakeEnvironment(Variables(variables)) {}
  explicit FakeEnvironment(Variables variables) : variables_(std::move(variables)) {
    std::string name = (std::filesystem::temp_directory_path() / "client_test.XXXXXX").string();
    home_ = mkdtemp(name.data());
  }
  ~FakeEnvironment() { std::filesystem::remove_all(home_); }
  FakeEnvironment(const FakeEnvironment&) = delete;
  FakeEnvironment& operator=(const FakeEnvironment&) = delete;

  void write(const std::string& path, const std::string& text) const {
    std::filesystem::create_directories((home_ / path).parent_path());
    std::ofstream(home_ / path) << text;
  }

  // Valid as long as this is.
  Environment get() const {
    return {.variable = [this](const std::string& name) -> std::optional<std::string> {
              const auto found = variables_.find(name);
              return found == variables_.end() ? std::nullopt : std::optional(found->second);
            },
            .home = home_};
  }

 private:
  const Variables variables_;
  std::filesystem::path home_;
};

}  // namespace aws::client
