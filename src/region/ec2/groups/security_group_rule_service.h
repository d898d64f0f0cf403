// The operations on the rules of security groups, inbound and outbound. Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/groups/security_groups.h"

namespace aws::region::ec2 {

class SecurityGroupRuleService {
 public:
  SecurityGroupRuleService(SecurityGroups& groups, Place place) : groups_(groups), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::AuthorizeSecurityGroupIngressResponse authorize_ingress(
      const aws::ec2::AuthorizeSecurityGroupIngressRequest& request);
  aws::ec2::AuthorizeSecurityGroupEgressResponse authorize_egress(
      const aws::ec2::AuthorizeSecurityGroupEgressRequest& request);
  aws::ec2::RevokeSecurityGroupIngressResponse revoke_ingress(
      const aws::ec2::RevokeSecurityGroupIngressRequest& request);
  aws::ec2::RevokeSecurityGroupEgressResponse revoke_egress(const aws::ec2::RevokeSecurityGroupEgressRequest& request);
  aws::ec2::DescribeSecurityGroupRulesResponse describe(
      const aws::ec2::DescribeSecurityGroupRulesRequest& request) const;
  aws::ec2::ModifySecurityGroupRulesResponse modify(const aws::ec2::ModifySecurityGroupRulesRequest& request);
  aws::ec2::UpdateSecurityGroupRuleDescriptionsIngressResponse describe_ingress(
      const aws::ec2::UpdateSecurityGroupRuleDescriptionsIngressRequest& request);
  aws::ec2::UpdateSecurityGroupRuleDescriptionsEgressResponse describe_egress(
      const aws::ec2::UpdateSecurityGroupRuleDescriptionsEgressRequest& request);

  template <class Request>
  std::vector<aws::ec2::SecurityGroupRule> authorized(const SecurityGroup& group, const Request& request, bool egress);
  template <class Request>
  std::vector<aws::ec2::RevokedSecurityGroupRule> revoke(const SecurityGroup& group, const Request& request,
                                                         bool egress);
  template <class Request>
  void set_descriptions(const SecurityGroup& group, const Request& request, bool egress);

  const SecurityGroup& group_of(const std::optional<std::string>& id, const std::optional<std::string>& name) const;
  std::vector<SecurityGroupRule> to_rules(const std::vector<aws::ec2::IpPermission>& permissions, bool egress) const;
  SecurityGroupRule changed(const SecurityGroupRule& rule, const aws::ec2::SecurityGroupRuleRequest& request) const;
  aws::ec2::SecurityGroupRule to_api(const SecurityGroup& group, const SecurityGroupRule& rule) const;

  SecurityGroups& groups_;
  Place place_;
};

}  // namespace aws::region::ec2
