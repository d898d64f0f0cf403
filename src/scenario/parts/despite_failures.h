// For undoing as much as can be undone: each of several things is tried, whatever becomes of the others.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"

namespace aws::scenario {

class DespiteFailures {
 public:
  // False when it failed.
  template <class Action>
  bool operator()(Action&& action) {
    try {
      action();
      return true;
    } catch (const Error& error) {
      if (!first_) first_ = error;
      last_ = error.what();
      return false;
    }
  }

  const std::string& last() const { return last_; }
  void throw_first() const {
    if (first_) throw *first_;
  }

 private:
  std::optional<Error> first_;
  std::string last_;
};

}  // namespace aws::scenario
