"""Elastic Load Balancing as boto3 sees it. That load balancers balance: region_deployment_test.py."""

import http.client
import pathlib
import socket
import ssl
import sys
import tempfile
import unittest

from region_under_test import ROOT, UNCHECKED, WAITER, Conformance, region_for_module, unique, until

sys.path.append(str(ROOT / "tests" / "aws"))
from authority import Authority  # noqa: E402

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


OVER_TLS = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200", "MessageBody": "over TLS"}}


class Https(WithBalancing):
    @classmethod
    def setUpClass(cls):
        cls.iam, cls.newest = region.client("iam"), region.newest_client("elbv2")
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.authority = Authority(pathlib.Path(folder.name) / "authority")
        ec2 = region.client("ec2")
        filters = [{"Name": "group-name", "Values": ["default"]}, {"Name": "vpc-id", "Values": [vpc_id]}]
        [group] = ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
        rule = {"GroupId": group["GroupId"], "CidrIp": "127.0.0.0/8", "IpProtocol": "tcp", "FromPort": 1, "ToPort": 65535}
        ec2.authorize_security_group_ingress(**rule)
        cls.addClassCleanup(ec2.revoke_security_group_ingress, **rule)

    def certificate(self, host):
        """Its ARN and name in IAM."""
        body, key = self.authority.issue(host)
        name = unique("certificate")
        uploaded = self.iam.upload_server_certificate(
            ServerCertificateName=name, CertificateBody=body.read_text(), PrivateKey=key.read_text(),
            CertificateChain=self.authority.bundle.read_text(),
        )["ServerCertificateMetadata"]
        self.addCleanup(self.iam.delete_server_certificate, ServerCertificateName=name)
        return uploaded["Arn"], name

    def https(self, **changes):
        """A load balancer's address and port, and its listener."""
        arn, name = self.certificate("shop.invalid")
        balancer, _ = self.load_balancer()
        with socket.socket() as probe:
            probe.bind((balancer["DNSName"], 0))
            port = probe.getsockname()[1]
        [listener] = elbv2.create_listener(
            LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTPS", Port=port,
            Certificates=[{"CertificateArn": arn}], DefaultActions=[OVER_TLS], **changes,
        )["Listeners"]
        return (balancer["DNSName"], port), listener, name

    def get(self, address, host, **versions):
        """The response, when the certificate is that host's."""
        context = ssl.create_default_context(cafile=self.authority.bundle)
        for version, value in versions.items():
            setattr(context, version, value)
        with socket.create_connection(address, timeout=10) as plain:
            with context.wrap_socket(plain, server_hostname=host) as secured:
                secured.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
                response = http.client.HTTPResponse(secured)
                response.begin()
                return response, response.read()

    def answers(self, address, host, **versions):
        try:
            return self.get(address, host, **versions)[1] == b"over TLS"
        except (OSError, ssl.SSLError):
            return False

    def test_a_listener_shows_its_certificate_and_others_by_the_clients_server_name(self):
        address, listener, name = self.https()
        self.assertEqual(listener["SslPolicy"], "ELBSecurityPolicy-2016-08")
        until(lambda: self.answers(address, "shop.invalid"), "the certificate of the shop")
        self.assertFalse(self.answers(address, "blog.invalid"))
        blog, _ = self.certificate("blog.invalid")
        elbv2.add_listener_certificates(ListenerArn=listener["ListenerArn"], Certificates=[{"CertificateArn": blog}])
        until(lambda: self.answers(address, "blog.invalid"), "the certificate of the blog")
        self.assertTrue(self.answers(address, "shop.invalid"))
        shown = elbv2.describe_listener_certificates(ListenerArn=listener["ListenerArn"])["Certificates"]
        self.assertEqual({each["CertificateArn"]: each["IsDefault"] for each in shown},
                         {listener["Certificates"][0]["CertificateArn"]: True, blog: False})
        self.refused_like(self.iam.delete_server_certificate, "DeleteConflict", ".* is currently in use by arn:aws:elastic.*",
                          status=409, ServerCertificateName=name)
        # It is renamed under the listener, whose ARN for it follows, and back.
        renamed = unique("certificate")
        self.iam.update_server_certificate(ServerCertificateName=name, NewServerCertificateName=renamed)
        [default] = elbv2.describe_listeners(ListenerArns=[listener["ListenerArn"]])["Listeners"][0]["Certificates"]
        self.assertTrue(default["CertificateArn"].endswith(f"/{renamed}"), default)
        self.assertTrue(self.answers(address, "shop.invalid"))
        self.iam.update_server_certificate(ServerCertificateName=renamed, NewServerCertificateName=name)
        elbv2.remove_listener_certificates(ListenerArn=listener["ListenerArn"], Certificates=[{"CertificateArn": blog}])
        until(lambda: not self.answers(address, "blog.invalid"), "the certificate of the blog to go")

    def test_a_policy_says_which_versions_are_spoken(self):
        address, listener, _ = self.https()
        old, new = {"maximum_version": ssl.TLSVersion.TLSv1_2}, {"minimum_version": ssl.TLSVersion.TLSv1_3}
        until(lambda: self.answers(address, "shop.invalid", **old), "an answer by TLS 1.2")
        self.assertFalse(self.answers(address, "shop.invalid", **new))
        policy = "ELBSecurityPolicy-TLS13-1-3-2021-06"
        elbv2.modify_listener(ListenerArn=listener["ListenerArn"], SslPolicy=policy)
        until(lambda: self.answers(address, "shop.invalid", **new), "an answer by TLS 1.3")
        until(lambda: not self.answers(address, "shop.invalid", **old), "no more answers by TLS 1.2")
        [described] = elbv2.describe_ssl_policies(Names=[policy])["SslPolicies"]
        self.assertEqual(described["SslProtocols"], ["TLSv1.3"])
        self.refused(elbv2.describe_ssl_policies, "SSLPolicyNotFound", "SSL policy 'none' not found", Names=["none"])
        elbv2.modify_listener(ListenerArn=listener["ListenerArn"], Protocol="HTTP")
        until(lambda: not self.answers(address, "shop.invalid", **new), "the listener to speak HTTP")

    def test_a_listener_sets_headers(self):
        address, listener, _ = self.https()
        until(lambda: self.answers(address, "shop.invalid"), "an answer")
        listener_arn = {"ListenerArn": listener["ListenerArn"]}
        key = "routing.http.response.x_frame_options.header_value"
        text = "it's 100 % \"odd\""
        attributes = self.newest.modify_listener_attributes(**listener_arn, Attributes=[
            {"Key": key, "Value": text}, {"Key": "routing.http.response.server.enabled", "Value": "false"},
        ])["Attributes"]
        self.assertIn({"Key": key, "Value": text}, attributes)
        self.assertEqual(self.newest.describe_listener_attributes(**listener_arn)["Attributes"], attributes)
        until(lambda: self.get(address, "shop.invalid")[0].headers["X-Frame-Options"] == text, "the header")
        self.assertIsNone(self.get(address, "shop.invalid")[0].headers["Server"])
        self.refused(self.newest.modify_listener_attributes, "ValidationError",
                     "Listener attribute key 'colour' is not recognized", **listener_arn,
                     Attributes=[{"Key": "colour", "Value": "red"}])

    def test_what_no_certificate_can_be(self):
        arn, _ = self.certificate("shop.invalid")
        (group, _), (balancer, _) = self.target_group(), self.load_balancer()
        for changes, code, text in (
            ({}, "ValidationError", "A certificate must be specified for HTTPS listeners"),
            ({"Certificates": [{"CertificateArn": arn + "x"}]}, "CertificateNotFound", f"Certificate '{arn}x' not found"),
            ({"Certificates": [{"CertificateArn": arn}], "SslPolicy": "none"}, "SSLPolicyNotFound",
             "SSL policy 'none' not found"),
        ):
            self.refused(elbv2.create_listener, code, text, **self.listen(balancer, group, Protocol="HTTPS", **changes))
        request = self.listen(balancer, group)
        [plain] = elbv2.create_listener(**request)["Listeners"]
        certificates = {"ListenerArn": plain["ListenerArn"], "Certificates": [{"CertificateArn": arn}]}
        text = "A certificate cannot be specified for HTTP listeners"
        self.refused(elbv2.add_listener_certificates, "ValidationError", text, **certificates)
        self.refused(elbv2.remove_listener_certificates, "ValidationError", text, **certificates)
        self.refused(elbv2.describe_listener_certificates, "ListenerNotFound", "One or more listeners not found",
                     ListenerArn=plain["ListenerArn"][:-16] + NO_TARGETS)

    def test_capacity(self):
        balancer, _ = self.load_balancer()
        named = {"LoadBalancerArn": balancer["LoadBalancerArn"]}
        self.assertNotIn("MinimumLoadBalancerCapacity", self.newest.describe_capacity_reservation(**named))
        reserved = self.newest.modify_capacity_reservation(**named, MinimumLoadBalancerCapacity={"CapacityUnits": 300})
        self.assertEqual(reserved["MinimumLoadBalancerCapacity"], {"CapacityUnits": 300})
        read = self.newest.describe_capacity_reservation(**named)
        self.assertEqual({each["State"]["Code"] for each in read["CapacityReservationState"]}, {"provisioned"})
        self.refused_like(self.newest.modify_capacity_reservation, "ValidationError", ".+", **named)
        self.refused_like(self.newest.describe_capacity_reservation, "LoadBalancerNotFound", ".+",
                          LoadBalancerArn=arn(f"loadbalancer/app/missing/{NO_TARGETS}"))


if __name__ == "__main__":
    unittest.main()
