#include "region/elbv2/balancer/haproxy_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <charconv>

#include "base/error.h"

namespace aws::region::elbv2 {
namespace {

using boost::asio::local::datagram_protocol;
using ErrorCode = boost::system::error_code;

std::string_view take_word(std::string_view& rest) {
  const auto end = std::min(rest.find(' '), rest.size());
  const auto word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

// HAProxy writes -1 for what it does not know.
std::optional<int> count_in(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string without_brackets(std::string_view name) { return std::string(name.starts_with('<') ? "" : name); }

}  // namespace

std::optional<Visit> read_visit(std::string_view line) {
  while (line.ends_with('\n') || line.ends_with('\0')) line.remove_suffix(1);
  Visit visit;
  visit.listener = take_word(line);
  const auto group = take_word(line);
  visit.server = without_brackets(take_word(line));  // "<NOSRV>"
  if (group != visit.listener) visit.group = group;  // or else it went no further than the listener
  const auto status = count_in(take_word(line));
  const auto milliseconds = count_in(take_word(line));
  visit.client = take_word(line);
  visit.method = without_brackets(take_word(line));  // "<BADREQ>"
  visit.path = without_brackets(line);
  if (!status || !milliseconds || visit.client.empty()) return std::nullopt;
  visit.status = std::max(*status, 0);
  visit.took = std::chrono::milliseconds(std::max(*milliseconds, 0));
  return visit;
}

// The name of a unix socket is short; a path through the folder's descriptor is.
HaproxyLog::HaproxyLog(boost::asio::io_context& context, const std::filesystem::path& folder,
                       std::function<void(const Visit&)> tell)
    : socket_(context, datagram_protocol()), tell_(std::move(tell)) {
  std::error_code ignored;
  std::filesystem::remove(folder / kHaproxyLogFile, ignored);
  fcntl(socket_.native_handle(), F_SETFD, FD_CLOEXEC);
  const int descriptor = open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  ErrorCode error;
  socket_.bind(fmt::format("/proc/self/fd/{}/{}", descriptor, kHaproxyLogFile), error);
  if (descriptor != -1) close(descriptor);
  if (error) {
    throw Error("DataFolderNotWritable", fmt::format("cannot write in {}: {}", folder.string(), error.message()), 500,
                Fault::kReceiver);
  }
  receive();
}

void HaproxyLog::receive() {
  socket_.async_receive(boost::asio::buffer(line_), [this](const ErrorCode& error, std::size_t length) {
    if (error == boost::asio::error::operation_aborted) return;  // this is gone
    if (const auto visit = read_visit({line_.data(), length}); visit && !error) tell_(*visit);
    receive();
  });
}

}  // namespace aws::region::elbv2
