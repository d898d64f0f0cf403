// Users and groups, and what joins them. Names are unique, and found, without regard to case. Throws the errors of
// errors.h. Part of the IamStore; used on the region's thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "region/iam/policy/context.h"
#include "region/iam/records.h"
#include "region/store/collection.h"

namespace aws::region::iam {

class UserStore {
 public:
  UserStore(Store& store, const Place& place, const Clock& clock, Random& random);

  // Both complete what they are given: identifier, ARN, time of creation.
  const User& create_user(User user);
  const Group& create_group(Group group);
  const User& user(std::string_view name) const;
  const Group& group(std::string_view name) const;
  const User* find_user(std::string_view name) const { return users_.find(lower_case(name)); }
  const Group* find_group(std::string_view name) const { return groups_.find(lower_case(name)); }
  const User* find_user_by_arn(std::string_view arn) const;
  // Another name or path, and with it another ARN.
  const User& move_user(std::string_view name, const std::optional<std::string>& new_name,
                        const std::optional<std::string>& new_path);
  void move_group(std::string_view name, const std::optional<std::string>& new_name,
                  const std::optional<std::string>& new_path);
  // Of one that holds no policies, is in no group and, a group, has no users. Keys are the caller's to look after.
  void delete_user(std::string_view name);
  void delete_group(std::string_view name);

  // What else is changed of them: the record as it is now, changed, and put back.
  void put(User user);
  void put(Group group);

  void add_to_group(std::string_view group, std::string_view user);
  void remove_from_group(std::string_view group, std::string_view user);
  std::vector<const User*> members(const Group& group) const;

  // All, by name in lower case.
  const std::map<std::string, User, std::less<>>& users() const { return users_.all(); }
  const std::map<std::string, Group, std::less<>>& groups() const { return groups_.all(); }

 private:
  template <class Record>
  void complete(Record& record, std::string_view id_prefix, std::string_view arn_type);
  template <class Record>
  void move(Record& record, std::string_view arn_type, const std::optional<std::string>& new_name,
            const std::optional<std::string>& new_path) const;

  Store& store_;
  Place place_;
  const Clock& clock_;
  Random& random_;
  Collection<User> users_;
  Collection<Group> groups_;
};

}  // namespace aws::region::iam
