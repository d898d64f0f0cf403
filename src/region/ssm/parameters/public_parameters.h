// The public parameters under /aws/service that the region offers: the ids of its machine images, which are what EC2
// accepts as ImageId.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace aws::region::ssm {

inline constexpr std::string_view kAmazonLinux2Image = "ami-0c2a4f6e8d1b3957a";
inline constexpr std::string_view kAmazonLinux2023Image = "ami-07d9e1b35f8a2c640";
inline constexpr std::array<std::string_view, 2> kImageIds = {kAmazonLinux2Image, kAmazonLinux2023Image};

struct PublicParameter {
  std::string_view name;
  std::string_view value;
  int version;
};

std::span<const PublicParameter> public_parameters();
const PublicParameter* find_public_parameter(std::string_view name);  // nullptr when there is none

}  // namespace aws::region::ssm
