#include "client/retry/idempotency.h"

#include <algorithm>

namespace aws::client {
namespace {

using contract::Kind;
using contract::Member;
using contract::Shape;

template <class T>
void assign(const void* from, void* to) {
  *static_cast<T*>(to) = *static_cast<const T*>(from);
}

void copy_elements(const Shape& shape, const void* from, void* to) {
  struct Context {
    const Shape& shape;
    void* to;
  } context{shape, to};
  shape.container->each(
      from,
      [](void* opaque, const std::string* key, const void* element) {
        const auto& into = *static_cast<const Context*>(opaque);
        copy_value(*into.shape.element, element, into.shape.container->append(into.to, key != nullptr ? *key : ""));
      },
      &context);
}

void copy_members(const Shape& shape, const void* from, void* to) {
  for (const Member& member : shape.members) {
    if (const void* value = member.get(from)) copy_value(*member.shape, value, member.emplace(to));
  }
}

}  // namespace

void copy_value(const Shape& shape, const void* from, void* to) {
  switch (shape.kind) {
    case Kind::kStructure:
      return copy_members(shape, from, to);
    case Kind::kList:
    case Kind::kMap:
      return copy_elements(shape, from, to);
    case Kind::kString:
      return assign<std::string>(from, to);
    case Kind::kBlob:
      return assign<Blob>(from, to);
    case Kind::kBoolean:
      return assign<bool>(from, to);
    case Kind::kInteger:
      return assign<int>(from, to);
    case Kind::kLong:
      return assign<std::int64_t>(from, to);
    case Kind::kDouble:
      return assign<double>(from, to);
    case Kind::kTimestamp:
      return assign<Timestamp>(from, to);
  }
}

std::shared_ptr<const void> fill_in_tokens(const Shape& shape, const void* input, Random& random) {
  const auto lacks_token = [&](const Member& member) {
    return member.idempotency_token && member.get(input) == nullptr;
  };
  if (std::ranges::none_of(shape.members, lacks_token)) return nullptr;
  auto copy = shape.make();
  copy_value(shape, input, copy.get());
  for (const Member& member : shape.members) {
    if (lacks_token(member)) *static_cast<std::string*>(member.emplace(copy.get())) = uuid(random);
  }
  return copy;
}

}  // namespace aws::client
