// What becomes of a child after fork(). The first two do not return: what cannot be run says why on its standard error
// and exits with 126.
#pragma once

#include <sys/types.h>

#include <string>

namespace aws::supervisor {

// By the interpreter that its first line names, else by bash. Descriptors: the script, where its output and its errors
// go. The folder is made when it is missing.
[[noreturn]] void become_script(int script, int output, int errors, const std::string& folder);
[[noreturn]] void become_program(char** arguments);

int wait_for_child(pid_t child);  // its exit status

int exit_status(int status);  // of what waitpid() says: 128 + n when signal n ended it

}  // namespace aws::supervisor
