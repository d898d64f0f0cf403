// The three Systems Manager parameters that tell the web server how to behave. The demo changes one at a time to break
// the service and to make it more resilient.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "contract/ssm.h"
#include "scenario/names.h"
#include "scenario/parts/waiting.h"

namespace aws::scenario {

class Parameters {
 public:
  Parameters(ssm::Api& ssm, Waiting& waiting, ParameterNames names, Tag tag)
      : ssm_(ssm), waiting_(waiting), console_(waiting.console()), names_(std::move(names)), tag_(std::move(tag)) {}

  const ParameterNames& names() const { return names_; }

  void reset(const std::string& table);  // a sound table, failures shown as they are, shallow health checks
  void put(const std::string& name, const std::string& value);
  void destroy();
  std::vector<std::string> existing();

 private:
  std::vector<ssm::Parameter> find();
  bool is_ours(const std::string& name);
  void create(const std::string& name, const std::string& value);
  void say_set(const std::string& name, const std::string& value);

  ssm::Api& ssm_;
  Waiting& waiting_;
  Console& console_;
  ParameterNames names_;
  Tag tag_;
  std::set<std::string> ours_;  // known to bear the tag
};

}  // namespace aws::scenario
