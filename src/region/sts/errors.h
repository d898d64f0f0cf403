// The errors of the Security Token Service, in AWS's words.
#pragma once

#include <string_view>

#include "base/error.h"

namespace aws::region::sts {

// `action` is sts:AssumeRole, sts:TagSession or sts:SetSourceIdentity.
Error not_trusted(std::string_view caller_arn, std::string_view action, std::string_view role_arn);
Error tag_given_twice(std::string_view key);
Error not_one_of_the_tags();
Error inherited_tag();
Error source_identity_is_set();
Error too_many_policies();
Error session_too_long();
Error chained_session_too_long();
// What the embedded region does not do, said rather than passed over.
Error not_supported(std::string_view what);

Error not_a_web_token();
Error no_identity_provider(std::string_view issuer);

Error session_of_session();
Error no_such_device();
Error no_such_access_key(std::string_view id);
Error not_an_authorization_message();

}  // namespace aws::region::sts
