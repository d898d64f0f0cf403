#include "region/ec2/network/network.h"

#include <arpa/inet.h>

#include <algorithm>

#include "region/ec2/errors.h"
#include "region/ec2/text.h"

namespace aws::region::ec2 {
namespace {

// Behind the default VPC's subnets, in blocks of 256.
constexpr std::uint32_t kFirstBlock = 0x4000;  // x.y.64.0
constexpr int kBlockPrefix = 24;

}  // namespace

class Network::Counted final : public AddressReservation {
 public:
  Counted(std::shared_ptr<std::map<std::string, int, std::less<>>> used, std::string subnet_id,
          std::unique_ptr<AddressReservation> reservation)
      : used_(std::move(used)), subnet_id_(std::move(subnet_id)), reservation_(std::move(reservation)) {
    ++(*used_)[subnet_id_];
  }
  ~Counted() override { --(*used_)[subnet_id_]; }
  const std::string& address() const override { return reservation_->address(); }

 private:
  std::shared_ptr<std::map<std::string, int, std::less<>>> used_;
  std::string subnet_id_;
  std::unique_ptr<AddressReservation> reservation_;
};

Network::Network(Store& store, Random& random, const Place& place, Addresses& addresses)
    : random_(random),
      addresses_(addresses),
      records_(store, random, place, addresses.block()),
      used_(std::make_shared<std::map<std::string, int, std::less<>>>()) {}

Network::~Network() = default;

std::vector<Subnet> Network::subnets() const {
  std::vector<Subnet> sorted;
  for (const auto& [id, subnet] : records_.subnets()) sorted.push_back(subnet);
  std::sort(sorted.begin(), sorted.end(), [](const Subnet& one, const Subnet& other) {
    return std::tuple(!one.is_default, one.zone, one.id) < std::tuple(!other.is_default, other.zone, other.id);
  });
  return sorted;
}

const Subnet* Network::find_subnet(std::string_view id) const {
  const auto found = records_.subnets().find(id);
  return found == records_.subnets().end() ? nullptr : &found->second;
}

const Subnet* Network::default_subnet(std::string_view zone_name) const {
  for (const auto& [id, subnet] : records_.subnets()) {
    if (subnet.is_default && subnet.zone == zone_name) return &subnet;
  }
  return nullptr;
}

const Subnet* Network::subnet_of_address(std::string_view address) const {
  in_addr parsed{};
  if (inet_pton(AF_INET, std::string(address).c_str(), &parsed) != 1) return nullptr;
  const std::uint32_t number = ntohl(parsed.s_addr);
  for (const auto& [id, subnet] : records_.subnets()) {
    if (subnet.first_address <= number && number <= subnet.last_address) return &subnet;
  }
  return nullptr;
}

int Network::used_addresses(std::string_view subnet_id) const {
  const auto used = used_->find(subnet_id);
  return used == used_->end() ? 0 : used->second;
}

int Network::available_addresses(std::string_view subnet_id) const {
  const Subnet* subnet = find_subnet(subnet_id);
  return subnet == nullptr ? 0 : subnet->size - used_addresses(subnet_id);
}

std::vector<std::string> Network::stands_for(std::string_view vpc_id, const std::string& block) const {
  std::vector<std::string> all{block};
  const auto whole = parse_cidr(block);
  if (!whole) return all;
  for (const auto& [id, subnet] : records_.subnets()) {
    const auto own = parse_cidr(subnet.cidr);
    if (subnet.vpc_id != vpc_id || !own || !whole->contains(*own)) continue;
    const bool said = whole->contains({subnet.first_address, 32}) && whole->contains({subnet.last_address, 32});
    if (!said) all.push_back(fmt::format("{}-{}", ipv4_text(subnet.first_address), ipv4_text(subnet.last_address)));
  }
  return all;
}

std::optional<Cidr> Network::free_block() const {
  const Cidr all = addresses_.block();
  for (Cidr block{all.base + kFirstBlock, kBlockPrefix}; block.base < all.last(); block.base = block.last() + 1) {
    const auto taken = [&](const auto& entry) {
      return entry.second.first_address <= block.last() && block.base <= entry.second.last_address;
    };
    if (std::none_of(records_.subnets().begin(), records_.subnets().end(), taken)) return block;
  }
  return std::nullopt;
}

std::unique_ptr<AddressReservation> Network::reserve_exact(const std::string& address) {
  const std::string wanted = in_block(address);
  const Subnet* subnet = subnet_of_address(wanted);
  return subnet == nullptr ? nullptr : counted(*subnet, addresses_.reserve(wanted));
}

std::string Network::in_block(const std::string& address) const {
  in_addr parsed{};
  if (inet_pton(AF_INET, address.c_str(), &parsed) != 1) return "";
  return ipv4_text(addresses_.block().same_within({ntohl(parsed.s_addr)}).base);
}

// Begins anywhere, so that two regions rarely ask for the same.
std::unique_ptr<AddressReservation> Network::reserve(const std::string& subnet_id, const std::string& before) {
  const Subnet* subnet = find_subnet(subnet_id);
  if (!subnet) throw errors::subnet_not_found(subnet_id);
  const std::string wanted = in_block(before);
  if (!wanted.empty() && subnet_of_address(wanted) == subnet) {
    if (auto taken = addresses_.reserve(wanted)) return counted(*subnet, std::move(taken));
  }
  const std::uint32_t count = subnet->last_address - subnet->first_address + 1;
  const auto start = static_cast<std::uint32_t>(random_.next() % count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string address = ipv4_text(subnet->first_address + (start + i) % count);
    if (auto taken = addresses_.reserve(address)) return counted(*subnet, std::move(taken));
  }
  throw errors::subnet_full(subnet_id);
}

std::unique_ptr<AddressReservation> Network::counted(const Subnet& subnet,
                                                     std::unique_ptr<AddressReservation> reservation) {
  if (!reservation) return nullptr;
  return std::make_unique<Counted>(used_, subnet.id, std::move(reservation));
}

}  // namespace aws::region::ec2
