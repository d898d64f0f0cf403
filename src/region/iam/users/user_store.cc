#include "region/iam/users/user_store.h"

#include <algorithm>
#include <utility>

#include "region/iam/errors.h"
#include "region/iam/held_policies.h"
#include "region/iam/policy/context.h"

namespace aws::region::iam {
namespace {

constexpr std::size_t kGroupsPerUser = 10;

}  // namespace

UserStore::UserStore(Store& store, const Place& place, const Clock& clock, Random& random)
    : store_(store),
      place_(place),
      clock_(clock),
      random_(random),
      users_(store, "iam.user"),
      groups_(store, "iam.group") {}

template <class Record>
void UserStore::complete(Record& record, std::string_view id_prefix, std::string_view arn_type) {
  record.id = iam_id(random_, id_prefix);
  record.arn = place_.global_arn("iam", std::string(arn_type) + record.path + record.name);
  record.created = to_milliseconds(clock_.now());
}

const User& UserStore::create_user(User user) {
  const auto key = lower_case(user.name);
  if (users_.contains(key)) throw user_exists(user.name);
  complete(user, "AIDA", "user");
  return users_.put(key, std::move(user));
}

const Group& UserStore::create_group(Group group) {
  const auto key = lower_case(group.name);
  if (groups_.contains(key)) throw group_exists(group.name);
  complete(group, "AGPA", "group");
  return groups_.put(key, std::move(group));
}

const User& UserStore::user(std::string_view name) const {
  const auto* found = find_user(name);
  if (!found) throw no_such_user(name);
  return *found;
}

const Group& UserStore::group(std::string_view name) const {
  const auto* found = groups_.find(lower_case(name));
  if (!found) throw no_such_group(name);
  return *found;
}

const User* UserStore::find_user_by_arn(std::string_view arn) const {
  const auto* found = find_user(arn.substr(arn.rfind('/') + 1));
  return found && found->arn == arn ? found : nullptr;
}

template <class Record>
void UserStore::move(Record& record, std::string_view arn_type, const std::optional<std::string>& new_name,
                     const std::optional<std::string>& new_path) const {
  record.name = new_name.value_or(record.name);
  record.path = new_path.value_or(record.path);
  record.arn = place_.global_arn("iam", std::string(arn_type) + record.path + record.name);
}

const User& UserStore::move_user(std::string_view name, const std::optional<std::string>& new_name,
                                 const std::optional<std::string>& new_path) {
  auto moved = user(name);
  const auto old_key = lower_case(name), key = lower_case(new_name.value_or(moved.name));
  if (key != old_key && users_.contains(key)) throw user_exists(*new_name);
  move(moved, "user", new_name, new_path);
  store_.transaction([&] {
    if (key != old_key) users_.erase(old_key);
    users_.put(key, moved);
  });
  return user(key);
}

void UserStore::move_group(std::string_view name, const std::optional<std::string>& new_name,
                           const std::optional<std::string>& new_path) {
  auto moved = group(name);
  const auto old_name = moved.name;
  const auto old_key = lower_case(name), key = lower_case(new_name.value_or(moved.name));
  if (key != old_key && groups_.contains(key)) throw group_exists(*new_name);
  const auto users = members(moved);
  move(moved, "group", new_name, new_path);
  store_.transaction([&] {
    if (key != old_key) groups_.erase(old_key);
    for (const auto* member : users) {
      auto changed = *member;
      std::ranges::replace(changed.groups, old_name, moved.name);
      put(std::move(changed));
    }
    groups_.put(key, moved);
  });
}

void UserStore::delete_user(std::string_view name) {
  const auto& found = user(name);
  if (!found.groups.empty()) throw group_has_users();
  check_holds_nothing(found);
  users_.erase(lower_case(name));
}

void UserStore::delete_group(std::string_view name) {
  const auto& found = group(name);
  if (!members(found).empty()) throw group_has_users();
  check_holds_nothing(found);
  groups_.erase(lower_case(name));
}

void UserStore::put(User user) {
  const auto key = lower_case(user.name);
  users_.put(key, std::move(user));
}

void UserStore::put(Group group) {
  const auto key = lower_case(group.name);
  groups_.put(key, std::move(group));
}

void UserStore::add_to_group(std::string_view group_name, std::string_view user_name) {
  const auto& joined = group(group_name).name;
  auto changed = user(user_name);
  if (std::ranges::find(changed.groups, joined) != changed.groups.end()) return;
  if (changed.groups.size() >= kGroupsPerUser) throw limit_exceeded("GroupsPerUser", kGroupsPerUser);
  changed.groups.push_back(joined);
  put(std::move(changed));
}

void UserStore::remove_from_group(std::string_view group_name, std::string_view user_name) {
  const auto& left = group(group_name).name;
  auto changed = user(user_name);
  std::erase(changed.groups, left);
  put(std::move(changed));
}

std::vector<const User*> UserStore::members(const Group& group) const {
  std::vector<const User*> found;
  for (const auto& [key, user] : users_.all()) {
    if (std::ranges::find(user.groups, group.name) != user.groups.end()) found.push_back(&user);
  }
  return found;
}

}  // namespace aws::region::iam
