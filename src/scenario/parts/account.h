// The caller's account: what ARNs in it begin with. Looked up once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "contract/sts.h"

namespace aws::scenario {

class Account {
 public:
  explicit Account(sts::Api& sts) : sts_(sts) {}

  std::string arn(std::string_view service, std::string_view region, std::string_view resource);
  std::string policy_arn(const std::string& name);  // "arn:aws:iam::123456789012:policy/NAME"
  // Of a Systems Manager document that AWS owns.
  std::string aws_document_arn(std::string_view region, std::string_view name);
  std::string aws_policy_arn(const std::string& name);  // of a policy that AWS manages: "arn:aws:iam::aws:policy/NAME"

 private:
  struct Identity {
    std::string id;
    std::string partition;  // "aws", "aws-cn", "aws-us-gov"
  };
  const Identity& identity();

  sts::Api& sts_;
  std::optional<Identity> identity_;
};

}  // namespace aws::scenario
