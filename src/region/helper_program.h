// Where the programs are that a region starts, and that nobody starts by hand.
#pragma once

#include <filesystem>

namespace aws::region {

inline constexpr const char* kSupervisorProgram = "instance-supervisor";

// Beside the program in folder `programs` where they were built, in libexec/ above it where they were installed. Throws
// aws::Error "ProgramMissing".
std::filesystem::path helper_program(const std::filesystem::path& programs, const char* name);

}  // namespace aws::region
