// DNS as far as names of hosts need it (RFC 1035): one question, answered with an IPv4 address or with none. Pure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace aws::region::ec2 {

// The address of a name in lower case and without a dot at its end; "" when the name is known but has none; nothing
// when it is not known.
using Resolve = std::function<std::optional<std::string>(std::string_view name)>;

// The name that a query asks for, as a Resolve gets it; "" of what is no query.
std::string name_asked_for(std::string_view query);

// The answer to a query; "" when it is none, or none that could be answered.
std::string answer_dns(std::string_view query, const Resolve& resolve);

}  // namespace aws::region::ec2
