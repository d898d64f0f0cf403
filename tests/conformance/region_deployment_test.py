"""A small web service, as anybody deploys one: a group of two behind a load balancer. What happens to one of them."""

import json
import unittest
import urllib.error
import urllib.request

from deployment import MANAGED, Deployment
from region_under_test import WAITER, Conformance, region_for_module, until

PORT = 8080
SERVER = """#!/bin/bash
cat > server.py <<'END'
import http.server, json, os, urllib.request

def metadata(path):
    endpoint = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254").rstrip("/")
    return urllib.request.urlopen(endpoint + "/latest/meta-data/" + path).read().decode()

class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/without-a-word":
            return
        self.send_response(200)
        self.end_headers()
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = {"instance": metadata("instance-id"), "headers": headers}
        self.wfile.write(json.dumps(answer).encode())

http.server.ThreadingHTTPServer((metadata("local-ipv4"), 8080), Answer).serve_forever()
END
nohup python3 server.py > server.log 2>&1 &
"""


def setUpModule():
    global here, group, targets, address
    region = region_for_module()
    here = Deployment(region, unittest.addModuleCleanup)
    targets = here.target_group(
        Port=PORT, HealthCheckPath="/health", HealthCheckIntervalSeconds=10, HealthCheckTimeoutSeconds=5,
        HealthyThresholdCount=2, UnhealthyThresholdCount=2,
    )
    address = here.load_balancer(targets, PORT)
    group = here.group(2, here.profile(MANAGED), SERVER)
    here.autoscaling.attach_load_balancer_target_groups(AutoScalingGroupName=group, TargetGroupARNs=[targets])


def health(*instance_ids):
    asked = {"Targets": [{"Id": each} for each in instance_ids]} if instance_ids else {}
    described = here.elbv2.describe_target_health(TargetGroupArn=targets, **asked)["TargetHealthDescriptions"]
    return {each["Target"]["Id"]: each["TargetHealth"] for each in described}


def health_in(instance, state):
    """A target's health, once it is this; one question, for the next answer may be another."""
    found = health().get(instance)
    return found if found and found["State"] == state else None


def get(headers=(), path="/", where=None):
    request = urllib.request.Request(f"http://{where or address}{path}", headers=dict(headers))
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


class Service(Conformance):
    def setUp(self):
        until(lambda: len(here.in_service(group)) == 2, "two instances in service")
        until(lambda: sorted(health()) == sorted(here.in_service(group)), "no targets but the two")
        here.elbv2.get_waiter("target_in_service").wait(TargetGroupArn=targets, WaiterConfig=WAITER)

    def open_the_door(self):
        [used] = here.elbv2.describe_target_groups(TargetGroupArns=[targets])["TargetGroups"]
        [balancer] = here.elbv2.describe_load_balancers(LoadBalancerArns=used["LoadBalancerArns"])["LoadBalancers"]
        rule = {
            "GroupId": balancer["SecurityGroups"][0], "IpProtocol": "tcp", "FromPort": PORT, "ToPort": PORT,
            "CidrIp": "127.0.0.1/32",
        }
        here.ec2.authorize_security_group_ingress(**rule)
        self.addCleanup(until, lambda: not self.answers(), "the load balancer is closed again")
        self.addCleanup(here.ec2.revoke_security_group_ingress, **rule)
        until(self.answers, "the load balancer answers")

    def error_of(self, where, path):
        try:
            self.fail(get(path=path, where=where))
        except urllib.error.HTTPError as error:
            return error
        except OSError:
            return None  # it does not listen yet

    def answers(self):
        try:
            return get()
        except OSError:
            return None

    def test_the_load_balancer_is_closed_until_a_rule_opens_it(self):
        with self.assertRaises(OSError) as caught:
            get()
        self.assertFalse(hasattr(caught.exception, "code"), "no HTTP answer at all")
        self.open_the_door()
        self.assertEqual({get()["instance"] for _ in range(6)}, set(here.in_service(group)))
        headers = get({"X-Forwarded-For": "192.0.2.1"})["headers"]
        self.assertEqual(headers["x-forwarded-for"], "192.0.2.1, 127.0.0.1")
        self.assertEqual((headers["x-forwarded-proto"], headers["x-forwarded-port"]), ("http", str(PORT)))
        self.assertRegex(headers["x-amzn-trace-id"], "^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$")
        self.assertEqual(headers["host"], address)

    def test_errors_that_are_the_load_balancers_own(self):
        self.open_the_door()
        unused = here.load_balancer(here.target_group(Port=PORT), PORT)
        for status, reason, where, path in (
            (502, "Bad Gateway", address, "/without-a-word"),
            (503, "Service Temporarily Unavailable", unused, "/"),
        ):
            with until(lambda: self.error_of(where, path), "an error as answer") as error:
                title = f"{status} {reason}"
                page = (
                    f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n"
                    "</body>\r\n</html>\r\n"
                )
                self.assertEqual((error.code, error.reason, error.read().decode()), (status, reason, page))
                self.assertEqual((error.headers["Server"], error.headers["Content-Type"]), ("awselb/2.0", "text/html"))

    def test_the_group_is_spread_and_described(self):
        read = here.read(group)
        self.assertEqual({each["AvailabilityZone"] for each in read["Instances"]}, set(here.zones))
        self.assertEqual({each["HealthStatus"] for each in read["Instances"]}, {"Healthy"})
        self.assertEqual({each["LaunchTemplate"]["Version"] for each in read["Instances"]}, {"1"})
        self.assertEqual(read["TargetGroupARNs"], [targets])
        ids = here.in_service(group)
        here.ec2.get_waiter("instance_running").wait(InstanceIds=ids, WaiterConfig=WAITER)
        pages = here.ec2.get_paginator("describe_instances").paginate(
            Filters=[{"Name": "instance-state-name", "Values": ["running"]}]
        )
        instances = {
            each["InstanceId"]: each for page in pages for one in page["Reservations"] for each in one["Instances"]
        }
        self.assertLessEqual(set(ids), instances.keys())
        tags = {tag["Key"]: tag["Value"] for tag in instances[ids[0]]["Tags"]}
        self.assertEqual(tags["aws:autoscaling:groupName"], group)
        self.refused(
            here.autoscaling.delete_auto_scaling_group, "ResourceInUse",
            "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still "
            "in the group.", AutoScalingGroupName=group,
        )
        self.refused(
            here.autoscaling.terminate_instance_in_auto_scaling_group, "ValidationError",
            "Currently, desiredSize equals minSize (2). Terminating instance without replacement will violate group's "
            "min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
            InstanceId=ids[0], ShouldDecrementDesiredCapacity=True,
        )

    def test_what_the_group_did_first(self):
        activities = here.autoscaling.get_paginator("describe_scaling_activities").paginate(
            AutoScalingGroupName=group, PaginationConfig={"PageSize": 1}
        ).build_full_result()["Activities"]
        first = activities[-1]
        self.assertRegex(first["Description"], "^Launching a new EC2 instance: i-[0-9a-f]{17}$")
        self.assertEqual((first["StatusCode"], first["Progress"]), ("Successful", 100))
        moment = r"At \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
        self.assertRegex(
            first["Cause"],
            f"^{moment} a user request created an AutoScalingGroup changing the desired capacity from 0 to 2.  "
            f"{moment} an instance was started in response to a difference between desired and actual capacity, "
            "increasing the capacity from 0 to [12].$",
        )

    def test_an_instance_that_dies_is_replaced(self):
        lost, kept = here.in_service(group)
        [change] = here.ec2.terminate_instances(InstanceIds=[lost])["TerminatingInstances"]
        states = change["PreviousState"]["Name"], change["CurrentState"]["Name"]
        self.assertEqual(states, ("running", "shutting-down"))
        here.ec2.get_waiter("instance_terminated").wait(InstanceIds=[lost], WaiterConfig=WAITER)
        until(lambda: lost not in health(), "the dead are no targets")
        until(lambda: len(set(here.in_service(group)) - {lost}) == 2, "a replacement")
        self.assertIn(kept, here.in_service(group))
        here.elbv2.get_waiter("target_in_service").wait(TargetGroupArn=targets, WaiterConfig=WAITER)
        self.open_the_door()
        self.assertEqual({get()["instance"] for _ in range(6)}, set(here.in_service(group)))

    def test_an_instance_that_is_taken_out_of_service_drains(self):
        taken, kept = here.in_service(group)
        activity = here.autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=taken, ShouldDecrementDesiredCapacity=False
        )["Activity"]
        self.assertEqual(activity["Description"], f"Terminating EC2 instance: {taken}")
        self.assertEqual((activity["StatusCode"], activity["Progress"]), ("InProgress", 0))
        self.assertRegex(
            activity["Cause"],
            rf"^At \S+Z instance {taken} was taken out of service in response to a user request\.$",
        )
        self.assertEqual(sorted(json.loads(activity["Details"])), ["Availability Zone", "Subnet ID"])
        draining = until(lambda: health_in(taken, "draining"), "draining")
        self.assertEqual(
            (draining["Reason"], draining["Description"]),
            ("Target.DeregistrationInProgress", "Target deregistration is in progress"),
        )
        self.assertEqual(health()[kept], {"State": "healthy"})
        self.refused_like(
            here.autoscaling.terminate_instance_in_auto_scaling_group, "ScalingActivityInProgress",
            f"Scaling activity {activity['ActivityId']} is in progress and blocks this action",
            InstanceId=taken, ShouldDecrementDesiredCapacity=False,
        )
        here.elbv2.get_waiter("target_deregistered").wait(
            TargetGroupArn=targets, Targets=[{"Id": taken}], WaiterConfig=WAITER
        )
        until(lambda: taken not in health(), "it is no target any more")

    def test_a_reboot_does_not_run_user_data_again(self):
        rebooted, kept = here.in_service(group)
        here.ec2.reboot_instances(InstanceIds=[rebooted])
        sick = until(lambda: health_in(rebooted, "unhealthy"), "unhealthy")
        self.assertEqual(sick["Reason"], "Target.FailedHealthChecks")
        self.assertEqual(sick["Description"], "Health checks failed")
        self.open_the_door()
        self.assertEqual({get()["instance"] for _ in range(4)}, {kept})
        command = here.send(rebooted, "python3 server.py", workingDirectory="/")
        here.elbv2.get_waiter("target_in_service").wait(TargetGroupArn=targets, WaiterConfig=WAITER)
        self.assertEqual(here.invocation(command, rebooted)["Status"], "InProgress")
        self.assertIn(rebooted, here.in_service(group), "unhealthy for the load balancer is not so for the group")


if __name__ == "__main__":
    unittest.main()
