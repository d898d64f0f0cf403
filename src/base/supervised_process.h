// A process tree under the program instance-supervisor, which ends the whole tree when it is told to and when this
// process dies, even by SIGKILL (supervisor_protocol.h says how to talk to it). Owned by whoever needs the processes;
// the thread of the io_context. With {"--exec", PROGRAM, ARGS...} as arguments it runs one program.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace aws {

class SupervisedProcess {
 public:
  struct Command {
    std::filesystem::path supervisor;      // the program instance-supervisor
    std::vector<std::string> arguments;    // for it
    std::vector<std::string> environment;  // "NAME=value": all that the tree gets
    std::filesystem::path folder;          // its working folder
    std::filesystem::path output;          // output and errors are appended here; empty: they are dropped
    std::vector<int> descriptors{};        // handed on as descriptors 4, 5 and so on
  };
  // Called from the event loop. An object may be destroyed by its own callbacks.
  struct Events {
    std::function<void(std::string_view line)> line;  // what the supervisor says, without the end of line
    std::function<void(int status)> exit;             // no process is left, unless the supervisor itself was killed
  };

  // Throws aws::Error "CannotStart" with a one-line message.
  SupervisedProcess(boost::asio::io_context& context, const Command& command, Events events);
  // Ends the tree, if need be, and waits for its end; no event comes any more.
  ~SupervisedProcess();
  SupervisedProcess(const SupervisedProcess&) = delete;
  SupervisedProcess& operator=(const SupervisedProcess&) = delete;

  int pid() const;  // the supervisor's
  // Descriptors go along as copies.
  void send(std::string_view line, const std::vector<int>& descriptors = {});
  void stop() { send("stop"); }
  // Begins to end the tree as if this process had died; no event comes any more. Lets the owner of several end them all
  // at once before it waits for each.
  void hang_up();

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace aws
