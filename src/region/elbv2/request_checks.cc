#include "region/elbv2/request_checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "region/elbv2/errors.h"

namespace aws::region::elbv2 {
namespace {

constexpr std::size_t kLongestName = 32;

const TagErrors kTagErrors{.reserved =
                               [](const std::string& key) {
                                 return validation_error(fmt::format("Tag key '{}' cannot start with 'aws:'", key));
                               },
                           .duplicate = [](const std::string& key) { return duplicate_tag_key(key); },
                           .too_many = &too_many_tags};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

}  // namespace

const std::string& checked_name(std::string_view thing, const std::optional<std::string>& name) {
  if (!name || name->empty()) throw validation_error(fmt::format("{} name must be specified", thing));
  if (name->size() > kLongestName) {
    throw validation_error(
        fmt::format("{} name '{}' cannot be longer than '{}' characters", thing, *name, kLongestName));
  }
  if (!std::ranges::all_of(*name, is_name_character)) {
    throw validation_error(fmt::format(
        "{} name '{}' can only contain characters that are alphanumeric characters and hyphens(-)", thing, *name));
  }
  if (name->front() == '-' || name->back() == '-') {
    throw validation_error(fmt::format("{} name '{}' cannot begin or end with '-'", thing, *name));
  }
  return *name;
}

void require_arn(std::string_view thing, std::string_view arn) {
  std::string type = fmt::format(":{}/", thing);  // "load balancer" -> ":loadbalancer/"
  std::erase(type, ' ');
  if (thing == kListenerRule) type = ":listener-rule/";
  if (!arn.starts_with("arn:") || arn.find(type) == std::string_view::npos) throw invalid_arn(thing, arn);
}

void at_most_one(std::initializer_list<bool> given, std::string_view message) {
  if (std::count(given.begin(), given.end(), true) > 1) throw validation_error(message);
}

void require_http(const std::optional<std::string>& protocol) {
  if (!protocol) throw validation_error("A protocol must be specified");
  if (*protocol != "HTTP") throw unsupported_protocol(*protocol);
}

void add_checked_tags(Tags& tags, const Tags& added) { add_tags(tags, added, kTagErrors); }

Tags checked_tags(const std::vector<aws::elbv2::Tag>& tags) { return tags_of(tags, kTagErrors); }

}  // namespace aws::region::elbv2
