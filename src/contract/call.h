// One call as the region sees it: who makes it, of what, and what is known of its surroundings. Made by the front door
// when it has authenticated a request, and passed along to whoever asks for it; nobody keeps it.
#pragma once

#include <map>
#include <string>

#include "base/place.h"
#include "contract/shape.h"

namespace aws::contract {

// Condition keys that follow from a request: "aws:SourceIp" -> "127.0.0.1".
using Circumstances = std::map<std::string, std::string>;

struct Call {
  const Operation& operation;
  std::string request_id{};
  Principal principal{};  // nobody in an anonymous call
  Circumstances circumstances{};
};

}  // namespace aws::contract
