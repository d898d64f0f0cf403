// What a client sees of a region that misbehaves on purpose, on simulated time.
#include <gmock/gmock.h>

#include "contract/iam.h"
#include "contract/ssm.h"
#include "scenario/simulated_world.h"

namespace aws {
namespace {

using namespace std::chrono_literals;

constexpr const char* kTrust =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},)"
    R"("Action":"sts:AssumeRole"}]})";

class MisbehavingRegion : public ::testing::Test {
 protected:
  void start(const std::string& chaos) {
    world_.start_region(chaos);
    clients_ = world_.connect();
  }

  template <class Call>
  std::string failure(Call call) {
    try {
      call();
    } catch (const Error& error) {
      return error.code();
    }
    return "none";
  }

  std::string create_role() {
    return failure([&] { clients_->apis().iam.CreateRole({.RoleName = "web", .AssumeRolePolicyDocument = kTrust}); });
  }

  bool role_exists() {
    return failure([&] { clients_->apis().iam.GetRole({.RoleName = "web"}); }) == "none";
  }

  testing::SimulatedWorld world_;
  std::unique_ptr<client::Clients> clients_;
};

TEST_F(MisbehavingRegion, RetriesGetThrough) {
  start("throttle 30% *\nfail 20% ssm.*");
  int failed = 0;
  for (int call = 0; call < 200; ++call) {
    failed += failure([&] { clients_->apis().ssm.GetParameters({.Names = {"a"}}); }) != "none";
  }
  EXPECT_GT(failed, 0);
  EXPECT_LT(failed, 40);  // 0.44 to the third of 200 are 17
}

TEST_F(MisbehavingRegion, ALostCallHasTakenEffect) {
  start("lose 100% iam.CreateRole");
  EXPECT_THAT(create_role(), ::testing::AnyOf("ConnectionLost", "ServiceFailure"));
  EXPECT_TRUE(role_exists());
}

TEST_F(MisbehavingRegion, ARefusedCallHasNot) {
  start("fail 100% iam.CreateRole");
  EXPECT_THAT(create_role(), ::testing::AnyOf("ServiceUnavailable", "ServiceFailure"));
  EXPECT_FALSE(role_exists());
}

TEST_F(MisbehavingRegion, ACallThatHangsTakesTheClientsPatience) {
  start("hang 100% iam.CreateRole");
  const auto began = world_.clock().uptime();
  EXPECT_EQ(create_role(), "RequestTimeout");
  EXPECT_GE(world_.clock().uptime() - began, testing::SimulatedWorld::kClientTimeout);
  EXPECT_FALSE(role_exists());
}

TEST_F(MisbehavingRegion, ASlowCallIsAnsweredLate) {
  start("slow 100% 2s iam.CreateRole");
  const auto began = world_.clock().uptime();
  EXPECT_EQ(create_role(), "none");
  EXPECT_EQ(world_.clock().uptime() - began, 2s);
}

}  // namespace
}  // namespace aws
