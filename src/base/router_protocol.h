// What vpc-router and the region that started it say to each other. The router is a process in a user and a network
// namespace of its own, which are the VPC's: it has the addresses that all instances can reach, each instance's cable
// ends there, and so does all that reaches an instance from this machine.
//
// Descriptor 4 of the router is one end of a pair of SOCK_SEQPACKET sockets, one message each way for a request:
//   listen tcp ADDRESS PORT     ok, with the listening socket
//   listen udp ADDRESS PORT     ok, with the bound socket
//   sockets COUNT               ok, with so many TCP sockets that connect within the VPC
// Before, unasked, it says "ready PID", by which others enter its namespaces, or why it cannot be.
// Descriptor 5 is the same for what takes longer:
//   load, with a file           ok, when nft has made it the rules, all at once
// The answer to what cannot be done is "error TEXT". The end of either is the router's end.
#pragma once

#include <cstddef>

namespace aws::router {

inline constexpr int kRequests = 4;
inline constexpr int kRules = 5;
inline constexpr std::size_t kLongestMessage = 4096;
inline constexpr int kNobody = 65534;  // who root inside is outside of a root's region

inline constexpr const char* kBlock = "172.31.0.0/16";            // all that instances and load balancers have
inline constexpr const char* kGateway = "172.31.0.1";             // as the first subnet's router on AWS
inline constexpr const char* kDns = "172.31.0.2";                 // as on AWS
inline constexpr const char* kEndpoint = "172.31.0.3";            // the region's API
inline constexpr const char* kMetadata = "169.254.169.254";       // as on AWS
inline constexpr const char* kDnsEverywhere = "169.254.169.253";  // as on AWS

// The way out, where there is one: slirp4netns puts an interface of this name into the router's network, which carries
// to this machine's sockets whatever is sent there. Its own block belongs to nobody on the internet (RFC 5737).
inline constexpr const char* kInternet = "internet";
inline constexpr const char* kInternetBlock = "192.0.2.0/24";

}  // namespace aws::router
