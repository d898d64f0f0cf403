#include "supervisor/delay/detour.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_link.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "supervisor/container/system.h"
#include "supervisor/delay/netlink.h"

namespace aws::supervisor {
namespace {

using namespace netlink;

constexpr const char* kEntrance = "delay-line";
constexpr const char* kExit = "exit";
constexpr std::size_t kToDo = 10;  // before each frame, a virtio_net_hdr, whose header file is for C
constexpr std::size_t kLongestFrame = kToDo + ETH_HLEN + 65536;
constexpr int kRoomForFrames = 64 << 20;  // as much of it as the system allows

// Frames with what is to be done to them before.
int frame_socket() {
  const int made = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int on = 1;
  if (made < 0 || setsockopt(made, SOL_PACKET, PACKET_VNET_HDR, &on, sizeof on) != 0) give_up("take frames");
  for (const int room : {SO_RCVBUF, SO_SNDBUF}) {
    setsockopt(made, SOL_SOCKET, room, &kRoomForFrames, sizeof kRoomForFrames);
  }
  return made;
}

ifreq about(const std::string& interface) {
  ifreq request{};
  interface.copy(request.ifr_name, IFNAMSIZ - 1);
  return request;
}

// In the network that the socket was made in.
int index_of(int socket, const std::string& interface) {
  auto request = about(interface);
  if (ioctl(socket, SIOCGIFINDEX, &request) != 0) give_up("find " + interface);
  return request.ifr_ifindex;
}

std::uint32_t longest_packet(int socket, const std::string& interface) {
  auto request = about(interface);
  if (ioctl(socket, SIOCGIFMTU, &request) != 0) give_up("measure " + interface);
  return static_cast<std::uint32_t>(request.ifr_mtu);
}

void bind_to(int socket, int interface, int protocol) {
  sockaddr_ll name{};
  name.sll_family = AF_PACKET;
  name.sll_protocol = htons(static_cast<std::uint16_t>(protocol));
  name.sll_ifindex = interface;
  if (bind(socket, reinterpret_cast<const sockaddr*>(&name), sizeof name) != 0) give_up("take frames");
}

std::string hardware_address(int socket) {
  sockaddr_ll name{};
  socklen_t size = sizeof name;
  if (getsockname(socket, reinterpret_cast<sockaddr*>(&name), &size) != 0) give_up("know an interface");
  return {reinterpret_cast<const char*>(name.sll_addr), ETH_ALEN};
}

void bring_up(int socket, const std::string& interface) {
  auto request = about(interface);
  request.ifr_flags = IFF_UP;
  if (ioctl(socket, SIOCSIFFLAGS, &request) != 0) give_up("bring " + interface + " up");
}

std::string cable(std::uint32_t longest) {
  const std::string link = bytes_of(ifinfomsg{});
  const auto end = [&](const char* name) { return text(IFLA_IFNAME, name) + attribute(IFLA_MTU, bytes_of(longest)); };
  const std::string peer = link + end(kExit) + attribute(IFLA_NET_NS_PID, bytes_of(std::uint32_t(getpid())));
  const std::string kind = text(IFLA_INFO_KIND, "veth") + nested(IFLA_INFO_DATA, attribute(VETH_INFO_PEER, peer));
  return message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK,
                 link + end(kEntrance) + nested(IFLA_LINKINFO, kind));
}

}  // namespace

Detour::Detour(const std::string& interface) : outgoing_(frame_socket()), buffer_(kLongestFrame, '\0') {
  if (setsockopt(outgoing_, SOL_SOCKET, SO_MARK, &kMark, sizeof kMark) != 0) give_up("mark frames");
  bind_to(outgoing_, index_of(outgoing_, interface), 0);
  own_address_ = hardware_address(outgoing_);
  if (unshare(CLONE_NEWNET) != 0) give_up("make a network");
  if (!links_.ask(cable(longest_packet(outgoing_, interface)))) {
    give_up(errno == EEXIST ? "be a second delay-line here" : "lay a cable");
  }
  entrance_ = index_of(outgoing_, kEntrance);
  incoming_ = frame_socket();
  bind_to(incoming_, index_of(incoming_, kExit), ETH_P_ALL);
  bring_up(outgoing_, kEntrance);
  bring_up(incoming_, kExit);
}

Detour::~Detour() {
  ifinfomsg link{};
  link.ifi_index = entrance_;
  links_.ask(message(RTM_DELLINK, NLM_F_ACK, bytes_of(link)));
  close(incoming_);
  close(outgoing_);
}

std::string Detour::next() {
  for (;;) {
    const auto size = recv(incoming_, buffer_.data(), buffer_.size(), 0);
    if (size < 0) return {};
    const std::string_view frame(buffer_.data(), static_cast<std::size_t>(size));
    // What the system says on a new cable by itself comes from another one.
    const auto header = frame.substr(std::min(frame.size(), kToDo));
    if (header.size() > ETH_HLEN && header.substr(ETH_ALEN, ETH_ALEN) == own_address_) return std::string(frame);
  }
}

// What the interface does not take is lost.
void Detour::send(std::string_view frame) const { ::send(outgoing_, frame.data(), frame.size(), 0); }

}  // namespace aws::supervisor
