#include "viewer/event_source.h"

#include <gmock/gmock.h>

#include "base/error.h"
#include "client/http/fake_server.h"

namespace aws::viewer {
namespace {

using namespace std::chrono_literals;
using client::FakeServer;
using testing::ElementsAre;
using testing::StartsWith;

constexpr const char* kHead =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string chunk(const std::string& text) {
  char size[16];
  std::snprintf(size, sizeof size, "%zx\r\n", text.size());
  return size + text + "\r\n";
}

// Until the stream ends, with the code of the error that says so.
std::vector<Event> all_of(EventSource& source, std::string& code) {
  std::vector<Event> all;
  try {
    for (;;) {
      for (auto& event : source.next()) all.push_back(std::move(event));
    }
  } catch (const Error& error) {
    code = error.code();
  }
  return all;
}

std::string code_of(const std::string& url, EventSourceOptions options = {}) {
  try {
    const EventSource source(url, std::move(options));
    return "";
  } catch (const Error& error) {
    return error.code();
  }
}

TEST(EventSource, GivesEventsFromChunkToChunk) {
  FakeServer server{{kHead + chunk("event: calls\nda") + chunk("ta: [1]\n\nevent: calls\ndata: [2]\n\n")}};
  EventSource source(server.url() + "/_ui/events");
  std::string end;
  EXPECT_THAT(all_of(source, end), ElementsAre(Event{"calls", "[1]"}, Event{"calls", "[2]"}));
  EXPECT_EQ(end, "ConnectionLost");
  EXPECT_THAT(server.requests(), ElementsAre(StartsWith("GET /_ui/events HTTP/1.1\r\nHost: 127.0.0.1:")));
}

TEST(EventSource, SaysThatTheStreamHasEnded) {
  FakeServer server{{kHead + chunk("event: lost\ndata: {}\n\n") + "0\r\n\r\n"}};
  EventSource source(server.url() + "/");
  std::string end;
  EXPECT_THAT(all_of(source, end), ElementsAre(Event{"lost", "{}"}));
  EXPECT_EQ(end, "ConnectionLost");
}

TEST(EventSource, RefusesWhatIsNoStreamOfEvents) {
  FakeServer server{{"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"},
                    {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi"}};
  EXPECT_EQ(code_of(server.url() + "/_ui/events"), "NoEvents");
  EXPECT_EQ(code_of(server.url() + "/_ui/events"), "NoEvents");
}

TEST(EventSource, DoesNotWaitForEverForASilentServer) {
  FakeServer server{{"silence"}};
  EXPECT_EQ(code_of(server.url() + "/", {.pace = 1ms, .silence = 3ms}), "RequestTimeout");
}

TEST(EventSource, EndsWhenItIsInterrupted) {
  FakeServer server{{"silence"}};
  int looks = 0;
  const auto interrupt = [&looks] {
    if (++looks == 3) throw Error("Interrupted", "");
  };
  EXPECT_EQ(code_of(server.url() + "/", {.pace = 1ms, .check_interrupt = interrupt}), "Interrupted");
}

TEST(EventSource, SaysThatNobodyIsThere) {
  std::string url;
  { url = FakeServer{}.url(); }
  EXPECT_EQ(code_of(url + "/"), "ConnectionError");
  EXPECT_EQ(code_of("https://127.0.0.1/"), "InvalidEndpoint");
}

}  // namespace
}  // namespace aws::viewer
