// Single instances of the service, by their id: who they are to AWS, and what runs on them. The demo gives one of them
// bad credentials with it.
#pragma once

#include <string>
#include <vector>

#include "contract/ec2.h"
#include "contract/ssm.h"
#include "scenario/console/console.h"
#include "scenario/parts/waiting.h"

namespace aws::scenario {

class Instances {
 public:
  Instances(ec2::Api& ec2, ssm::Api& ssm, Waiting& waiting)
      : ec2_(ec2), ssm_(ssm), waiting_(waiting), console_(waiting.console()) {}

  void replace_profile(const std::string& instance_id, const std::string& profile);
  void reboot(const std::string& instance_id);                           // and waits until commands can be run on it
  void wait_for_commands(const std::vector<std::string>& instance_ids);  // until Systems Manager reaches them
  // The startup script runs only when an instance boots for the first time; after a reboot the server must be started.
  void restart_server(const std::string& instance_id);

 private:
  std::string association(const std::string& instance_id);  // the id of
  void replace_association(const std::string& association_id, const std::string& profile);
  bool takes_commands(const std::string& instance_id);
  std::string send_command(const std::string& instance_id, const std::string& command);
  void run_command(const std::string& instance_id, const std::string& command);
  std::string failure(const ssm::GetCommandInvocationRequest& invocation);

  ec2::Api& ec2_;
  ssm::Api& ssm_;
  Waiting& waiting_;
  Console& console_;
};

}  // namespace aws::scenario
