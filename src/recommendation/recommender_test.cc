#include "recommendation/recommender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "recommendation/fake_aws.h"

namespace aws::recommendation {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class RecommenderTest : public ::testing::Test {
 protected:
  http::Response get(const std::string& target, const std::string& method = "GET") {
    return recommender_.answer({.method = method, .target = target}, parameters_);
  }
  static boost::json::object body(const http::Response& response) {
    EXPECT_EQ(response.headers.get("Content-Type"), "application/json");
    return boost::json::parse(response.body).as_object();
  }

  FakeTable table_;
  SeededRandom random_{7};
  Recommender recommender_{table_, {.instance_id = "i-1", .availability_zone = "us-west-2b"}, random_};
  std::optional<Parameters> parameters_ = Parameters{.table = "recommendations"};
};

TEST_F(RecommenderTest, ARecommendationComesFromTheTableAndSaysWhoseItIs) {
  const auto response = get("/?from=browser");
  EXPECT_EQ(response.status, 200);
  const auto item = body(response);
  const std::string media_type(item.at("MediaType").at("S").as_string());
  const std::string item_id(item.at("ItemId").at("N").as_string());
  EXPECT_EQ(item.at("Title").at("S").as_string(), media_type + " number " + item_id);
  EXPECT_EQ(boost::json::serialize(item.at("Metadata")), R"({"InstanceId":"i-1","AvailabilityZone":"us-west-2b"})");
}

TEST_F(RecommenderTest, AllNineItemsComeUp) {
  std::set<std::string> titles;
  for (int i = 0; i < 200; ++i) titles.insert(std::string(body(get("/")).at("Title").at("S").as_string()));
  EXPECT_THAT(titles, SizeIs(9));
}

TEST_F(RecommenderTest, WithoutTheTableTheFailureResponseDecides) {
  parameters_->table = "this-is-not-a-table";
  EXPECT_EQ(get("/").status, 502);
  EXPECT_THAT(std::string(body(get("/")).at("message").as_string()),
              HasSubstr("the table 'this-is-not-a-table' cannot be read: AccessDeniedException"));

  parameters_->failure_response = "static";
  const auto response = get("/");
  EXPECT_EQ(response.status, 200);
  const auto item = body(response);
  EXPECT_EQ(item.at("MediaType").at("S").as_string(), "Book");
  EXPECT_EQ(item.at("ItemId").at("N").as_string(), "0");
  EXPECT_EQ(item.at("Title").at("S").as_string(), "404 Not Found: A Coloring Book");
  EXPECT_EQ(item.at("Creator").at("S").as_string(), "The Oatmeal");
  EXPECT_EQ(item.at("Metadata").at("InstanceId").as_string(), "i-1");
}

TEST_F(RecommenderTest, AnItemThatIsNotThereIsAFailureToo) {
  table_.empty = true;
  EXPECT_EQ(get("/").status, 502);
}

TEST_F(RecommenderTest, AShallowHealthCheckLooksAtNothing) {
  parameters_->table = "this-is-not-a-table";
  EXPECT_EQ(get("/healthcheck").status, 200);
  EXPECT_EQ(boost::json::serialize(body(get("/healthcheck"))), R"({"success":"True"})");
}

TEST_F(RecommenderTest, ADeepHealthCheckWantsAnActiveTable) {
  parameters_->health_check = "deep";
  EXPECT_EQ(get("/healthcheck").status, 200);
  table_.status = "DELETING";
  EXPECT_EQ(get("/healthcheck").status, 503);
  EXPECT_EQ(boost::json::serialize(body(get("/healthcheck"))), R"({"success":"False"})");
  table_.status = "ACTIVE";
  parameters_->table = "this-is-not-a-table";
  EXPECT_EQ(get("/healthcheck").status, 503);
  parameters_->table.reset();
  EXPECT_EQ(get("/healthcheck").status, 503);
}

TEST_F(RecommenderTest, WithoutParametersItIsNotReady) {
  parameters_.reset();
  EXPECT_EQ(get("/").status, 502);
  EXPECT_EQ(get("/healthcheck").status, 503);
}

TEST_F(RecommenderTest, NothingElseIsServed) {
  EXPECT_EQ(get("/favicon.ico").status, 404);
  EXPECT_EQ(get("/healthcheck/").status, 404);
  const auto refusal = get("/", "POST");
  EXPECT_EQ(refusal.status, 405);
  EXPECT_EQ(refusal.headers.get("Allow"), "GET");
}

}  // namespace
}  // namespace aws::recommendation
