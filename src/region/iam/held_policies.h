// What roles, users and groups have in common: managed policies that are attached to them, and inline ones. `kind` is
// "role", "user" or "group", as the errors of errors.h call it.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "region/iam/errors.h"
#include "region/iam/policy/policy.h"

namespace aws::region::iam {

inline constexpr int kPoliciesPerEntity = 10;

// arn:aws:iam::123456789012:policy/x: six fields, and something in the last.
bool is_policy_arn(std::string_view arn);
// In characters, blanks not counted.
int size_of_document(std::string_view document);

template <class Record>
void attach_policy(Record& record, std::string_view quota, const std::string& policy_arn) {
  auto& attached = record.attached;
  if (std::ranges::find(attached, policy_arn) != attached.end()) return;
  if (attached.size() >= kPoliciesPerEntity) throw limit_exceeded(quota, kPoliciesPerEntity);
  attached.push_back(policy_arn);
}

template <class Record>
void detach_policy(Record& record, std::string_view policy_arn) {
  if (!is_policy_arn(policy_arn)) throw invalid_arn();
  if (std::erase(record.attached, policy_arn) == 0) throw no_such_policy(policy_arn);
}

template <class Record>
void put_policy(std::string_view kind, Record& record, const std::string& name, std::string document, int most) {
  Policy::of_identity(document);  // throws when it is not one
  record.inline_policies[name] = std::move(document);
  int size = 0;
  for (const auto& [each, text] : record.inline_policies) size += size_of_document(text);
  if (size > most) throw inline_policies_too_large(kind, record.name, most);
}

template <class Record>
const std::string& policy_named(std::string_view kind, const Record& record, std::string_view name) {
  const auto found = record.inline_policies.find(std::string(name));
  if (found == record.inline_policies.end()) throw no_such_inline_policy(kind, name);
  return found->second;
}

template <class Record>
void delete_policy_named(std::string_view kind, Record& record, std::string_view name) {
  if (record.inline_policies.erase(std::string(name)) == 0) throw no_such_inline_policy(kind, name);
}

template <class Record>
void check_holds_nothing(const Record& record) {
  if (!record.attached.empty()) throw entity_has_policies();
  if (!record.inline_policies.empty()) throw entity_has_inline_policies();
}

}  // namespace aws::region::iam
