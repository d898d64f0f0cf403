// Base64 with padding (RFC 4648, section 4) is the form of every blob on the wire.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace aws::text {

std::string base64_encode(std::string_view bytes);
std::optional<std::string> base64_decode(std::string_view text);  // nothing when the text is not base64

// With the alphabet of URLs and without padding (RFC 4648, section 5).
std::string base64url_encode(std::string_view bytes);
std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace aws::text
