// Where in AWS something is, and the ARNs that follow from it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace aws {

struct Place {
  std::string partition = "aws";
  std::string region = "us-west-2";
  std::string account = "123456789012";

  // arn:aws:dynamodb:us-west-2:123456789012:table/X
  std::string arn(std::string_view service, std::string_view resource) const;
  // arn:aws:iam::123456789012:role/X, for services without a region
  std::string global_arn(std::string_view service, std::string_view resource) const;
};

// What whoever assumed a role gave the session: tags, which go before those of the role, and policies, all that it may
// do of what the role may.
struct SessionTerms {
  std::map<std::string, std::string> tags{};
  std::vector<std::string> policies{};     // JSON
  std::vector<std::string> policy_arns{};  // managed ones
  std::vector<std::string> transitive{};   // keys of those tags that the sessions which it starts get, too
  std::string source_identity{};           // who is behind it, "" when nobody said; its sessions have the same
  bool operator==(const SessionTerms&) const = default;
};

// Who makes a call: a user, a role's session or the account's root.
struct Principal {
  std::string arn;         // arn:aws:sts::123456789012:assumed-role/ROLE/i-0123
  std::string user_id;     // AROA...:i-0123
  bool temporary = false;  // by the credentials of a session
  SessionTerms terms{};
  bool operator==(const Principal&) const = default;
};

}  // namespace aws
