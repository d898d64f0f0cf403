#include "client/retry/idempotency.h"

#include <algorithm>

#include "contract/value.h"

namespace aws::client {
std::shared_ptr<const void> fill_in_tokens(const contract::Shape& shape, const void* input, Random& random) {
  const auto lacks_token = [&](const contract::Member& member) {
    return member.idempotency_token && member.get(input) == nullptr;
  };
  if (std::ranges::none_of(shape.members, lacks_token)) return nullptr;
  auto copy = shape.make();
  contract::copy_value(shape, input, copy.get());
  for (const contract::Member& member : shape.members) {
    if (lacks_token(member)) *static_cast<std::string*>(member.emplace(copy.get())) = uuid(random);
  }
  return copy;
}

}  // namespace aws::client
