#include "region/ec2/names/dns_message.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace aws::region::ec2 {
namespace {

constexpr std::size_t kHeader = 12;
constexpr unsigned kSecondsToLive = 5;  // names come and go with instances

// Bits of the header's third and fourth octet.
constexpr unsigned char kIsAnswer = 0x80, kAuthoritative = 0x04, kRecursionDesired = 0x01, kOpcode = 0x78;
constexpr unsigned char kRecursionAvailable = 0x80;

std::string two_octets(unsigned number) { return {static_cast<char>(number >> 8U), static_cast<char>(number & 0xffU)}; }

std::string in_lower_case(std::string name) {
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

// As a name that the question has already: where the message's twelfth octet is.
std::string record(const std::string& address) {
  std::array<char, 4> octets{};
  inet_pton(AF_INET, address.c_str(), octets.data());
  return two_octets(0xc000 | kHeader) + two_octets(ns_t_a) + two_octets(ns_c_in) + two_octets(0) +
         two_octets(kSecondsToLive) + two_octets(4) + std::string(octets.begin(), octets.end());
}

// The one question of a query; nothing of anything else.
std::optional<ns_rr> question_of(std::string_view query) {
  ns_msg message;
  ns_rr question;
  const auto* octets = reinterpret_cast<const unsigned char*>(query.data());
  if (query.size() > NS_PACKETSZ || ns_initparse(octets, static_cast<int>(query.size()), &message) != 0) return {};
  const auto flags = static_cast<unsigned char>(query[2]);
  if ((flags & kIsAnswer) != 0 || ns_msg_count(message, ns_s_qd) != 1) return {};
  if (ns_parserr(&message, ns_s_qd, 0, &question) != 0) return {};
  return question;
}

}  // namespace

std::string name_asked_for(std::string_view query) {
  const auto question = question_of(query);
  return question ? in_lower_case(ns_rr_name(*question)) : "";
}

std::string answer_dns(std::string_view query, const Resolve& resolve) {
  const auto asked = question_of(query);
  if (!asked) return "";
  const ns_rr& question = *asked;
  const auto* octets = reinterpret_cast<const unsigned char*>(query.data());
  const auto flags = static_cast<unsigned char>(query[2]);
  const bool understood = (flags & kOpcode) == 0;
  const auto address = understood ? resolve(in_lower_case(ns_rr_name(question))) : std::nullopt;
  const bool found = address && !address->empty() && ns_rr_type(question) == ns_t_a;
  const auto code = !understood ? ns_r_notimpl : address ? ns_r_noerror : ns_r_nxdomain;
  std::string answer(query.substr(0, 2));
  answer += static_cast<char>(kIsAnswer | kAuthoritative | (flags & (kRecursionDesired | kOpcode)));
  answer += static_cast<char>(kRecursionAvailable | code);
  answer += two_octets(1) + two_octets(found ? 1 : 0) + two_octets(0) + two_octets(0);
  // The question as it came, with the type and the class behind its name.
  const auto* end = octets + kHeader;
  if (ns_name_skip(&end, octets + query.size()) != 0) return "";
  answer += query.substr(kHeader, static_cast<std::size_t>(end - octets) - kHeader + 4);
  return found ? answer + record(*address) : answer;
}

}  // namespace aws::region::ec2
