// Polls an operation until the model's waiter says that something is so: "all load balancers are active". Works on any
// Api, in process or remote, and on any clock. For the scenario, which blocks while it waits.
#pragma once

#include <functional>
#include <string>
#include <type_traits>

#include "base/clock.h"
#include "contract/shape.h"

namespace aws::contract {

struct WaitProgress {
  Duration elapsed{};
  int checks = 0;     // answers seen so far
  std::string state;  // what the last one showed, "pending, running", or its error's code
};

struct WaitOptions {
  double speed = 1;                                        // the waiter's own delay is divided by this
  std::function<void(const WaitProgress&)> on_progress{};  // after each check that decides nothing
};

// Checks at once, then every delay, at most as often as the waiter says. Throws aws::Error
//   "WaiterFailed"    the answer says that it will never be so,
//   "WaiterTimedOut"  it is still not so after the last check;
// both name the waiter and the state last seen. An error that no acceptor expects ends the wait as it is.
WaitProgress wait_until(const Waiter& waiter, const std::function<void(void* output)>& check, Clock& clock,
                        const WaitOptions& options);

// wait_until(ec2::waiters::InstanceRunning, ec2, {.InstanceIds = ids}, clock);
template <class Api, class Request, class Response>
WaitProgress wait_until(const WaiterFor<Api, Request, Response>& waiter, const std::type_identity_t<Api>& api,
                        const std::type_identity_t<Request>& request, Clock& clock, const WaitOptions& options = {}) {
  const auto check = [&](void* output) { api.channel().call(*waiter.operation, &request, output); };
  return wait_until(static_cast<const Waiter&>(waiter), check, clock, options);
}

// What one check shows. `output` is null when the call failed with `error`, which otherwise is.
struct Check {
  const void* output = nullptr;
  const Error* error = nullptr;
};
// First match wins; nullopt when no acceptor matches.
std::optional<Verdict> judge(const Waiter& waiter, const Check& check);

// Every value that a path such as "Reservations[].Instances[].State.Name" reaches, as text; what is not set is left
// out.
std::vector<std::string> values_at(const Shape& shape, const void* value, std::string_view path);

}  // namespace aws::contract
