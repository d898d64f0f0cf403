#include "region/iam/permissions.h"

#include <optional>

#include "base/text/timestamp.h"

namespace aws::region::iam {
namespace {

constexpr std::size_t kParsedAtMost = 1000;

std::string_view field_after(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string_view();
}

}  // namespace

struct Permissions::Holder {
  std::vector<std::string_view> documents;  // of its policies; as long as the store does not change
  std::optional<std::vector<std::string_view>> boundary;
  std::string arn;   // of the user or the role itself: aws:PrincipalArn
  std::string type;  // aws:PrincipalType
  std::string user_name;
};

Permissions::Permissions(const IamStore& entities, const Place& place, const Clock& clock)
    : entities_(entities), place_(place), clock_(clock) {}

template <class Record>
void Permissions::add_policies(const Record& record, std::vector<std::string_view>& documents) const {
  add_documents(record.attached, documents);
  for (const auto& [name, document] : record.inline_policies) documents.emplace_back(document);
}

// arn:aws:iam::A:user/PATH/NAME or arn:aws:sts::A:assumed-role/ROLE/SESSION. Whoever is gone holds nothing.
Permissions::Holder Permissions::holder(const Principal& principal) const {
  const std::string_view arn = principal.arn;
  if (const auto path = field_after(arn, place_.global_arn("iam", "user/")); !path.empty()) {
    const auto* user = entities_.users().find_user(path.substr(path.rfind('/') + 1));
    if (!user || user->arn != arn) return {};
    Holder held{.arn = user->arn, .type = "User", .user_name = user->name};
    add_policies(*user, held.documents);
    for (const auto& group : user->groups) add_policies(entities_.users().group(group), held.documents);
    if (user->boundary) add_documents({*user->boundary}, held.boundary.emplace());
    return held;
  }
  if (const auto path = field_after(arn, place_.global_arn("sts", "assumed-role/")); !path.empty()) {
    const auto* role = entities_.find_role(path.substr(0, path.find('/')));
    if (!role || !principal.user_id.starts_with(role->id + ':')) return {};
    Holder held{.arn = role->arn, .type = "AssumedRole"};
    add_policies(*role, held.documents);
    if (role->boundary) add_documents({*role->boundary}, held.boundary.emplace());
    return held;
  }
  return {};
}

void Permissions::add_documents(const std::vector<std::string>& policy_arns,
                                std::vector<std::string_view>& documents) const {
  for (const auto& arn : policy_arns) {
    if (const auto* policy = entities_.find_policy(arn)) documents.emplace_back(policy->document);
  }
}

const Policy& Permissions::parsed(std::string_view document) const {
  const auto found = parsed_.find(document);
  if (found != parsed_.end()) return found->second;
  if (parsed_.size() >= kParsedAtMost) parsed_.clear();  // whoever changes policies all day must not fill the memory
  return parsed_.emplace(document, Policy::of_identity(document)).first->second;
}

Verdict Permissions::weigh(const std::vector<std::string_view>& documents, const Question& question) const {
  auto verdict = Verdict::kSilent;
  for (const auto document : documents) {
    const auto said = parsed(document).evaluate(question);
    if (said == Verdict::kDeny) return said;
    if (said == Verdict::kAllow) verdict = said;
  }
  return verdict;
}

// The condition keys that follow from the principal and the time.
void Permissions::add_facts(const Principal& principal, const Holder& held, Context& request) const {
  const auto now = clock_.now();
  request["aws:PrincipalArn"] = {held.arn};
  request["aws:PrincipalAccount"] = {place_.account};
  request["aws:PrincipalType"] = {held.type};
  request["aws:userid"] = {principal.user_id};
  if (!held.user_name.empty()) request["aws:username"] = {held.user_name};
  request["aws:CurrentTime"] = {text::iso8601(now)};
  request["aws:EpochTime"] = {
      std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count())};
}

// To trust the account, by its number or its root, is to trust whomever its own policies allow the action.
bool Permissions::trusted(const Principal& principal, const Role& role, Context request) const {
  const auto root = place_.global_arn("iam", "root");
  const bool is_root = principal.arn == root;
  const auto held = is_root ? Holder{.arn = root, .type = "Account"} : holder(principal);
  if (held.arn.empty()) return false;
  add_facts(principal, held, request);
  const Trustee trustee{"AWS", {principal.arn, held.arn, root, place_.account}};
  return Policy::of_trust(role.trust_policy).trusts(trustee, request);
}

Decision Permissions::decide(const Principal& principal, std::string_view action, std::string_view resource,
                             Context request) const {
  if (principal.arn == place_.global_arn("iam", "root")) return Decision::kAllowed;
  const auto held = holder(principal);
  add_facts(principal, held, request);
  const Question question{action, resource, request};
  const auto granted = weigh(held.documents, question);
  const auto capped = held.boundary ? weigh(*held.boundary, question) : Verdict::kAllow;
  if (granted == Verdict::kDeny || capped == Verdict::kDeny) return Decision::kDeniedExplicitly;
  return granted == Verdict::kAllow && capped == Verdict::kAllow ? Decision::kAllowed : Decision::kDeniedImplicitly;
}

}  // namespace aws::region::iam
