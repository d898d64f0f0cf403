// The system calls of the container, which either do what they are for or end the process with one line on its standard
// error, for a container that is made by half is none.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace aws::supervisor {

inline constexpr const char* kIp = "/usr/sbin/ip";
inline constexpr const char* kNft = "/usr/sbin/nft";
inline constexpr int kNoContainer = 125;  // the exit status

[[noreturn]] void give_up(const std::string& what);  // with errno's text

void make_folder(const std::string& path, mode_t mode = 0755);  // those above it, too; one that is there is left alone
void write_file(const std::string& path, std::string_view text);
std::string read_file(const std::string& path);
void make_link(const char* target, const std::string& path);
void mount_at(const char* source, const std::string& target, const char* type, unsigned long flags,
              const std::string& options = "");
void bind_at(const std::string& source, const std::string& target);
// Opens a folder as a mount of its own, which its path need not reach any more, and puts it elsewhere.
int open_mount(const std::string& folder);
void put_mount(int mount, const std::string& target);

// Runs it with this standard input and waits for its end; what it says goes to the standard error. The first says
// whether it succeeded.
bool succeeds(const std::vector<std::string>& arguments, std::string_view input);
void run_program(const std::vector<std::string>& arguments, std::string_view input, const std::string& what_for);

}  // namespace aws::supervisor
