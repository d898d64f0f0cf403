// Checks that the requests of several operations share.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/elbv2.h"
#include "region/elbv2/elbv2_store.h"

namespace aws::region::elbv2 {

// The name when it is one that AWS accepts; `thing` is what it names, "Target group" or "Load balancer".
const std::string& checked_name(std::string_view thing, const std::optional<std::string>& name);

inline constexpr std::string_view kListenerRule = "listener rule";

// Refuses a text that could not be the ARN of a `thing`: a "load balancer", a "target group", a "listener" or a
// "listener rule". That is another error than an ARN that names nothing.
void require_arn(std::string_view thing, std::string_view arn);

void require_http(const std::optional<std::string>& protocol);

template <class T>
std::vector<const T*> everything(const std::map<std::string, T, std::less<>>& all) {
  std::vector<const T*> items;
  for (const auto& [arn, item] : all) items.push_back(&item);
  return items;
}

void at_most_one(std::initializer_list<bool> given, std::string_view message);

Tags checked_tags(const std::vector<aws::elbv2::Tag>& tags);
void add_checked_tags(Tags& tags, const Tags& added);

}  // namespace aws::region::elbv2
