// What happens after Ctrl-C: the person is asked once whether to destroy what has been created; a second Ctrl-C leaves
// at once. Whoever leaves something, then or after a failure, is told the command that cleans up.
#pragma once

#include "apps/connection.h"
#include "apps/options.h"
#include "scenario/console/console.h"
#include "scenario/workflow/workflow.h"

namespace aws::apps {

enum class Company { kPerson, kNobody };  // is somebody there to be asked?

void after_interrupt(const Options& options, const Connection& connection, Company company,
                     scenario::Workflow& workflow, scenario::Console& console);

// After a command that could not do its work.
void after_failure(const Options& options, const Connection& connection, const scenario::Report& report,
                   scenario::Console& console);

// "resilient-service --aws --region us-west-2", to which a command is added that finds what this one creates.
std::string command_line(const Options& options);

}  // namespace aws::apps
