// What Parameter Store accepts as a parameter's name and value. Pure; each check throws the error that AWS answers.
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
#pragma once

#include <string>
#include <string_view>

namespace aws::region::ssm {

void check_name(std::string_view name, std::string_view arn);
bool is_reserved_path(std::string_view name);  // /aws...

inline constexpr std::string_view kStandardTier = "Standard";
inline constexpr std::string_view kAdvancedTier = "Advanced";
// The tier that a value gets: Intelligent-Tiering chooses by size. Throws when the value is too long for it.
std::string tier_for(std::string_view requested, std::string_view value);

// 1 to 100 letters, digits and ._-, not a number at the start, not "aws" or "ssm".
bool is_label(std::string_view label);

void check_value(std::string_view value);
void check_data_type(std::string_view data_type, std::string_view value);
void check_pattern(const std::string& pattern, const std::string& value);

}  // namespace aws::region::ssm
