// shutdown, poweroff, halt and reboot for an instance, whose first process is no init that this machine's or an image's
// own would talk to.
#pragma once

#include <filesystem>

namespace aws::region::ec2 {

// They know "now" and "+MINUTES", as which no time at all counts for one, and -c, -h, -P, -r.
void write_shutdown_commands(const std::filesystem::path& folder);

}  // namespace aws::region::ec2
