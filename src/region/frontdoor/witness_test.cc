#include <fmt/format.h>
#include <gmock/gmock.h>

#include "contract/ssm.h"
#include "region/frontdoor/front_door_fixture.h"

namespace aws::region::frontdoor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Onlooker final : public Witness {
 public:
  bool attentive() const override { return awake; }
  void saw(const SeenCall& call) override {
    seen.push_back(fmt::format("{} {} by {}: {} {}", call.service, call.operation, call.caller.arn,
                               call.response.status, call.error_code));
    for (const auto& [action, resource, allowed, why] : call.checked) {
      checked.push_back(fmt::format("{} {} {}", action, allowed ? "allowed" : "denied", why));
    }
  }
  bool awake = true;
  std::vector<std::string> seen;
  std::vector<std::string> checked;
};

class WitnessTest : public FrontDoorTest {
 protected:
  WitnessTest() { door_.be_seen_by(onlooker_); }
  void call() {
    auto request = encode(ssm::operations::GetParameter, ssm::GetParameterRequest{.Name = "name"});
    sign(request, *ssm::operations::GetParameter.service);
    door_.handle(request);
  }
  Onlooker onlooker_;
};

TEST_F(WitnessTest, SeesWhoCallsWhatAndWhyTheyMay) {
  call();
  EXPECT_THAT(onlooker_.seen, ElementsAre(fmt::format("ssm GetParameter by {}: 200 ", kUserArn)));
  EXPECT_THAT(onlooker_.checked, ElementsAre("ssm:GetParameter allowed because of ssm:GetParameter"));
}

TEST_F(WitnessTest, SeesADenial) {
  permissions_.decision = Decision::kDeniedExplicitly;
  call();
  EXPECT_THAT(onlooker_.seen, ElementsAre(fmt::format("ssm GetParameter by {}: 400 AccessDeniedException", kUserArn)));
  EXPECT_THAT(onlooker_.checked, ElementsAre("ssm:GetParameter denied because of ssm:GetParameter"));
}

TEST_F(WitnessTest, SeesWhatAHandlerAsksFor) {
  behaviour_.require = {"iam:PassRole", "arn:role"};
  call();
  EXPECT_THAT(onlooker_.checked, ElementsAre("ssm:GetParameter allowed because of ssm:GetParameter",
                                             "iam:PassRole allowed because of iam:PassRole"));
}

TEST_F(WitnessTest, SeesACallOfNobodys) {
  door_.handle(encode(ssm::operations::GetParameter, ssm::GetParameterRequest{.Name = "name"}));
  EXPECT_THAT(onlooker_.seen, ElementsAre("ssm GetParameter by : 400 MissingAuthenticationTokenException"));
  EXPECT_THAT(onlooker_.checked, IsEmpty());
}

TEST_F(WitnessTest, IsToldNothingUnlessItAttends) {
  onlooker_.awake = false;
  call();
  EXPECT_THAT(onlooker_.seen, IsEmpty());
}

}  // namespace
}  // namespace aws::region::frontdoor
