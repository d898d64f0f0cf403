// The errors that a call meets before any service sees it. Each of AWS's protocols has its own names for them.
#pragma once

#include <string_view>

#include "base/error.h"
#include "contract/shape.h"
#include "region/frontdoor/ports.h"

namespace aws::region::frontdoor {

// Of authentication, under the names that the query protocol has for them.
Error unknown_key();
Error expired_token();
Error wrong_scope(std::string_view message);
// One of these, or of wire/sigv4.h's, as the service's protocol names it.
Error in_words_of(const contract::Service& service, const Error& error);

// `encoded` is why, where the service tells it.
Error access_denied(const contract::Service& service, const Access& access, const Judgement& judgement,
                    std::string_view encoded);
Error unknown_operation(const contract::Service& service, std::string_view operation, std::string_view version);
Error unknown_service(contract::ProtocolKind protocol, std::string_view signing_name);
Error dry_run_succeeded();
Error internal_failure();

}  // namespace aws::region::frontdoor
