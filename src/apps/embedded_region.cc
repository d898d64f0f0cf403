#include "apps/embedded_region.h"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>

#include "client/endpoints.h"
#include "contract/partitions.h"
#include "region/helper_program.h"

namespace aws::apps {
namespace {

// An address of the region's network that no instance and no load balancer is given: the VPC's last.
constexpr const char* kUnusedAddress = "127.31.255.254";

bool can_bind(std::uint16_t port) {
  const int socket_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket_fd == -1) return false;
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  inet_pton(AF_INET, kUnusedAddress, &address.sin_addr);
  const bool bound = bind(socket_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(socket_fd);
  return bound;
}

// Signals are for the main thread, which knows what to do about them.
void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

// A region that cannot go on, on a full disk say, would leave the workflow waiting for its answers. With the process
// goes all that is in the region.
void run_until_stopped(region::RegionServer& server) {
  try {
    server.run();
  } catch (const std::exception& error) {
    fmt::print(stderr, "\nresilient-service: the embedded region cannot go on: {}\n", error.what());
    _exit(EXIT_FAILURE);
  }
}

}  // namespace

std::filesystem::path program_folder() { return std::filesystem::read_symlink("/proc/self/exe").parent_path(); }
std::filesystem::path supervisor_program() {
  return region::helper_program(program_folder(), region::kSupervisorProgram);
}

std::uint16_t service_port_of_this_machine() { return can_bind(80) ? 80 : 8080; }

Place place_named(const std::optional<std::string>& region) {
  Place place;
  if (!region) return place;
  client::check_region(*region);
  place.partition = contract::partition_of(*region).name;
  place.region = *region;
  return place;
}

RunningRegion describe(const region::RegionServer& server, const Place& place, double speed) {
  return {.pid = getpid(),
          .endpoint_url = server.endpoint_url(),
          .access_key_id = server.access_key_id(),
          .secret_access_key = server.secret_access_key(),
          .region = place.region,
          .speed = speed,
          .service_port = service_port_of_this_machine(),
          .page_url = server.page_url()};
}

EmbeddedRegion::EmbeddedRegion(const EmbeddedRegionOptions& options)
    : server_({.data = folder_.path(),
               .speed = options.speed,
               .programs = program_folder(),
               .place = options.place,
               .chaos = options.chaos,
               .hosts = options.hosts,
               .internet = options.internet,
               .images = options.images,
               .page = options.page}),
      whereabouts_(describe(server_, options.place, options.speed)),
      thread_([this] {
        block_signals();
        run_until_stopped(server_);
      }) {}

EmbeddedRegion::~EmbeddedRegion() {
  server_.stop();
  thread_.join();
}

}  // namespace aws::apps
