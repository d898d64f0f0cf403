#include "region/ssm/parameters/parameter_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/regex.hpp>
#include <cctype>

#include "region/ssm/errors.h"

namespace aws::region::ssm {
namespace {

constexpr std::size_t kMaxNameLength = 1011;  // of the ARN
constexpr auto kMaxLevels = 15;
constexpr std::size_t kMaxStandardLength = 4096;
constexpr std::size_t kMaxAdvancedLength = 8192;

bool has_prefix(std::string_view text, std::string_view lower_case_prefix) {
  if (text.size() < lower_case_prefix.size()) return false;
  return std::equal(lower_case_prefix.begin(), lower_case_prefix.end(), text.begin(), [](char expected, char c) {
    return expected == static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
}

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-' || c == '/';
}

}  // namespace

bool is_reserved_path(std::string_view name) { return has_prefix(name, "/aws"); }

void check_name(std::string_view name, std::string_view arn) {
  if (is_reserved_path(name)) throw reserved_name(name);
  if (has_prefix(name, "aws") || has_prefix(name, "ssm")) {
    throw validation("Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
  }
  const bool path = name.find('/') != std::string_view::npos;
  if (has_prefix(name, "/ssm") || name.empty() || !std::all_of(name.begin(), name.end(), is_name_character) ||
      name.find("//") != std::string_view::npos) {
    throw validation(
        "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of "
        "sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the "
        "following 3 symbols .-_");
  }
  if (path && !name.starts_with('/')) throw validation("Parameter name must be a fully qualified name.");
  if (name.ends_with('/')) throw validation("Parameter name must not end with slash.");
  if (std::count(name.begin(), name.end(), '/') > kMaxLevels) throw too_many_levels();
  if (arn.size() > kMaxNameLength) {
    throw validation(fmt::format("Parameter name: its ARN must be at most {} characters long.", kMaxNameLength));
  }
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > 100 || std::isdigit(static_cast<unsigned char>(label.front())) != 0) return false;
  if (has_prefix(label, "aws") || has_prefix(label, "ssm")) return false;
  return std::all_of(label.begin(), label.end(), [](char c) { return c != '/' && is_name_character(c); });
}

std::string tier_for(std::string_view requested, std::string_view value) {
  if (requested == "Intelligent-Tiering") requested = value.size() > kMaxStandardLength ? kAdvancedTier : kStandardTier;
  if (requested == kAdvancedTier && value.size() > kMaxAdvancedLength) {
    throw validation(fmt::format("Advanced tier parameters support a maximum parameter value of {} characters.",
                                 kMaxAdvancedLength));
  }
  if (requested == kStandardTier && value.size() > kMaxStandardLength) {
    throw validation(
        fmt::format("Standard tier parameters support a maximum parameter value of {} characters. To create a larger "
                    "parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, "
                    "see https://docs.aws.amazon.com/systems-manager/latest/userguide/"
                    "parameter-store-advanced-parameters.html",
                    kMaxStandardLength));
  }
  return std::string(requested);
}

void check_value(std::string_view value) {
  if (value.empty()) {
    throw validation(
        "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length "
        "greater than or equal to 1.");
  }
  if (value.find("{{") != std::string_view::npos) {
    throw validation("Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.");
  }
}

void check_data_type(std::string_view data_type, std::string_view value) {
  if (data_type != "text" && data_type != "aws:ec2:image") {
    throw validation(
        fmt::format("The following data type is not supported: {} (Data type names are all lowercase.)", data_type));
  }
  if (data_type == "aws:ec2:image" && !value.starts_with("ami-")) {
    throw validation(fmt::format("Parameter value is not an image id (ami-...): {}", value));
  }
}

// Boost's expressions, unlike the standard library's, give up on one that would take forever.
void check_pattern(const std::string& pattern, const std::string& value) {
  if (pattern.empty()) return;
  try {
    if (boost::regex_search(value, boost::regex(pattern))) return;
  } catch (const std::runtime_error&) {  // boost::regex_error, or too complex
    throw invalid_pattern(pattern);
  }
  throw pattern_mismatch(pattern);
}

}  // namespace aws::region::ssm
