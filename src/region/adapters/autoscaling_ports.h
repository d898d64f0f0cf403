// Auto Scaling's ports over EC2 and Elastic Load Balancing.
#pragma once

#include "region/autoscaling/ports.h"
#include "region/chaos/capacity.h"
#include "region/ec2/instances/instance_lifecycle.h"
#include "region/elbv2/targets/target_monitor.h"

namespace aws::region {

class AutoScalingInstances final : public autoscaling::Instances {
 public:
  AutoScalingInstances(ec2::InstanceLifecycle& instances, chaos::Capacity& capacity)
      : instances_(instances), capacity_(capacity) {}
  std::string launch(const autoscaling::LaunchOrder& order) override;
  void terminate(const std::string& instance_id) override { instances_.terminate(instance_id); }
  autoscaling::InstanceState state(const std::string& instance_id) override;
  std::optional<autoscaling::ExistingInstance> find(const std::string& instance_id) override;
  void adopt(const std::string& instance_id, const std::string& group_name) override;
  void release(const std::string& instance_id) override;

 private:
  void require_capacity(const ec2::LaunchOrder& order, const std::string& group);

  ec2::InstanceLifecycle& instances_;
  chaos::Capacity& capacity_;
};

class AutoScalingLaunchTemplates final : public autoscaling::LaunchTemplates {
 public:
  explicit AutoScalingLaunchTemplates(const ec2::InstanceLifecycle& instances) : instances_(instances) {}
  autoscaling::ResolvedTemplate resolve(const autoscaling::TemplateReference& reference) override;

 private:
  const ec2::InstanceLifecycle& instances_;
};

class AutoScalingZones final : public autoscaling::Zones {
 public:
  explicit AutoScalingZones(const ec2::Network& network) : network_(network) {}
  std::optional<autoscaling::Subnet> default_subnet(const std::string& zone) override;
  std::optional<autoscaling::Subnet> subnet(const std::string& subnet_id) override;

 private:
  const ec2::Network& network_;
};

class AutoScalingTargetGroups final : public autoscaling::TargetGroups {
 public:
  explicit AutoScalingTargetGroups(elbv2::TargetMonitor& monitor) : monitor_(monitor) {}
  bool exists(const std::string& arn) override { return monitor_.target_group_exists(arn); }
  void register_target(const std::string& arn, const std::string& instance_id) override {
    monitor_.register_target(arn, monitor_.on_own_port(arn, instance_id));
  }
  void deregister_target(const std::string& arn, const std::string& instance_id) override {
    monitor_.deregister_target(arn, monitor_.on_own_port(arn, instance_id));
  }
  bool drained(const std::string& arn, const std::string& instance_id) override {
    return monitor_.drained(arn, monitor_.on_own_port(arn, instance_id));
  }
  std::chrono::seconds deregistration_delay(const std::string& arn) override {
    return monitor_.deregistration_delay(arn);
  }
  bool healthy(const std::string& arn, const std::string& instance_id) override {
    return monitor_.healthy(arn, monitor_.on_own_port(arn, instance_id));
  }
  bool unhealthy(const std::string& arn, const std::string& instance_id) override {
    return monitor_.unhealthy(arn, monitor_.on_own_port(arn, instance_id));
  }

 private:
  elbv2::TargetMonitor& monitor_;
};

}  // namespace aws::region
