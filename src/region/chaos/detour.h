// A service with some of its operations replaced: what is to be seen of it late is seen through one. Behind it stands
// the service itself, which knows nothing of it.
#pragma once

#include <functional>
#include <map>

#include "contract/shape.h"

namespace aws::region::chaos {

class Detour final : public contract::Channel {
 public:
  // `api` is the service's Api, as its operations are invoked on.
  explicit Detour(void* api) : api_(api) {}

  template <class Owner, class Response, class Request>
  void replace(const contract::Operation& operation, Owner* owner, Response (Owner::*method)(const Request&)) {
    replaced_[&operation] = [owner, method](const void* input, void* output) {
      *static_cast<Response*>(output) = (owner->*method)(*static_cast<const Request*>(input));
    };
  }

  void call(const contract::Operation& operation, const void* input, void* output) override {
    const auto replaced = replaced_.find(&operation);
    if (replaced == replaced_.end()) return operation.invoke(api_, input, output);
    replaced->second(input, output);
  }

 private:
  void* api_;
  std::map<const contract::Operation*, std::function<void(const void*, void*)>> replaced_;
};

}  // namespace aws::region::chaos
