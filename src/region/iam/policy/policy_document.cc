#include "region/iam/policy/policy_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <initializer_list>
#include <set>

#include "region/iam/errors.h"

namespace aws::region::iam {
namespace {

namespace json = boost::json;

constexpr std::string_view kCurrentVersion = "2012-10-17";
constexpr std::string_view kOldVersion = "2008-10-17";

Error syntax_error() { return malformed_policy("Syntax errors in policy."); }

const json::object& object(const json::value& value, std::initializer_list<std::string_view> members) {
  const auto* read = value.if_object();
  if (!read) throw syntax_error();
  for (const auto& [name, member] : *read) {
    if (std::find(members.begin(), members.end(), std::string_view(name)) == members.end()) throw syntax_error();
  }
  return *read;
}

std::string text(const json::value& value) {
  const auto* read = value.if_string();
  if (!read) throw syntax_error();
  return std::string(*read);
}

// A condition's value may be a number or a boolean as well.
std::string scalar(const json::value& value) {
  if (const auto* flag = value.if_bool()) return *flag ? "true" : "false";
  if (value.is_number()) return json::serialize(value);
  return text(value);
}

// Whatever may be one or several: one is the same as a list of one.
template <class Read>
auto one_or_more(const json::value& value, Read read) {
  std::vector<decltype(read(value))> values;
  if (const auto* list = value.if_array()) {
    for (const auto& element : *list) values.push_back(read(element));
  } else {
    values.push_back(read(value));
  }
  return values;
}

Selection selection(const json::object& statement, std::string_view name) {
  const auto* plain = statement.if_contains(name);
  const auto* inverted = statement.if_contains("Not" + std::string(name));
  if (plain && inverted) throw syntax_error();
  if (!plain && !inverted) return {};
  return {one_or_more(plain ? *plain : *inverted, text), inverted != nullptr};
}

std::vector<Condition> conditions(const json::object& statement) {
  std::vector<Condition> read;
  const auto* written = statement.if_contains("Condition");
  if (!written) return read;
  if (!written->is_object()) throw syntax_error();
  for (const auto& [name, keys] : written->get_object()) {
    if (!keys.is_object()) throw syntax_error();
    for (const auto& [key, values] : keys.get_object()) {
      auto condition = Condition::make(name, std::string(key), one_or_more(values, scalar));
      if (!condition) throw syntax_error();
      read.push_back(std::move(*condition));
    }
  }
  return read;
}

void read_principals(const json::object& statement_json, Statement& statement) {
  const auto* plain = statement_json.if_contains("Principal");
  const auto* inverted = statement_json.if_contains("NotPrincipal");
  if (plain && inverted) throw syntax_error();
  if (!plain && !inverted) return;
  statement.all_but_principals = inverted != nullptr;
  const auto& written = plain ? *plain : *inverted;
  if (written.is_string()) {
    if (written.get_string() != "*") throw syntax_error();
    statement.principals["*"] = {"*"};
    return;
  }
  for (const auto& [type, names] : object(written, {"AWS", "Service", "Federated", "CanonicalUser"})) {
    statement.principals[std::string(type)] = one_or_more(names, text);
  }
}

Statement read_statement(const json::value& value) {
  const auto& written = object(value, {"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource",
                                       "NotResource", "Condition"});
  Statement statement;
  if (const auto* id = written.if_contains("Sid")) statement.id = text(*id);
  const auto* effect = written.if_contains("Effect");
  if (!effect) throw syntax_error();
  const auto name = lower_case(text(*effect));
  if (name != "allow" && name != "deny") throw syntax_error();
  statement.effect = name == "allow" ? Effect::kAllow : Effect::kDeny;
  statement.actions = selection(written, "Action");
  statement.resources = selection(written, "Resource");
  statement.conditions = conditions(written);
  read_principals(written, statement);
  return statement;
}

void check_actions(const Statement& statement) {
  if (statement.actions.patterns.empty()) throw malformed_policy("Policy statement must contain actions.");
  for (const auto& action : statement.actions.patterns) {
    const auto colons = std::count(action.begin(), action.end(), ':');
    if (colons > 1) throw malformed_policy("Actions/Condition can contain only one colon.");
    if (colons == 0 && action != "*") {
      throw malformed_policy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
  }
}

void check_resources(const Statement& statement) {
  if (statement.resources.patterns.empty()) throw malformed_policy("Policy statement must contain resources.");
  for (const auto& resource : statement.resources.patterns) {
    if (resource == "*" || resource.starts_with("arn:") || resource.starts_with("${")) continue;
    throw malformed_policy(fmt::format("Resource {} must be in ARN format or \"*\".", resource));
  }
}

// Whoever is no number of an account and no ARN could be nobody.
bool may_be_principal(const std::string& name) {
  const bool number = name.size() == 12 && name.find_first_not_of("0123456789") == std::string::npos;
  return name == "*" || number || name.starts_with("arn:");
}

void check_principals(const Statement& statement) {
  if (statement.principals.empty()) throw malformed_policy("Missing required field Principal");
  const auto principals = statement.principals.find("AWS");
  if (principals != statement.principals.end()) {
    for (const auto& name : principals->second) {
      if (!may_be_principal(name)) {
        throw malformed_policy(fmt::format("Invalid principal in policy: \"AWS\":\"{}\"", name));
      }
    }
  }
  const auto services = statement.principals.find("Service");
  if (services == statement.principals.end()) return;
  for (const auto& service : services->second) {
    if (service.find('.') != std::string::npos) continue;
    throw malformed_policy(fmt::format("Invalid principal in policy: \"SERVICE\":\"{}\"", service));
  }
}

void check_unique_ids(const std::vector<json::value>& statements) {
  std::set<std::string> ids;
  for (const auto& statement : statements) {
    const auto* id = statement.is_object() ? statement.get_object().if_contains("Sid") : nullptr;
    if (!id) continue;
    const auto sid = text(*id);
    if (!sid.empty() && !ids.insert(sid).second) {
      throw malformed_policy("Statement IDs (SID) in a single policy must be unique.");
    }
  }
}

PolicyDocument read_document(std::string_view body) {
  boost::system::error_code failed;
  const auto value = json::parse({body.data(), body.size()}, failed);
  if (failed) throw malformed_policy("This policy contains invalid Json");
  const auto& document = object(value, {"Version", "Id", "Statement"});
  PolicyDocument read{std::string(kOldVersion), {}};
  if (const auto* version = document.if_contains("Version")) read.version = text(*version);
  if (read.version != kCurrentVersion && read.version != kOldVersion) throw syntax_error();
  const auto* written = document.if_contains("Statement");
  if (!written) throw syntax_error();
  const auto statements = one_or_more(*written, [](const json::value& element) { return element; });
  if (statements.empty()) throw syntax_error();
  for (const auto& statement : statements) read.statements.push_back(read_statement(statement));
  check_unique_ids(statements);
  return read;
}

}  // namespace

PolicyDocument parse_resource_policy(std::string_view json) {
  auto document = read_document(json);
  for (const auto& statement : document.statements) {
    check_principals(statement);
    check_actions(statement);
    check_resources(statement);
  }
  return document;
}

PolicyDocument parse_identity_policy(std::string_view json) {
  auto document = read_document(json);
  if (document.version != kCurrentVersion) {
    throw malformed_policy("Policy document must be version 2012-10-17 or greater.");
  }
  for (const auto& statement : document.statements) {
    if (!statement.principals.empty()) throw malformed_policy("Policy document should not specify a principal.");
    check_actions(statement);
    check_resources(statement);
  }
  return document;
}

PolicyDocument parse_trust_policy(std::string_view json) {
  auto document = read_document(json);
  for (const auto& statement : document.statements) {
    if (!statement.resources.patterns.empty()) throw malformed_policy("Has prohibited field Resource");
    check_principals(statement);
    check_actions(statement);
    for (const auto& action : statement.actions.patterns) {
      if (lower_case(action).starts_with("sts:")) continue;
      throw malformed_policy("AssumeRole policy may only specify STS AssumeRole actions.");
    }
  }
  return document;
}

}  // namespace aws::region::iam
