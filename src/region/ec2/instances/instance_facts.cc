#include "region/ec2/instances/instance_facts.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/text/base64.h"
#include "base/text/timestamp.h"
#include "region/ec2/instances/instance_view.h"
#include "region/ec2/text.h"

namespace aws::region::ec2 {
namespace {

namespace json = boost::json;

std::string identity_document(const Instance& instance, const Place& place) {
  return json::serialize(json::object{{"accountId", place.account},
                                      {"architecture", "x86_64"},
                                      {"availabilityZone", instance.zone},
                                      {"billingProducts", nullptr},
                                      {"devpayProductCodes", nullptr},
                                      {"marketplaceProductCodes", nullptr},
                                      {"imageId", instance.image_id},
                                      {"instanceId", instance.id},
                                      {"instanceType", instance.instance_type},
                                      {"kernelId", nullptr},
                                      {"pendingTime", text::iso8601_seconds(from_milliseconds(instance.launched_at))},
                                      {"privateIp", instance.address},
                                      {"ramdiskId", nullptr},
                                      {"region", place.region},
                                      {"version", "2017-09-30"}});
}

std::string lines(const std::vector<std::string>& texts) {
  std::string joined;
  for (const auto& text : texts) joined += (joined.empty() ? "" : "\n") + text;
  return joined;
}

void add_interface(InstanceFacts& facts, const Instance& instance, const Network& network, const Place& place,
                   const std::string& group_names) {
  const Subnet* subnet = network.find_subnet(instance.subnet_id);
  auto& texts = facts.texts;
  const std::string interface = "meta-data/network/interfaces/macs/" + instance.mac + "/";
  texts[interface + "device-number"] = "0";
  texts[interface + "interface-id"] = instance.interface_id;
  texts[interface + "local-hostname"] = private_dns_name(instance, place);
  texts[interface + "local-ipv4s"] = instance.address;
  texts[interface + "mac"] = instance.mac;
  texts[interface + "owner-id"] = place.account;
  texts[interface + "security-group-ids"] = lines(instance.security_group_ids);
  texts[interface + "security-groups"] = group_names;
  texts[interface + "subnet-id"] = instance.subnet_id;
  texts[interface + "subnet-ipv4-cidr-block"] = subnet ? subnet->cidr : "";
  texts[interface + "vpc-id"] = instance.vpc_id;
  texts[interface + "vpc-ipv4-cidr-block"] = network.records().vpc(instance.vpc_id).cidr;
}

}  // namespace

InstanceFacts facts_of(const Instance& instance, const Network& network, const SecurityGroups& groups,
                       const Place& place) {
  InstanceFacts facts;
  facts.instance_id = instance.id;
  if (instance.association) {
    facts.profile_arn = instance.association->profile_arn;
    facts.profile_id = instance.association->profile_id;
  }
  if (instance.user_data) facts.user_data = text::base64_decode(*instance.user_data);
  facts.enabled = instance.metadata_endpoint != "disabled";
  facts.token_required = instance.metadata_tokens == "required";

  const std::string dns_name = private_dns_name(instance, place);
  std::vector<std::string> group_names;
  for (const auto& id : instance.security_group_ids) {
    if (groups.exists(id)) group_names.push_back(groups.get(id).name);
  }
  const Subnet* subnet = network.find_subnet(instance.subnet_id);
  auto& texts = facts.texts;
  texts["dynamic/instance-identity/document"] = identity_document(instance, place);
  texts["meta-data/ami-id"] = instance.image_id;
  texts["meta-data/ami-launch-index"] = "0";
  texts["meta-data/ami-manifest-path"] = "(unknown)";
  texts["meta-data/hostname"] = dns_name;
  texts["meta-data/instance-action"] = "none";
  texts["meta-data/instance-id"] = instance.id;
  texts["meta-data/instance-life-cycle"] = "on-demand";
  texts["meta-data/instance-type"] = instance.instance_type;
  texts["meta-data/local-hostname"] = dns_name;
  texts["meta-data/local-ipv4"] = instance.address;
  texts["meta-data/mac"] = instance.mac;
  texts["meta-data/placement/availability-zone"] = instance.zone;
  texts["meta-data/placement/availability-zone-id"] = subnet ? subnet->zone_id : "";
  texts["meta-data/placement/region"] = place.region;
  texts["meta-data/profile"] = "default-hvm";
  if (instance.has_public_address) {
    texts["meta-data/public-hostname"] = instance.public_address;
    texts["meta-data/public-ipv4"] = instance.public_address;
  }
  texts["meta-data/reservation-id"] = instance.reservation_id;
  texts["meta-data/security-groups"] = lines(group_names);
  texts["meta-data/services/domain"] = "amazonaws.com";
  texts["meta-data/services/partition"] = place.partition;

  add_interface(facts, instance, network, place, lines(group_names));
  if (instance.metadata_tags == "enabled") {
    for (const auto& [key, value] : instance.tags) texts["meta-data/tags/instance/" + key] = value;
  }
  return facts;
}

}  // namespace aws::region::ec2
