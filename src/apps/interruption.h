// What happens after Ctrl-C: the person is asked once whether to destroy what has been created; a second Ctrl-C leaves
// at once. Whoever leaves something is told the command that cleans up.
#pragma once

#include "apps/connection.h"
#include "apps/options.h"
#include "scenario/console.h"
#include "scenario/workflow.h"

namespace aws::apps {

enum class Company { kPerson, kNobody };  // is somebody there to be asked?

void after_interrupt(const Options& options, const Connection& connection, Company company,
                     scenario::Workflow& workflow, scenario::Console& console);

// "resilient-service --aws --region us-west-2 destroy": deletes what such a command created.
std::string destroy_command(const Options& options);

}  // namespace aws::apps
