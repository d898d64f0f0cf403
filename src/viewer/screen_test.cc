#include "viewer/screen.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include "base/text/timestamp.h"

namespace aws::viewer {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const Timestamp kNow = text::parse_timestamp("2026-01-02T03:04:05Z").value();
const Heading kHere{.region = "us-west-2 at http://127.0.0.1:4566, 10 times as fast as AWS"};

Picture deployed() {
  return {
      .load_balancers = {{.name = "lb",
                          .state = "active",
                          .dns_name = "127.31.0.9",
                          .scheme = "internet-facing",
                          .listeners = {"HTTP on port 80 forwards to tg"}}},
      .target_groups =
          {{.arn = "arn:tg",
            .name = "tg",
            .port = 80,
            .targets = {{.id = "i-1", .port = 80, .health = "healthy", .answer = "200", .checked = kNow - 1s},
                        {.id = "i-2",
                         .port = 80,
                         .health = "unhealthy",
                         .reason = "Target.ResponseCodeMismatch",
                         .description = "Health checks failed with these codes: [503]",
                         .answer = "503",
                         .checked = kNow - 12s},
                        {.id = "i-3", .port = 8080, .health = "initial"}}}},
      .scaling_groups = {{.name = "asg",
                          .desired = 3,
                          .min = 1,
                          .max = 3,
                          .members = {{"InService", 2}, {"Pending", 1}},
                          .activities = {{kNow - 5s, "InProgress", "Launching a new EC2 instance: i-3"},
                                         {kNow - 60s, "Failed", "Terminating EC2 instance: i-0"}}}},
      .instances = {
          {"i-1", {"us-west-2a", "running"}}, {"i-2", {"us-west-2b", "running"}}, {"i-3", {"us-west-2c", "pending"}}}};
}

Model busy() {
  Model model;
  model.hear(deployed());
  model.hear(InFlight{{{{"arn:tg", "i-2:80"}, 1}}});
  for (int part = 0; part < 4; ++part) {
    model.hear(Visits{.count = 4,
                      .classes = {{"2xx", 3}, {"5xx", 1}},
                      .p50 = 2,
                      .p99 = 9,
                      .targets = {{{"arn:tg", "i-1:80"}, 3}, {{"arn:tg", "i-2:80"}, 1}}});
  }
  model.hear(Calls{.count = 2,
                   .denied = 1,
                   .newest = {{.at = kNow - 1s,
                               .caller = "user/developer",
                               .service = "elbv2",
                               .operation = "DescribeRules",
                               .answer = "200",
                               .why = "statement 1 allows it",
                               .microseconds = 133},
                              {.at = kNow,
                               .service = "ec2",
                               .operation = "RunInstances",
                               .answer = "UnauthorizedOperation",
                               .denied = true,
                               .failed = true,
                               .why = "nothing allows it",
                               .microseconds = 20}}});
  return model;
}

std::string text_of(const Model& model, Window window = {}, Colour colour = Colour::kNone) {
  return fmt::format("{}\n", fmt::join(screen(model, kHere, kNow, window, colour), "\n"));
}

TEST(Screen, ShowsHealthFirst) {
  EXPECT_EQ(text_of(busy()), R"(03:04:05Z  live  us-west-2 at http://127.0.0.1:4566, 10 times as fast as AWS

Targets: 1 healthy, 1 unhealthy, 1 initial

Target group tg on port 80
  TARGET    HEALTH     LAST CHECK    ZONE        INSTANCE  REQ/S  OPEN
  i-1       healthy    200 1 s ago   us-west-2a  running   12     0
  i-2       unhealthy  503 12 s ago  us-west-2b  running   4      1
    Target.ResponseCodeMismatch: Health checks failed with these codes: [503]
  i-3:8080  initial    none          us-west-2c  pending   0      0

Load balancer lb: active, 127.31.0.9, internet-facing
  HTTP on port 80 forwards to tg

Auto Scaling group asg: desired 3 (1 to 3), members 2 InService, 1 Pending
  03:04:00  InProgress  Launching a new EC2 instance: i-3
  03:03:05  Failed      Terminating EC2 instance: i-0

Requests: 16 in the last second: 12 2xx, 4 5xx; p50 2 ms, p99 9 ms

Calls: 2 seen, 1 denied
  03:04:05  denied: UnauthorizedOperation  ec2 RunInstances     20 us   nobody known    nothing allows it
  03:04:04  200                            elbv2 DescribeRules  133 us  user/developer  statement 1 allows it
)");
}

TEST(Screen, OfARegionThatHasNothing) {
  EXPECT_EQ(text_of(Model()), R"(03:04:05Z  live  us-west-2 at http://127.0.0.1:4566, 10 times as fast as AWS

Targets: none are registered

Requests: not a second has been seen yet

Calls: 0 seen, 0 denied
)");
}

TEST(Screen, SaysThatTheRegionDoesNotAnswer) {
  const Heading gone{.region = "us-west-2", .live = false};
  EXPECT_EQ(screen(busy(), gone, kNow, {}, Colour::kNone).front(),
            "03:04:05Z  the region does not answer; trying again  us-west-2");
}

TEST(Screen, IsAsWideAsTheWindow) {
  for (const auto& line : screen(busy(), kHere, kNow, {.width = 30}, Colour::kNone)) EXPECT_LE(line.size(), 30U);
  EXPECT_THAT(screen(busy(), kHere, kNow, {.width = 30}, Colour::kNone), Contains("  i-2       unhealthy  503 12 "));
}

TEST(Screen, ShowsFewerCallsWhereThereIsNoRoom) {
  const auto lines = screen(busy(), kHere, kNow, {.height = 22}, Colour::kNone);
  EXPECT_THAT(lines, SizeIs(22));
  EXPECT_THAT(lines.back(), HasSubstr("ec2 RunInstances"));
}

TEST(Screen, CountsWhatALowWindowHides) {
  const auto lines = screen(busy(), kHere, kNow, {.height = 8}, Colour::kNone);
  EXPECT_THAT(lines, SizeIs(8));
  EXPECT_EQ(lines.back(), "... and 14 lines more");
  EXPECT_THAT(screen(busy(), kHere, kNow, {.height = 0}, Colour::kNone), SizeIs(0));
}

TEST(Screen, HasColoursBesideTheWordsOnly) {
  EXPECT_THAT(text_of(busy()), Not(HasSubstr("\033")));
  const auto coloured = text_of(busy(), {}, Colour::kAnsi);
  EXPECT_THAT(coloured, HasSubstr("\033[31munhealthy  \033[0m"));
  EXPECT_THAT(coloured, HasSubstr("\033[32mhealthy    \033[0m"));
}

}  // namespace
}  // namespace aws::viewer
