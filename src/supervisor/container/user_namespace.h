// A user namespace with an instance's users (base/instance_users.h): root and the others of its range, or root only
// where there is no range, or the system does not grant it.
#pragma once

namespace aws::supervisor {

// Puts this process into a new one, and into new ones of other kinds (CLONE_NEWNET...). It has all rights there, and
// its user is still the one that it was.
void make_user_namespace(int others);

bool has_only_root();  // this process's

// Runs a program as root of such a namespace, with nothing else changed: for files that instances' users have. It
// ends with its parent.
[[noreturn]] void run_within_users(char** arguments);

}  // namespace aws::supervisor
