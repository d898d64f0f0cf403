#include "contract/paginator.h"

#include <gmock/gmock.h>

#include <functional>

#include "contract/access.h"
#include "contract/dynamodb.h"
#include "contract/iam.h"

namespace aws::contract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Answers each call with what a function makes of its request.
template <class Request, class Response>
class Answering final : public Channel {
 public:
  using Answer = std::function<Response(const Request&)>;
  explicit Answering(Answer answer) : answer_(std::move(answer)) {}

  void call(const Operation&, const void* input, void* output) override {
    *static_cast<Response*>(output) = answer_(*static_cast<const Request*>(input));
  }

 private:
  Answer answer_;
};
using Tables = Answering<dynamodb::ListTablesRequest, dynamodb::ListTablesResponse>;
using Policies = Answering<iam::ListAttachedRolePoliciesRequest, iam::ListAttachedRolePoliciesResponse>;

std::vector<std::string> all_tables(Channel& channel) {
  dynamodb::Api dynamodb(channel);
  std::vector<std::string> names;
  for_each_page(dynamodb::paginators::ListTables, dynamodb, {.Limit = 1},
                [&](const auto& page) { names.insert(names.end(), page.TableNames.begin(), page.TableNames.end()); });
  return names;
}

TEST(Paginator, GoesOnFromTheTokenOfThePageBefore) {
  std::vector<std::string> asked_from;
  Tables channel([&](const dynamodb::ListTablesRequest& request) -> dynamodb::ListTablesResponse {
    EXPECT_EQ(request.Limit, 1) << "the rest of the request stays as it is";
    asked_from.push_back(request.ExclusiveStartTableName.value_or("the start"));
    if (asked_from.size() == 3) return {.TableNames = {"c"}};
    return {.TableNames = {asked_from.size() == 1 ? "a" : "b"},
            .LastEvaluatedTableName = asked_from.size() == 1 ? "a" : "b"};
  });
  EXPECT_THAT(all_tables(channel), ElementsAre("a", "b", "c"));
  EXPECT_THAT(asked_from, ElementsAre("the start", "a", "b"));
}

TEST(Paginator, OnePageIsOneCall) {
  int calls = 0;
  Tables channel([&](const auto&) -> dynamodb::ListTablesResponse {
    ++calls;
    return {.TableNames = {"a"}, .LastEvaluatedTableName = ""};
  });
  EXPECT_THAT(all_tables(channel), ElementsAre("a"));
  EXPECT_EQ(calls, 1) << "an empty token is none";
}

TEST(Paginator, ATokenWithoutMoreResultsEndsIt) {
  int calls = 0;
  Policies channel([&](const auto&) -> iam::ListAttachedRolePoliciesResponse {
    return {.IsTruncated = ++calls < 2, .Marker = "page " + std::to_string(calls)};
  });
  iam::Api iam(channel);
  int pages = 0;
  for_each_page(iam::paginators::ListAttachedRolePolicies, iam, {}, [&](const auto&) { ++pages; });
  EXPECT_EQ(pages, 2);
}

TEST(Paginator, APageThatLeadsBackIsAnError) {
  int calls = 0;
  Tables channel([&](const auto&) -> dynamodb::ListTablesResponse {
    return {.TableNames = {"a"}, .LastEvaluatedTableName = ++calls % 2 == 0 ? "even" : "odd"};
  });
  try {
    all_tables(channel);
    FAIL() << "would never have ended";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "RepeatedPageToken");
    EXPECT_THAT(error.message(), HasSubstr("ListTables"));
  }
  EXPECT_EQ(calls, 3);
}

// As the generator writes it for a service whose place has several parts; no operation of ours is so.
namespace two_part {

struct Request {
  std::optional<std::string> FromDay, FromHour;
};
struct Response {
  std::optional<std::string> NextDay, NextHour;
};

const Shape kText = {.name = "Text"};
constexpr const MemberAccess* kAccess = &MemberAccessOf<std::optional<std::string>>::value;
const Member kRequestMembers[] = {
    {.name = "FromDay", .shape = &kText, .offset = offsetof(Request, FromDay), .access = kAccess},
    {.name = "FromHour", .shape = &kText, .offset = offsetof(Request, FromHour), .access = kAccess}};
const Member kResponseMembers[] = {
    {.name = "NextDay", .shape = &kText, .offset = offsetof(Response, NextDay), .access = kAccess},
    {.name = "NextHour", .shape = &kText, .offset = offsetof(Response, NextHour), .access = kAccess}};
const Shape kRequest = {.name = "Request", .kind = Kind::kStructure, .members = kRequestMembers};
const Shape kResponse = {
    .name = "Response", .kind = Kind::kStructure, .members = kResponseMembers, .make = make<Response>};
const Operation kOperation = {.name = "ListHours", .input = &kRequest, .output = &kResponse};
constexpr std::string_view kInputTokens[] = {"FromDay", "FromHour"};
constexpr std::string_view kOutputTokens[] = {"NextDay", "NextHour"};
const Paginator kPaginator = {
    .operation = &kOperation, .input_tokens = kInputTokens, .output_tokens = kOutputTokens, .more_results = ""};

}  // namespace two_part

TEST(Paginator, EachTokenGoesToItsOwnPlaceAndOneThatIsMissingToNone) {
  Bookmark bookmark(two_part::kPaginator);
  const two_part::Response first{.NextDay = "monday", .NextHour = "9"};
  ASSERT_TRUE(bookmark.move_past(&first));
  two_part::Request request;
  bookmark.put_into(&request);
  EXPECT_EQ(request.FromDay, "monday");
  EXPECT_EQ(request.FromHour, "9");

  const two_part::Response second{.NextDay = "tuesday"};
  ASSERT_TRUE(bookmark.move_past(&second));
  request = {};
  bookmark.put_into(&request);
  EXPECT_EQ(request.FromDay, "tuesday");
  EXPECT_EQ(request.FromHour, std::nullopt);

  const two_part::Response last;
  EXPECT_FALSE(bookmark.move_past(&last));
}

}  // namespace
}  // namespace aws::contract
