// Files of the users that instances and images have, which are not always this user's (base/instance_users.h): what
// this user may not do to them itself is done by a process that is root among those users.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace aws::region::images {

class UsersFiles {
 public:
  UsersFiles() = default;  // there are none but this user's
  explicit UsersFiles(std::filesystem::path supervisor) : supervisor_(std::move(supervisor)) {}  // the program

  // What comes before a command so that it is run by root among those users; nothing where there is nobody but root.
  std::vector<std::string> within() const;
  // Removes a folder with all in it, whoever has it and may not write to it.
  void remove(const std::filesystem::path& folder) const;

 private:
  std::filesystem::path supervisor_;
};

}  // namespace aws::region::images
