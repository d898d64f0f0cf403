// One interface per service, wherever they are implemented: an AWS account, another endpoint or the embedded region.
#pragma once

namespace aws {

namespace autoscaling {
class Api;
}
namespace dynamodb {
class Api;
}
namespace ec2 {
class Api;
}
namespace elbv2 {
class Api;
}
namespace iam {
class Api;
}
namespace ssm {
class Api;
}
namespace sts {
class Api;
}

struct Apis {
  autoscaling::Api& autoscaling;
  dynamodb::Api& dynamodb;
  ec2::Api& ec2;
  elbv2::Api& elbv2;
  iam::Api& iam;
  ssm::Api& ssm;
  sts::Api& sts;
};

}  // namespace aws
