// How the workflow waits: always for a reason, always with a bound, at AWS's pace or, in an embedded region, as many
// times faster as the region's own durations pass. There is no pause in the workflow that is not one of these.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/error.h"
#include "contract/waiter.h"
#include "scenario/console/console.h"

namespace aws::scenario {

// In AWS's time.
struct Pace {
  Duration every{};    // between two looks
  Duration at_most{};  // then it is given up
};

// May the call that failed so have taken effect all the same?
bool is_lost(const Error& error);

class Waiting {
 public:
  Waiting(Clock& clock, Console& console, double speed) : clock_(clock), console_(console), speed_(speed) {}

  // `what` completes "Waiting for ...". With one of AWS's own waiters:
  template <class Api, class Request, class Response>
  void until(std::string_view what, const contract::WaiterFor<Api, Request, Response>& waiter,
             std::type_identity_t<Api>& api, const std::type_identity_t<Request>& request) {
    const auto start = clock_.uptime();
    contract::wait_until(waiter, api, request, clock_, options(what));
    waited(what, clock_.uptime() - start);
  }

  // For what AWS has no waiter. Looks at once. Throws aws::Error "TimedOut" when it does not become so.
  void until(std::string_view what, Pace pace, const std::function<bool()>& it_is_so);
  // The same, but false instead of the error.
  bool becomes_so(std::string_view what, Pace pace, const std::function<bool()>& it_is_so);

  // Repeats what is refused for a reason that will pass. Throws the last refusal when it does not pass in time.
  void through(std::string_view what, Pace pace, const std::function<bool(const Error&)>& will_pass,
               const std::function<void()>& action);

  // For a call whose reply may be lost on the way, so that nobody knows whether it took effect (is_lost): makes it
  // until the outcome is certain. For calls that do no harm a second time. `what` completes "Waiting for certainty that
  // ...".
  void until_certain(std::string_view what, const std::function<void()>& call);
  // The same for one that AWS refuses the second time, with the code `already`. False when it was refused the first
  // time: somebody did it before. True when this did it.
  bool once(std::string_view what, std::string_view already, const std::function<void()>& call);

  // A duration of AWS's in this region.
  Duration here(Duration on_aws) const;
  // How long to be patient: work like booting takes its real time everywhere, so this never shrinks below a minute.
  Duration patience(Duration on_aws) const;

  // How long for what, all in all; what was so at the first look is not in it.
  const std::map<std::string, Duration, std::less<>>& spent() const { return spent_; }

  Clock& clock() { return clock_; }
  Console& console() { return console_; }

 private:
  contract::WaitOptions options(std::string_view what);
  void waited(std::string_view what, Duration time);

  Clock& clock_;
  Console& console_;
  double speed_;
  std::map<std::string, Duration, std::less<>> spent_;
};

}  // namespace aws::scenario
