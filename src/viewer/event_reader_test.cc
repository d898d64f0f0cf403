#include "viewer/event_reader.h"

#include <gmock/gmock.h>

namespace aws::viewer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(EventReader, TakesOneEventAfterTheOther) {
  EventReader reader;
  EXPECT_THAT(reader.take("event: picture\ndata: {}\n\nevent: calls\ndata: [1]\n\n"),
              ElementsAre(Event{"picture", "{}"}, Event{"calls", "[1]"}));
}

TEST(EventReader, DoesNotCareWhereTheBytesWereCut) {
  const std::string text = ":\n\nevent: visits\r\ndata: {\"path\":\"/\xc3\xa4\"}\r\n\r\nevent: calls\ndata: [2]\n\n";
  const std::vector<Event> whole = EventReader().take(text);
  ASSERT_THAT(whole, ElementsAre(Event{"visits", "{\"path\":\"/\xc3\xa4\"}"}, Event{"calls", "[2]"}));
  for (std::size_t first = 0; first <= text.size(); ++first) {
    for (std::size_t second = first; second <= text.size(); ++second) {
      EventReader reader;
      std::vector<Event> events;
      for (const auto& chunk : {text.substr(0, first), text.substr(first, second - first), text.substr(second)}) {
        for (auto& event : reader.take(chunk)) events.push_back(std::move(event));
      }
      ASSERT_EQ(events, whole) << "cut at " << first << " and " << second;
    }
  }
}

TEST(EventReader, GivesNothingOutThatIsNotComplete) {
  EventReader reader;
  EXPECT_THAT(reader.take("event: calls\ndata: [3]\n"), IsEmpty());
  EXPECT_THAT(reader.take("\n"), ElementsAre(Event{"calls", "[3]"}));
}

TEST(EventReader, JoinsTheLinesOfAnEventAndForgetsOneWithoutData) {
  EventReader reader;
  EXPECT_THAT(reader.take("event: empty\n\ndata:one\ndata\ndata:  two\nid: 7\n\n"),
              ElementsAre(Event{"", "one\n\n two"}));
}

}  // namespace
}  // namespace aws::viewer
