#include "scenario/report/observation.h"

#include <gtest/gtest.h>

namespace aws::scenario {
namespace {

TEST(ReadReply, TellsWhoAnsweredAndHow) {
  const auto ours = [](const std::string& title) { return title == "Delicatessen"; };
  const auto reply = read_reply({.status = 200, .body = R"({"Title": {"S": "Delicatessen"}, "ItemId": {"N": "1"},
                                             "Metadata": {"InstanceId": "i-7", "AvailabilityZone": "us-west-2c"}})"},
                                ours);
  EXPECT_EQ(reply.answer, Answer::kReal);
  EXPECT_EQ(reply.instance, "i-7");
  EXPECT_EQ(reply.zone, "us-west-2c");
  EXPECT_EQ(read_reply({.status = 200, .body = R"({"ItemId": {"N": "0"}})"}, ours).answer, Answer::kStatic);
  EXPECT_EQ(read_reply({.status = 200, .body = "<html>"}, ours).answer, Answer::kOther);
  EXPECT_EQ(read_reply({.status = 503, .body = "{}"}, ours).answer, Answer::kError);
  EXPECT_EQ(read_reply({.error = "refused"}, ours).answer, Answer::kNone);
}

TEST(ReplyKind, IsStatusAndWhatItSays) {
  EXPECT_EQ(kind({.answer = Answer::kReal, .status = 200}), "200 real");
  EXPECT_EQ(kind({.answer = Answer::kStatic, .status = 200}), "200 static");
  EXPECT_EQ(kind({.answer = Answer::kOther, .status = 200}), "200 with another body");
  EXPECT_EQ(kind({.answer = Answer::kError, .status = 502}), "502");
  EXPECT_EQ(kind({}), "no answer");
}

}  // namespace
}  // namespace aws::scenario
