// What the Fault Injection Service needs of its neighbours, in its own terms: what it looks for, and what it makes go
// wrong. All of it is done with the experiment's role in mind, which is asked before (Roles). Adapters are written
// where the region is put together; tests bring their own. Region thread.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region::fis {

struct Resource {
  std::string arn;
  std::map<std::string, std::string> tags;
  // What is found along a path such as "State.Name" or "SecurityGroups[].GroupId" of what its service says of it;
  // nothing along one that leads nowhere.
  std::function<std::vector<std::string>(std::string_view path)> values;
};

class Resources {
 public:
  virtual ~Resources() = default;
  // All that there are of a target's resource type, but what is at its end.
  virtual std::vector<Resource> all(std::string_view type) const = 0;
  // The zone that has this name or id, by its name; "" when there is none.
  virtual std::string zone(std::string_view name_or_id) const = 0;
};

// What the experiment's role has to be allowed.
struct Need {
  std::string action;
  std::string resource;
  std::map<std::string, std::vector<std::string>> context{};  // condition keys
};

class Roles {
 public:
  virtual ~Roles() = default;
  // Is there such a role, and does it let the service assume it for this experiment?
  virtual bool assumable(const std::string& role_arn, const std::string& experiment_arn) const = 0;
  virtual bool allows(const std::string& role_arn, const Need& need) const = 0;
};

// Throw aws::Error as EC2 does.
class Instances {
 public:
  virtual ~Instances() = default;
  virtual std::string state(const std::string& id) const = 0;  // "terminated" for one that is not known
  virtual void stop(const std::vector<std::string>& ids) = 0;
  virtual void start(const std::vector<std::string>& ids) = 0;
  virtual void reboot(const std::vector<std::string>& ids) = 0;
  virtual void terminate(const std::vector<std::string>& ids) = 0;
};

struct CommandOrder {
  std::string document;  // name or ARN
  std::string version;   // "" for the default
  std::map<std::string, std::vector<std::string>> parameters;
  std::vector<std::string> instance_ids;
};

struct CommandState {
  bool ended = false;
  std::string problem;  // of the first instance where it failed; "" while there is none
};

// Run Command. Throw aws::Error as Systems Manager does.
class Commands {
 public:
  virtual ~Commands() = default;
  virtual std::string send(const CommandOrder& order) = 0;  // the command's id
  virtual CommandState state(const std::string& id) const = 0;
  virtual void cancel(const std::string& id) = 0;
};

// Goes on until it is destroyed.
class Ongoing {
 public:
  virtual ~Ongoing() = default;
};

struct ApiError {
  enum class Kind { kThrottle, kUnavailable, kInternal };
  Kind kind = Kind::kThrottle;
  std::vector<std::string> role_arns;  // whose calls
  std::string service;                 // "ec2"
  std::vector<std::string> operations;
  double share = 0;
};

class ApiErrors {
 public:
  virtual ~ApiErrors() = default;
  virtual bool has_operation(std::string_view service, std::string_view operation) const = 0;
  virtual std::unique_ptr<Ongoing> begin(const ApiError& error) = 0;
};

struct Shortage {
  std::vector<std::string> zones;
  std::vector<std::string> role_arns;   // whose calls find no capacity
  std::vector<std::string> group_arns;  // which Auto Scaling groups find none
  double share = 0;
};

class Shortages {
 public:
  virtual ~Shortages() = default;
  virtual std::unique_ptr<Ongoing> begin(const Shortage& shortage) = 0;
};

struct NetworkDisruption {
  std::vector<std::string> subnet_ids;
  std::string scope;  // "all", "availability-zone", "dynamodb", ...
};

class NetworkDisruptions {
 public:
  virtual ~NetworkDisruptions() = default;
  // Throws aws::Error with the reason why it cannot be.
  virtual std::unique_ptr<Ongoing> begin(const NetworkDisruption& disruption) = 0;
};

struct ZonalShift {
  std::vector<std::string> resource_arns;
  std::string zone;  // that traffic is to leave, by its name
};

class ZonalShifts {
 public:
  virtual ~ZonalShifts() = default;
  virtual bool takes_part(const std::string& resource_arn) const = 0;  // in autoshifts
  // Throws aws::Error with the reason why it cannot be.
  virtual std::unique_ptr<Ongoing> begin(const ZonalShift& shift) = 0;
};

// A visitor's request to a load balancer that has had its answer.
struct Visit {
  std::string load_balancer;  // by name
  std::string target_group;   // that it was for, by name; "" where the load balancer answers by itself
  int status = 0;             // 0: the visitor left before
  std::chrono::milliseconds took{};
};

class Visits {
 public:
  virtual ~Visits() = default;
  virtual bool has_load_balancer(const std::string& name) const = 0;
  virtual bool has_target_group(const std::string& name) const = 0;
  // Tells of each from soon on.
  virtual std::unique_ptr<Ongoing> watch(std::function<void(const Visit&)> tell) = 0;
};

struct Ports {
  const Resources& resources;
  const Roles& roles;
  Instances& instances;
  Commands& commands;
  ApiErrors& api_errors;
  Shortages& shortages;
  NetworkDisruptions& network;
  ZonalShifts& shifts;
  Visits& visits;
};

}  // namespace aws::region::fis
