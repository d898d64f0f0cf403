// The files of a script that an instance runs. They are the region's: it writes and reads them, and the instance is
// handed open descriptors.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region::ec2 {

inline constexpr std::size_t kOutputKept = 64U
                                           << 10U;  // more than Run Command shows, as much as EC2 keeps of a console

// All throw "CannotWrite" when the disk does not let them.
void write_script(const std::filesystem::path& path, std::string_view text);

// The script to read, and where its output and errors are appended; closed with this object.
class ScriptDescriptors {
 public:
  ScriptDescriptors(const std::filesystem::path& script, const std::filesystem::path& output,
                    const std::filesystem::path& errors);
  ~ScriptDescriptors();
  ScriptDescriptors(const ScriptDescriptors&) = delete;
  ScriptDescriptors& operator=(const ScriptDescriptors&) = delete;
  const std::vector<int>& all() const { return all_; }

 private:
  std::vector<int> all_;
};

// At most kOutputKept bytes; "" of what cannot be read.
std::string read_start(const std::filesystem::path& path);
std::string read_end(const std::filesystem::path& path);

}  // namespace aws::region::ec2
