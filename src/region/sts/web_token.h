// What a web identity's token (a JWT, RFC 7519) says about itself; its signature is not looked at.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace aws::region::sts {

// Nothing when the token is no JWT or names no issuer.
std::optional<std::string> issuer_of(std::string_view token);

}  // namespace aws::region::sts
