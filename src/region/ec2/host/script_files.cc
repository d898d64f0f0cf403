#include "region/ec2/host/script_files.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/error.h"

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

Error cannot_write(const fs::path& path) {
  return {"CannotWrite", fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)), 500,
          Fault::kReceiver};
}

}  // namespace

void write_script(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw cannot_write(path);
  fs::permissions(path, fs::perms(0755));  // whoever root is in the instance is somebody else here
}

ScriptDescriptors::ScriptDescriptors(const fs::path& script, const fs::path& output, const fs::path& errors) {
  const auto add = [this](const fs::path& path, int flags) {
    const int descriptor = open(path.c_str(), flags | O_CLOEXEC, 0644);
    if (descriptor >= 0) return all_.push_back(descriptor);
    const Error error = cannot_write(path);
    for (const int opened : all_) close(opened);
    throw error;
  };
  add(script, O_RDONLY);
  add(output, O_WRONLY | O_CREAT | O_APPEND);
  add(errors, O_WRONLY | O_CREAT | O_APPEND);
}

ScriptDescriptors::~ScriptDescriptors() {
  for (const int descriptor : all_) close(descriptor);
}

std::string read_start(const fs::path& path) {
  std::string text(kOutputKept, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return text;
}

std::string read_end(const fs::path& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::streamoff>(file.tellg());
  if (!file || size <= 0) return "";
  std::string text(std::min<std::size_t>(static_cast<std::size_t>(size), kOutputKept), '\0');
  file.seekg(size - static_cast<std::streamoff>(text.size()));
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return text;
}

}  // namespace aws::region::ec2
