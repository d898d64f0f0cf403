// Which parameters DescribeParameters and GetParametersByPath are asked for.
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contract/ssm.h"
#include "region/ssm/parameters/parameter_store.h"

namespace aws::region::ssm {

class ParameterFilter {
 public:
  // Keys that a caller may filter by, "tag:" for every tag. Throws InvalidFilterKey, InvalidFilterOption or
  // InvalidFilterValue.
  ParameterFilter(const std::vector<aws::ssm::ParameterStringFilter>& filters, std::vector<std::string_view> keys);
  // The older form, which knows Name (a beginning), Type and KeyId.
  explicit ParameterFilter(const std::vector<aws::ssm::ParametersFilter>& filters);

  bool accepts(const StoredParameter& parameter) const;

 private:
  struct Condition {
    std::string key;
    std::string option;
    std::vector<std::string> values;
  };
  static bool holds(const Condition& condition, const StoredParameter& parameter);

  std::vector<Condition> conditions_;
};

// Is the parameter below the path, and with no further level when it is not to be searched in depth?
bool is_below(std::string_view name, std::string_view path, bool recursive);
// Throws ValidationException for what is not a path.
void check_path(std::string_view path);

}  // namespace aws::region::ssm
