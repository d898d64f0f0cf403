#include "region/sts/sts_service.h"

#include <gtest/gtest.h>

namespace aws::region::sts {
namespace {

class Instance final : public Caller {
 public:
  Principal principal() const override {
    return {"arn:aws:sts::123456789012:assumed-role/web/i-1", "AROAAAAAAAAAAAAAAAAAA:i-1"};
  }
};

TEST(StsServiceTest, TellsTheCallerWhoItIs) {
  const Instance instance;
  StsService sts(Place{}, instance);
  const auto identity = sts.GetCallerIdentity({});
  EXPECT_EQ(identity.Account, "123456789012");
  EXPECT_EQ(identity.Arn, instance.principal().arn);
  EXPECT_EQ(identity.UserId, instance.principal().user_id);
}

}  // namespace
}  // namespace aws::region::sts
