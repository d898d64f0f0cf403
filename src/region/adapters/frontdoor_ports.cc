#include "region/adapters/frontdoor_ports.h"

#include <fmt/format.h>

#include <cassert>

#include "region/ssm/commands/shell_script.h"
#include "region/ssm/parameters/parameter_reference.h"

namespace aws::region {

std::optional<frontdoor::KnownKey> FrontDoorIdentities::find(std::string_view access_key_id) const {
  auto identity = identities_.find(access_key_id);
  if (!identity) return std::nullopt;
  return frontdoor::KnownKey{.secret_access_key = std::move(identity->secret_access_key),
                             .session_token = std::move(identity->session_token),
                             .expires = identity->expires,
                             .principal = std::move(identity->principal)};
}

namespace {

// What all but some is said of is no list of what it is said of.
std::vector<std::string> selected(const iam::Selection& selection) {
  return selection.inverted ? std::vector<std::string>() : selection.patterns;
}

frontdoor::DenyingStatement told(const iam::Statement& statement) {
  frontdoor::DenyingStatement told{.id = statement.id,
                                   .principals = {},
                                   .actions = selected(statement.actions),
                                   .resources = selected(statement.resources),
                                   .conditions = {}};
  if (!statement.all_but_principals) {
    for (const auto& [kind, names] : statement.principals) {
      told.principals.insert(told.principals.end(), names.begin(), names.end());
    }
  }
  for (const auto& condition : statement.conditions) {
    auto& values = told.conditions[condition.key()];
    values.insert(values.end(), condition.values().begin(), condition.values().end());
  }
  return told;
}

}  // namespace

namespace {

Lazy<iam::Context> context_of(const frontdoor::Access& access) {
  return Lazy<iam::Context>([&] { return iam::Context(access.context->begin(), access.context->end()); });
}

}  // namespace

std::string FrontDoorPermissions::why(const frontdoor::Access& access) const {
  return permissions_.why(access.principal, access.action, access.resource, context_of(access), access.resource_policy);
}

frontdoor::Judgement FrontDoorPermissions::judge(const frontdoor::Access& access) const {
  auto judgement =
      permissions_.judge(access.principal, access.action, access.resource, context_of(access), access.resource_policy);
  auto decision = frontdoor::Decision::kDeniedImplicitly;
  if (judgement.decision == iam::Decision::kAllowed) decision = frontdoor::Decision::kAllowed;
  if (judgement.decision == iam::Decision::kDeniedExplicitly) decision = frontdoor::Decision::kDeniedExplicitly;
  std::vector<frontdoor::DenyingStatement> denied_by;
  for (const auto* statement : judgement.denied_by) denied_by.push_back(told(*statement));
  return {decision, std::move(judgement.why), judgement.by, std::move(denied_by)};
}

std::string FrontDoorDenials::encoded(const frontdoor::Access& access, const frontdoor::Judgement& judgement) const {
  std::vector<sts::DenyingStatement> statements;
  for (const auto& [id, principals, actions, resources, conditions] : judgement.denied_by) {
    statements.push_back({id, principals, actions, resources, conditions});
  }
  return messages_.encode({.principal = access.principal,
                           .action = access.action,
                           .resource = access.resource,
                           .explicitly = judgement.decision == frontdoor::Decision::kDeniedExplicitly,
                           .context = *access.context,
                           .denied_by = std::move(statements)});
}

namespace {

// arn:...:loadbalancer/app/NAME/ID -> arn:...:listener/app/NAME/ID/*
std::optional<std::string> new_part_of(std::string_view arn, std::string_view kind, std::string_view part) {
  const auto at = arn.find(kind);
  if (at == std::string_view::npos) return std::nullopt;
  return fmt::format("{}{}{}/*", arn.substr(0, at), part, arn.substr(at + kind.size()));
}

template <class Record>
std::optional<std::string> arn_in(const Record* record) {
  return record ? std::optional(record->arn) : std::nullopt;
}

}  // namespace

std::optional<std::string> FrontDoorResourceNames::arn_of(std::string_view kind, std::string_view value) const {
  if (kind == "role") return arn_in(entities_.find_role(value));
  if (kind == "user") return arn_in(entities_.users().find_user(value));
  if (kind == "group") return arn_in(entities_.users().find_group(value));
  if (kind == "instance-profile") return arn_in(entities_.find_profile(value));
  if (kind == "server-certificate") return arn_in(entities_.certificates().find(value));
  if (kind == "auto-scaling-group") return arn_in(groups_.find(value));
  if (kind == "group-of-instance") return arn_in(groups_.group_of(value));
  if (kind == "parameter") return ssm::parameter_arn(ssm::parse_reference(value, place_).name, place_);
  if (kind == "document") return ssm::document_arn(value, place_);
  if (kind == "listener") return new_part_of(value, ":loadbalancer/", ":listener/");
  if (kind == "listener-rule") return new_part_of(value, ":listener/", ":listener-rule/");
  if (kind == "shifted") return zonal_shifts_.resource_of(value);
  const auto resource = id_of(kind, value);
  return resource ? std::optional(place_.arn("ec2", *resource)) : std::nullopt;
}

std::optional<std::string> FrontDoorResourceNames::id_of(std::string_view kind, std::string_view value) const {
  if (kind == "associated-instance") {
    const auto* instance = ec2_.instances().find_by_association(value);
    return instance ? std::optional("instance/" + instance->id) : std::nullopt;
  }
  if (kind == "associated-route-table") {
    const auto* table = ec2_.network().records().table_of_association(value);
    return table ? std::optional("route-table/" + table->id) : std::nullopt;
  }
  if (kind == "launch-template") {
    const auto* launch_template = ec2_.launch_templates().find_by_name(value);
    return launch_template ? std::optional("launch-template/" + launch_template->id) : std::nullopt;
  }
  if (kind == "tagged") {
    const auto type = ec2_.tagged_type(value);
    return type.empty() ? std::nullopt : std::optional(std::string(type) + '/' + std::string(value));
  }
  assert(kind == "security-group" && "the operations name no other");
  const auto* group = ec2_.security_groups().find_by_name(value);
  return group ? std::optional("security-group/" + group->id) : std::nullopt;
}

}  // namespace aws::region
