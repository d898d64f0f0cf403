#include "region/sts/web_token.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "base/text/base64.h"

namespace aws::region::sts {

namespace json = boost::json;

std::optional<std::string> issuer_of(std::string_view token) {
  if (std::count(token.begin(), token.end(), '.') != 2) return std::nullopt;
  const auto start = token.find('.') + 1;
  const auto claims = text::base64url_decode(token.substr(start, token.rfind('.') - start));
  if (!claims) return std::nullopt;
  boost::system::error_code failed;
  const auto read = json::parse(*claims, failed);
  if (failed || !read.is_object()) return std::nullopt;
  const auto* issuer = read.get_object().if_contains("iss");
  if (!issuer || !issuer->is_string() || issuer->get_string().empty()) return std::nullopt;
  return std::string(issuer->get_string());
}

}  // namespace aws::region::sts
