// A user namespace with one user: root inside, outside nobody where this process is root, else the user that it is.
#pragma once

namespace aws::supervisor {

// Puts this process into a new one, and into new ones of other kinds (CLONE_NEWNET...). It has all rights there, and
// its user is still the one that it was.
void make_user_namespace(int others);

}  // namespace aws::supervisor
