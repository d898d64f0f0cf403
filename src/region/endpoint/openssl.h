// The program openssl, for what is done with keys and certificates.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace aws::region::endpoint {

// Waits for it; what it prints is in the file. Throws aws::Error "NoAuthority" when it fails or is not there.
void run_openssl(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 const std::filesystem::path& output);

}  // namespace aws::region::endpoint
