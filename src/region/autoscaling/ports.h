// What Auto Scaling needs of its neighbours, in its own terms. The adapters over EC2 and Elastic Load Balancing are
// written where the region is put together. The other way round they call instance_changed() and target_group_changed()
// of the GroupReconciler. Region thread.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace aws::region::autoscaling {

// A launch template as a caller names it: by id or by name, the version "$Default", "$Latest" or a number.
struct TemplateReference {
  std::optional<std::string> id;
  std::optional<std::string> name;
  std::string version = "$Default";
};

struct ResolvedTemplate {
  std::string id;
  std::string name;
  std::string version;  // the number
  std::string instance_type;
  std::string image_id;
  std::string role_arn;  // that its instances will have; "" when none
};

class LaunchTemplates {
 public:
  virtual ~LaunchTemplates() = default;
  // Throws an aws::Error whose message says in EC2's words what is missing or wrong, for example that the template does
  // not exist or that its instance profile does not.
  virtual ResolvedTemplate resolve(const TemplateReference& reference) = 0;
};

struct LaunchOrder {
  TemplateReference launch_template;  // id, name and the number of the version
  std::string zone;
  std::string subnet_id;
  std::string group_name;
  std::map<std::string, std::string> tags;  // those that propagate at launch; not the group's own aws:autoscaling:*
};

enum class InstanceState { kPending, kRunning, kStopped, kShuttingDown, kTerminated, kUnknown };

// What Auto Scaling has not launched itself.
struct ExistingInstance {
  std::string instance_type;
  std::string zone;
  std::string subnet_id;
  InstanceState state = InstanceState::kUnknown;
};

class Instances {
 public:
  virtual ~Instances() = default;
  // The new instance's id; writes within the caller's transaction of the store. Throws aws::Error.
  virtual std::string launch(const LaunchOrder& order) = 0;
  virtual void terminate(const std::string& instance_id) = 0;
  virtual InstanceState state(const std::string& instance_id) = 0;
  virtual std::optional<ExistingInstance> find(const std::string& instance_id) = 0;
  // An instance comes to a group that did not launch it, or leaves its group and stays. Both write within the caller's
  // transaction of the store.
  virtual void adopt(const std::string& instance_id, const std::string& group_name) = 0;
  virtual void release(const std::string& instance_id) = 0;
};

struct Subnet {
  std::string id;
  std::string zone;
};

class Zones {
 public:
  virtual ~Zones() = default;
  virtual std::optional<Subnet> default_subnet(const std::string& zone) = 0;  // none: there is no such zone
  virtual std::optional<Subnet> subnet(const std::string& subnet_id) = 0;
};

class TargetGroups {
 public:
  virtual ~TargetGroups() = default;
  virtual bool exists(const std::string& arn) = 0;
  virtual void register_target(const std::string& arn, const std::string& instance_id) = 0;
  virtual void deregister_target(const std::string& arn, const std::string& instance_id) = 0;
  // No request is in flight to a target that was deregistered; true as well when there is no such target.
  virtual bool drained(const std::string& arn, const std::string& instance_id) = 0;
  // The group exists. A target whose health is not known yet is neither.
  virtual bool healthy(const std::string& arn, const std::string& instance_id) = 0;
  virtual bool unhealthy(const std::string& arn, const std::string& instance_id) = 0;
  // For so long at most a target drains, on AWS; the group exists.
  virtual std::chrono::seconds deregistration_delay(const std::string& arn) = 0;
};

struct Ports {
  Instances& instances;
  LaunchTemplates& launch_templates;
  Zones& zones;
  TargetGroups& target_groups;
};

}  // namespace aws::region::autoscaling
