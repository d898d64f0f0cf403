// What a failed call says about its own effect. The client asks before it makes a call again, the workflow before it
// believes that something has not been done.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
#pragma once

#include "base/error.h"

namespace aws::contract {

enum class Failure {
  kFinal,      // an answer; the same request would get the same one
  kRefused,    // not carried out, and may succeed later: throttled, overloaded, never connected
  kUncertain,  // may have taken effect
};

Failure classify(const Error& error);

}  // namespace aws::contract
