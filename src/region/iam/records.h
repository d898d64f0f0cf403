// What IAM keeps of its entities. Moments are milliseconds since the epoch.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace aws::region::iam {

struct Tag {
  std::string key;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(Tag, (), (key, value))

struct PolicyVersion {
  std::string id;  // v1, v2, ...
  std::string document;
  std::int64_t created = 0;
};
BOOST_DESCRIBE_STRUCT(PolicyVersion, (), (id, document, created))

struct ManagedPolicy {
  std::string name;
  std::string path = "/";
  std::string id;  // ANPA...
  std::string arn;
  std::string version = "v1";  // the default one: what it says counts
  std::string document;
  std::int64_t version_created = 0;           // 0: when the policy was
  std::vector<PolicyVersion> other_versions;  // by age
  int last_version = 1;                       // its number is given to no other
  std::optional<std::string> description;
  std::int64_t created = 0;
  std::int64_t updated = 0;
  std::vector<Tag> tags;
};
BOOST_DESCRIBE_STRUCT(ManagedPolicy, (),
                      (name, path, id, arn, version, document, version_created, other_versions, last_version,
                       description, created, updated, tags))

struct Role {
  std::string name;
  std::string path = "/";
  std::string id;  // AROA...
  std::string arn;
  std::string trust_policy;
  std::optional<std::string> description;
  int max_session_seconds = 3600;
  std::optional<std::string> boundary;                 // the ARN of a policy that caps the attached ones
  std::vector<std::string> attached;                   // ARNs of policies
  std::map<std::string, std::string> inline_policies;  // documents by name
  std::int64_t created = 0;
  std::vector<Tag> tags;
};
BOOST_DESCRIBE_STRUCT(Role, (),
                      (name, path, id, arn, trust_policy, description, max_session_seconds, boundary, attached,
                       inline_policies, created, tags))

struct InstanceProfile {
  std::string name;
  std::string path = "/";
  std::string id;  // AIPA...
  std::string arn;
  std::optional<std::string> role;  // the role's name; at most one
  std::int64_t created = 0;
  std::vector<Tag> tags;
};
BOOST_DESCRIBE_STRUCT(InstanceProfile, (), (name, path, id, arn, role, created, tags))

struct User {
  std::string name;
  std::string path = "/";
  std::string id;  // AIDA...
  std::string arn;
  std::optional<std::string> boundary;                 // the ARN of a policy that caps the others
  std::vector<std::string> attached;                   // ARNs of policies
  std::map<std::string, std::string> inline_policies;  // documents by name
  std::vector<std::string> groups;                     // names
  std::int64_t created = 0;
  std::vector<Tag> tags;
};
BOOST_DESCRIBE_STRUCT(User, (), (name, path, id, arn, boundary, attached, inline_policies, groups, created, tags))

struct Group {
  std::string name;
  std::string path = "/";
  std::string id;  // AGPA...
  std::string arn;
  std::vector<std::string> attached;                   // ARNs of policies
  std::map<std::string, std::string> inline_policies;  // documents by name
  std::int64_t created = 0;
};
BOOST_DESCRIBE_STRUCT(Group, (), (name, path, id, arn, attached, inline_policies, created))

// A user's long-term key, or the temporary key of a session: a role's, or a user's own.
struct AccessKey {
  std::string id;  // AKIA... or ASIA...
  std::string secret;
  std::string user;           // "" for a role's session
  std::string session_token;  // "" for a long-term key
  std::string role_id;        // the role as it was: one of the same name that came later is another
  std::string role;
  std::string session_name;  // an instance's id, or what whoever assumed the role called it
  std::string assumed_by;    // the ARN of who assumed the role; "" for an instance's session
  std::int64_t created = 0;
  std::int64_t expires = 0;
  bool inactive = false;
  // What whoever assumed the role gave the session.
  std::map<std::string, std::string> tags;
  std::vector<std::string> policies, policy_arns, transitive;
  std::string source_identity;
  std::int64_t last_used = 0;  // 0: never
  std::string last_used_service, last_used_region;
};
BOOST_DESCRIBE_STRUCT(AccessKey, (),
                      (id, secret, user, session_token, role_id, role, session_name, assumed_by, created, expires,
                       inactive, tags, policies, policy_arns, transitive, source_identity, last_used, last_used_service,
                       last_used_region))

}  // namespace aws::region::iam
