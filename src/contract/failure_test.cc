#include "contract/failure.h"

#include <gtest/gtest.h>

namespace aws::contract {
namespace {

TEST(Failure, GoesByCodeAndThenByStatus) {
  EXPECT_EQ(classify(Error("RequestLimitExceeded", "")), Failure::kRefused);
  EXPECT_EQ(classify(Error("ResourceContention", "", 500)), Failure::kRefused);
  EXPECT_EQ(classify(Error("IDPCommunicationError", "", 400)), Failure::kRefused);
  EXPECT_EQ(classify(Error("ServiceUnavailable", "", 503)), Failure::kRefused);
  EXPECT_EQ(classify(Error("InternalFailure", "", 500)), Failure::kUncertain);
  EXPECT_EQ(classify(Error("RequestTimeout", "", 0)), Failure::kUncertain);
  EXPECT_EQ(classify(Error("LimitExceeded", "", 409)), Failure::kFinal);  // IAM's quota, not its rate
  EXPECT_EQ(classify(Error("NoCredentials", "", 0)), Failure::kFinal);
}

}  // namespace
}  // namespace aws::contract
