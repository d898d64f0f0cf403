// The role by which experiments act on the service: AWS's Fault Injection Service assumes it, and may do what the
// role's policy allows and nothing else.
#pragma once

#include <string>
#include <vector>

#include "contract/iam.h"
#include "scenario/parts/tag.h"
#include "scenario/parts/waiting.h"

namespace aws::scenario {

class ExperimentRole {
 public:
  ExperimentRole(iam::Api& iam, Waiting& waiting, std::string name, Tag tag)
      : iam_(iam), waiting_(waiting), console_(waiting.console()), name_(std::move(name)), tag_(std::move(tag)) {}

  std::string create(const std::string& policy_document);  // its ARN; uses what is there already, if it is ours
  void destroy();
  bool exists();  // and is ours
  const std::string& name() const { return name_; }

 private:
  std::optional<iam::Role> find();

  iam::Api& iam_;
  Waiting& waiting_;
  Console& console_;
  std::string name_;
  Tag tag_;
};

}  // namespace aws::scenario
