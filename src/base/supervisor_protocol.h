// What instance-supervisor and whoever started it say to each other.
//
//   instance-supervisor [--grace MILLISECONDS]                       runs scripts on request
//   instance-supervisor [--grace MILLISECONDS] --exec PROGRAM ARGS…  runs one program and ends with it
//
// Descriptor 3 of the supervisor is one end of a socket pair. Lines of text pass over it, fields separated by tabs,
// paths relative to the supervisor's working folder.
//   to the supervisor
//     run ID SCRIPT OUTPUT ERRORS FOLDER   run the script in the folder; by the interpreter that its first line names,
//                                          else by bash; its output and errors are appended to the two files
//     kill ID                              end a script and what it started: SIGTERM, then SIGKILL after the grace
//     signal NUMBER                        with --exec: pass a signal on to the program
//     stop                                 end every process and exit
//   from the supervisor
//     ready                                scripts can be run, or the program has been started
//     exit ID STATUS                       a script has ended; STATUS is 128 + n when signal n ended it
// The end of the file means "stop" too: when the one at the other end dies, however it dies, nothing is left behind.
// Processes that make themselves daemons are found as well, for the supervisor is their subreaper. With --exec it exits
// with the program's own status.
#pragma once

namespace aws::supervisor {

inline constexpr int kControlDescriptor = 3;
inline constexpr int kDefaultGraceMilliseconds = 2000;  // from SIGTERM to SIGKILL; less when all are gone sooner

}  // namespace aws::supervisor
