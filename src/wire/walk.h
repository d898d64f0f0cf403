// The contract's containers, walked with a lambda instead of a function and a context.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "contract/shape.h"

namespace aws::wire {

// Calls visit(key, element) for each element; a list's key is nullptr.
template <class Visit>
void for_each(const contract::Shape& shape, const void* container, Visit&& visit) {
  using Callable = std::remove_reference_t<Visit>;
  shape.container->each(
      container,
      [](void* context, const std::string* key, const void* element) {
        (*static_cast<Callable*>(context))(key, element);
      },
      const_cast<void*>(static_cast<const void*>(std::addressof(visit))));
}

// The name of a member on the wire, in replies of every protocol and in requests of all but EC2's.
inline std::string_view wire_name(const contract::Member& member) {
  return member.location_name.empty() ? member.name : member.location_name;
}

inline bool is_container(const contract::Shape& shape) {
  return shape.kind == contract::Kind::kList || shape.kind == contract::Kind::kMap;
}

inline bool is_scalar(const contract::Shape& shape) {
  return shape.kind != contract::Kind::kStructure && !is_container(shape);
}

// What the value is, as its shape says.
template <class T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}

}  // namespace aws::wire
