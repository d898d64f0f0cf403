// The tags of a request, wherever each service has them.
#include "region/frontdoor/request_tags.h"

#include <gmock/gmock.h>

#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/fis.h"
#include "contract/iam.h"

namespace aws::region::frontdoor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(RequestTagsTest, AreTagsThatTheCallSets) {
  const iam::CreateUserRequest request{.UserName = "ann", .Tags = {{.Key = "team", .Value = "books"}}};
  EXPECT_THAT(request_tags(iam::operations::CreateUser, &request),
              ElementsAre(Pair("aws:RequestTag/team", ElementsAre("books")), Pair("aws:TagKeys", ElementsAre("team"))));
}

TEST(RequestTagsTest, AreInSpecificationsToo) {
  ec2::RunInstancesRequest request;
  request.TagSpecifications = {{.ResourceType = "instance", .Tags = {{.Key = "a", .Value = "1"}}},
                               {.ResourceType = "volume", .Tags = {{.Key = "a", .Value = "1"}, {.Key = "b"}}}};
  EXPECT_THAT(request_tags(ec2::operations::RunInstances, &request),
              ElementsAre(Pair("aws:RequestTag/a", ElementsAre("1")), Pair("aws:RequestTag/b", ElementsAre("")),
                          Pair("aws:TagKeys", ElementsAre("a", "b"))));
}

TEST(RequestTagsTest, AreKeysWhereTagsAreTakenAway) {
  const dynamodb::UntagResourceRequest request{.TagKeys = {"a", "b"}};
  EXPECT_THAT(request_tags(dynamodb::operations::UntagResource, &request),
              ElementsAre(Pair("aws:TagKeys", ElementsAre("a", "b"))));
  EXPECT_THAT(request_tags(dynamodb::operations::ListTables, &request), IsEmpty());
}

TEST(RequestTagsTest, AreAMapInServicesThatSpeakRest) {
  const fis::TagResourceRequest tagging{.resourceArn = "arn", .tags = {{"team", "books"}}};
  EXPECT_EQ(request_tags(fis::operations::TagResource, &tagging),
            (contract::Circumstances{{"aws:RequestTag/team", {"books"}}, {"aws:TagKeys", {"team"}}}));
  const fis::UntagResourceRequest untagging{.resourceArn = "arn", .tagKeys = {"team"}};
  EXPECT_EQ(request_tags(fis::operations::UntagResource, &untagging),
            (contract::Circumstances{{"aws:TagKeys", {"team"}}}));
}

}  // namespace
}  // namespace aws::region::frontdoor
