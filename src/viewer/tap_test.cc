#include "viewer/tap.h"

#include <gmock/gmock.h>

#include "base/text/timestamp.h"

namespace aws::viewer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const Timestamp kMoment = text::parse_timestamp("2026-01-02T03:04:05.678Z").value();

const News kCalls = Calls{.count = 3,
                          .denied = 1,
                          .newest = {{.at = kMoment,
                                      .caller = "user/developer",
                                      .service = "elbv2",
                                      .operation = "DescribeRules",
                                      .answer = "200",
                                      .why = "statement 1 allows it",
                                      .microseconds = 133},
                                     {.at = kMoment,
                                      .caller = "assumed-role/r/i-1",
                                      .service = "dynamodb",
                                      .operation = "GetItem",
                                      .answer = "AccessDeniedException",
                                      .denied = true,
                                      .failed = true,
                                      .why = "nothing allows it",
                                      .microseconds = 20},
                                     {.at = kMoment, .answer = "MissingAuthenticationToken", .failed = true}}};

const News kVisits =
    Visits{.at = kMoment,
           .count = 50,
           .samples = {{.listener = "127.31.0.9:80",
                        .target = "i-1:80",
                        .status = 200,
                        .milliseconds = 3,
                        .method = "GET",
                        .path = "/x"},
                       {.listener = "127.31.0.9:80", .status = 503, .milliseconds = 0, .method = "GET", .path = "/"},
                       {.listener = "127.31.0.9:80", .target = "i-1:80", .method = "GET", .path = "/\033[2J"}}};

const News kHappenings = Happenings{{kMoment, "target", "i-1:80", "unhealthy: Target.Timeout"}};

TEST(Tap, TellsCalls) {
  EXPECT_THAT(
      Tap({}).lines(kCalls),
      ElementsAre(
          "2026-01-02T03:04:05.678Z call user/developer elbv2 DescribeRules 200 133 us allowed: statement 1 allows it",
          "2026-01-02T03:04:05.678Z call assumed-role/r/i-1 dynamodb GetItem AccessDeniedException 20 us denied: "
          "nothing allows it",
          "2026-01-02T03:04:05.678Z call - - - MissingAuthenticationToken 0 us"));
}

TEST(Tap, TellsVisitsAndNothingThatATerminalWouldObey) {
  EXPECT_THAT(Tap({}).lines(kVisits),
              ElementsAre("2026-01-02T03:04:05.678Z visit 200 GET /x 127.31.0.9:80 -> i-1:80 3 ms",
                          "2026-01-02T03:04:05.678Z visit 503 GET / 127.31.0.9:80 -> - 0 ms",
                          "2026-01-02T03:04:05.678Z visit - GET /\xef\xbf\xbd[2J 127.31.0.9:80 -> i-1:80 0 ms"));
}

TEST(Tap, TellsHappenings) {
  EXPECT_THAT(Tap({}).lines(kHappenings),
              ElementsAre("2026-01-02T03:04:05.678Z target i-1:80 unhealthy: Target.Timeout"));
}

TEST(Tap, TellsTheChosenKindsOnly) {
  const Tap tap({.kinds = {Kind::kVisits, Kind::kHappenings}});
  EXPECT_THAT(tap.lines(kCalls), IsEmpty());
  EXPECT_THAT(tap.lines(kVisits), Not(IsEmpty()));
  EXPECT_THAT(tap.lines(kHappenings), Not(IsEmpty()));
  EXPECT_THAT(tap.lines(Picture()), IsEmpty());
}

TEST(Tap, TellsLinesThatHaveAllWordsInEitherCase) {
  EXPECT_THAT(Tap({.words = {"DENIED", "getitem"}}).lines(kCalls), ElementsAre(HasSubstr("GetItem")));
  EXPECT_THAT(Tap({.words = {"denied", "describerules"}}).lines(kCalls), IsEmpty());
}

TEST(Tap, KnowsHowManyWereNotToldOneByOne) {
  EXPECT_EQ(Tap({}).untold(kVisits), 47);
  EXPECT_EQ(Tap({.kinds = {Kind::kCalls}}).untold(kVisits), 0);
  EXPECT_EQ(Tap({}).untold(Calls{.count = 45, .newest = std::vector<Call>(40)}), 5);
  EXPECT_EQ(Tap({}).untold(kHappenings), 0);
}

}  // namespace
}  // namespace aws::viewer
