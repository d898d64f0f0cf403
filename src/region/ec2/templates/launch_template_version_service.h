// The operations on the versions of launch templates. Owned by Ec2. Region thread.
#pragma once

#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/instances/launch_specification.h"
#include "region/ec2/templates/launch_template_store.h"

namespace aws::region::ec2 {

class LaunchTemplateVersionService {
 public:
  LaunchTemplateVersionService(LaunchTemplateStore& templates, const TemplateResolver& resolver)
      : templates_(templates), resolver_(resolver) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::CreateLaunchTemplateVersionResponse create(const contract::Call& call,
                                                       const aws::ec2::CreateLaunchTemplateVersionRequest& request);
  aws::ec2::DescribeLaunchTemplateVersionsResponse describe(
      const aws::ec2::DescribeLaunchTemplateVersionsRequest& request) const;
  aws::ec2::DeleteLaunchTemplateVersionsResponse erase(const aws::ec2::DeleteLaunchTemplateVersionsRequest& request);

  std::vector<aws::ec2::LaunchTemplateVersion> versions_of(
      const LaunchTemplate& launch_template, const aws::ec2::DescribeLaunchTemplateVersionsRequest& request) const;

  LaunchTemplateStore& templates_;
  const TemplateResolver& resolver_;
};

}  // namespace aws::region::ec2
