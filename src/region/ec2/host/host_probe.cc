#include "region/ec2/host/host_probe.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/error.h"
#include "base/supervisor_protocol.h"
#include "region/ec2/host/image_layer.h"
#include "region/images/users_files.h"

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProbedDisk = "disk";
constexpr const char* kProbedImage = "image";

// To its end, or to that of a success: the kernel takes longer to take the probe's mounts away.
std::string read_result(int file) {
  std::string text;
  char chunk[512];
  while (text != supervisor::kProbed) {
    const auto size = read(file, chunk, sizeof chunk);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    text.append(chunk, static_cast<std::size_t>(size));
  }
  return text;
}

std::string as_one_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ';');
  return text;
}

}  // namespace

HostProbe::HostProbe(boost::asio::io_context& context, Options options) : options_(std::move(options)) {
  remove_folder();  // of a region that was killed
  make_folders();
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) throw Error("CannotStart", "no pipe can be made", 500, Fault::kReceiver);
  result_ = ends[0];
  process_.emplace(context,
                   SupervisedProcess::Command{.supervisor = options_.supervisor,
                                              .arguments = {"--probe", (options_.folder / kProbedDisk).string(),
                                                            "--image", (options_.folder / kProbedImage).string()},
                                              .environment = {},
                                              .folder = options_.folder,
                                              .output = {},
                                              .descriptors = {ends[1]}},
                   SupervisedProcess::Events{.line = {}, .exit = [this](int) {
                                               process_.reset();
                                               remove_folder();
                                             }});
  close(ends[1]);
}

HostProbe::~HostProbe() {
  close(result_);
  if (!process_) return;
  process_.reset();
  remove_folder();
}

void HostProbe::require_success() {
  const std::string said = as_one_line(read_result(result_));
  if (said == supervisor::kProbed) return;
  throw Error("NoNamespaces", said.empty() ? "a container that was tried has ended early" : said, 500,
              Fault::kReceiver);
}

void HostProbe::make_folders() const {
  try {
    for (const char* name : {kProbedDisk, kProbedImage}) {
      fs::create_directories(options_.folder / name);
      give_to(options_.root, options_.folder / name);
    }
  } catch (const fs::filesystem_error& error) {
    throw Error("NoNamespaces", error.what(), 500, Fault::kReceiver);
  }
}

void HostProbe::remove_folder() const {
  if (fs::exists(options_.folder)) images::UsersFiles().remove(options_.folder);
}

}  // namespace aws::region::ec2
