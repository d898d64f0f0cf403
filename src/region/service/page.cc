#include "region/service/page.h"

#include "base/text/base64.h"

namespace aws::region {

std::string token_of(std::string_view key) { return text::base64_encode(key); }

std::optional<std::string> key_of(std::string_view token) {
  auto key = text::base64_decode(token);
  return key && !key->empty() ? std::move(key) : std::nullopt;
}

}  // namespace aws::region
