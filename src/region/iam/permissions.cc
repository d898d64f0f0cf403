#include "region/iam/permissions.h"

#include <fmt/format.h>

#include <optional>

#include "base/text/timestamp.h"
#include "region/iam/errors.h"
#include "region/iam/managed/managed_policies.h"

namespace aws::region::iam {
namespace {

constexpr std::size_t kParsedAtMost = 1000;

std::string_view field_after(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string_view();
}

}  // namespace

struct Permissions::Holder {
  HeldPolicies has;
  std::string arn;   // of the user or the role itself: aws:PrincipalArn
  std::string type;  // aws:PrincipalType
  std::string user_name;
  std::vector<Tag> tags{};  // aws:PrincipalTag
};

Permissions::Permissions(const IamStore& entities, const Place& place, const Clock& clock)
    : entities_(entities), place_(place), clock_(clock) {}

template <class Record>
void Permissions::add_policies(const Record& record, std::string_view kind, std::vector<HeldPolicy>& policies) const {
  for (const auto& arn : record.attached) add_managed(arn, policies);
  for (const auto& [name, document] : record.inline_policies) policies.push_back({name, kind, &of_identity(document)});
}

void Permissions::add_managed(std::string_view arn, std::vector<HeldPolicy>& policies) const {
  const auto* policy = entities_.find_policy(arn);
  if (policy == nullptr) return;
  policies.push_back(
      {policy->name, is_aws_managed(arn) ? "aws-managed" : "user-managed", &of_identity(policy->document)});
}

HeldPolicies Permissions::policies_of(const User& user) const {
  HeldPolicies has;
  add_policies(user, "user", has.policies);
  for (const auto& group : user.groups) add_policies(entities_.users().group(group), "group", has.policies);
  if (user.boundary) add_managed(*user.boundary, has.boundary.emplace());
  return has;
}

HeldPolicies Permissions::policies_of(const Role& role) const {
  HeldPolicies has;
  add_policies(role, "role", has.policies);
  if (role.boundary) add_managed(*role.boundary, has.boundary.emplace());
  return has;
}

// Nothing when the session may do all that its role may.
std::optional<std::vector<HeldPolicy>> Permissions::policies_of(const SessionTerms& terms) const {
  if (terms.policies.empty() && terms.policy_arns.empty()) return std::nullopt;
  std::vector<HeldPolicy> held;
  for (const auto& document : terms.policies) held.push_back({"given with it", "session", &of_identity(document)});
  for (const auto& arn : terms.policy_arns) add_managed(arn, held);
  return held;
}

HeldPolicies Permissions::policies_of(std::string_view arn) const {
  forget_old_ones();
  const auto name = arn.substr(arn.rfind('/') + 1);
  const auto is_of = [&](std::string_view kind) { return arn.starts_with(place_.global_arn("iam", kind)); };
  if (is_of("user/")) return policies_of(entities_.users().user(name));
  if (is_of("role/")) return policies_of(entities_.role(name));
  if (!is_of("group/"))
    throw invalid_input(fmt::format("Invalid Entity Arn: {} does not clearly define entity type and name.", arn));
  HeldPolicies has;
  add_policies(entities_.users().group(name), "group", has.policies);
  return has;
}

// arn:aws:iam::A:user/PATH/NAME or arn:aws:sts::A:assumed-role/ROLE/SESSION. Whoever is gone holds nothing.
Permissions::Holder Permissions::holder(const Principal& principal) const {
  const std::string_view arn = principal.arn;
  if (const auto path = field_after(arn, place_.global_arn("iam", "user/")); !path.empty()) {
    const auto* user = entities_.users().find_user(path.substr(path.rfind('/') + 1));
    if (!user || user->arn != arn) return {};
    return {.has = policies_of(*user), .arn = user->arn, .type = "User", .user_name = user->name, .tags = user->tags};
  }
  if (const auto path = field_after(arn, place_.global_arn("sts", "assumed-role/")); !path.empty()) {
    const auto* role = entities_.find_role(path.substr(0, path.find('/')));
    if (!role || !principal.user_id.starts_with(role->id + ':')) return {};
    Holder session{.has = policies_of(*role), .arn = role->arn, .type = "AssumedRole", .tags = role->tags};
    session.has.session = policies_of(principal.terms);
    for (const auto& [key, value] : principal.terms.tags) session.tags.push_back({key, value});
    return session;
  }
  return {};
}

const Policy& Permissions::parsed(std::string_view document, Policy (*parse)(std::string_view), Parsed& known) {
  const auto found = known.find(document);
  if (found != known.end()) return found->second;
  return known.emplace(document, parse(document)).first->second;
}

const Policy& Permissions::of_identity(std::string_view document) const {
  return parsed(document, &Policy::of_identity, of_identities_);
}

// Whoever changes policies all day must not fill the memory.
void Permissions::forget_old_ones() const {
  for (auto* known : {&of_identities_, &of_resources_}) {
    if (known->size() >= kParsedAtMost) known->clear();
  }
}

// The condition keys that follow from the principal and the time.
void Permissions::add_facts(const Principal& principal, const Holder& held, Context& request) const {
  const auto now = clock_.now();
  request["aws:PrincipalArn"] = {held.arn};
  request["aws:PrincipalAccount"] = {place_.account};
  request["aws:PrincipalType"] = {held.type};
  request["aws:userid"] = {principal.user_id};
  if (!held.user_name.empty()) request["aws:username"] = {held.user_name};
  if (const auto& source = principal.terms.source_identity; !source.empty()) request["aws:SourceIdentity"] = {source};
  // The session's own come last and win.
  for (const auto& tag : held.tags) request["aws:PrincipalTag/" + tag.key] = {tag.value};
  request["aws:CurrentTime"] = {text::iso8601(now)};
  request["aws:EpochTime"] = {
      std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count())};
}

// To trust the account, by its number or its root, is to trust whomever its own policies allow the action.
bool Permissions::trusted(const Principal& principal, const Role& role, std::string_view action,
                          Context request) const {
  const auto root = place_.global_arn("iam", "root");
  const bool is_root = principal.arn == root;
  const auto held = is_root ? Holder{.arn = root, .type = "Account"} : holder(principal);
  if (held.arn.empty()) return false;
  add_facts(principal, held, request);
  const Trustee trustee{"AWS", {principal.arn, held.arn, root, place_.account}};
  return Policy::of_trust(role.trust_policy).trusts(trustee, action, request);
}

bool Permissions::is_root(const Principal& principal) const {
  return principal.arn == place_.global_arn("iam", "root");
}

Permissions::Holder Permissions::holder_for(const Principal& principal, std::string_view resource_policy) const {
  forget_old_ones();
  auto held = holder(principal);
  if (!resource_policy.empty() && !held.arn.empty()) {
    const auto& of_resource = parsed(resource_policy, &Policy::of_resource, of_resources_);
    held.has.resource = {{.held = {"of its own", "resource", &of_resource},
                          .caller = principal.arn,
                          .role = held.arn,
                          .account = place_.account,
                          .root = place_.global_arn("iam", "root")}};
  }
  return held;
}

Context Permissions::context_for(const Principal& principal, const Holder& held, const Lazy<Context>& request) const {
  Context context;
  if (asks_context(held.has)) {
    context = *request;
    add_facts(principal, held, context);
  }
  return context;
}

std::string Permissions::why(const Principal& principal, std::string_view action, std::string_view resource,
                             const Lazy<Context>& request, std::string_view resource_policy) const {
  if (is_root(principal)) return "the account's root user may do everything";
  const auto held = holder_for(principal, resource_policy);
  const auto context = context_for(principal, held, request);
  return evaluate(held.has, {action, resource, context}).why();
}

Judgement Permissions::judge(const Principal& principal, std::string_view action, std::string_view resource,
                             const Lazy<Context>& request, std::string_view resource_policy) const {
  if (is_root(principal)) return {Decision::kAllowed, {}, {}};
  const auto held = holder_for(principal, resource_policy);
  const auto context = context_for(principal, held, request);
  const auto evaluation = evaluate(held.has, {action, resource, context});
  if (evaluation.decision == Decision::kAllowed) return {evaluation.decision, {}, evaluation.by};
  Judgement judgement{evaluation.decision, evaluation.why(), evaluation.by};
  for (const auto& said : evaluation.said) {
    if (said.match.effect == Effect::kDeny) {
      judgement.denied_by.push_back(&said.policy->policy->statement(said.match.statement));
    }
  }
  return judgement;
}

}  // namespace aws::region::iam
