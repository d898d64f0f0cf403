// Carries experiments out. A step looks at each action of a running experiment and moves it on; there is one when the
// experiment starts, every second, when the time of an action has passed and when the experiment is to stop.
//
//   initiating --targets found--> running --every action completed--> completed
//        |                           |--an action fails, the others are taken back--> failed
//        |                           +--stop()--> stopping --all taken back--> stopped
//        +--no role, no targets, not allowed--> failed
//
//   an action: pending --what it starts after has completed--> running --over, taken back--> completed
//              pending --the experiment ends before--> cancelled;   --it has no targets--> skipped
//              running --stopped before it is over, taken back--> stopped;   --it fails--> failed
//
// What an experiment does wrong lives in memory only: one that was under way when the region's process ended is stopped
// when the next one starts. Region thread.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "region/fis/actions/action.h"
#include "region/fis/fis_store.h"
#include "region/fis/ports.h"
#include "region/fis/steady/steady_watch.h"

namespace aws::region::fis {

class ExperimentRunner {
 public:
  struct Parts {
    FisStore& store;
    Ports ports;
    const Clock& clock;
    Timers& timers;  // at AWS's durations
    Random& random;
    Place place;
  };
  explicit ExperimentRunner(Parts parts) : parts_(std::move(parts)) {}
  ExperimentRunner(const ExperimentRunner&) = delete;
  ExperimentRunner& operator=(const ExperimentRunner&) = delete;

  // Once, when the region has started.
  void start();

  // Of a new experiment; it begins in a turn of its own.
  void begin(const std::string& id);
  // Of one that has not ended.
  void stop(const std::string& id);

 private:
  struct Running {
    std::unique_ptr<Action> action;
    Timer expiry;
    bool expired = false;
    bool taking_back = false;
    Progress end{};  // what it is when it has been taken back
  };
  struct Active {
    std::map<std::string, Running> running;  // by the action's name
    Timer next;
    std::unique_ptr<SteadyWatch> steady;  // of one that says what is to hold
    bool stopping = false;
    std::string failure;  // why an action failed; "" while none has
  };

  bool initiate(Experiment& experiment, Active& active);
  void find_targets(Experiment& experiment);
  void require(const Experiment& experiment, const std::vector<Need>& needs) const;
  void step(const std::string& id);
  void advance(const std::string& id, Experiment& experiment, Active& active);
  void advance(const std::string& name, Running& running, Active& active);
  void start_what_can(const std::string& id, Experiment& experiment, Active& active);
  void start_action(const std::string& id, const std::string& name, Experiment& experiment, Active& active);
  void end_others(Experiment& experiment, Active& active);
  void finish_if_over(Experiment& experiment, const Active& active);
  void judge(Experiment& experiment, const Active& active) const;
  void set(Progress& progress, std::string_view status, std::string reason) const;

  Parts parts_;
  std::map<std::string, Active> active_;
};

}  // namespace aws::region::fis
