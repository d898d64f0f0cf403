// The EC2 launch template: what each instance of the group is made of, and the script that starts its web server.
#pragma once

#include <string>

#include "contract/ec2.h"
#include "contract/ssm.h"
#include "scenario/parts/tag.h"
#include "scenario/parts/waiting.h"

namespace aws::scenario {

struct InstanceDesign {
  std::string instance_type;
  std::string ami_parameter;  // the Systems Manager parameter that names the current AMI
  std::string profile;
  std::string user_data;  // a script, as text
};

class LaunchTemplate {
 public:
  LaunchTemplate(ec2::Api& ec2, ssm::Api& ssm, Waiting& waiting, std::string name, Tag tag)
      : ec2_(ec2),
        ssm_(ssm),
        waiting_(waiting),
        console_(waiting.console()),
        name_(std::move(name)),
        tag_(std::move(tag)) {}

  const std::string& name() const { return name_; }

  void create(const InstanceDesign& design);
  void destroy();
  bool exists();  // and is ours

 private:
  std::string current_ami(const std::string& parameter);

  ec2::Api& ec2_;
  ssm::Api& ssm_;
  Waiting& waiting_;
  Console& console_;
  std::string name_;
  Tag tag_;
};

}  // namespace aws::scenario
