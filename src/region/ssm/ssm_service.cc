#include "region/ssm/ssm_service.h"

namespace aws::region::ssm {

SsmService::SsmService(const Parts& parts)
    : parameters_(parts.store, parts.clock, parts.random, parts.place, parts.images),
      nodes_(parts.store, parts.instances, parts.clock, parts.timers),
      run_command_({parts.store, nodes_, parts.instances, parts.clock, parts.timers}),
      parameter_service_(parameters_),
      tag_service_(parameters_),
      node_service_(nodes_),
      command_service_(run_command_, nodes_, parts.random, parts.place) {
  nodes_.changes().subscribe([this](const NodeChanged& changed) { run_command_.node_changed(changed.id); });
}

void SsmService::start() {
  nodes_.start();
  run_command_.start();
}

void SsmService::serve(contract::Handlers& handlers) {
  parameter_service_.serve(handlers);
  tag_service_.serve(handlers);
  node_service_.serve(handlers);
  command_service_.serve(handlers);
}

}  // namespace aws::region::ssm
