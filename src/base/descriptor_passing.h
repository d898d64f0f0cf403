// Open descriptors sent to another process over a Unix socket (SCM_RIGHTS, unix(7)). The receiver's are copies that
// close on exec. Uses nothing but the system, for small programs use it, too.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace aws {

inline constexpr std::size_t kMostDescriptors = 250;  // with one text; the kernel takes 253

// Returns false, with errno set, when not all of the text could be sent; never waits, never raises SIGPIPE.
bool send_with_descriptors(int socket, std::string_view text, const std::vector<int>& descriptors);

// As read(2); what came along is added to `descriptors`, which the caller closes.
ssize_t receive_with_descriptors(int socket, char* text, std::size_t size, std::vector<int>& descriptors);

}  // namespace aws
