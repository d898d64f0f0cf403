// RunInstances: a launch of some instances by what is in the request, or in a template, or both. Owned by Ec2. Region
// thread.
#pragma once

#include "base/place.h"
#include "base/random.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/groups/security_groups.h"
#include "region/ec2/instances/instance_lifecycle.h"
#include "region/ec2/instances/instance_store.h"
#include "region/ec2/templates/launch_template_store.h"
#include "region/store/store.h"

namespace aws::region::ec2 {

class RunInstancesService {
 public:
  struct Parts {
    Store& store;
    const InstanceStore& instances;
    InstanceLifecycle& lifecycle;
    const LaunchTemplateStore& templates;
    const TemplateResolver& resolver;
    const SecurityGroups& groups;
    Random& random;
    Place place;
  };
  explicit RunInstancesService(Parts parts) : parts_(std::move(parts)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::RunInstancesResponse run(const contract::Call& call, const aws::ec2::RunInstancesRequest& request);

  std::vector<std::string> made_by_same_call(const std::string& client_token, const std::string& asked) const;
  LaunchSpecification specification_of(const aws::ec2::RunInstancesRequest& request) const;
  std::vector<std::string> launch(const LaunchSpecification& specification, PartOfLaunch part, int least, int most);
  aws::ec2::RunInstancesResponse reservation_of(const std::vector<std::string>& ids) const;

  Parts parts_;
};

}  // namespace aws::region::ec2
