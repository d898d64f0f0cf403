#include "region/iam/held_policies.h"

namespace aws::region::iam {

bool is_policy_arn(std::string_view arn) {
  if (!arn.starts_with("arn:") || std::ranges::count(arn, ':') != 5) return false;
  const auto resource = arn.substr(arn.rfind(':') + 1);
  return resource.starts_with("policy/") && !resource.ends_with('/');
}

int size_of_document(std::string_view document) {
  const auto blank = [](char letter) { return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n'; };
  return static_cast<int>(document.size() - static_cast<std::size_t>(std::ranges::count_if(document, blank)));
}

}  // namespace aws::region::iam
