// Which HTTP statuses pass a health check: "200", "200,202", "200-299" or a mix, as Matcher.HttpCode has it. A value.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace aws::region::elbv2 {

class StatusMatcher {
 public:
  // Nothing when the text cannot be read or names a status that a load balancer does not accept (200-499).
  static std::optional<StatusMatcher> parse(std::string_view text);

  bool matches(int status) const;

 private:
  std::vector<std::pair<int, int>> ranges_;
};

}  // namespace aws::region::elbv2
