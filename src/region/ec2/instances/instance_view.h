// An instance as DescribeInstances shows it, and by what it can be found.
#pragma once

#include "base/place.h"
#include "contract/ec2.h"
#include "region/ec2/filters.h"
#include "region/ec2/groups/security_groups.h"
#include "region/ec2/instances/instance_store.h"

namespace aws::region::ec2 {

aws::ec2::InstanceState to_state(std::string_view name);
std::string private_dns_name(const Instance& instance, const Place& place);  // ip-127-31-5-6.us-west-2.compute.internal

std::vector<aws::ec2::GroupIdentifier> groups_of(const Instance& instance, const SecurityGroups& groups);
std::vector<aws::ec2::InstanceBlockDeviceMapping> volumes_of(const Instance& instance);
aws::ec2::InstanceMetadataOptionsResponse to_metadata_options(const Instance& instance);

// The reservation of an instance, with it alone; `joined` puts those of one launch together.
aws::ec2::Reservation to_reservation(const Instance& instance, const SecurityGroups& groups, const Place& place);
std::vector<aws::ec2::Reservation> joined(std::vector<aws::ec2::Reservation> parts);
const Filterable<aws::ec2::Reservation>& filterable_reservations();

aws::ec2::IamInstanceProfileAssociation to_association(const Instance& instance, const ProfileAssociation& association);
const Filterable<aws::ec2::IamInstanceProfileAssociation>& filterable_associations();

}  // namespace aws::region::ec2
