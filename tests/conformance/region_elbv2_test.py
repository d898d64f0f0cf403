"""Elastic Load Balancing as boto3 sees it. That load balancers balance: region_deployment_test.py."""

import unittest

from region_under_test import UNCHECKED, WAITER, Conformance, region_for_module, unique

NO_TARGETS = "0123456789abcdef"


def setUpModule():
    global region, elbv2, unchecked, subnets, vpc_id, account
    region = region_for_module()
    elbv2 = region.client("elbv2")
    unchecked = region.client("elbv2", UNCHECKED)
    filters = [{"Name": "default-for-az", "Values": ["true"]}]
    found = region.client("ec2").describe_subnets(Filters=filters)["Subnets"]
    subnets, vpc_id, account = [subnet["SubnetId"] for subnet in found], found[0]["VpcId"], found[0]["OwnerId"]


def arn(resource):
    return f"arn:aws:elasticloadbalancing:{region.name}:{account}:{resource}"


class WithBalancing(Conformance):
    def group_settings(self, **changes):
        return {
            "Name": unique("group"), "Protocol": "HTTP", "Port": 8080, "VpcId": vpc_id,
            "HealthCheckIntervalSeconds": 10, "HealthCheckTimeoutSeconds": 5, **changes,
        }

    def target_group(self, **changes):
        settings = self.group_settings(**changes)
        group = elbv2.create_target_group(**settings)["TargetGroups"][0]
        self.addCleanup(elbv2.delete_target_group, TargetGroupArn=group["TargetGroupArn"])
        return group, settings

    def load_balancer(self, **changes):
        settings = {"Name": unique("balancer"), "Subnets": subnets, **changes}
        balancer = elbv2.create_load_balancer(**settings)["LoadBalancers"][0]
        self.addCleanup(self.remove, balancer["LoadBalancerArn"])
        elbv2.get_waiter("load_balancer_available").wait(Names=[settings["Name"]], WaiterConfig=WAITER)
        return balancer, settings

    def remove(self, balancer_arn):
        elbv2.delete_load_balancer(LoadBalancerArn=balancer_arn)
        elbv2.get_waiter("load_balancers_deleted").wait(LoadBalancerArns=[balancer_arn], WaiterConfig=WAITER)

    def listen(self, balancer, group, **changes):
        return {
            "LoadBalancerArn": balancer["LoadBalancerArn"], "Protocol": "HTTP", "Port": 8080,
            "DefaultActions": [{"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}], **changes,
        }


class TargetGroups(WithBalancing):
    def test_life_of_a_target_group(self):
        group, settings = self.target_group(HealthCheckPath="/healthcheck")
        name = settings["Name"]
        self.assertRegex(group["TargetGroupArn"], f"^{arn(f'targetgroup/{name}/')}[0-9a-f]{{16}}$")
        echoed = {
            "TargetType": "instance", "ProtocolVersion": "HTTP1", "IpAddressType": "ipv4", "LoadBalancerArns": [],
            "HealthCheckPort": "traffic-port", "HealthCheckEnabled": True, "HealthyThresholdCount": 5,
            "UnhealthyThresholdCount": 2, "Matcher": {"HttpCode": "200"}, "HealthCheckPath": "/healthcheck",
        }
        self.assertEqual({key: group[key] for key in echoed}, echoed)
        self.assertEqual(elbv2.create_target_group(**settings)["TargetGroups"], [group])  # once more is as good
        self.assertEqual(elbv2.describe_target_groups(Names=[name])["TargetGroups"], [group])
        self.assertEqual(
            elbv2.describe_target_health(TargetGroupArn=group["TargetGroupArn"])["TargetHealthDescriptions"], []
        )
        self.refused(
            elbv2.create_target_group, "DuplicateTargetGroupName",
            f"A target group with the same name '{name}' exists, but with different settings",
            **{**settings, "Port": 8081},
        )
        elbv2.delete_target_group(TargetGroupArn=group["TargetGroupArn"])
        text = "One or more target groups not found"
        self.refused(elbv2.describe_target_groups, "TargetGroupNotFound", text, Names=[name])
        self.refused(
            elbv2.describe_target_health, "TargetGroupNotFound", text, TargetGroupArn=group["TargetGroupArn"]
        )

    def test_target_groups_are_described_in_pages(self):
        names = {self.target_group()[1]["Name"] for _ in range(3)}
        pages = list(elbv2.get_paginator("describe_target_groups").paginate(PaginationConfig={"PageSize": 2}))
        self.assertGreater(len(pages), 1)
        self.assertLessEqual(names, {group["TargetGroupName"] for page in pages for group in page["TargetGroups"]})

    def test_a_target_that_is_not_registered(self):
        group, _ = self.target_group()
        [described] = elbv2.describe_target_health(
            TargetGroupArn=group["TargetGroupArn"], Targets=[{"Id": "i-0123456789abcdef0"}]
        )["TargetHealthDescriptions"]
        self.assertEqual(
            described["TargetHealth"],
            {
                "State": "unused", "Reason": "Target.NotRegistered",
                "Description": "Target is not registered to the target group",
            },
        )

    def test_what_no_target_group_can_be(self):
        long = "x" * 33
        for changes, text in (
            ({"Name": long}, f"Target group name '{long}' cannot be longer than '32' characters"),
            ({"HealthCheckTimeoutSeconds": 10}, "Health check timeout '10' must be smaller than the interval '10'"),
        ):
            self.refused(elbv2.create_target_group, "ValidationError", text, **self.group_settings(**changes))
        for changes in ({"Name": "-x"}, {"HealthCheckIntervalSeconds": 4}, {"Port": 0}, {"Matcher": {"HttpCode": "6"}}):
            self.refused_like(
                unchecked.create_target_group, "ValidationError", ".+", **self.group_settings(**changes)
            )


class LoadBalancers(WithBalancing):
    def test_life_of_a_load_balancer(self):
        settings = {"Name": unique("balancer"), "Subnets": subnets}
        balancer = elbv2.create_load_balancer(**settings)["LoadBalancers"][0]
        balancer_arn = balancer["LoadBalancerArn"]
        self.addCleanup(self.remove, balancer_arn)
        self.assertEqual(balancer["State"], {"Code": "provisioning"})
        expected = f"^{arn('loadbalancer/app/' + settings['Name'])}/[0-9a-f]{{16}}$"
        self.assertRegex(balancer_arn, expected)
        self.assertEqual((balancer["Scheme"], balancer["Type"]), ("internet-facing", "application"))
        self.assertEqual(len(balancer["SecurityGroups"]), 1)
        elbv2.get_waiter("load_balancer_available").wait(LoadBalancerArns=[balancer_arn], WaiterConfig=WAITER)
        [active] = elbv2.describe_load_balancers(Names=[settings["Name"]])["LoadBalancers"]
        self.assertEqual(active["State"], {"Code": "active"})
        self.assertEqual({**active, "State": None}, {**balancer, "State": None})
        self.assertEqual(elbv2.create_load_balancer(**settings)["LoadBalancers"], [active])  # once more is as good
        self.refused(
            elbv2.create_load_balancer, "DuplicateLoadBalancerName",
            f"A load balancer with the same name '{settings['Name']}' exists, but with different settings",
            **{**settings, "Subnets": subnets[:2]},
        )
        elbv2.delete_load_balancer(LoadBalancerArn=balancer_arn)
        elbv2.get_waiter("load_balancers_deleted").wait(LoadBalancerArns=[balancer_arn], WaiterConfig=WAITER)
        elbv2.delete_load_balancer(LoadBalancerArn=balancer_arn)  # it is gone, and that is what was asked for
        self.refused(
            elbv2.describe_load_balancers, "LoadBalancerNotFound", f"Load balancers '[{settings['Name']}]' not found",
            Names=[settings["Name"]],
        )
        self.refused(
            elbv2.describe_load_balancers, "LoadBalancerNotFound", "One or more load balancers not found",
            LoadBalancerArns=[balancer_arn],
        )

    def test_load_balancers_are_described_in_pages(self):
        names = {self.load_balancer()[1]["Name"] for _ in range(3)}
        pages = list(elbv2.get_paginator("describe_load_balancers").paginate(PaginationConfig={"PageSize": 2}))
        self.assertGreater(len(pages), 1)
        self.assertLessEqual(names, {each["LoadBalancerName"] for page in pages for each in page["LoadBalancers"]})

    def test_what_no_load_balancer_can_be(self):
        missing = "subnet-0123456789abcdef0"
        for changes, code, text in (
            ({"Subnets": subnets[:1]}, "ValidationError",
             "At least two subnets in two different Availability Zones must be specified"),
            ({"Subnets": [subnets[0], missing]}, "SubnetNotFound", f"The subnet ID '{missing}' does not exist"),
            ({"SecurityGroups": ["sg-0123456789abcdef0"]}, "InvalidSecurityGroup", None),
            ({"Name": "internal-thing"}, "ValidationError", None),
            ({"Scheme": "inside-out"}, "ValidationError", None),
        ):
            with self.subTest(changes):
                arguments = {"Name": unique("refused"), "Subnets": subnets, **changes}
                said = self.refusal(unchecked.create_load_balancer, code=code, status=400, **arguments)
                self.assertEqual(said, text or said)

    def test_what_no_arn_can_be(self):
        balancer, group = {"LoadBalancerArn": "nothing"}, {"TargetGroupArn": "nothing"}
        for thing, call, arguments in (
            ("load balancer", elbv2.delete_load_balancer, balancer),
            ("load balancer", elbv2.describe_load_balancers, {"LoadBalancerArns": ["nothing"]}),
            ("load balancer", elbv2.describe_listeners, balancer),
            ("target group", elbv2.delete_target_group, group),
            ("target group", elbv2.describe_target_groups, {"TargetGroupArns": ["nothing"]}),
            ("target group", elbv2.describe_target_health, group),
        ):
            self.refused(call, "ValidationError", f"'nothing' is not a valid {thing} ARN", **arguments)


class Listeners(WithBalancing):
    def test_life_of_a_listener(self):
        (group, _), (balancer, _) = self.target_group(), self.load_balancer()
        request = self.listen(balancer, group)
        [listener] = elbv2.create_listener(**request)["Listeners"]
        tail = balancer["LoadBalancerArn"].split("loadbalancer/")[1]
        self.assertRegex(listener["ListenerArn"], f"^{arn('listener/' + tail)}/[0-9a-f]{{16}}$")
        [action] = listener["DefaultActions"]
        self.assertEqual((action["Type"], action["TargetGroupArn"]), ("forward", group["TargetGroupArn"]))
        [weighted] = action["ForwardConfig"]["TargetGroups"]
        self.assertEqual(weighted, {"TargetGroupArn": group["TargetGroupArn"], "Weight": 1})
        self.assertEqual(elbv2.create_listener(**request)["Listeners"], [listener])  # once more is as good
        by_balancer = {"LoadBalancerArn": balancer["LoadBalancerArn"]}
        self.assertEqual(elbv2.describe_listeners(**by_balancer)["Listeners"], [listener])
        [used] = elbv2.describe_target_groups(**by_balancer)["TargetGroups"]
        self.assertEqual(used["LoadBalancerArns"], [balancer["LoadBalancerArn"]])
        self.refused(
            elbv2.delete_target_group, "ResourceInUse",
            f"Target group '{group['TargetGroupArn']}' is currently in use by a listener or a rule",
            TargetGroupArn=group["TargetGroupArn"],
        )
        another, _ = self.target_group()
        self.refused_like(
            elbv2.create_listener, "DuplicateListener", ".+", **self.listen(balancer, another)
        )
        other, _ = self.load_balancer()
        self.refused_like(elbv2.create_listener, "TargetGroupAssociationLimit", ".+", **self.listen(other, group))

    def test_what_no_listener_can_be(self):
        (group, _), (balancer, _) = self.target_group(), self.load_balancer()
        missing = {"TargetGroupArn": arn(f"targetgroup/missing/{NO_TARGETS}")}
        self.refused(
            elbv2.create_listener, "TargetGroupNotFound", f"Target group '{missing['TargetGroupArn']}' not found",
            **self.listen(balancer, missing),
        )
        nowhere = arn(f"loadbalancer/app/missing/{NO_TARGETS}")
        text = "One or more load balancers not found"
        self.refused(
            elbv2.create_listener, "LoadBalancerNotFound", text, **self.listen({"LoadBalancerArn": nowhere}, group)
        )
        self.refused(elbv2.describe_listeners, "LoadBalancerNotFound", text, LoadBalancerArn=nowhere)
        self.refused_like(
            elbv2.describe_listeners, "ListenerNotFound", ".+",
            ListenerArns=[arn(f"listener/app/missing/{NO_TARGETS}/{NO_TARGETS}")],
        )


if __name__ == "__main__":
    unittest.main()
