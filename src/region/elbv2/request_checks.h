// Checks that the requests of several operations share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/elbv2.h"
#include "region/elbv2/elbv2_store.h"

namespace aws::region::elbv2 {

// The name when it is one that AWS accepts; `thing` is what it names, "Target group" or "Load balancer".
const std::string& checked_name(std::string_view thing, const std::optional<std::string>& name);

// Refuses a text that could not be the ARN of a `thing`: a "load balancer", a "target group" or a "listener". That is
// another error than an ARN that names nothing.
void require_arn(std::string_view thing, std::string_view arn);

void require_http(const std::optional<std::string>& protocol);

Tags checked_tags(const std::vector<aws::elbv2::Tag>& tags);

}  // namespace aws::region::elbv2
