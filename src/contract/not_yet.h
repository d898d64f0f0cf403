// What a handler throws, before it has changed anything, when its answer takes longer than others should wait for it
// and is being worked out elsewhere. The same call is made again shortly; nothing of this shows outside.
#pragma once

#include <exception>

namespace aws::contract {

struct NotYet : std::exception {};

}  // namespace aws::contract
