// AWS Systems Manager as the embedded region offers it: Parameter Store, managed nodes and Run Command. Owned by the
// region, one thread. Nothing is throttled, and there is no key service: see ParameterVersion about SecureString.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/handlers.h"
#include "contract/ssm.h"
#include "region/ssm/commands/run_command.h"
#include "region/ssm/managed_nodes.h"
#include "region/ssm/parameter_store.h"
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
  };
  explicit SsmService(Parts parts);

  // Once, when the region has started and its instances are known.
  void start();
  // To be called whenever an instance has changed: running, reboot asked for, up again, shutting down, terminated.
  void instance_changed(const std::string& id) { nodes_.instance_changed(id); }

  // Has this carry out every operation.
  void serve(contract::Handlers& handlers);

  aws::ssm::PutParameterResponse PutParameter(const aws::ssm::PutParameterRequest& request);
  aws::ssm::GetParameterResponse GetParameter(const aws::ssm::GetParameterRequest& request);
  aws::ssm::GetParametersResponse GetParameters(const aws::ssm::GetParametersRequest& request);
  aws::ssm::DeleteParameterResponse DeleteParameter(const aws::ssm::DeleteParameterRequest& request);
  aws::ssm::DescribeInstanceInformationResponse DescribeInstanceInformation(
      const aws::ssm::DescribeInstanceInformationRequest& request);
  aws::ssm::SendCommandResponse SendCommand(const aws::ssm::SendCommandRequest& request);
  aws::ssm::GetCommandInvocationResponse GetCommandInvocation(const aws::ssm::GetCommandInvocationRequest& request);
  aws::ssm::ListTagsForResourceResponse ListTagsForResource(const aws::ssm::ListTagsForResourceRequest& request);

 private:
  Random& random_;
  Place place_;
  ParameterStore parameters_;
  ManagedNodes nodes_;
  RunCommand run_command_;
};

}  // namespace aws::region::ssm
