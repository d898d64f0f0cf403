// Who the users of an instance are outside of it. Root is nobody where the region's user is root, else that user. The
// others, 1 and so on, are a range of users that nobody else on this machine has: of /etc/subuid and /etc/subgid, or,
// for root where those say nothing, one that systemd's list of ids leaves free. Uses nothing but the system, for small
// programs use it, too.
#pragma once

#include <sys/types.h>

#include <iosfwd>
#include <optional>
#include <string>

namespace aws {

struct IdRange {
  unsigned first = 0;  // who is 1 inside
  unsigned count = 0;  // 0: there is none
};

struct InstanceUsers {
  uid_t root = 0;
  gid_t root_group = 0;
  IdRange users;  // both or none
  IdRange groups;

  bool only_root() const { return users.count == 0; }
  // Of an instance's user; nobody outside has these ids where they are beyond the range.
  std::optional<uid_t> user(uid_t inside) const;
  std::optional<gid_t> group(gid_t inside) const;
};

inline constexpr unsigned kMostUsers = 65535;                   // besides root; nobody is 65534
inline constexpr unsigned kFreeRange = 0x70000000;              // see systemd's UIDS-GIDS.md
inline constexpr const char* kMapUsers = "/usr/bin/newuidmap";  // of Debian's package uidmap
inline constexpr const char* kMapGroups = "/usr/bin/newgidmap";

// Of a region that this user runs. Whether the system grants the range to who is not root shows when it is asked.
InstanceUsers instance_users(uid_t user, gid_t group);

// The largest range that lines of "OWNER:FIRST:COUNT" give to an owner of this name or number, as far as instances need
// it and without nobody, who is root of some.
IdRange range_of(std::istream& lines, const std::string& name, unsigned number);

}  // namespace aws
