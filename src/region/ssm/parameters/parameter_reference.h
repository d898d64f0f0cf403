// How a request names a parameter, and the ARN that permissions are about. Pure.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html
#pragma once

#include <string>
#include <string_view>

#include "base/place.h"

namespace aws::region::ssm {

std::string_view trimmed(std::string_view name);  // AWS passes over blanks around a name

// "name", "name:version" or "name:label", or the same with the ARN of a parameter of this place for the name. An ARN
// of elsewhere is a name that no parameter has.
struct ParameterReference {
  std::string name;
  std::string selector;
  bool by_arn = false;  // the name starts with a slash, which the parameter's may not have
};
ParameterReference parse_reference(std::string_view text, const Place& place);

// AWS's own parameters belong to no account.
std::string parameter_arn(std::string_view name, Place place);

}  // namespace aws::region::ssm
