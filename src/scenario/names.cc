#include "scenario/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"

namespace aws::scenario {
namespace {

// Of a load balancer's 32 characters "-resilience-lb" takes 14; its names have the narrowest rules of all: letters,
// digits and single hyphens, none of them first, and no "internal-". Parameter Store reserves "aws" and "ssm".
constexpr std::size_t kLongest = 18;

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_good(std::string_view prefix) {
  const auto fits = [](char c) { return is_letter_or_digit(c) || c == '-'; };
  const auto reserved = [&](std::string_view word) { return prefix.starts_with(word); };
  return !prefix.empty() && prefix.size() <= kLongest && std::all_of(prefix.begin(), prefix.end(), fits) &&
         is_letter_or_digit(prefix.front()) && is_letter_or_digit(prefix.back()) &&
         prefix.find("--") == std::string_view::npos && !reserved("internal") && !reserved("aws") && !reserved("ssm");
}

ProfileNames profile_names(const std::string& start) { return {start + "-pol", start + "-role", start + "-prof"}; }

}  // namespace

Names::Names(std::string_view chosen) : prefix(chosen) {
  if (!is_good(prefix)) {
    throw Error("InvalidOption",
                fmt::format("--prefix takes 1 to {} of a-z, 0-9 and single hyphens between them, and does not start "
                            "with aws, ssm or internal; '{}' does not fit",
                            kLongest, prefix));
  }
  tag.value = prefix;
  const std::string resilience = prefix + "-resilience";
  const std::string architecture = prefix + "-resilient-architecture";
  table = prefix + "-recommendation-service";
  profile = profile_names(resilience);
  bad_credentials = profile_names(resilience + "-bc");
  experiment_role = resilience + "-fis-role";
  launch_template = resilience + "-template";
  group = resilience + "-group";
  target_group = resilience + "-tg";
  load_balancer = resilience + "-lb";
  parameters = {architecture + "-table", architecture + "-failure-response", architecture + "-health-check"};
}

}  // namespace aws::scenario
