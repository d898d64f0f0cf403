// VPCs, subnets, route tables and internet gateways, durably, with their tags. A new data folder has the default VPC
// with its four zones and subnets. All addresses are of one block; those of a folder that was in use with another one
// become the same ones of this block. Owned by Network; region thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/place.h"
#include "base/random.h"
#include "region/ec2/network/cidr.h"
#include "region/ec2/network/records.h"
#include "region/service/tags.h"
#include "region/store/collection.h"

namespace aws::region::ec2 {

class NetworkRecords {
 public:
  NetworkRecords(Store& store, Random& random, const Place& place, const Cidr& block);

  template <class T>
  using ById = std::map<std::string, T, std::less<>>;

  const std::vector<Zone>& zones() const { return zones_; }
  const ById<Vpc>& vpcs() const { return vpcs_.all(); }
  const ById<Subnet>& subnets() const { return subnets_.all(); }
  const ById<RouteTable>& route_tables() const { return route_tables_.all(); }
  const ById<InternetGateway>& gateways() const { return gateways_.all(); }

  const Vpc& default_vpc() const;
  const Vpc& vpc(std::string_view id) const;                  // throws InvalidVpcID.NotFound
  const Subnet& subnet(std::string_view id) const;            // throws InvalidSubnetID.NotFound
  const RouteTable& route_table(std::string_view id) const;   // throws InvalidRouteTableID.NotFound
  const InternetGateway& gateway(std::string_view id) const;  // throws InvalidInternetGatewayID.NotFound
  const RouteTable* main_route_table(std::string_view vpc_id) const;
  const RouteTable* table_of_association(std::string_view association_id) const;
  const InternetGateway* gateway_of(std::string_view vpc_id) const;

  void put(Vpc vpc);
  void put(Subnet subnet);
  void put(RouteTable table);
  void put(InternetGateway gateway);
  // With the tags; of a VPC its main route table and its network ACL's tags, too.
  void erase(const Vpc& vpc);
  void erase(const Subnet& subnet);
  void erase(const RouteTable& table);
  void erase(const InternetGateway& gateway);

  // Of anything here, of network ACLs and DHCP options, by their ids; nullptr for any other.
  const Tags* find_tags(const std::string& id) const;
  void set_tags(const std::string& id, Tags tags);

  void transaction(const std::function<void()>& change) { store_.transaction(change); }

  // Of route tables and gateways; within the call, and perhaps within its transaction.
  void tell_of_routes(std::function<void()> changed) { routes_changed_ = std::move(changed); }

 private:
  struct TagsDocument {
    Tags tags;
    BOOST_DESCRIBE_CLASS(TagsDocument, (), (tags), (), ())
  };
  void take_up_default_vpc(Random& random, const Cidr& block);
  void move_to(const Cidr& block);
  void routes_changed() const {
    if (routes_changed_) routes_changed_();
  }

  Store& store_;
  std::vector<Zone> zones_;
  Collection<Vpc> vpcs_;
  Collection<Subnet> subnets_;
  Collection<RouteTable> route_tables_;
  Collection<InternetGateway> gateways_;
  Collection<TagsDocument> tags_;
  std::function<void()> routes_changed_;
};

}  // namespace aws::region::ec2
