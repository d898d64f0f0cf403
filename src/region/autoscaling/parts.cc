#include "region/autoscaling/parts.h"

namespace aws::region::autoscaling {

void require_pass_role(const Parts& parts, const contract::Call& call, const TemplateVersion& launch_template) {
  const auto resolved =
      parts.ports.launch_templates.resolve({.id = launch_template.id, .version = launch_template.version});
  if (resolved.role_arn.empty()) return;
  call.require("iam:PassRole", resolved.role_arn, {{"iam:PassedToService", {"ec2.amazonaws.com"}}});
}

}  // namespace aws::region::autoscaling
