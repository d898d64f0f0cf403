// Which managed nodes a DescribeInstanceInformation asks for.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "contract/ssm.h"

namespace aws::region::ssm {

class NodeFilter {
 public:
  // Throws InvalidFilterKey.
  explicit NodeFilter(const aws::ssm::DescribeInstanceInformationRequest& request);

  bool accepts(const aws::ssm::InstanceInformation& node) const;

 private:
  void add(const std::string& key, const std::vector<std::string>& values);

  std::vector<std::pair<std::string, std::vector<std::string>>> conditions_;
};

}  // namespace aws::region::ssm
