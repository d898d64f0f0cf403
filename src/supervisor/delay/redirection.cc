#include "supervisor/delay/redirection.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>

#include <cstddef>

#include "supervisor/container/system.h"

namespace aws::supervisor {
namespace {

using namespace netlink;

constexpr const char* kTable = "delay-line";
constexpr const char* kChain = "leaving";

std::string netfilter_message(int type, int flags, int family, int resource, std::string_view attributes) {
  const nfgenmsg about{static_cast<std::uint8_t>(family), NFNETLINK_V0, htons(static_cast<std::uint16_t>(resource))};
  return message(type, flags, bytes_of(about).append(attributes));
}

std::string change(int what, int flags, std::string_view attributes) {
  return netfilter_message(NFNL_SUBSYS_NFTABLES << 8 | what, NLM_F_CREATE | flags, NFPROTO_NETDEV, 0, attributes);
}

// nftables' numbers are in network order.
std::string number(int type, int value) { return attribute(type, bytes_of(htonl(static_cast<std::uint32_t>(value)))); }

std::string expression(const char* name, std::string_view attributes) {
  return nested(NFTA_LIST_ELEM, text(NFTA_EXPR_NAME, name) + nested(NFTA_EXPR_DATA, attributes));
}

template <typename Value>
std::string data(int type, const Value& value) {
  return nested(type, attribute(NFTA_DATA_VALUE, bytes_of(value)));
}

// A packet goes on in a rule while the register is what it should be.
template <typename Value>
std::string is(nft_cmp_ops comparison, const Value& value) {
  return expression("cmp",
                    number(NFTA_CMP_SREG, NFT_REG_1) + number(NFTA_CMP_OP, comparison) + data(NFTA_CMP_DATA, value));
}

std::string known(nft_meta_keys what) {
  return expression("meta", number(NFTA_META_DREG, NFT_REG_1) + number(NFTA_META_KEY, what));
}

std::string goes_to(const Block& block) {
  const std::string destination =
      number(NFTA_PAYLOAD_DREG, NFT_REG_1) + number(NFTA_PAYLOAD_BASE, NFT_PAYLOAD_NETWORK_HEADER) +
      number(NFTA_PAYLOAD_OFFSET, offsetof(iphdr, daddr)) + number(NFTA_PAYLOAD_LEN, sizeof(in_addr));
  const std::string masked = number(NFTA_BITWISE_SREG, NFT_REG_1) + number(NFTA_BITWISE_DREG, NFT_REG_1) +
                             number(NFTA_BITWISE_LEN, sizeof(in_addr)) + data(NFTA_BITWISE_MASK, htonl(block.mask)) +
                             data(NFTA_BITWISE_XOR, std::uint32_t{0});
  return known(NFT_META_PROTOCOL) + is(NFT_CMP_EQ, htons(ETH_P_IP)) + expression("payload", destination) +
         expression("bitwise", masked) + is(NFT_CMP_EQ, htonl(block.address & block.mask));
}

std::string goes_by(int interface, std::uint32_t unless_marked) {
  return known(NFT_META_MARK) + is(NFT_CMP_NEQ, unless_marked) +
         expression("immediate", number(NFTA_IMMEDIATE_DREG, NFT_REG_1) + data(NFTA_IMMEDIATE_DATA, interface)) +
         expression("fwd", number(NFTA_FWD_SREG_DEV, NFT_REG_1));
}

std::string rule(const std::string& expressions, int flags) {
  return change(
      NFT_MSG_NEWRULE, NLM_F_APPEND | flags,
      text(NFTA_RULE_TABLE, kTable) + text(NFTA_RULE_CHAIN, kChain) + nested(NFTA_RULE_EXPRESSIONS, expressions));
}

// The last of them is answered, after whatever has gone wrong before.
std::string rules(const Elsewhere& where, const std::vector<Block>& to) {
  if (to.empty()) return rule(goes_by(where.instead, where.unless_marked), NLM_F_ACK);
  std::string all;
  for (const auto& block : to) {
    all += rule(goes_to(block) + goes_by(where.instead, where.unless_marked), &block == &to.back() ? NLM_F_ACK : 0);
  }
  return all;
}

}  // namespace

void Redirection::begin(const std::string& interface, const Elsewhere& where, const std::vector<Block>& to) {
  const std::string table = text(NFTA_TABLE_NAME, kTable) + number(NFTA_TABLE_FLAGS, NFT_TABLE_F_OWNER);
  const std::string hook =
      number(NFTA_HOOK_HOOKNUM, NF_NETDEV_EGRESS) + number(NFTA_HOOK_PRIORITY, 0) + text(NFTA_HOOK_DEV, interface);
  const std::string chain = text(NFTA_CHAIN_TABLE, kTable) + text(NFTA_CHAIN_NAME, kChain) +
                            nested(NFTA_CHAIN_HOOK, hook) + text(NFTA_CHAIN_TYPE, "filter");
  const auto edge = [](int type) { return netfilter_message(type, 0, AF_UNSPEC, NFNL_SUBSYS_NFTABLES, ""); };
  if (!socket_.ask(edge(NFNL_MSG_BATCH_BEGIN) + change(NFT_MSG_NEWTABLE, NLM_F_EXCL, table) +
                   change(NFT_MSG_NEWCHAIN, NLM_F_EXCL, chain) + rules(where, to) + edge(NFNL_MSG_BATCH_END))) {
    give_up("make what leaves by " + interface + " late");
  }
}

}  // namespace aws::supervisor
