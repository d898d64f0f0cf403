// AWS Systems Manager as the embedded region offers it: Parameter Store, managed nodes and Run Command, put together.
// Owned by the region, one thread. Nothing is throttled, and there is no key service: see ParameterVersion about
// SecureString.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/handlers.h"
#include "region/ssm/commands/command_service.h"
#include "region/ssm/commands/run_command.h"
#include "region/ssm/nodes/managed_nodes.h"
#include "region/ssm/nodes/node_service.h"
#include "region/ssm/parameters/parameter_service.h"
#include "region/ssm/parameters/parameter_store.h"
#include "region/ssm/parameters/tag_service.h"
#include "region/ssm/ports.h"

namespace aws::region::ssm {

class SsmService {
 public:
  struct Parts {
    Store& store;
    Instances& instances;
    const Clock& clock;
    Timers& timers;  // at AWS's durations
    Random& random;
    Place place;
    const Images* images = nullptr;  // none: only Amazon's have parameters
  };
  explicit SsmService(const Parts& parts);

  // Once, when the region has started and its instances are known.
  void start();
  // To be called whenever an instance has changed: running, reboot asked for, up again, shutting down, terminated.
  void instance_changed(const std::string& id) { nodes_.instance_changed(id); }

  const ParameterStore& parameters() const { return parameters_; }
  // Has the parts carry out every operation.
  void serve(contract::Handlers& handlers);

 private:
  ParameterStore parameters_;
  ManagedNodes nodes_;
  RunCommand run_command_;
  ParameterService parameter_service_;
  TagService tag_service_;
  NodeService node_service_;
  CommandService command_service_;
};

}  // namespace aws::region::ssm
