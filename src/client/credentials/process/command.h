// Runs another program and takes what it says: for credentials that only it can get. It has neither input nor terminal,
// and ends with all its children when it takes too long or the person at the terminal asks to stop.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "client/environment.h"

namespace aws::client {

struct CommandResult {
  int status = 0;  // what it exited with, or 128 and the signal that ended it
  std::string output;
  std::string errors;  // in one line
};

class CommandRunner {
 public:
  struct Options {
    std::chrono::seconds timeout{60};         // a person may have to touch a key
    std::function<void()> check_interrupt{};  // see HttpOptions
  };

  CommandRunner(Environment environment, Clock& clock, Options options)
      : environment_(std::move(environment)), clock_(clock), options_(std::move(options)) {}

  // The first word is a path, or the name of a program in PATH. Throws "CommandFailed" when it cannot be started, takes
  // too long or says more than a mebibyte.
  CommandResult run(const std::vector<std::string>& words) const;

 private:
  std::string find_program(const std::string& name) const;

  const Environment environment_;
  Clock& clock_;
  const Options options_;
};

}  // namespace aws::client
