#include "region/iam/managed_policies.h"

#include <algorithm>

namespace aws::region::iam {
namespace {

constexpr const char* kAdministratorDocument =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})";

// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
constexpr const char* kManagedInstanceDocument = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "ssm:DescribeAssociation",
        "ssm:GetDeployablePatchSnapshotForInstance",
        "ssm:GetDocument",
        "ssm:DescribeDocument",
        "ssm:GetManifest",
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:ListAssociations",
        "ssm:ListInstanceAssociations",
        "ssm:PutInventory",
        "ssm:PutComplianceItems",
        "ssm:PutConfigurePackageResult",
        "ssm:UpdateAssociationStatus",
        "ssm:UpdateInstanceAssociationStatus",
        "ssm:UpdateInstanceInformation"
      ],
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Action": [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel"
      ],
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Action": [
        "ec2messages:AcknowledgeMessage",
        "ec2messages:DeleteMessage",
        "ec2messages:FailMessage",
        "ec2messages:GetEndpoint",
        "ec2messages:GetMessages",
        "ec2messages:SendReply"
      ],
      "Resource": "*"
    }
  ]
})";

constexpr const char* kSsmReadOnlyDocument =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ssm:Describe*","ssm:Get*","ssm:List*"],"Resource":"*"}]})";

constexpr const char* kIamReadOnlyDocument = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "iam:GenerateCredentialReport",
        "iam:GenerateServiceLastAccessedDetails",
        "iam:Get*",
        "iam:List*",
        "iam:SimulateCustomPolicy",
        "iam:SimulatePrincipalPolicy"
      ],
      "Resource": "*"
    }
  ]
})";

constexpr std::string_view kPrefix = "arn:aws:iam::aws:policy/";

}  // namespace

// The identifiers of those whose own we do not know are made of their position.
const std::vector<ManagedPolicy>& aws_managed_policies() {
  const auto policy = [](std::string name, std::string id, const char* document) {
    ManagedPolicy made;
    made.arn = std::string(kPrefix) + name;
    made.name = std::move(name);
    made.id = std::move(id);
    made.document = document;
    return made;
  };
  static const auto all = [&] {
    auto administrator = policy("AdministratorAccess", "ANPAIWMBCKSKIEE64ZLYK", kAdministratorDocument);
    administrator.description = "Provides full access to AWS services and resources.";
    administrator.created = administrator.updated = 1423247986000;  // 2015-02-06T18:39:46Z

    auto managed_instance = policy("AmazonSSMManagedInstanceCore", "ANPAAAAAAAAAAAAAAAAA2", kManagedInstanceDocument);
    managed_instance.version = "v2";
    managed_instance.description =
        "The policy for Amazon EC2 Role to enable AWS Systems Manager service core functionality.";
    managed_instance.created = 1552670532000;  // 2019-03-15T17:22:12Z
    managed_instance.updated = 1558630461000;  // 2019-05-23T16:54:21Z

    auto ssm_read_only = policy("AmazonSSMReadOnlyAccess", "ANPAAAAAAAAAAAAAAAAA3", kSsmReadOnlyDocument);
    ssm_read_only.description = "Provides read only access to Amazon SSM.";
    ssm_read_only.created = ssm_read_only.updated = 1432921459000;  // 2015-05-29T17:44:19Z

    auto iam_read_only = policy("IAMReadOnlyAccess", "ANPAAAAAAAAAAAAAAAAA4", kIamReadOnlyDocument);
    iam_read_only.version = "v4";
    iam_read_only.description = "Provides read only access to IAM via the AWS Management Console.";
    iam_read_only.created = 1423248039000;  // 2015-02-06T18:40:39Z
    iam_read_only.updated = 1516907487000;  // 2018-01-25T19:11:27Z
    return std::vector<ManagedPolicy>{administrator, managed_instance, ssm_read_only, iam_read_only};
  }();
  return all;
}

const ManagedPolicy* find_aws_managed_policy(std::string_view arn) {
  const auto& all = aws_managed_policies();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const ManagedPolicy& policy) { return policy.arn == arn; });
  return found == all.end() ? nullptr : &*found;
}

bool is_aws_managed(std::string_view arn) { return arn.starts_with(kPrefix); }

}  // namespace aws::region::iam
