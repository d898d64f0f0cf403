// What the services know of a call and of the resources that it acts on, for the front door's condition keys.
#pragma once

#include "region/autoscaling/autoscaling_store.h"
#include "region/dynamodb/tables/table_store.h"
#include "region/ec2/ec2.h"
#include "region/elbv2/elbv2.h"
#include "region/fis/fis.h"
#include "region/frontdoor/ports.h"
#include "region/iam/iam_store.h"
#include "region/ssm/parameters/parameter_store.h"

namespace aws::region {

class FrontDoorFacts final : public frontdoor::Facts {
 public:
  struct Parts {
    const iam::IamStore& entities;
    const autoscaling::AutoScalingStore& groups;
    const dynamodb::TableStore& tables;
    const ssm::ParameterStore& parameters;
    const ec2::Ec2& ec2;
    const elbv2::Elbv2& elbv2;
    const fis::Fis& experiments;
  };
  explicit FrontDoorFacts(const Parts& parts) : parts_(parts) {}
  contract::Circumstances of_call(const contract::Operation& operation, const void* input,
                                  std::string_view resource) const override;
  std::map<std::string, std::string> tags_of(std::string_view arn) const override;
  std::string_view policy_of(std::string_view arn) const override;

 private:
  // table/NAME, table/NAME/index/NAME; nullptr of a table that is not there.
  const dynamodb::Table* table_in(std::string_view resource) const;
  std::map<std::string, std::string> tags_in_iam(std::string_view arn, std::string_view resource) const;

  Parts parts_;
};

}  // namespace aws::region
