// What instance-supervisor and whoever started it say to each other.
//
//   instance-supervisor [--grace MILLISECONDS]                       runs scripts on request
//   instance-supervisor [--grace MILLISECONDS] --exec PROGRAM ARGS…  runs one program and ends with it
//   instance-supervisor --users-of ROUTER --exec PROGRAM ARGS…       ... as root of the router's user namespace only
//   instance-supervisor --probe DISK --image LAYER                   tries what a container needs, and ends
//   instance-supervisor --within-users PROGRAM ARGS…                 is that program, as root among instances' users
//
// A probe writes "ok", or what the system does not let it do, to descriptor 4.
//
// Descriptor 3 of the supervisor is one end of a socket pair. Lines of text pass over it, fields separated by tabs.
//   to the supervisor
//     run ID FOLDER    run a script in the folder, which is made when it is missing; by the interpreter that its first
//                      line names, else by bash. Three descriptors come along: the script, where its output goes and
//                      where its errors go; so it needs to see none of the files. "%09" in the folder is a tab
//     kill ID          end a script and what it started: SIGTERM, then SIGKILL after the grace
//     signal NUMBER    with --exec: pass a signal on to the program
//     stop             end every process and exit
//   from the supervisor
//     ready            scripts can be run, or the program has been started
//     exit ID STATUS   a script has ended; STATUS is 128 + n when signal n ended it
//     off, again       all is about to end, since a process in here wants this host switched off, or booted again
// A process in a container asks its first one for that by the signals that systemd takes: 38 and 39.
// The end of the file means "stop" too: when the one at the other end dies, however it dies, nothing is left behind.
// Processes that make themselves daemons are found as well, for the supervisor is their subreaper. With --exec it exits
// with the program's own status.
#pragma once

namespace aws::supervisor {

inline constexpr int kControlDescriptor = 3;
inline constexpr int kProbeResult = 4;
inline constexpr const char* kProbed = "ok";
inline constexpr int kPowerOffSignal = 38;
inline constexpr int kRebootSignal = 39;
inline constexpr int kDefaultGraceMilliseconds = 2000;  // from SIGTERM to SIGKILL; less when all are gone sooner

}  // namespace aws::supervisor
