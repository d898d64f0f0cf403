#include "region/ec2/host/shutdown_commands.h"

#include <fmt/core.h>

#include <fstream>

#include "base/supervisor_protocol.h"

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

constexpr const char* kScript = R"sh(#!/bin/sh
# The first process of an instance ends it, or boots it again.
waiting=/run/shutdown.pid
signal={off}
when=now
timed=
case ${{0##*/}} in
  shutdown) when=+1 ;;
  reboot) signal={again} ;;
esac
for argument do
  case $argument in
    -c) [ ! -e $waiting ] || kill "$(cat $waiting)"; rm -f $waiting; exit ;;
    --reboot) signal={again} ;;
    --*) ;;
    -*r*) signal={again} ;;
    -*) ;;
    now | +[0-9]*) when=$argument timed=yes ;;
    *) [ $timed ] || {{ echo "${{0##*/}}: the time is now or +MINUTES, not $argument" >&2; exit 1; }} ;;  # else for all to read
  esac
done
[ $when != now ] || exec kill -$signal 1
setsid sh -c "sleep $((${{when#+}} * 60)); kill -$signal 1" < /dev/null > /dev/null 2>&1 &
echo $! > $waiting
)sh";

}  // namespace

void write_shutdown_commands(const fs::path& folder) {
  fs::create_directories(folder);
  const fs::path script = folder / "shutdown";
  std::ofstream(script) << fmt::format(kScript, fmt::arg("off", supervisor::kPowerOffSignal),
                                       fmt::arg("again", supervisor::kRebootSignal));
  fs::permissions(script, fs::perms(0755));
  for (const char* name : {"poweroff", "halt", "reboot"}) fs::create_symlink("shutdown", folder / name);
}

}  // namespace aws::region::ec2
