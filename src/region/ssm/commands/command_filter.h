// Which commands or invocations a caller wants listed.
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CommandFilter.html
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "contract/ssm.h"
#include "region/ssm/commands/command_store.h"

namespace aws::region::ssm {

class CommandFilter {
 public:
  // Throws InvalidFilterKey for a time that is none.
  explicit CommandFilter(const std::vector<aws::ssm::CommandFilter>& filters);

  // `status` of the command, or of the invocation that is asked about.
  bool accepts(const Command& command, const std::string& status) const;

 private:
  std::optional<Timestamp> after_;
  std::optional<Timestamp> before_;
  std::optional<std::string> status_;
  std::optional<bool> executing_;
  std::optional<std::string> document_;
};

}  // namespace aws::region::ssm
