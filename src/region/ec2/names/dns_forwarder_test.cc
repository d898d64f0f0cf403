#include "region/ec2/names/dns_forwarder.h"

#include <gmock/gmock.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <fstream>
#include <sstream>

#include "testing/simulated_clock.h"
#include "testing/temporary_folder.h"

namespace aws::region::ec2 {
namespace {

using boost::asio::ip::udp;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NameServers, AreThoseThatTheFileNames) {
  std::istringstream file("# nameserver 192.0.2.9\nsearch example.test\nnameserver 192.0.2.1\nnameserver\t::1 \n");
  EXPECT_THAT(name_servers(file), ElementsAre("192.0.2.1", "::1"));
}

class DnsForwarderTest : public ::testing::Test {
 protected:
  DnsForwarderTest() {
    std::ofstream(conf) << "nameserver 127.0.0.9\nnameserver 127.0.0.1\n";  // nobody listens at the first
  }
  void ask(const std::string& query) {
    forwarder->ask(query, [this](const std::string& answer) { answers.push_back(answer); });
  }
  // The server's part, as its peer sees it: hears a question and sends each of these.
  std::string answer_with(const std::vector<std::string>& texts) {
    std::array<char, 512> query{};
    udp::endpoint peer;
    const auto size = server.receive_from(boost::asio::buffer(query), peer);
    for (const auto& text : texts) server.send_to(boost::asio::buffer(text), peer);
    return {query.data(), size};
  }

  const testing::TemporaryFolder temporary;
  const std::filesystem::path conf = temporary.path() / "resolv.conf";
  boost::asio::io_context context;
  testing::SimulatedClock clock;
  udp::socket server{context, udp::endpoint(boost::asio::ip::make_address("127.0.0.1"), 0)};
  std::unique_ptr<DnsForwarder> forwarder = std::make_unique<DnsForwarder>(
      context, clock, DnsForwarder::Options{.servers = conf, .port = server.local_endpoint().port()});
  std::vector<std::string> answers;
};

TEST_F(DnsForwarderTest, AsksTheNextServerWhenOneDoesNotAnswerAndTakesTheAnswerToItsQuestion) {
  const std::string query = "12 what is this called?", answer = "12 example.test";
  ask(query);
  EXPECT_EQ(server.available(), 0U);
  clock.advance(std::chrono::seconds(2));
  EXPECT_EQ(answer_with({"13 of another one", "12 short", answer}), query);
  while (answers.empty()) context.run_one();
  EXPECT_THAT(answers, ElementsAre(answer));
}

TEST_F(DnsForwarderTest, SaysNothingWhenNobodyAnswers) {
  ask("12 what is this called?");
  clock.advance(std::chrono::seconds(10));
  context.run();
  EXPECT_THAT(answers, IsEmpty());
}

TEST_F(DnsForwarderTest, SaysNothingWhereThereIsNoServer) {
  std::filesystem::remove(conf);
  ask("12 what is this called?");
  context.run();
  EXPECT_THAT(answers, IsEmpty());
}

TEST_F(DnsForwarderTest, HasAnEndOfWhatItAsksAtATime) {
  for (int i = 0; i < 300; ++i) ask("12 what is this called?");
  clock.advance(std::chrono::seconds(2));
  std::size_t asked = 0;
  for (; server.available() != 0; ++asked) answer_with({});
  EXPECT_LE(asked, 256U);
  clock.advance(std::chrono::seconds(2));
  ask("13 and this?");
  clock.advance(std::chrono::seconds(2));
  EXPECT_EQ(answer_with({}), "13 and this?");
}

TEST_F(DnsForwarderTest, CallsNobodyBackWhenItIsGone) {
  ask("12 what is this called?");
  clock.advance(std::chrono::seconds(2));
  answer_with({"12 example.test"});
  forwarder.reset();
  context.run();
  EXPECT_THAT(answers, IsEmpty());
}

}  // namespace
}  // namespace aws::region::ec2
