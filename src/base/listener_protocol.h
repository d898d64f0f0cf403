// How the region hands listening sockets to a HAProxy that may run in another network. HAProxy takes a socket that it
// inherits ("bind fd@100"), so haproxy-launcher runs in its place each time it starts or reads a new configuration, for
// which it executes itself anew: the launcher takes what has come over descriptor 4, one end of a pair of
// SOCK_SEQPACKET sockets, gives each socket its number, and becomes HAProxy. HAProxy's master executes itself once more
// when it has started, so the launcher may run at any time.
//
// A message is the numbers of all sockets, separated by spaces, with as many descriptors. The newest counts; without a
// new one all stays as it is.
#pragma once

#include <cstddef>

namespace aws::listeners {

inline constexpr int kChannel = 4;
inline constexpr int kFirst = 100;                          // the numbers are from here on
inline constexpr std::size_t kMost = 250;                   // sockets; the kernel passes 253 with a message
inline constexpr const char* kProgramVariable = "HAPROXY";  // in the environment: what to become

}  // namespace aws::listeners
