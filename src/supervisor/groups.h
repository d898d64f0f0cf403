// The control groups that bound an instance. They can be removed only by a process that is in none of them and has the
// rights of whoever made them, so one stays outside for that.
#pragma once

#include <string>
#include <string_view>

namespace aws::supervisor {

// The folders of the groups, separated by ":". Returns in a child, which is being put into them. The process that
// called stays outside; when the child has ended it kills what is left in the groups, removes them and exits as the
// child did. Returned is a pipe that ends when the child is in the groups, for to move a process may take the kernel
// 10 ms.
[[nodiscard]] int enter_groups(std::string_view folders);

// To be called before anything is started that has to be in them.
void wait_until_in_groups(int pipe);

}  // namespace aws::supervisor
