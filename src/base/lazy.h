// A value that is worked out when somebody first looks at it, and not at all when nobody does. For what is dear and
// seldom needed; what it is worked out of has to live until then.
#pragma once

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace aws {

template <class T>
class Lazy {
 public:
  Lazy() : value_(std::in_place) {}
  Lazy(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): it is one already
  template <class Make>
  requires std::is_invocable_r_v<T, Make>
  explicit Lazy(Make make) : make_(std::move(make)) {}

  const T& operator*() const {
    if (!value_) value_ = make_();
    return *value_;
  }
  const T* operator->() const { return &**this; }

 private:
  std::function<T()> make_;
  mutable std::optional<T> value_;
};

}  // namespace aws
