// Used by generated code only: reaches a member of a structure, or walks a container, behind a `void*`.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "contract/shape.h"

namespace aws::contract {

template <class>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class>
struct MemberPointer;
template <class Structure, class Type>
struct MemberPointer<Type Structure::*> {
  using structure = Structure;
  using type = Type;
};

template <auto pointer>
const void* get(const void* structure) {
  using Pointer = MemberPointer<decltype(pointer)>;
  const auto& member = static_cast<const typename Pointer::structure*>(structure)->*pointer;
  if constexpr (is_optional<typename Pointer::type>) {
    return member.has_value() ? &*member : nullptr;
  } else {
    return member.empty() ? nullptr : &member;
  }
}

template <auto pointer>
void* emplace(void* structure) {
  using Pointer = MemberPointer<decltype(pointer)>;
  auto& member = static_cast<typename Pointer::structure*>(structure)->*pointer;
  if constexpr (is_optional<typename Pointer::type>) {
    return &member.emplace();
  } else {
    member.clear();
    return &member;
  }
}

template <class T>
std::shared_ptr<void> make() {
  void (*const destroy)(void*) = [](void* made) { delete static_cast<T*>(made); };
  return std::shared_ptr<void>(static_cast<void*>(new T()), destroy);
}

template <class>
struct ContainerAccessOf;

template <class T>
struct ContainerAccessOf<std::vector<T>> {
  static constexpr ContainerAccess value{
      [](const void* container) { return static_cast<const std::vector<T>*>(container)->size(); },
      [](const void* container, void (*visit)(void*, const std::string*, const void*), void* context) {
        for (const T& element : *static_cast<const std::vector<T>*>(container)) visit(context, nullptr, &element);
      },
      [](void* container, const std::string&) -> void* {
        return &static_cast<std::vector<T>*>(container)->emplace_back();
      }};
};

template <class T>
struct ContainerAccessOf<std::map<std::string, T>> {
  using Map = std::map<std::string, T>;
  static constexpr ContainerAccess value{
      [](const void* container) { return static_cast<const Map*>(container)->size(); },
      [](const void* container, void (*visit)(void*, const std::string*, const void*), void* context) {
        for (const auto& [key, element] : *static_cast<const Map*>(container)) visit(context, &key, &element);
      },
      [](void* container, const std::string& key) -> void* { return &(*static_cast<Map*>(container))[key]; }};
};

}  // namespace aws::contract
