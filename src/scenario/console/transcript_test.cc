#include "scenario/console/transcript.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "scenario/console/python_text.h"
#include "scenario/fakes/scripted_console.h"

namespace aws::scenario {
namespace {

constexpr const char* kRule =
    "----------------------------------------------------------------------------------------\n";

TEST(PythonText, PrintsARecommendationAsTheSpecificationShowsIt) {
  const auto value = boost::json::parse(
      R"({"Title": {"S": "12 Angry Men"}, "Creator": {"S": "Sidney Lumet"}, "MediaType": {"S": "Movie"},
          "ItemId": {"N": "3"}, "Metadata": {"InstanceId": "i-03ca37214fa45fe33", "AvailabilityZone": "us-west-2a"}})");
  EXPECT_EQ(python_pretty(value),
            "{'Title': {'S': '12 Angry Men'},\n"
            " 'Creator': {'S': 'Sidney Lumet'},\n"
            " 'MediaType': {'S': 'Movie'},\n"
            " 'ItemId': {'N': '3'},\n"
            " 'Metadata': {'InstanceId': 'i-03ca37214fa45fe33',\n"
            "              'AvailabilityZone': 'us-west-2a'}}");
}

TEST(PythonText, QuotesAsPythonDoes) {
  const auto repr = [](const char* json) { return python_repr(boost::json::parse(json)); };
  EXPECT_EQ(repr(R"(["it's", "\"x\"", "it's \"x\"", "a\nb", "Amélie"])"),
            R"(["it's", '"x"', 'it\'s "x"', 'a\nb', 'Amélie'])");
  EXPECT_EQ(repr(R"({"a": [true, false, null, 80, 1.5, 2.0], "b": {}, "c": []})"),
            "{'a': [True, False, None, 80, 1.5, 2.0], 'b': {}, 'c': []}");
}

TEST(Transcript, AGetRequest) {
  ScriptedConsole console;
  show_get(console, "http://lb.test",
           {.status = 200, .headers = {{"content-type", "application/json"}}, .body = R"({"ItemId": {"N": "0"}})"});
  EXPECT_EQ(console.screen,
            std::string("Request:\n\nGET http://lb.test\n\nResponse:\n\n200\n{'ItemId': {'N': '0'}}\n") + kRule);
}

TEST(Transcript, AnErrorOfTheLoadBalancerIsItsStatus) {
  ScriptedConsole console;
  show_get(console, "http://lb.test",
           {.status = 502, .headers = {{"content-type", "text/html"}}, .body = "<html></html>"});
  EXPECT_EQ(console.screen, std::string("Request:\n\nGET http://lb.test\n\nResponse:\n\n502\n") + kRule);
}

TEST(Transcript, NoAnswerSaysWhy) {
  ScriptedConsole console;
  show_get(console, "http://lb.test", {.error = "connection refused"});
  EXPECT_TRUE(console.shows("Response:\n\nnone: connection refused\n"));
}

TEST(Transcript, TheHealthOfTheTargets) {
  ScriptedConsole console;
  show_health(console, {{.id = "i-1", .port = 80, .state = "healthy"},
                        {"i-2", 80, "unhealthy", "Target.FailedHealthChecks", "Health checks failed"},
                        {.id = "i-3", .port = 80, .state = "healthy"}});
  EXPECT_EQ(console.screen, std::string("\nChecking the health of load balancer targets:\n\n"
                                        "        Target i-1 on port 80 is healthy\n"
                                        "        Target i-2 on port 80 is unhealthy\n"
                                        "                Target.FailedHealthChecks: Health checks failed\n\n"
                                        "        Target i-3 on port 80 is healthy\n\n"
                                        "Note that it can take a minute or two for the health check to update\n"
                                        "after changes are made.\n\n") +
                                kRule);
}

TEST(Console, AsksUntilTheAnswerIsOne) {
  ScriptedConsole console;
  console.answers = {"maybe", " Y "};
  EXPECT_TRUE(ask_yes_no(console, "Really?"));
  EXPECT_EQ(console.screen, "Really? (y/n) maybe\nPlease answer y or n.\nReally? (y/n)  Y \n");
  console.answers = {"0", "3x", "", "2"};
  EXPECT_EQ(choose(console, "Choose:", {"One.", "Two."}, "Which?"), 2);
  EXPECT_TRUE(console.shows("\nChoose:\n\n1. One.\n2. Two.\n\nWhich? 0\n"));
}

TEST(Console, UnattendedItShowsTheQuestionAndSaysYes) {
  ScriptedConsole console;
  UnattendedConsole unattended(console);
  press_enter(unattended, "go on");
  EXPECT_TRUE(ask_yes_no(unattended, "Really?"));
  EXPECT_EQ(console.screen, "Press Enter when you're ready to go on.\nReally? (y/n) y\n");
}

}  // namespace
}  // namespace aws::scenario
