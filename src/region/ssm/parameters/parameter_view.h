// Parameters in the shapes in which the API tells them.
#pragma once

#include "contract/ssm.h"
#include "region/ssm/parameters/parameter_store.h"

namespace aws::region::ssm {

aws::ssm::Parameter describe(const ParameterView& parameter, bool with_decryption);
aws::ssm::ParameterMetadata metadata(const StoredParameter& parameter);
aws::ssm::ParameterHistory history_entry(const StoredParameter& parameter, const ParameterVersion& version,
                                         bool with_decryption);

}  // namespace aws::region::ssm
