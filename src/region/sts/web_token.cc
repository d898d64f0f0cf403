#include "region/sts/web_token.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "base/text/base64.h"

namespace aws::region::sts {
namespace {

namespace json = boost::json;

// As RFC 7515 has it: with the alphabet of URLs and without padding.
std::optional<std::string> base64url_decode(std::string_view text) {
  std::string standard(text);
  std::replace(standard.begin(), standard.end(), '-', '+');
  std::replace(standard.begin(), standard.end(), '_', '/');
  standard.append((4 - standard.size() % 4) % 4, '=');
  return text::base64_decode(standard);
}

}  // namespace

std::optional<std::string> issuer_of(std::string_view token) {
  if (std::count(token.begin(), token.end(), '.') != 2) return std::nullopt;
  const auto start = token.find('.') + 1;
  const auto claims = base64url_decode(token.substr(start, token.rfind('.') - start));
  if (!claims) return std::nullopt;
  boost::system::error_code failed;
  const auto read = json::parse(*claims, failed);
  if (failed || !read.is_object()) return std::nullopt;
  const auto* issuer = read.get_object().if_contains("iss");
  if (!issuer || !issuer->is_string() || issuer->get_string().empty()) return std::nullopt;
  return std::string(issuer->get_string());
}

}  // namespace aws::region::sts
