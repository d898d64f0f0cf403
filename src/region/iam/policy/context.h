// What is known about a request when policies are evaluated, by condition key: "aws:SourceIp" -> {"127.0.0.1"}. Keys
// compare without regard to case, values as each condition says.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region::iam {

std::string lower_case(std::string_view text);  // ASCII

struct WithoutCase {
  using is_transparent = void;
  bool operator()(std::string_view left, std::string_view right) const;
};

using Context = std::map<std::string, std::vector<std::string>, WithoutCase>;

}  // namespace aws::region::iam
