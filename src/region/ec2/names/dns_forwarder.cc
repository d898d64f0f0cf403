#include "region/ec2/names/dns_forwarder.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <fstream>
#include <sstream>

namespace aws::region::ec2 {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using boost::system::error_code;

constexpr std::size_t kMostQuestions = 256;
constexpr std::size_t kMostServers = 3;  // as resolv.conf(5) has it
constexpr std::size_t kHeaderSize = 12;

// One question, with a socket of its own: from a port that nobody else can guess.
class Question : public std::enable_shared_from_this<Question> {
 public:
  using Done = std::function<void(const std::string& answer)>;

  Question(asio::io_context& context, Timers& timers, std::string query, std::vector<udp::endpoint> servers, Done done)
      : socket_(context),
        timers_(timers),
        query_(std::move(query)),
        servers_(std::move(servers)),
        done_(std::move(done)) {}

  void ask_next(Duration patience) {
    error_code ignored;
    socket_.close(ignored);
    if (next_ == servers_.size()) return give_up();
    const bool sent = send_to(servers_[next_++]);
    next_server_ = timers_.after(sent ? patience : Duration(0), [question = weak_from_this(), patience] {
      if (const auto self = question.lock()) self->ask_next(patience);
    });
    if (sent) receive();
  }

  bool is_over() const { return !done_; }

 private:
  bool send_to(const udp::endpoint& server) {
    error_code failed;
    socket_.open(server.protocol(), failed);
    if (!failed) socket_.connect(server, failed);
    if (!failed) socket_.send(asio::buffer(query_), 0, failed);
    return !failed;
  }

  void receive() {
    socket_.async_receive(asio::buffer(answer_),
                          [question = weak_from_this()](const error_code& error, std::size_t size) {
                            const auto self = question.lock();
                            if (self && !error) self->received(size);
                          });
  }

  // What has another number is no answer to this.
  void received(std::size_t size) {
    const std::string answer(answer_.data(), size);
    if (size < kHeaderSize || answer.compare(0, 2, query_, 0, 2) != 0) return receive();
    const auto done = std::move(done_);
    give_up();
    if (done) done(answer);
  }

  void give_up() {
    done_ = nullptr;
    error_code ignored;
    socket_.close(ignored);
    next_server_.cancel();
  }

  udp::socket socket_;
  Timers& timers_;
  std::string query_;
  std::vector<udp::endpoint> servers_;
  std::size_t next_ = 0;
  Timer next_server_;
  Done done_;
  std::array<char, 4096> answer_{};
};

}  // namespace

class DnsForwarder::Impl {
 public:
  Impl(asio::io_context& context, Timers& timers, Options options)
      : context_(context), timers_(timers), options_(std::move(options)) {}

  void ask(const std::string& query, Question::Done done) {
    std::erase_if(open_, [](const auto& each) { return each->is_over(); });
    if (open_.size() >= kMostQuestions) return;
    open_.push_back(std::make_shared<Question>(context_, timers_, query, servers(), std::move(done)));
    open_.back()->ask_next(options_.patience);
  }

 private:
  std::vector<udp::endpoint> servers() const {
    std::vector<udp::endpoint> found;
    std::ifstream file(options_.servers);
    for (const auto& text : name_servers(file)) {
      error_code wrong;
      const auto address = asio::ip::make_address(text, wrong);
      if (!wrong && found.size() < kMostServers) found.emplace_back(address, options_.port);
    }
    return found;
  }

  asio::io_context& context_;
  Timers& timers_;
  Options options_;
  std::vector<std::shared_ptr<Question>> open_;
};

DnsForwarder::DnsForwarder(asio::io_context& context, Timers& timers, Options options)
    : impl_(std::make_unique<Impl>(context, timers, std::move(options))) {}
DnsForwarder::~DnsForwarder() = default;

void DnsForwarder::ask(const std::string& query, std::function<void(const std::string& answer)> done) {
  impl_->ask(query, std::move(done));
}

std::vector<std::string> name_servers(std::istream& resolv_conf) {
  std::vector<std::string> found;
  for (std::string line; std::getline(resolv_conf, line);) {
    std::istringstream words(line);
    std::string keyword, address;
    if (words >> keyword >> address && keyword == "nameserver") found.push_back(address);
  }
  return found;
}

}  // namespace aws::region::ec2
