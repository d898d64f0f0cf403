// The operations on launch templates. Owned by Ec2Service. Region thread.
#pragma once

#include "contract/ec2.h"
#include "region/ec2/launch_template_store.h"
#include "region/ec2/ports.h"

namespace aws::region::ec2 {

class LaunchTemplateService {
 public:
  LaunchTemplateService(LaunchTemplateStore& templates, Caller& caller) : templates_(templates), caller_(caller) {}

  aws::ec2::CreateLaunchTemplateResponse create(const aws::ec2::CreateLaunchTemplateRequest& request);
  aws::ec2::DescribeLaunchTemplatesResponse describe(const aws::ec2::DescribeLaunchTemplatesRequest& request);
  aws::ec2::DeleteLaunchTemplateResponse erase(const aws::ec2::DeleteLaunchTemplateRequest& request);

 private:
  LaunchTemplateStore& templates_;
  Caller& caller_;
};

}  // namespace aws::region::ec2
