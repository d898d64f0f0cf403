// Idempotency tokens: a service that has seen a token carries out the request that it comes with no second time.
#pragma once

#include <memory>

#include "base/random.h"
#include "contract/shape.h"

namespace aws::client {

// A copy of the input with a new token in each member that is for one and is not set, or null when there is none such.
std::shared_ptr<const void> fill_in_tokens(const contract::Shape& shape, const void* input, Random& random);

}  // namespace aws::client
