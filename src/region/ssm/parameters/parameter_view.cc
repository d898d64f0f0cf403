#include "region/ssm/parameters/parameter_view.h"

#include "region/service/unless_empty.h"

namespace aws::region::ssm {

namespace api = aws::ssm;

api::Parameter describe(const ParameterView& parameter, bool with_decryption) {
  const bool sealed = parameter.type == kSecureString && !with_decryption;
  api::Parameter description{.Name = parameter.name,
                             .Type = parameter.type,
                             .Value = sealed ? parameter.sealed : parameter.value,
                             .Version = parameter.version,
                             .LastModifiedDate = parameter.modified,
                             .ARN = parameter.arn,
                             .DataType = parameter.data_type};
  if (!parameter.selector.empty()) description.Selector = parameter.selector;
  return description;
}

api::ParameterMetadata metadata(const StoredParameter& parameter) {
  const ParameterVersion& latest = parameter.versions.back();
  return {.Name = parameter.name,
          .Type = parameter.type,
          .KeyId = unless_empty(parameter.key_id),
          .LastModifiedDate = from_milliseconds(latest.modified_ms),
          .LastModifiedUser = unless_empty(latest.user),
          .Description = unless_empty(parameter.description),
          .AllowedPattern = unless_empty(parameter.allowed_pattern),
          .Version = latest.version,
          .Tier = parameter.tier,
          .DataType = parameter.data_type};
}

// Each version with what was said when it was written.
api::ParameterHistory history_entry(const StoredParameter& parameter, const ParameterVersion& version,
                                    bool with_decryption) {
  const bool sealed = parameter.type == kSecureString && !with_decryption;
  return {.Name = parameter.name,
          .Type = parameter.type,
          .KeyId = unless_empty(parameter.key_id),
          .LastModifiedDate = from_milliseconds(version.modified_ms),
          .LastModifiedUser = unless_empty(version.user),
          .Description = unless_empty(version.description),
          .Value = sealed ? version.sealed : version.value,
          .AllowedPattern = unless_empty(version.allowed_pattern),
          .Version = version.version,
          .Labels = version.labels,
          .Tier = version.tier.empty() ? parameter.tier : version.tier,
          .DataType = parameter.data_type};
}

}  // namespace aws::region::ssm
