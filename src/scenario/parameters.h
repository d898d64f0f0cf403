// The three Systems Manager parameters that tell the web server how to behave. The demo changes one at a time to break
// the service and to make it more resilient.
#pragma once

#include <string>
#include <vector>

#include "contract/ssm.h"
#include "scenario/console.h"
#include "scenario/names.h"

namespace aws::scenario {

class Parameters {
 public:
  Parameters(ssm::Api& ssm, Console& console, ParameterNames names)
      : ssm_(ssm), console_(console), names_(std::move(names)) {}

  const ParameterNames& names() const { return names_; }

  void reset(const std::string& table);  // a sound table, failures shown as they are, shallow health checks
  void put(const std::string& name, const std::string& value);
  void destroy();
  std::vector<std::string> existing();

 private:
  ssm::Api& ssm_;
  Console& console_;
  ParameterNames names_;
};

}  // namespace aws::scenario
