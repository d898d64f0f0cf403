"""The Fault Injection Service, as boto3 sees it: experiments are judged by what they do to the region."""

import json
import unittest

from region_under_test import ROOT, Conformance, region_for_module, unique, until

LINUX_IMAGE = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"
WAIT = {"wait": {"actionId": "aws:fis:wait", "parameters": {"duration": "PT1M"}}}
LONG_WAIT = {"wait": {"actionId": "aws:fis:wait", "parameters": {"duration": "PT12H"}}}
NO_TOKEN = "The provided next token is invalid."


def policy(statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


ANYTHING = policy({"Action": "*", "Resource": "*"})


def setUpModule():
    global region, fis, ec2, iam, sts, ssm, autoscaling, account, image, zone
    region = region_for_module()
    fis, ec2, iam, sts, ssm, autoscaling = (
        region.client(service) for service in ("fis", "ec2", "iam", "sts", "ssm", "autoscaling"))
    account = sts.get_caller_identity()["Account"]
    image = ssm.get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"]
    zone = region.name + "a"


def tagged(tag, **more):
    return {"them": {"resourceType": "aws:ec2:instance", "resourceTags": {"app": tag}, "selectionMode": "ALL", **more}}


def on_them(action, **parameters):
    return {"it": {"actionId": action, "parameters": parameters, "targets": {"Instances": "them"}}}


class Experiments(Conformance):
    def role(self, principal, document=ANYTHING):
        """Its ARN."""
        name = unique("role")
        trust = policy({"Action": "sts:AssumeRole", "Principal": principal})
        arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        self.addCleanup(iam.delete_role, RoleName=name)
        iam.put_role_policy(RoleName=name, PolicyName="may", PolicyDocument=document)
        self.addCleanup(iam.delete_role_policy, RoleName=name, PolicyName="may")
        return arn

    def chaos_role(self, document=ANYTHING):
        return self.role({"Service": "fis.amazonaws.com"}, document)

    def instance(self, tag, **more):
        tags = [{"ResourceType": "instance", "Tags": [{"Key": "app", "Value": tag}]}]
        launched = ec2.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1,
                                     TagSpecifications=tags, **more)["Instances"][0]["InstanceId"]
        self.addCleanup(ec2.terminate_instances, InstanceIds=[launched])
        self.until_instance(launched, "running")
        return launched

    def state_of(self, instance):
        return ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]["State"]["Name"]

    def until_instance(self, instance, state):
        until(lambda: self.state_of(instance) == state, f"{instance} to be {state}")

    def template(self, actions, targets=None, role=None, **more):
        arguments = {"clientToken": unique("token"), "description": "a test", "stopConditions": [{"source": "none"}],
                     "roleArn": role or self.chaos_role(), "targets": targets or {}, "actions": actions, **more}
        made = fis.create_experiment_template(**arguments)["experimentTemplate"]
        self.addCleanup(self.remove, made["id"])
        return made

    def remove(self, template):
        try:
            fis.delete_experiment_template(id=template)
        except fis.exceptions.ResourceNotFoundException:
            pass

    def start(self, actions, targets=None, role=None):
        """The experiment's id."""
        made = self.template(actions, targets, role)
        started = fis.start_experiment(clientToken=unique("token"), experimentTemplateId=made["id"])["experiment"]
        self.assertEqual(started["state"]["status"], "initiating")
        self.addCleanup(self.end, started["id"])
        return started["id"]

    def read(self, experiment):
        return fis.get_experiment(id=experiment)["experiment"]

    def until_experiment(self, experiment, status):
        until(lambda: self.read(experiment)["state"]["status"] == status, f"the experiment to be {status}")
        return self.read(experiment)

    def end(self, experiment):
        try:
            fis.stop_experiment(id=experiment)
        except fis.exceptions.ValidationException:
            return
        until(lambda: self.read(experiment)["state"]["status"] in ("stopped", "failed"), "the experiment to stop")

    def session(self, role):
        """An EC2 client of a session of the role."""
        return region.client("ec2", keys=sts.assume_role(RoleArn=role, RoleSessionName="day")["Credentials"])

    def on_role(self, action, role, **parameters):
        return ({"it": {"actionId": action, "parameters": parameters, "targets": {"Roles": "it"}}},
                {"it": {"resourceType": "aws:iam:role", "resourceArns": [role], "selectionMode": "ALL"}})


class Catalogue(Conformance):
    def test_actions_are_listed_and_described(self):
        listed = fis.list_actions()["actions"]
        self.assertIn("aws:ec2:stop-instances", [action["id"] for action in listed])
        page = fis.list_actions(maxResults=5)
        rest = fis.list_actions(maxResults=100, nextToken=page["nextToken"])
        self.assertEqual([len(page["actions"]), len(rest["actions"]) + 5], [5, len(listed)])
        action = fis.get_action(id="aws:fis:wait")["action"]
        self.assertTrue(action["parameters"]["duration"]["required"])
        self.refused(fis.get_action, "ResourceNotFoundException", "Action aws:fis:sleep not found.", status=404,
                     id="aws:fis:sleep")
        self.refused(fis.list_actions, "ValidationException", NO_TOKEN, nextToken="x")

    def test_target_types_are_listed_and_described(self):
        listed = fis.list_target_resource_types()["targetResourceTypes"]
        self.assertIn("aws:iam:role", [each["resourceType"] for each in listed])
        described = fis.get_target_resource_type(resourceType="aws:ec2:subnet")["targetResourceType"]
        self.assertIn("vpc", described["parameters"])
        self.refused(fis.get_target_resource_type, "ResourceNotFoundException",
                     "Target resource type aws:rds:db not found.", status=404, resourceType="aws:rds:db")
        self.refused(fis.list_target_resource_types, "ValidationException", NO_TOKEN, nextToken="x")


class Templates(Experiments):
    def test_a_template_is_made_listed_changed_and_deleted(self):
        made = self.template(WAIT, tags={"Name": "pause"})
        self.assertEqual(fis.get_experiment_template(id=made["id"])["experimentTemplate"], made)
        listed = fis.list_experiment_templates(maxResults=100)["experimentTemplates"]
        self.assertIn(made["id"], [each["id"] for each in listed])
        changed = fis.update_experiment_template(id=made["id"], description="longer")["experimentTemplate"]
        self.assertEqual((changed["description"], changed["actions"]), ("longer", made["actions"]))
        self.assertEqual(fis.delete_experiment_template(id=made["id"])["experimentTemplate"]["id"], made["id"])
        for call in (fis.get_experiment_template, fis.update_experiment_template, fis.delete_experiment_template):
            self.refused(call, "ResourceNotFoundException", f"Experiment template {made['id']} not found.", status=404,
                         id=made["id"])
        self.refused(fis.list_experiment_templates, "ValidationException", NO_TOKEN, nextToken="x")

    def test_a_template_holds_together(self):
        for message, actions in (
            ("There is no action aws:rds:reboot-db-instances.", {"it": {"actionId": "aws:rds:reboot-db-instances"}}),
            ("Action it (aws:fis:wait) needs the parameter duration.", {"it": {"actionId": "aws:fis:wait"}}),
            ("Action it (aws:ec2:stop-instances) needs the target Instances.",
             {"it": {"actionId": "aws:ec2:stop-instances"}}),
        ):
            with self.subTest(message):
                self.refused(
                    fis.create_experiment_template, "ValidationException", message, description="a test",
                    clientToken=unique("token"), actions=actions, stopConditions=[{"source": "none"}],
                    roleArn=f"arn:aws:iam::{account}:role/nobody")

    def test_tags(self):
        made = self.template(WAIT)
        arn = f"arn:aws:fis:{region.name}:{account}:experiment-template/{made['id']}"
        fis.tag_resource(resourceArn=arn, tags={"a": "1", "b": "2"})
        fis.untag_resource(resourceArn=arn, tagKeys=["a", "c"])
        self.assertEqual(fis.list_tags_for_resource(resourceArn=arn)["tags"], {"b": "2"})
        nothing, said = arn + "x", f"Resource {arn}x not found."
        self.refused(fis.tag_resource, "ResourceNotFoundException", said, status=404, resourceArn=nothing,
                     tags={"a": "1"})
        self.refused(fis.untag_resource, "ResourceNotFoundException", said, status=404, resourceArn=nothing,
                     tagKeys=["a"])
        self.refused(fis.list_tags_for_resource, "ResourceNotFoundException", said, status=404, resourceArn=nothing)

    def test_who_may(self):
        made = self.template(WAIT, tags={"team": "books"})
        document = policy({"Action": "fis:GetExperimentTemplate", "Resource": "*",
                           "Condition": {"StringEquals": {"aws:ResourceTag/team": "books"}}})
        role = self.role({"AWS": account}, document)
        caller = region.client("fis", keys=sts.assume_role(RoleArn=role, RoleSessionName="day")["Credentials"])
        self.assertEqual(caller.get_experiment_template(id=made["id"])["experimentTemplate"]["id"], made["id"])
        said = self.refusal(caller.delete_experiment_template, code="AccessDeniedException", status=403, id=made["id"])
        self.assertIn(f"fis:DeleteExperimentTemplate on resource: arn:aws:fis:{region.name}:{account}:"
                      f"experiment-template/{made['id']}", said)


class Life(Experiments):
    def test_an_experiment_runs_and_completes(self):
        experiment = self.start(WAIT)
        self.assertEqual(self.until_experiment(experiment, "completed")["actions"]["wait"]["state"]["status"],
                         "completed")
        listed = fis.list_experiments(maxResults=100)["experiments"]
        self.assertIn(experiment, [each["id"] for each in listed])
        self.refused(fis.stop_experiment, "ValidationException",
                     f"Experiment {experiment} cannot be stopped: it has ended.", id=experiment)
        self.refused(fis.list_experiments, "ValidationException", NO_TOKEN, nextToken="x")
        self.refused(fis.get_experiment, "ResourceNotFoundException", "Experiment EXPx not found.", status=404,
                     id="EXPx")
        self.refused(fis.start_experiment, "ResourceNotFoundException", "Experiment template EXTx not found.",
                     status=404, clientToken=unique("token"), experimentTemplateId="EXTx")

    def test_an_experiment_is_stopped(self):
        experiment = self.start(LONG_WAIT)
        self.until_experiment(experiment, "running")
        self.assertEqual(fis.stop_experiment(id=experiment)["experiment"]["state"]["status"], "stopping")
        stopped = self.until_experiment(experiment, "stopped")
        self.assertEqual(stopped["actions"]["wait"]["state"]["status"], "stopped")

    def test_a_role_that_does_not_trust_the_service(self):
        failed = self.until_experiment(self.start(WAIT, role=self.role({"AWS": account})), "failed")
        self.assertIn("its trust policy allows fis.amazonaws.com", failed["state"]["reason"])

    def test_nothing_to_aim_at(self):
        failed = self.until_experiment(self.start(on_them("aws:ec2:stop-instances"), tagged(unique("none"))), "failed")
        self.assertEqual(failed["state"]["reason"], "Target resolution returned empty set.")

    def test_nothing_to_aim_at_may_be_skipped(self):
        newest = region.newest_client("fis")
        made = newest.create_experiment_template(
            clientToken=unique("token"), description="a test", stopConditions=[{"source": "none"}],
            roleArn=self.chaos_role(), targets=tagged(unique("none")), actions=on_them("aws:ec2:stop-instances"),
            experimentOptions={"emptyTargetResolutionMode": "skip"})["experimentTemplate"]
        self.addCleanup(self.remove, made["id"])
        started = newest.start_experiment(clientToken=unique("token"), experimentTemplateId=made["id"])["experiment"]
        ended = self.until_experiment(started["id"], "completed")
        self.assertEqual(ended["actions"]["it"]["state"]["status"], "skipped")
        listed = newest.list_experiments(experimentTemplateId=made["id"])["experiments"]
        self.assertIn(started["id"], [each["id"] for each in listed])


class Instances(Experiments):
    def test_instances_are_stopped_and_started_again(self):
        tag = unique("app")
        instance, other = self.instance(tag), self.instance(unique("other"))
        experiment = self.start(on_them("aws:ec2:stop-instances", startInstancesAfterDuration="PT12H"), tagged(tag))
        self.until_instance(instance, "stopped")
        self.assertEqual(self.state_of(other), "running")
        fis.stop_experiment(id=experiment)
        self.until_instance(instance, "running")

    def test_a_role_that_may_not_stops_nothing(self):
        tag = unique("app")
        instance = self.instance(tag)
        role = self.chaos_role(policy({"Action": ["tag:GetResources", "ec2:RebootInstances"], "Resource": "*"}))
        failed = self.until_experiment(self.start(on_them("aws:ec2:stop-instances"), tagged(tag), role), "failed")
        self.assertIn("is not authorized to perform ec2:StopInstances on resource", failed["state"]["reason"])
        self.assertEqual(self.state_of(instance), "running")
        self.until_experiment(self.start(on_them("aws:ec2:reboot-instances"), tagged(tag), role), "completed")

    def test_one_of_those_in_a_zone_is_terminated(self):
        tag = unique("app")
        here = [self.instance(tag, Placement={"AvailabilityZone": zone}) for _ in range(2)]
        elsewhere = self.instance(tag, Placement={"AvailabilityZone": region.name + "b"})
        filters = [{"path": "State.Name", "values": ["running"]},
                   {"path": "Placement.AvailabilityZone", "values": [zone]}]
        target = tagged(tag, filters=filters)
        target["them"]["selectionMode"] = "PERCENT(50)"
        self.until_experiment(self.start(on_them("aws:ec2:terminate-instances"), target), "completed")
        states = sorted(self.state_of(instance) for instance in here)
        self.assertEqual(states[0], "running")
        self.assertIn(states[1], ("shutting-down", "terminated"))
        self.assertEqual(self.state_of(elsewhere), "running")


class Errors(Experiments):
    def test_calls_of_a_role_are_answered_with_errors(self):
        role, other = self.role({"AWS": account}), self.role({"AWS": account})
        victim, bystander = self.session(role), self.session(other)
        for kind, code, status in (("throttle", "RequestLimitExceeded", 503), ("unavailable", "Unavailable", 503),
                                   ("internal", "InternalError", 500)):
            with self.subTest(kind):
                experiment = self.start(*self.on_role(
                    f"aws:fis:inject-api-{kind}-error", role, service="ec2", operations="DescribeInstances",
                    percentage="100", duration="PT12H"))
                self.until_experiment(experiment, "running")
                self.refusal(victim.describe_instances, code=code, status=status)
                victim.describe_vpcs()
                bystander.describe_instances()
                self.end(experiment)
                victim.describe_instances()

    def test_a_role_finds_no_capacity(self):
        role, other = self.role({"AWS": account}), self.role({"AWS": account})
        experiment = self.start(*self.on_role("aws:ec2:api-insufficient-instance-capacity-error", role,
                                              availabilityZoneIdentifiers=zone, percentage="100", duration="PT12H"))
        self.until_experiment(experiment, "running")
        launch = {"ImageId": image, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
        self.refusal(self.session(role).run_instances, code="InsufficientInstanceCapacity", status=500,
                     Placement={"AvailabilityZone": zone}, **launch)
        for client, place in ((self.session(role), region.name + "b"), (self.session(other), zone)):
            launched = client.run_instances(Placement={"AvailabilityZone": place}, **launch)["Instances"]
            ec2.terminate_instances(InstanceIds=[launched[0]["InstanceId"]])

    def group_without_capacity_in(self, dark, size, zones):
        """The group's name, once it has its instances, and the experiment, which runs."""
        name = unique("group")
        ec2.create_launch_template(LaunchTemplateName=name,
                                   LaunchTemplateData={"ImageId": image, "InstanceType": "t3.micro"})
        self.addCleanup(ec2.delete_launch_template, LaunchTemplateName=name)
        autoscaling.create_auto_scaling_group(
            AutoScalingGroupName=name, MinSize=size, MaxSize=2, LaunchTemplate={"LaunchTemplateName": name},
            AvailabilityZones=zones, Tags=[{"Key": "app", "Value": name, "PropagateAtLaunch": False}])
        self.addCleanup(autoscaling.delete_auto_scaling_group, AutoScalingGroupName=name, ForceDelete=True)
        until(lambda: len(self.serving(name)) == size, f"{size} in service")
        parameters = {"availabilityZoneIdentifiers": dark, "percentage": "100", "duration": "PT12H"}
        experiment = self.start(
            {"it": {"actionId": "aws:ec2:asg-insufficient-instance-capacity-error", "parameters": parameters,
                    "targets": {"AutoScalingGroups": "it"}}},
            {"it": {"resourceType": "aws:ec2:autoscaling-group", "resourceTags": {"app": name},
                    "selectionMode": "ALL"}})
        self.until_experiment(experiment, "running")
        return name, experiment

    def serving(self, group):
        """The zones of the instances in service."""
        [found] = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[group])["AutoScalingGroups"]
        return sorted(each["AvailabilityZone"] for each in found["Instances"] if each["LifecycleState"] == "InService")

    def activities(self, group, status):
        found = autoscaling.describe_scaling_activities(AutoScalingGroupName=group)["Activities"]
        return [each for each in found if each["StatusCode"] == status]

    def test_a_group_cannot_launch_in_the_dark_zone(self):
        name, experiment = self.group_without_capacity_in(zone, 0, [zone])
        autoscaling.set_desired_capacity(AutoScalingGroupName=name, DesiredCapacity=1)
        until(lambda: self.activities(name, "Failed"), "a launch to fail")
        self.assertIn("We currently do not have sufficient t3.micro capacity",
                      self.activities(name, "Failed")[0]["StatusMessage"])
        self.end(experiment)
        until(lambda: self.activities(name, "Successful"), "a launch to succeed")

    def test_a_group_moves_back_when_its_zone_is_light_again(self):
        other = region.name + "b"
        name, experiment = self.group_without_capacity_in(zone, 2, [zone, other])
        [group] = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
        [lost] = [each["InstanceId"] for each in group["Instances"] if each["AvailabilityZone"] == zone]
        ec2.terminate_instances(InstanceIds=[lost])
        until(lambda: self.serving(name) == [other, other], "both in the other zone")

        def tried_to_move():
            return [each for each in self.activities(name, "Failed") if "to aid in balancing" in each["Cause"]]

        until(tried_to_move, "an attempt to move back")
        self.assertEqual(self.serving(name), [other, other])
        self.end(experiment)
        until(lambda: self.serving(name) == [zone, other], "one in each zone again")


class Commands(Experiments):
    """On an instance that Systems Manager manages."""

    def setUp(self):
        core = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
        role = self.role({"Service": "ec2.amazonaws.com"}, policy({"Action": "ssm:GetParameter", "Resource": "*"}))
        name = role.rpartition("/")[2]
        iam.attach_role_policy(RoleName=name, PolicyArn=core)
        self.addCleanup(iam.detach_role_policy, RoleName=name, PolicyArn=core)
        iam.create_instance_profile(InstanceProfileName=name)
        self.addCleanup(iam.delete_instance_profile, InstanceProfileName=name)
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
        self.addCleanup(iam.remove_role_from_instance_profile, InstanceProfileName=name, RoleName=name)
        self.tag = unique("app")
        self.node = self.instance(self.tag, IamInstanceProfile={"Name": name})

        def managed():
            return self.node in [each["InstanceId"] for each in
                                 ssm.describe_instance_information()["InstanceInformationList"]]

        until(managed, "the instance to be managed")

    def run_there(self, *commands):
        """What they print."""
        sent = ssm.send_command(InstanceIds=[self.node], DocumentName="AWS-RunShellScript",
                                Parameters={"commands": list(commands)})["Command"]["CommandId"]
        return self.until_command(sent)

    def until_command(self, sent):
        def ended():
            told = ssm.get_command_invocation(CommandId=sent, InstanceId=self.node)
            return told if told["Status"] not in ("Pending", "InProgress", "Cancelling") else None

        return until(ended, "the command to end")

    def suffer(self, document, duration="PT12H", **parameters):
        return self.start(on_them(
            "aws:ssm:send-command", documentArn=f"arn:aws:ssm:{region.name}::document/AWSFIS-Run-{document}",
            documentParameters=json.dumps(parameters, separators=(",", ":")), duration=duration), tagged(self.tag))

    def sent_by(self, document):
        [command] = [each for each in ssm.list_commands(InstanceId=self.node)["Commands"]
                     if each["DocumentName"] == f"AWSFIS-Run-{document}"]
        return command["CommandId"]

    def test_a_process_is_killed(self):
        self.run_there("cp /bin/sleep ./victim", "setsid ./victim 1000 > /dev/null 2>&1 & echo $! > pid", "sleep 0.1")
        alive = "kill -0 $(cat pid) && echo alive"
        self.assertEqual(self.run_there(alive)["StandardOutputContent"], "alive\n")
        self.until_experiment(self.suffer("Kill-Process", ProcessName="victim"), "completed")
        self.assertEqual(self.run_there(alive)["StandardOutputContent"], "")
        failed = self.until_experiment(self.suffer("Kill-Process", ProcessName="victim"), "failed")
        self.assertIn("No process matches victim", failed["state"]["reason"])

    def test_the_cpu_is_taken_while_the_experiment_runs(self):
        busy = "for p in /proc/[0-9]*; do grep -qzxF HOME=$HOME $p/environ && cat $p/stat; done 2> /dev/null"

        def ticks():
            lines = self.run_there(busy)["StandardOutputContent"].splitlines()
            return sum(int(line.rpartition(")")[2].split()[11]) for line in lines)

        experiment = self.suffer("CPU-Stress", DurationSeconds="43200", CPU="1")
        self.until_experiment(experiment, "running")
        until(lambda: ticks() > 20, "a fifth of a second of work")
        self.end(experiment)
        told = self.until_command(self.sent_by("CPU-Stress"))
        self.assertEqual((told["Status"], told["StandardOutputContent"]), ("Cancelled", "1 CPUs at 100 %\n"))

    def test_memory_is_taken_for_a_time(self):
        experiment = self.suffer("Memory-Stress", duration="PT10M", DurationSeconds="120", Percent="1")
        self.until_experiment(experiment, "completed")
        told = self.until_command(self.sent_by("Memory-Stress"))
        self.assertEqual(told["Status"], "Success")
        self.assertRegex(told["StandardOutputContent"], r"^1 times \d+ bytes\n$")

    def test_a_network_that_is_not_there(self):
        failed = self.until_experiment(self.suffer("Network-Latency", DurationSeconds="60", Interface="lo"), "failed")
        self.assertIn("Instances of this region have no network of their own", failed["state"]["reason"])

    def test_packets_are_lost_where_an_instance_has_a_network(self):
        experiment = self.suffer("Network-Packet-Loss", DurationSeconds="43200", LossPercent="100")
        [told] = ec2.describe_instances(InstanceIds=[self.node])["Reservations"][0]["Instances"]
        if told["PrivateIpAddress"].startswith("127."):
            failed = self.until_experiment(experiment, "failed")
            return self.assertIn("eth0 is not this instance's", failed["state"]["reason"])
        reaches = "curl --silent --max-time 1 --noproxy '*' --output /dev/null http://169.254.169.254/; echo $?"
        self.until_experiment(experiment, "running")
        until(lambda: self.run_there(reaches)["StandardOutputContent"] == "28\n", "a time-out")
        self.end(experiment)
        until(lambda: self.run_there(reaches)["StandardOutputContent"] == "0\n", "an answer again")


class Scenarios(Experiments):
    """AWS's, as resources/experiments has them."""

    def scenario(self, name):
        document = (ROOT / "resources" / "experiments" / f"{name}.json").read_text(encoding="utf-8")
        for word, value in (("ROLE_ARN", self.chaos_role()), ("ZONE", zone), ("REGION", region.name)):
            document = document.replace(word, value)
        request = json.loads(document) | {"clientToken": unique("token")}
        made = region.newest_client("fis").create_experiment_template(**request)["experimentTemplate"]
        self.addCleanup(self.remove, made["id"])
        self.assertEqual(made["tags"]["Name"], made["description"])
        started = fis.start_experiment(clientToken=unique("token"), experimentTemplateId=made["id"])["experiment"]
        self.addCleanup(self.end, started["id"])
        return started["id"]

    def tag(self, instance, key, value):
        ec2.create_tags(Resources=[instance], Tags=[{"Key": key, "Value": value}])

    def test_power_is_interrupted_in_one_zone(self):
        here, there = (self.instance(unique("app"), Placement={"AvailabilityZone": region.name + each})
                       for each in "ab")
        for instance in (here, there):
            self.tag(instance, "AzImpairmentPower", "StopInstances")
        experiment = self.scenario("az_power_interruption")
        self.until_instance(here, "stopped")
        self.assertEqual(self.state_of(there), "running")
        self.assertEqual(self.read(experiment)["actions"]["Pause-ASG-Scaling"]["state"]["status"], "skipped")
        fis.stop_experiment(id=experiment)
        self.until_instance(here, "running")

    def test_what_slows_the_network_down_aims_at_tags(self):
        for name, action in (("cross_az_traffic_slowdown", "Slow-Cross-AZ-Traffic"),
                             ("az_application_slowdown", "Slow-Application-Traffic")):
            with self.subTest(name):
                nothing = self.until_experiment(self.scenario(name), "completed")
                self.assertEqual(nothing["actions"][action]["state"]["status"], "skipped")


class Elsewhere(Experiments):
    def test_what_cannot_be_done_fails_with_its_reason(self):
        subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
        arn = f"arn:aws:ec2:{region.name}:{account}:subnet/{subnet}"
        failed = self.until_experiment(self.start(
            {"it": {"actionId": "aws:network:disrupt-connectivity", "targets": {"Subnets": "it"},
                    "parameters": {"scope": "s3", "duration": "PT1M"}}},
            {"it": {"resourceType": "aws:ec2:subnet", "resourceArns": [arn], "selectionMode": "ALL"}}), "failed")
        self.assertRegex(failed["state"]["reason"], r"no network of their own|nothing that the scope 's3' would cut off")


if __name__ == "__main__":
    unittest.main()
