// Finds processes of an instance whose supervisor is not there any more to do it: those that have the instance's folder
// as their home or work below it. For what a killed supervisor, or an earlier region, left behind.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <vector>

namespace aws::region::ec2 {

// The processes of all instances whose folders lie below this one, or of the instance whose folder it is.
std::vector<pid_t> processes_below(const std::filesystem::path& folder);

// Kills them and waits until they are gone.
void end_processes_below(const std::filesystem::path& folder);

}  // namespace aws::region::ec2
