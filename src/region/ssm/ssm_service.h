// AWS Systems Manager as the embedded region offers it: Parameter Store, managed nodes and Run Command. Owned by the
// region, one thread. Nothing is throttled, and there is no key service: see ParameterVersion about SecureString.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/ssm.h"
#include "region/ssm/managed_nodes.h"
#include "region/ssm/parameter_store.h"
#include "region/ssm/ports.h"
#include "region/ssm/run_command.h"

namespace aws::region::ssm {

class SsmService final : public aws::ssm::Api {
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

  aws::ssm::PutParameterResponse PutParameter(const aws::ssm::PutParameterRequest& request) override;
  aws::ssm::GetParameterResponse GetParameter(const aws::ssm::GetParameterRequest& request) override;
  aws::ssm::GetParametersResponse GetParameters(const aws::ssm::GetParametersRequest& request) override;
  aws::ssm::DeleteParameterResponse DeleteParameter(const aws::ssm::DeleteParameterRequest& request) override;
  aws::ssm::DescribeInstanceInformationResponse DescribeInstanceInformation(
      const aws::ssm::DescribeInstanceInformationRequest& request) override;
  aws::ssm::SendCommandResponse SendCommand(const aws::ssm::SendCommandRequest& request) override;
  aws::ssm::GetCommandInvocationResponse GetCommandInvocation(
      const aws::ssm::GetCommandInvocationRequest& request) override;
  aws::ssm::ListTagsForResourceResponse ListTagsForResource(
      const aws::ssm::ListTagsForResourceRequest& request) override;

 private:
  Random& random_;
  Place place_;
  ParameterStore parameters_;
  ManagedNodes nodes_;
  RunCommand run_command_;
};

}  // namespace aws::region::ssm
