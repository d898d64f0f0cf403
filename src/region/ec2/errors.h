// EC2's errors, with the codes and words of the service.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace aws::region::ec2::errors {

Error missing_parameter(std::string_view parameter);
Error invalid_parameter(std::string message);
Error invalid_filter(std::string_view name);
Error invalid_next_token();
Error max_results_with_ids(std::string_view set);
Error idempotency_mismatch();
Error too_many_tags();

Error launch_template_name_in_use();
Error launch_template_name_not_found(std::string_view name);
Error launch_template_names_not_found();  // DescribeLaunchTemplates has words of its own
Error launch_template_id_not_found(std::string_view id);
Error launch_template_version_not_found(std::string_view version, std::string_view id);

Error image_malformed(std::string_view id);
Error image_not_found(std::string_view id);
Error image_unavailable(std::string_view id, std::string_view why);
Error instance_types_unknown(const std::vector<std::string>& types);
Error instance_type_invalid(std::string_view type);
Error architectures_differ(std::string_view of_type, std::string_view of_image);
Error key_pair_not_found(std::string_view name);
Error key_pair_id_not_found(std::string_view id);
Error key_pair_exists(std::string_view name);
Error key_format_invalid();
Error id_invalid(std::string_view id);
Error not_found(std::string_view code, std::string_view what, std::string_view id);
Error user_data_malformed();
Error user_data_too_long();
Error profile_name_invalid(std::string_view name);
Error profile_arn_invalid(std::string_view arn);

Error zones_invalid(std::string_view parameter, const std::vector<std::string>& names);
Error vpc_not_found(std::string_view id);
Error subnet_not_found(std::string_view id);
Error subnet_full(std::string_view id);
Error insufficient_capacity(std::string_view type, std::string_view zone, const std::vector<std::string>& elsewhere);
Error security_group_malformed(std::string_view id);
Error security_group_not_found(std::string_view id);
Error security_group_name_not_found(std::string_view name, std::string_view vpc_id);
Error security_group_exists(std::string_view name, std::string_view vpc_id);
Error security_group_name_invalid(std::string_view name);
Error default_group_permanent(std::string_view id);
Error depended_on(std::string_view id);
Error rule_exists(std::string_view rule);
Error rule_not_found();
Error rule_id_not_found(std::string_view id);
Error cidr_malformed(std::string_view cidr);

Error instance_malformed(std::string_view id);
Error instances_not_found(const std::vector<std::string>& ids);
Error instance_not_running(std::string_view id);
Error instance_not_stopped(std::string_view id);
Error instance_not_startable(std::string_view id);
Error instance_not_stoppable(std::string_view id);
Error termination_disabled(std::string_view id);
Error stop_disabled(std::string_view id);
Error hibernation_not_configured();
Error device_not_mapped(std::string_view device);
Error unsupported(std::string message);
Error not_supported(std::string_view member);  // said rather than passed over
Error parameter_combination(std::string message);
Error association_exists(std::string_view instance_id);
Error association_not_found(std::string_view id);

}  // namespace aws::region::ec2::errors
