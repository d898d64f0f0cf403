// The operations of Run Command. Owned by SsmService; region thread.
#pragma once

#include "base/place.h"
#include "base/random.h"
#include "contract/handlers.h"
#include "contract/ssm.h"
#include "region/ssm/commands/run_command.h"

namespace aws::region::ssm {

class CommandService {
 public:
  CommandService(RunCommand& run_command, const ManagedNodes& nodes, Random& random, Place place)
      : run_command_(run_command), nodes_(nodes), random_(random), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ssm::SendCommandResponse send(const aws::ssm::SendCommandRequest& request);
  aws::ssm::GetCommandInvocationResponse invocation(const aws::ssm::GetCommandInvocationRequest& request);
  aws::ssm::ListCommandsResponse list(const aws::ssm::ListCommandsRequest& request);
  aws::ssm::ListCommandInvocationsResponse list_invocations(const aws::ssm::ListCommandInvocationsRequest& request);
  aws::ssm::CancelCommandResponse cancel(const aws::ssm::CancelCommandRequest& request);

  RunCommand& run_command_;
  const ManagedNodes& nodes_;
  Random& random_;
  Place place_;
};

}  // namespace aws::region::ssm
