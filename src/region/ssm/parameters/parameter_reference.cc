#include "region/ssm/parameters/parameter_reference.h"

#include <algorithm>

#include "region/ssm/parameters/parameter_rules.h"

namespace aws::region::ssm {
namespace {

constexpr std::string_view kArn = "arn:";

}  // namespace

std::string_view trimmed(std::string_view name) {
  const auto first = name.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return name.substr(first, name.find_last_not_of(' ') - first + 1);
}

ParameterReference parse_reference(std::string_view text, const Place& place) {
  text = trimmed(text);
  ParameterReference reference;
  const auto own = place.arn("ssm", "parameter/");
  if (text.starts_with(own)) {
    reference.by_arn = true;
    text.remove_prefix(own.size() - 1);
  } else if (text.starts_with(kArn)) {
    reference.name = text;
    return reference;
  }
  const auto colon = std::min(text.find(':'), text.size());
  reference.name = text.substr(0, colon);
  reference.selector = text.substr(std::min(colon + 1, text.size()));
  return reference;
}

std::string parameter_arn(std::string_view name, Place place) {
  if (name.starts_with(kArn)) return std::string(name);
  if (is_reserved_path(name)) place.account.clear();
  return place.arn("ssm", (name.starts_with('/') ? "parameter" : "parameter/") + std::string(name));
}

}  // namespace aws::region::ssm
