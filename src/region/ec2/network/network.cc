#include "region/ec2/network/network.h"

#include <arpa/inet.h>
#include <fmt/core.h>

#include <algorithm>
#include <boost/describe.hpp>
#include <cctype>

#include "region/ec2/errors.h"
#include "region/ec2/text.h"
#include "region/store/collection.h"

namespace aws::region::ec2 {
namespace {

constexpr std::uint32_t kVpcBase = 0x7f1f0000;  // 127.31.0.0/16
constexpr std::uint32_t kSubnetSize = 4096;     // /20
constexpr std::uint32_t kReservedAtStart = 4;   // network, router, DNS, future use; the last is the broadcast address

struct ZoneFact {
  char letter;
  int number;  // the letter's zone differs from account to account; these are our account's
};
constexpr ZoneFact kZones[] = {{'a', 2}, {'b', 1}, {'c', 3}, {'d', 4}};

struct NetworkDocument {
  std::string vpc_id;
  std::string dhcp_options_id;
  std::string cidr_association_id;
  std::vector<std::string> subnet_ids;
  std::string route_table_id;
  std::string route_table_association_id;
  std::string network_acl_id;
  std::vector<std::string> acl_association_ids;  // in the order of the subnets
  std::string internet_gateway_id;
};
BOOST_DESCRIBE_STRUCT(NetworkDocument, (),
                      (vpc_id, dhcp_options_id, cidr_association_id, subnet_ids, route_table_id,
                       route_table_association_id, network_acl_id, acl_association_ids, internet_gateway_id))

struct TagsDocument {
  Tags tags;
};
BOOST_DESCRIBE_STRUCT(TagsDocument, (), (tags))

NetworkDocument load_or_draw(Store& store, Random& random) {
  Collection<NetworkDocument> networks(store, "ec2.network");
  const auto* known = networks.find("default");
  if (known != nullptr && !known->route_table_id.empty()) return *known;
  NetworkDocument network{hex_id(random, "vpc-"), hex_id(random, "dopt-"), hex_id(random, "vpc-cidr-assoc-"), {}};
  for (std::size_t i = 0; i < std::size(kZones); ++i) network.subnet_ids.push_back(hex_id(random, "subnet-"));
  if (known != nullptr) network = *known;  // of a version that knew no more
  network.route_table_id = hex_id(random, "rtb-");
  network.route_table_association_id = hex_id(random, "rtbassoc-");
  network.network_acl_id = hex_id(random, "acl-");
  network.internet_gateway_id = hex_id(random, "igw-");
  for (std::size_t i = 0; i < std::size(kZones); ++i)
    network.acl_association_ids.push_back(hex_id(random, "aclassoc-"));
  return networks.put("default", network);
}

// us-west-2 is usw2, ap-southeast-1 apse1, us-gov-west-1 usgw1.
std::string short_region(std::string_view region) {
  std::string text;
  std::size_t start = 0;
  for (bool first = true; start < region.size(); first = false) {
    const auto end = std::min(region.find('-', start), region.size());
    const std::string_view part = region.substr(start, end - start);
    if (first || std::isdigit(static_cast<unsigned char>(part.empty() ? 'x' : part.front()))) {
      text += part;
    } else {
      text += part.substr(0, 1);
      for (const std::string_view second : {"east", "west"}) {
        if (part.size() > second.size() && part.ends_with(second)) text += second.substr(0, 1);
      }
    }
    start = end + 1;
  }
  return text;
}

}  // namespace

// Tags of what never changes otherwise.
struct Network::Tagged {
  explicit Tagged(Store& store) : documents(store, "ec2.network_tags") {}
  Collection<TagsDocument> documents;
};

class Network::Counted final : public AddressReservation {
 public:
  Counted(std::shared_ptr<std::map<std::string, int>> used, std::string subnet_id,
          std::unique_ptr<AddressReservation> reservation)
      : used_(std::move(used)), subnet_id_(std::move(subnet_id)), reservation_(std::move(reservation)) {
    ++(*used_)[subnet_id_];
  }
  ~Counted() override { --(*used_)[subnet_id_]; }
  const std::string& address() const override { return reservation_->address(); }

 private:
  std::shared_ptr<std::map<std::string, int>> used_;
  std::string subnet_id_;
  std::unique_ptr<AddressReservation> reservation_;
};

Network::Network(Store& store, Random& random, const Place& place, Addresses& addresses)
    : random_(random),
      addresses_(addresses),
      tags_(std::make_unique<Tagged>(store)),
      used_(std::make_shared<std::map<std::string, int>>()) {
  const NetworkDocument ids = load_or_draw(store, random);
  vpc_ = {ids.vpc_id,
          fmt::format("{}/16", ipv4_text(kVpcBase)),
          ids.dhcp_options_id,
          ids.cidr_association_id,
          ids.route_table_id,
          ids.route_table_association_id,
          ids.network_acl_id,
          {},
          ids.internet_gateway_id};
  std::uint32_t base = kVpcBase;
  for (std::size_t i = 0; i < std::size(kZones); ++i, base += kSubnetSize) {
    zones_.push_back(
        {place.region + kZones[i].letter, fmt::format("{}-az{}", short_region(place.region), kZones[i].number)});
    subnets_.push_back({ids.subnet_ids.at(i), zones_.back().name, zones_.back().id, vpc_.id,
                        fmt::format("{}/20", ipv4_text(base)), base + kReservedAtStart, base + kSubnetSize - 2});
    vpc_.acl_association_ids[ids.subnet_ids.at(i)] = ids.acl_association_ids.at(i);
  }
}

Network::~Network() = default;

const Tags* Network::find_tags(const std::string& id) const {
  static const Tags kNone;
  const bool known = id == vpc_.id || id == vpc_.route_table_id || id == vpc_.network_acl_id ||
                     id == vpc_.internet_gateway_id || id == vpc_.dhcp_options_id || find_subnet(id) != nullptr;
  if (!known) return nullptr;
  const auto* document = tags_->documents.find(id);
  return document == nullptr ? &kNone : &document->tags;
}

void Network::set_tags(const std::string& id, Tags tags) { tags_->documents.put(id, {std::move(tags)}); }

const Subnet* Network::find_subnet(std::string_view id) const {
  const auto found = std::find_if(subnets_.begin(), subnets_.end(), [&](const Subnet& each) { return each.id == id; });
  return found == subnets_.end() ? nullptr : &*found;
}

const Subnet* Network::default_subnet(std::string_view zone_name) const {
  const auto found =
      std::find_if(subnets_.begin(), subnets_.end(), [&](const Subnet& each) { return each.zone == zone_name; });
  return found == subnets_.end() ? nullptr : &*found;
}

int Network::available_addresses(std::string_view subnet_id) const {
  const Subnet* subnet = find_subnet(subnet_id);
  if (!subnet) return 0;
  const auto used = used_->find(subnet->id);
  const auto all = static_cast<int>(subnet->last_address - subnet->first_address + 1);
  return all - (used == used_->end() ? 0 : used->second);
}

std::unique_ptr<AddressReservation> Network::reserve(const std::string& subnet_id) {
  return take_any(subnet_id, [this](const std::string& address) { return addresses_.reserve(address); });
}

std::unique_ptr<AddressReservation> Network::serve_metadata(const std::string& subnet_id, Addresses::Handler handler) {
  return take_any(subnet_id, [&](const std::string& address) { return addresses_.serve_metadata(address, handler); });
}

std::unique_ptr<AddressReservation> Network::reserve_exact(const std::string& address) {
  in_addr parsed{};
  if (inet_pton(AF_INET, address.c_str(), &parsed) != 1) return nullptr;
  const std::uint32_t number = ntohl(parsed.s_addr);
  const auto subnet = std::find_if(subnets_.begin(), subnets_.end(), [&](const Subnet& each) {
    return each.first_address <= number && number <= each.last_address;
  });
  if (subnet == subnets_.end()) return nullptr;
  return counted(*subnet, addresses_.reserve(address));
}

// Begins anywhere, so that two regions rarely ask for the same.
std::unique_ptr<AddressReservation> Network::take_any(const std::string& subnet_id, const Take& take) {
  const Subnet* subnet = find_subnet(subnet_id);
  if (!subnet) throw errors::subnet_not_found(subnet_id);
  const std::uint32_t count = subnet->last_address - subnet->first_address + 1;
  const auto start = static_cast<std::uint32_t>(random_.next() % count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string address = ipv4_text(subnet->first_address + (start + i) % count);
    if (auto taken = take(address)) return counted(*subnet, std::move(taken));
  }
  throw errors::subnet_full(subnet_id);
}

std::unique_ptr<AddressReservation> Network::counted(const Subnet& subnet,
                                                     std::unique_ptr<AddressReservation> reservation) {
  if (!reservation) return nullptr;
  return std::make_unique<Counted>(used_, subnet.id, std::move(reservation));
}

}  // namespace aws::region::ec2
