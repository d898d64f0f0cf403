// Used by generated code only: reaches a member of a structure, or walks a container, behind a `void*`.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contract/shape.h"

namespace aws::contract {

// One for all members of a type.
template <class T>
struct MemberAccessOf {
  static constexpr MemberAccess value{
      [](const void* member) -> const void* { return static_cast<const T*>(member)->empty() ? nullptr : member; },
      [](void* member) -> void* {
        static_cast<T*>(member)->clear();
        return member;
      }};
};

template <class T>
struct MemberAccessOf<std::optional<T>> {
  static constexpr MemberAccess value{
      [](const void* member) -> const void* {
        const auto& held = *static_cast<const std::optional<T>*>(member);
        return held ? &*held : nullptr;
      },
      [](void* member) -> void* { return &static_cast<std::optional<T>*>(member)->emplace(); }};
};

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
