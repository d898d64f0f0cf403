// Who carries out each operation: a table from an operation to a member function with its types, filled once at start.
// A service's operations may be spread over as many classes as it has subjects. Also the channel by which tests, and a
// region's own parts, call an Api in process. Not for several threads at once unless the handlers are.
//
//   handlers.on(operations::CreateTargetGroup, this, &TargetGroups::create);   Response create(const Request&)
//   handlers.on(operations::AssumeRole, this, &Sessions::assume);   Response assume(const Call&, const Request&)
#pragma once

#include <bit>
#include <functional>
#include <map>
#include <type_traits>
#include <vector>

#include "contract/call.h"
#include "contract/shape.h"

namespace aws::contract {

class Handlers final : public Channel {
 public:
  using Handler = std::function<void(const Call& call, const void* input, void* output)>;

  // The last to be named answers: a decorator takes the place of what it decorates.
  void on(const Operation& operation, Handler handler);

  template <class Request, class Response, class Owner>
  void on(const OperationFor<Request, Response>& operation, Owner* owner, Response (Owner::*method)(const Request&)) {
    bind<Request, Response>(operation, owner, method);
  }
  template <class Request, class Response, class Owner>
  void on(const OperationFor<Request, Response>& operation, const Owner* owner,
          Response (Owner::*method)(const Request&) const) {
    bind<Request, Response>(operation, owner, method);
  }
  template <class Request, class Response, class Owner>
  void on(const OperationFor<Request, Response>& operation, Owner* owner,
          Response (Owner::*method)(const Call&, const Request&)) {
    bind<Request, Response>(operation, owner, method);
  }
  template <class Request, class Response, class Owner>
  void on(const OperationFor<Request, Response>& operation, const Owner* owner,
          Response (Owner::*method)(const Call&, const Request&) const) {
    bind<Request, Response>(operation, owner, method);
  }

  bool handles(const Operation& operation) const { return handlers_.contains(&operation); }
  // The operations of a service that nobody carries out.
  std::vector<const Operation*> missing(const Service& service) const;

  // Throws the aws::Error that the handler throws, or "UnknownOperation" when there is none.
  void call(const Call& call, const void* input, void* output) const;
  // As Channel: a call of nobody's.
  void call(const Operation& operation, const void* input, void* output) override;

 private:
  // A member function of some class with its object. One type for them all: a service has dozens, and a std::function
  // made of each would be most of what there is to compile in it.
  struct Bound {
    using Method = void (Bound::*)();  // whatever it is until it is cast back
    const void* owner;
    Method method;
    void (*invoke)(const Bound& bound, const Call& call, const void* input, void* output);
    void operator()(const Call& call, const void* input, void* output) const { invoke(*this, call, input, output); }
  };

  template <class Request, class Response, class Owner, class Method>
  void bind(const Operation& operation, Owner* owner, Method method) {
    add(operation, {owner, std::bit_cast<Bound::Method>(method),
                    [](const Bound& bound, const Call& call, const void* input, void* output) {
                      auto* const object = static_cast<Owner*>(const_cast<void*>(bound.owner));
                      const auto act = std::bit_cast<Method>(bound.method);
                      const auto& request = *static_cast<const Request*>(input);
                      auto& response = *static_cast<Response*>(output);
                      if constexpr (std::is_invocable_v<Method, Owner*, const Request&>) {
                        response = (object->*act)(request);
                      } else {
                        response = (object->*act)(call, request);
                      }
                    }});
  }
  void add(const Operation& operation, const Bound& bound);

  std::map<const Operation*, Handler> handlers_;
};

}  // namespace aws::contract
