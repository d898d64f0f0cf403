// The errors of Elastic Load Balancing, with the codes and the words that AWS has for them.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace aws::region::elbv2 {

Error validation_error(std::string_view message);
Error invalid_configuration(std::string_view message);

Error invalid_arn(std::string_view thing, std::string_view arn);
Error load_balancer_name_not_found(std::string_view name);
Error load_balancer_not_found();
Error target_group_not_found();
Error action_target_group_not_found(std::string_view arn);
Error listener_not_found();
Error rule_not_found();
Error certificate_not_found(std::string_view arn);
Error ssl_policy_not_found(std::string_view name);

Error duplicate_load_balancer(std::string_view name);
Error duplicate_target_group(std::string_view name);
Error duplicate_listener(std::string_view load_balancer_arn);
Error duplicate_tag_key(std::string_view key);
Error too_many_tags();
Error target_group_association_limit(std::string_view target_group_arn);
Error target_group_in_use(std::string_view arn);
Error priority_in_use(int priority);
Error deletion_protected(std::string_view arn);
Error default_rule_permanent(std::string_view doing);  // "deleted"
Error invalid_action(std::string_view message);
Error no_certificates_here();
Error default_certificate_permanent();
Error too_many_certificates();
Error too_many_capacity_decreases();
Error not_supported(std::string_view member);  // what the embedded region does not do, said rather than passed over

Error no_internet_gateway(std::string_view vpc_id);
Error subnet_not_found(std::string_view subnet_id);
Error invalid_security_groups();
Error targets_not_running(std::string_view instance_id);
Error target_unknown(std::string_view instance_id);
Error address_not_in_vpc(std::string_view address, std::string_view vpc_id);
Error unsupported_protocol(std::string_view protocol);
Error cannot_bind(std::string_view address, int port, std::string_view reason);

}  // namespace aws::region::elbv2
