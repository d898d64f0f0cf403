// Tries once whether this system lets instances be hosts of their own: the namespaces, mounts and devices of a
// container, without network and image, on the disk that instances will have. It runs beside whatever else there is to
// do at start. Owned by the region; the thread of the io_context.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

#include "base/supervised_process.h"

namespace boost::asio {
class io_context;
}

namespace aws::region::ec2 {

class HostProbe {
 public:
  struct Options {
    std::filesystem::path supervisor;  // the program instance-supervisor
    std::filesystem::path folder;      // its own, made and removed by it
    uid_t root = 0;                    // who root of an instance is outside
  };
  // Begins. Throws aws::Error, one line that says what keeps it from that.
  HostProbe(boost::asio::io_context& context, Options options);
  ~HostProbe();
  HostProbe(const HostProbe&) = delete;
  HostProbe& operator=(const HostProbe&) = delete;

  // Waits, some milliseconds. Throws aws::Error "NoNamespaces" that says what the system does not allow.
  void require_success();

 private:
  void make_folders() const;
  void remove_folder() const;

  Options options_;
  int result_ = -1;                           // to read from
  std::optional<SupervisedProcess> process_;  // until it has ended, which takes it longer than to say how
};

}  // namespace aws::region::ec2
