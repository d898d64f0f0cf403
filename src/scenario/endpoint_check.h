// The last step of a deployment: does the endpoint answer? When nobody can connect to it, the default security group is
// the likeliest reason, so it is examined, and opened for this computer if the person wants that.
#pragma once

#include "scenario/scenario.h"

namespace aws::scenario {

// Throws aws::Error "EndpointUnreachable" when there is no successful response in the end.
void check_endpoint(Scenario& scenario);

}  // namespace aws::scenario
