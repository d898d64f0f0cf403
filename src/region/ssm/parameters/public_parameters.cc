#include "region/ssm/parameters/public_parameters.h"

#include <algorithm>

namespace aws::region::ssm {
namespace {

// Versions only have to look as AWS's do: these parameters have been updated many times.
constexpr std::array<PublicParameter, 2> kParameters = {{
    {"/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2", kAmazonLinux2Image, 201},
    {"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", kAmazonLinux2023Image, 98},
}};

}  // namespace

std::span<const PublicParameter> public_parameters() { return kParameters; }

const PublicParameter* find_public_parameter(std::string_view name) {
  const auto found = std::find_if(kParameters.begin(), kParameters.end(),
                                  [name](const PublicParameter& parameter) { return parameter.name == name; });
  return found == kParameters.end() ? nullptr : &*found;
}

}  // namespace aws::region::ssm
