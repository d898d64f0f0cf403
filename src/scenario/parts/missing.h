// For undoing from any half-made state: what is not there need not be deleted.
#pragma once

#include <string_view>

#include "base/error.h"

namespace aws::scenario {

// Calls AWS. False when the answer is the given error; every other error is thrown on.
template <class Call>
bool unless(std::string_view code, Call&& call) {
  try {
    call();
    return true;
  } catch (const Error& error) {
    if (!error.is(code)) throw;
    return false;
  }
}

}  // namespace aws::scenario
