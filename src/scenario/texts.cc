#include "scenario/texts.h"

#include <fmt/format.h>

namespace aws::scenario::texts {

const std::string_view kIntroduction = R"(
This demo creates AWS resources that together make up a load-balanced web service, breaks the service in
several ways, and shows what makes it withstand each of them.

It creates, among other things:

        * A DynamoDB table of books, movies and songs, which the web service depends on for its recommendations.
        * An EC2 launch template, from which instances are started that each run a web server.
        * An EC2 Auto Scaling group that keeps instances running in several Availability Zones.
        * An Elastic Load Balancing (ELB) load balancer that spreads requests over the instances of the group.)";

// AWS's Fault Injection Service takes that for a minute of an action.
constexpr std::string_view kExperimentsCost =
    R"(Its last stages are experiments of AWS's Fault Injection Service, at 0.10 USD for each minute of each action: one to
three dollars. `--stages aws` leaves them out.
)";

std::string bill(int group_size, std::string_view instance_type, bool with_experiments) {
  // List prices of us-west-2 in dollars an hour, as of 2024. An instance besides its own price: a public address and
  // 8 GiB of disk. A load balancer: itself and an address in each of four zones. The table: 5 read and 5 write units.
  constexpr double kMicro = 0.0104, kBesides = 0.0061, kBalancer = 0.0425, kTable = 0.0039;
  const bool known = instance_type == "t3.micro";
  const double sum = kBalancer + kTable + group_size * (kBesides + (known ? kMicro : 0));
  return fmt::format(
      R"(All of it is created in your account and costs money for as long as it exists: roughly {:.2f} USD an hour{}.
That is for {} {} instances, a load balancer, their public addresses and the table, at list prices of us-west-2;
other regions differ. Deleting everything at the end, or with `destroy` at any time, ends the cost.
{})",
      sum, known ? "" : " and the instances' own price", group_size, instance_type,
      with_experiments ? kExperimentsCost : "");
}

const std::string_view kParameters =
    "The web server is told by three Systems Manager parameters how to behave. At first all is well.";

std::string launch_template(std::string_view script, std::uint16_t port) {
  return fmt::format(R"(Creating an EC2 launch template that runs '{}' when an instance starts.
The script starts the web server, which listens on port {} and answers requests to '/' and to '/healthcheck'.
It runs as root, for the sake of a short demo; in production, give a web server no more rights than it needs.

The template also names an instance profile. With its role an instance may read the recommendation table and
the Systems Manager parameters that steer the demo, and nothing else.
)",
                     script, port);
}

std::string auto_scaling_group(int size) {
  return fmt::format(
      "Creating an EC2 Auto Scaling group that keeps {} EC2 instances running, spread over the\n"
      "Availability Zones.",
      size);
}

const std::string_view kInstancesCreated =
    "The EC2 instances now exist. Each one listens for HTTP requests as soon as it has started.";
const std::string_view kInTheConsole = "You can look at them in the console, or go on with the demo.";

const std::string_view kLoadBalancing =
    R"(Creating an Elastic Load Balancing target group and load balancer. The target group says how
requests reach the instances and how their health is checked. The load balancer is the one endpoint
that clients connect to; it hands each request to one of the instances.
)";

std::string broken_dependency(std::string_view table_parameter) {
  return fmt::format(
      R"(For each request, the web server reads a recommendation from the DynamoDB table that is named by the
Systems Manager parameter '{}'.
To simulate a failure of the recommendation service, let's name a table that does not exist.
)",
      table_parameter);
}

const std::string_view kBrokenDependencyDone = R"(
A GET request to the load balancer endpoint now returns a failure code. The load balancer finds all instances
healthy all the same, because a shallow health check does not ask for the recommendation service.)";

const std::string_view kStaticResponse =
    R"(Rather than fail when the recommendation service does, the web server can fall back to a fixed answer. It is
not what the customer came for, but better than an error.
)";

const std::string_view kStaticResponseDone = R"(
A GET request to the load balancer endpoint now returns the static recommendation.
The instances still report as healthy, because health checks are still shallow.)";

const std::string_view kReinstate = "Let's reinstate the recommendation service.\n";

const std::string_view kBadCredentials = R"(
Let's also give one of the instances credentials that are not good for the recommendation table.
)";

const std::string_view kBadCredentialsDone = R"(
A GET request to the load balancer endpoint now returns a recommendation or the static response, depending on
the instance that the load balancer chooses.)";

const std::string_view kDeepHealthCheck =
    R"(Let's make the health check deep: it then also tests whether the instance can reach the DynamoDB table.
Such a check is for the load balancer's routing only. It is not for the health of the instances in Auto Scaling:
when a service that all depend on fails, Auto Scaling would terminate all of them.

With it, the load balancer notices that one instance fails and takes it out of rotation.
)";

std::string deep_health_check_done(std::string_view poisoned) {
  return fmt::format(R"(
The instance with bad credentials ({}) becomes unhealthy, which may take the load
balancer a minute or two to find out. From then on GET requests always return a recommendation, because
unhealthy instances get none of them.)",
                     poisoned);
}

const std::string_view kReplace =
    R"(The instances belong to an Auto Scaling group, so the simplest cure for an unhealthy one is to terminate it: the
group starts another in its place.
)";

const std::string_view kReplaceDone = R"(
While the old instance ends and the new one starts, GET requests are answered with recommendations as before,
because the load balancer sends them to the healthy instances. The new one joins them once it is healthy.

On AWS this takes several minutes. Check the health now and then to see the states that the targets go through.)";

const std::string_view kFailOpen =
    "If the recommendation service fails now, deep health checks mean that all instances report as unhealthy.\n";

const std::string_view kFailOpenDone = R"(
When all instances are unhealthy, the load balancer routes requests to all of them: it fails open, so that the
customer gets the static response, where failing closed would give them an error.)";

const std::string_view kDarkZone =
    R"(So far the service was harmed by its own parameters. What it cannot do to itself, AWS's Fault Injection Service
does in an experiment: one of the Availability Zones goes dark. First nothing reaches its instances any more, then
they lose their power, and there is no capacity for others in that zone.
)";

std::string dark_zone_done(std::string_view zone) {
  return fmt::format(R"(
{} is dark. Whom the load balancer sends there waits in vain, until health checks have noticed.
When the instances are gone, the group starts others in the zones that are left: the service is as large as
before, without anybody's help.)",
                     zone);
}

const std::string_view kZoneBack = "The experiment is stopped: the zone has its network, power and capacity again.\n";

const std::string_view kZoneBackDone = R"(
Where its zones have become uneven, the group starts an instance in the one that is short of them before it lets
another go, so nobody is disturbed. Where they are even, as three instances in four zones always are, it leaves
well alone.)";

const std::string_view kSlowTable =
    R"(A dependency that fails is found out at once. One that is slow is worse: everybody waits, and those who wait pile up.
Let's have the recommendation table answer 3 seconds late.
)";

const std::string_view kSlowTableDone = R"(
The web server waits for the table for 2 seconds and no longer, and does not ask again: visitors get the static
recommendation, late, but they get it. Health checks are shallow, so the instances stay in service; deep ones would
have had the load balancer fail open.)";

const std::string_view kStarvedHost =
    R"(The last harm is to a single host: something takes its CPU. It is not ill enough for a health check, only slow.
A load balancer that hands out requests by turns goes on sending it as many as everybody else.
)";

std::string starved_host_done(std::string_view instance) {
  return fmt::format(R"(
With least outstanding requests the load balancer sends to whoever is least busy, so the starved instance
({}) gets few, and few visitors wait for it.)",
                     instance);
}

const std::string_view kConclusion = R"(This concludes the demo of how to build and manage a resilient service.
To keep things tidy, and an account on AWS free of unwanted charges, everything that was created for it can be
cleaned up.)";

std::string kept(std::string_view command_line) {
  return fmt::format("All resources are kept. `{} destroy` deletes them; until then, on AWS, they cost money.",
                     command_line);
}

}  // namespace aws::scenario::texts
