// What experiments may aim at: what EC2, Auto Scaling, Elastic Load Balancing and IAM have, as they describe it
// themselves.
#pragma once

#include "contract/channel_apis.h"
#include "contract/handlers.h"
#include "region/autoscaling/autoscaling_store.h"
#include "region/ec2/network/network.h"
#include "region/elbv2/elbv2.h"
#include "region/fis/ports.h"
#include "region/iam/iam_store.h"

namespace aws::region {

class FisResources final : public fis::Resources {
 public:
  struct Parts {
    contract::Handlers& handlers;
    const iam::IamStore& entities;
    const autoscaling::AutoScalingStore& groups;
    const ec2::Network& network;
    const elbv2::Elbv2& elbv2;
    Place place;
  };
  explicit FisResources(Parts parts) : parts_(std::move(parts)), apis_(parts_.handlers) {}

  std::vector<fis::Resource> all(std::string_view type) const override;
  std::string zone(std::string_view name_or_id) const override;

 private:
  std::vector<fis::Resource> instances() const;
  std::vector<fis::Resource> subnets() const;
  std::vector<fis::Resource> load_balancers() const;
  std::vector<fis::Resource> roles() const;
  std::vector<fis::Resource> groups() const;

  Parts parts_;
  mutable ChannelApis apis_;
};

}  // namespace aws::region
