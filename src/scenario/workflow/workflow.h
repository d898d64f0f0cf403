// The workflow as main sees it: deploy, demo, destroy, and the two small commands beside them. Blocks; one thread.
//
// Every method may throw Interrupted, when the person asked to stop. The workflow can then still clean_up().
#pragma once

#include "scenario/report/report.h"
#include "scenario/resources.h"
#include "scenario/scenario.h"
#include "scenario/workflow/status.h"
#include "scenario/workflow/steps.h"

namespace aws::scenario {

class Workflow {
 public:
  // Reads and checks options and resource files. Throws aws::Error, one line; nothing has been created then.
  Workflow(const Surroundings& surroundings, const ScenarioOptions& options, const Names& names = Names());

  // What the person declines is not done, and that is no failure: true.
  bool run();  // deploy, demo, destroy; destroys whatever happens but Interrupted
  bool deploy();
  bool demo();
  bool destroy();   // asks first
  bool clean_up();  // the same without asking: after Interrupted
  Status status();  // throws aws::Error

  const Report& report() const { return report_; }
  bool has_begun() const { return begun_; }  // a phase, whatever came of it

 private:
  template <class Phase>
  bool phase(const char* name, const Phase& what);
  bool create();
  bool conclude();  // with the question whether to destroy

  Resources resources_;
  Scenario scenario_;
  std::vector<Step> steps_;
  std::function<CallCount()> calls_;
  Report report_;
  bool begun_ = false;
};

// Hello Service: the names and DNS names of up to ten load balancers.
void hello(elbv2::Api& elbv2, Console& console);

}  // namespace aws::scenario
