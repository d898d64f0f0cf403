// The policies of a role, a user or a group, as their lists answer them page by page.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "region/iam/iam_store.h"
#include "region/iam/page.h"

namespace aws::region::iam {

// Where a policy is in the paths of its kind: arn:aws:iam::123456789012:policy/team/x -> /team/
inline std::string_view path_in(std::string_view arn) {
  const auto start = arn.find('/');
  return arn.substr(start, arn.rfind('/') + 1 - start);
}

template <class Response, class Request, class Record>
Response attached_page(const Request& request, const Record& record, const IamStore& store) {
  auto arns = record.attached;
  std::erase_if(arns, [&](const auto& arn) { return !path_in(arn).starts_with(request.PathPrefix.value_or("/")); });
  auto page = page_of(
      std::move(arns), [](const std::string& arn) { return arn; }, request.Marker, request.MaxItems);
  Response response{.IsTruncated = page.next.has_value(), .Marker = page.next};
  for (auto& arn : page.items) {
    response.AttachedPolicies.push_back({.PolicyName = store.policy(arn).name, .PolicyArn = arn});
  }
  return response;
}

template <class Response, class Request, class Record>
Response inline_page(const Request& request, const Record& record) {
  std::vector<std::string> names;
  for (const auto& [name, document] : record.inline_policies) names.push_back(name);
  auto page = page_of(
      std::move(names), [](const std::string& name) { return name; }, request.Marker, request.MaxItems);
  return {.PolicyNames = std::move(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

}  // namespace aws::region::iam
