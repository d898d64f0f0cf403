// The Auto Scaling group: keeps its instances running, each in an Availability Zone of its own, and starts a new one
// for each that it loses.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "contract/autoscaling.h"
#include "contract/ec2.h"
#include "scenario/parts/tag.h"
#include "scenario/parts/waiting.h"

namespace aws::scenario {

class AutoScaler {
 public:
  AutoScaler(autoscaling::Api& autoscaling, ec2::Api& ec2, Waiting& waiting, std::string name, Tag tag)
      : autoscaling_(autoscaling),
        ec2_(ec2),
        waiting_(waiting),
        console_(waiting.console()),
        name_(std::move(name)),
        tag_(std::move(tag)) {}

  const std::string& name() const { return name_; }

  void create(const std::string& launch_template, const std::vector<std::string>& zones, int size);
  void attach_target_group(const std::string& arn);
  std::vector<std::string> instances();
  std::map<std::string, std::string> members();  // their zones, by id
  std::set<std::string> all_zones();             // in which it may have instances
  std::set<std::string> zones();  // those that its instances are in; fewer than there are where capacity is short
  int size();                     // how many there should be
  // Ends an instance; the group starts another in its place.
  void replace_instance(const std::string& instance_id);
  void destroy();  // the instances first, and waits until they are gone
  std::vector<std::string> existing();

 private:
  std::optional<autoscaling::AutoScalingGroup> find();  // if it is ours
  // What is left of a group that is asked to let its instances go one by one.
  enum class Remainder { kNothing, kSome, kRefused };
  using Refusals = std::map<std::string, int>;  // how often, by instance
  enum class Force { kNo, kYes };

  Remainder terminate_instances();  // waits; never kSome
  Remainder shrink_to_nothing();
  Remainder shrink(Refusals& refusals);
  Remainder terminate_rest(const autoscaling::AutoScalingGroup& group, Refusals& refusals);
  void set_size_to_zero();
  bool is_deleted_with_its_instances(Remainder remainder);
  void delete_group(Force force);
  void terminate_stragglers();
  void terminate(const std::vector<std::string>& ids);
  std::vector<std::string> live_instances();  // by their tag, whether a group knows them or not

  autoscaling::Api& autoscaling_;
  ec2::Api& ec2_;
  Waiting& waiting_;
  Console& console_;
  std::string name_;
  Tag tag_;
};

}  // namespace aws::scenario
