// The operations on launch templates. Owned by Ec2. Region thread.
#pragma once

#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/instances/launch_specification.h"
#include "region/ec2/templates/launch_template_store.h"

namespace aws::region::ec2 {

class LaunchTemplateService {
 public:
  LaunchTemplateService(LaunchTemplateStore& templates, const TemplateResolver& resolver)
      : templates_(templates), resolver_(resolver) {}

  void serve(contract::Handlers& handlers);

  aws::ec2::CreateLaunchTemplateResponse create(const contract::Call& call,
                                                const aws::ec2::CreateLaunchTemplateRequest& request);
  aws::ec2::DescribeLaunchTemplatesResponse describe(const aws::ec2::DescribeLaunchTemplatesRequest& request);
  aws::ec2::ModifyLaunchTemplateResponse modify(const aws::ec2::ModifyLaunchTemplateRequest& request);
  aws::ec2::DeleteLaunchTemplateResponse erase(const aws::ec2::DeleteLaunchTemplateRequest& request);

 private:
  LaunchTemplateStore& templates_;
  const TemplateResolver& resolver_;
};

}  // namespace aws::region::ec2
