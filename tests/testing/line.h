// A line to somebody's Apis on which a test may break in, before a call takes effect and after it has: with an error,
// as a network does, or with whatever ends the caller.
#pragma once

#include <functional>
#include <map>

#include "contract/apis.h"
#include "contract/autoscaling.h"
#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "contract/shape.h"
#include "contract/ssm.h"
#include "contract/sts.h"

namespace aws::testing {

class Line final : public contract::Channel {
 public:
  using Moment = std::function<void(const contract::Operation&)>;

  explicit Line(const Apis& there, Moment before, Moment after)
      : before_(std::move(before)),
        after_(std::move(after)),
        there_{{&autoscaling::kService, &there.autoscaling},
               {&dynamodb::kService, &there.dynamodb},
               {&ec2::kService, &there.ec2},
               {&elbv2::kService, &there.elbv2},
               {&iam::kService, &there.iam},
               {&ssm::kService, &there.ssm},
               {&sts::kService, &there.sts}} {}

  Apis apis() { return {autoscaling_, dynamodb_, ec2_, elbv2_, iam_, ssm_, sts_}; }

  void call(const contract::Operation& operation, const void* input, void* output) override {
    if (before_) before_(operation);
    operation.invoke(there_.at(operation.service), input, output);
    if (after_) after_(operation);
  }

 private:
  const Moment before_, after_;
  std::map<const contract::Service*, void*> there_;
  autoscaling::Stub autoscaling_{*this};
  dynamodb::Stub dynamodb_{*this};
  ec2::Stub ec2_{*this};
  elbv2::Stub elbv2_{*this};
  iam::Stub iam_{*this};
  ssm::Stub ssm_{*this};
  sts::Stub sts_{*this};
};

}  // namespace aws::testing
