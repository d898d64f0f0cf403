// For tests: what a call is refused with, "404 NoSuchEntity: ..."; "" when it is not.
#pragma once

#include <functional>
#include <string>

#include "base/error.h"

namespace aws::region::iam {

inline std::string refusal(const std::function<void()>& call) {
  try {
    call();
    return "";
  } catch (const Error& error) {
    return std::to_string(error.http_status()) + " " + error.what();
  }
}

}  // namespace aws::region::iam
