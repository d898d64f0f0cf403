// For tests: an environment of a few variables and a home folder of its own.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "client/environment.h"
#include "testing/temporary_folder.h"

namespace aws::client {

class FakeEnvironment {
 public:
  using Variables = std::map<std::string, std::string>;

  FakeEnvironment(std::initializer_list<Variables::value_type> variables) : FakeEnvironment(Variables(variables)) {}
  explicit FakeEnvironment(Variables variables) : variables_(std::move(variables)) {}

  const std::filesystem::path& home() const { return home_.path(); }
  void set(const std::string& variable, const std::string& value) { variables_[variable] = value; }
  std::filesystem::path write(const std::string& path, const std::string& text) const {
    return home_.write(path, text);
  }
  // A program in the folder bin, which PATH has to name for it to be found.
  std::filesystem::path write_program(const std::string& name, const std::string& shell_script) const {
    const auto program = write("bin/" + name, "#!/bin/sh\n" + shell_script);
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    return program;
  }

  // Valid as long as this is.
  Environment get() const {
    return {.variable = [this](const std::string& name) -> std::optional<std::string> {
              const auto found = variables_.find(name);
              return found == variables_.end() ? std::nullopt : std::optional(found->second);
            },
            .home = home_.path()};
  }

 private:
  Variables variables_;
  testing::TemporaryFolder home_;
};

}  // namespace aws::client
