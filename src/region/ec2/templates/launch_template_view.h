// Launch templates and their versions as they are told, and by what they can be found.
#pragma once

#include "contract/ec2.h"
#include "region/ec2/filters.h"
#include "region/ec2/templates/launch_template_store.h"

namespace aws::region::ec2 {

aws::ec2::LaunchTemplate template_view(const LaunchTemplate& launch_template);
const Filterable<aws::ec2::LaunchTemplate>& filterable_templates();

aws::ec2::LaunchTemplateVersion version_view(const LaunchTemplate& launch_template,
                                             const LaunchTemplateVersion& version);
const Filterable<aws::ec2::LaunchTemplateVersion>& filterable_versions();

}  // namespace aws::region::ec2
