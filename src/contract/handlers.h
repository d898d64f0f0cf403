// Who carries out each operation: a table from an operation to a member function with its types, filled once at start.
// A service's operations may be spread over as many classes as it has subjects. Also the channel by which tests, and a
// region's own parts, call an Api in process. Not for several threads at once unless the handlers are.
//
//   handlers.on(operations::CreateTargetGroup, this, &TargetGroups::create);   Response create(const Request&)
//   handlers.on(operations::AssumeRole, this, &Sessions::assume);   Response assume(const Call&, const Request&)
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "contract/call.h"
#include "contract/shape.h"

namespace aws::contract {

class Handlers final : public Channel {
 public:
  using Handler = std::function<void(const Call& call, const void* input, void* output)>;

  // The last to be named answers: a decorator takes the place of what it decorates.
  void on(const Operation& operation, Handler handler) { handlers_[&operation] = std::move(handler); }

  template <class Request, class Response, class Owner>
  void on(const OperationFor<Request, Response>& operation, Owner* owner, Response (Owner::*method)(const Request&)) {
    bind<Request, Response>(operation, [=](const Call&, const Request& input) { return (owner->*method)(input); });
  }
  template <class Request, class Response, class Owner>
  void on(const OperationFor<Request, Response>& operation, const Owner* owner,
          Response (Owner::*method)(const Request&) const) {
    bind<Request, Response>(operation, [=](const Call&, const Request& input) { return (owner->*method)(input); });
  }
  template <class Request, class Response, class Owner>
  void on(const OperationFor<Request, Response>& operation, Owner* owner,
          Response (Owner::*method)(const Call&, const Request&)) {
    bind<Request, Response>(operation,
                            [=](const Call& call, const Request& input) { return (owner->*method)(call, input); });
  }
  template <class Request, class Response, class Owner>
  void on(const OperationFor<Request, Response>& operation, const Owner* owner,
          Response (Owner::*method)(const Call&, const Request&) const) {
    bind<Request, Response>(operation,
                            [=](const Call& call, const Request& input) { return (owner->*method)(call, input); });
  }

  bool handles(const Operation& operation) const { return handlers_.contains(&operation); }
  // The operations of a service that nobody carries out.
  std::vector<const Operation*> missing(const Service& service) const;

  // Throws the aws::Error that the handler throws, or "UnknownOperation" when there is none.
  void call(const Call& call, const void* input, void* output) const;
  // As Channel: a call of nobody's.
  void call(const Operation& operation, const void* input, void* output) override;

 private:
  template <class Request, class Response, class Act>
  void bind(const Operation& operation, Act act) {
    on(operation, [act](const Call& call, const void* input, void* output) {
      *static_cast<Response*>(output) = act(call, *static_cast<const Request*>(input));
    });
  }

  std::map<const Operation*, Handler> handlers_;
};

}  // namespace aws::contract
