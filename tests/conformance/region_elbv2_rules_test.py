"""How a load balancer routes, through boto3 and plain HTTP: rules, weights, stickiness, attributes, address targets.

The targets are small servers of these tests on addresses of the region's own network."""

import collections
import http.client
import http.server
import ipaddress
import re
import socket
import sys
import threading
import time
import unittest

from region_under_test import WAITER, Conformance, region_for_module, unique, until
from through import not_through


def setUpModule():
    global region, elbv2, subnets, vpc_id
    region = region_for_module(hosts="processes")  # its targets are here
    elbv2 = region.client("elbv2")
    ec2 = region.client("ec2")
    filters = [{"Name": "default-for-az", "Values": ["true"]}]
    subnets = ec2.describe_subnets(Filters=filters)["Subnets"]
    vpc_id = subnets[0]["VpcId"]
    filters = [{"Name": "group-name", "Values": ["default"]}, {"Name": "vpc-id", "Values": [vpc_id]}]
    [group] = ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
    rule = {"GroupId": group["GroupId"], "CidrIp": "127.0.0.0/8", "IpProtocol": "tcp", "FromPort": 1, "ToPort": 65535}
    ec2.authorize_security_group_ingress(**rule)
    unittest.addModuleCleanup(ec2.revoke_security_group_ingress, **rule)


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = self.server.name.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Asked", f"{self.headers['Host']} {self.path}")
        if self.path == "/login":
            self.send_header("Set-Cookie", "session=42")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Target(http.server.ThreadingHTTPServer):
    def handle_error(self, *where):
        if not isinstance(sys.exc_info()[1], ConnectionError):  # health checks and clients come and go
            super().handle_error(*where)


def free_port(address):
    with socket.socket() as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


class Routing(Conformance):
    @classmethod
    def setUpClass(cls):
        cls.address = str(list(ipaddress.ip_network(subnets[0]["CidrBlock"]).hosts())[-2])
        balancer = elbv2.create_load_balancer(Name=unique("lb"), Subnets=[each["SubnetId"] for each in subnets[:2]])
        cls.balancer = balancer["LoadBalancers"][0]
        cls.addClassCleanup(elbv2.delete_load_balancer, LoadBalancerArn=cls.balancer["LoadBalancerArn"])
        cls.port = free_port(cls.balancer["DNSName"])
        cls.groups, cls.names = {}, {}  # names of targets by port
        for name in ("blue", "green"):
            cls.groups[name] = cls.group(name, 2)
        cls.listener = elbv2.create_listener(
            LoadBalancerArn=cls.balancer["LoadBalancerArn"], Protocol="HTTP", Port=cls.port,
            DefaultActions=[{"Type": "forward", "TargetGroupArn": cls.groups["blue"]}],
        )["Listeners"][0]["ListenerArn"]
        # Health is looked after once a rule uses the group.
        rule = cls.create_rule(cls, 1, "green", Field="path-pattern", Values=["/green/*"])
        for arn in cls.groups.values():
            elbv2.get_waiter("target_in_service").wait(TargetGroupArn=arn, WaiterConfig=WAITER)
        elbv2.delete_rule(RuleArn=rule)
        until(cls("answers").answers, "the listener's port to be open")

    @classmethod
    def group(cls, name, size):
        arn = elbv2.create_target_group(
            Name=unique(name), Protocol="HTTP", Port=80, VpcId=vpc_id, TargetType="ip", HealthyThresholdCount=2,
        )["TargetGroups"][0]["TargetGroupArn"]
        targets = []
        for number in range(size):
            server = Target((cls.address, 0), Answer)
            server.name = f"{name}{number}"
            threading.Thread(target=server.serve_forever, daemon=True).start()
            cls.addClassCleanup(server.server_close)
            cls.addClassCleanup(server.shutdown)
            targets.append({"Id": cls.address, "Port": server.server_address[1]})
            cls.names[server.server_address[1]] = server.name
        elbv2.register_targets(TargetGroupArn=arn, Targets=targets)
        return arn

    def create_rule(self, priority, group=None, actions=None, **condition):
        actions = actions or [{"Type": "forward", "TargetGroupArn": self.groups[group]}]
        return elbv2.create_rule(ListenerArn=self.listener, Priority=priority, Conditions=[condition],
                                 Actions=actions)["Rules"][0]["RuleArn"]

    def rule(self, *arguments, **condition):
        arn = self.create_rule(*arguments, **condition)
        self.addCleanup(elbv2.delete_rule, RuleArn=arn)
        return arn

    def get(self, path="/", method="GET", **headers):
        connection = http.client.HTTPConnection(self.balancer["DNSName"], self.port, timeout=10)
        try:
            connection.request(method, path, headers={key.replace("_", "-"): value for key, value in headers.items()})
            response = connection.getresponse()
            return response, response.read().decode()
        finally:
            connection.close()

    def becomes(self, expected, *arguments, **headers):
        """A change reaches the load balancer a moment after it was acknowledged, as on AWS."""
        until(lambda: self.get(*arguments, **headers)[1].startswith(expected), f"an answer of {expected}")

    def test_conditions(self):
        for priority, (condition, matching, other) in enumerate([
            ({"Field": "path-pattern", "Values": ["/img/*", "/p?g"]}, ("/img/a/b", {}), ("/pg", {})),
            ({"Field": "host-header", "Values": ["*.example.com"]}, ("/", {"Host": "A.EXAMPLE.com"}), ("/", {})),
            ({"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-Version", "Values": ["2*"]}},
             ("/", {"x_version": "2.1"}), ("/", {"x_version": "1"})),
            ({"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET"]}}, ("/", {}), None),
            ({"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "v", "Value": "b*"}]}},
             ("/?x=1&V=beta", {}), ("/?w=beta", {})),
            ({"Field": "source-ip", "SourceIpConfig": {"Values": ["127.0.0.0/8"]}}, ("/", {}), None),
            ({"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.0/8"]}}, None, ("/", {})),
        ], start=10):
            with self.subTest(condition["Field"], matching=matching):
                arn = self.create_rule(priority, "green", **condition)
                seen = elbv2.describe_rules(RuleArns=[arn])["Rules"][0]
                self.assertEqual(seen["Priority"], str(priority))
                self.assertEqual({key: seen["Conditions"][0][key] for key in condition}, condition)
                if matching:
                    self.becomes("green", matching[0], **matching[1])
                if other:
                    self.assertTrue(self.get(other[0], **other[1])[1].startswith("blue"))
                elbv2.delete_rule(RuleArn=arn)
                self.becomes("blue")

    @not_through("javascript", "the SDK of package-lock.json is older than this member")
    def test_regular_expressions(self):
        newest = region.newest_client("elbv2")
        rule = {"ListenerArn": self.listener, "Actions": [{"Type": "forward", "TargetGroupArn": self.groups["green"]}]}
        for priority, (condition, matching, other) in enumerate([
            ({"Field": "path-pattern", "RegexValues": ["^/v[0-9]+/(a|b's)$", "-x"]}, ("/v12/b's", {}), ("/v/a", {})),
            ({"Field": "host-header", "RegexValues": ["^api\\.(eu|us)\\."]}, ("/", {"Host": "API.eu.x"}),
             ("/", {"Host": "apixeu.x"})),
            ({"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-Version", "RegexValues": ["^[2-4]$"]}},
             ("/", {"x_version": "3"}), ("/", {"x_version": "33"})),
        ], start=60):
            with self.subTest(condition):
                made = newest.create_rule(Priority=priority, Conditions=[condition], **rule)["Rules"][0]
                config = made["Conditions"][0]
                for key, value in condition.items():
                    self.assertLessEqual(set(value), set(config[key]))
                self.becomes("green", matching[0], **matching[1])
                self.assertTrue(self.get(other[0], **other[1])[1].startswith("blue"))
                newest.delete_rule(RuleArn=made["RuleArn"])
                self.becomes("blue")
        for regex in ("(", "(?=x)", "(a)\\1", "a++", "[]", "\\p{L}", "a" * 129, "x{2,1}", "(?<n>a)"):
            with self.subTest(regex):
                self.refused_like(newest.create_rule, "ValidationError", ".*[Rr]egular expression.*", Priority=69,
                                  Conditions=[{"Field": "path-pattern", "RegexValues": [regex]}], **rule)

    @not_through("javascript", "the SDK of package-lock.json is older than this member")
    def test_requests_are_rewritten_on_their_way(self):
        newest = region.newest_client("elbv2")
        rewrite = lambda kind, config, regex, replacement: {
            "Type": kind, config: {"Rewrites": [{"Regex": regex, "Replace": replacement}]}}
        url = rewrite("url-rewrite", "UrlRewriteConfig", "^/dp/([A-Za-z0-9]+)/?", "/product.php?id=$1&at='100%'")
        host = rewrite("host-header-rewrite", "HostHeaderRewriteConfig", "^mywebsite-(.+).com$", "internal.$1.myweb.com")
        made = newest.create_rule(
            ListenerArn=self.listener, Priority=70, Conditions=[{"Field": "path-pattern", "Values": ["/dp/*"]}],
            Actions=[{"Type": "forward", "TargetGroupArn": self.groups["green"]}], Transforms=[url, host],
        )["Rules"][0]
        self.addCleanup(newest.delete_rule, RuleArn=made["RuleArn"])
        self.assertEqual(made["Transforms"], [url, host])
        asked = lambda path, **headers: self.get(path, **headers)[0].headers.get("X-Asked", "")
        self.becomes("green", "/dp/B09")
        site = {"Host": f"mywebsite-example.com:{self.port}"}
        self.assertEqual(asked("/dp/B09", **site), f"internal.example.myweb.com:{self.port} /product.php?id=B09&at='100%'")
        # What matches is replaced, and where nothing does nothing is.
        self.assertEqual(asked("/dp/B09?more", Host="x").split()[1], "/product.php?id=B09&at='100%'?more")
        self.assertEqual(asked("/dp/-", Host=f"other.com:{self.port}"), f"other.com:{self.port} /dp/-")
        self.assertEqual(asked("/elsewhere/dp/B09", Host="x").split()[1], "/elsewhere/dp/B09")
        newest.modify_rule(RuleArn=made["RuleArn"],
                           Transforms=[rewrite("url-rewrite", "UrlRewriteConfig", "^/dp", "nowhere")])
        until(lambda: self.get("/dp/B09")[0].status == 500, "what is no path")
        newest.modify_rule(RuleArn=made["RuleArn"], ResetTransforms=True)
        until(lambda: asked("/dp/B09").endswith(" /dp/B09"), "no transforms")
        self.refused(newest.modify_rule, "ValidationError", "A rule can only have one 'url-rewrite' transform",
                     RuleArn=made["RuleArn"], Transforms=[url, url])

    def test_answers_of_its_own(self):
        fixed = {"StatusCode": "418", "ContentType": "text/html", "MessageBody": "<b>it's a 'teapot'</b>\n"}
        with self.subTest("AWS knows no other classes"):
            self.refused_like(
                elbv2.create_rule, "ValidationError", ".*fixedResponseConfig.statusCode.*", ListenerArn=self.listener,
                Priority=5, Conditions=[{"Field": "path-pattern", "Values": ["/x"]}],
                Actions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "99"}}],
            )
        self.rule(5, None, [{"Type": "fixed-response", "FixedResponseConfig": fixed}], Field="path-pattern",
                  Values=["/teapot"])
        until(lambda: self.get("/teapot")[0].status == 418, "an answer of its own")
        response, body = self.get("/teapot")
        self.assertEqual(body, fixed["MessageBody"])
        self.assertEqual(response.headers["Content-Type"], "text/html")
        self.assertEqual(response.headers["Server"], "awselb/2.0")
        self.assertIn("Date", response.headers)

        redirect = {"Protocol": "HTTPS", "Port": "443", "Path": "/new/#{path}", "StatusCode": "HTTP_301"}
        arn = self.rule(6, None, [{"Type": "redirect", "RedirectConfig": redirect}], Field="path-pattern",
                        Values=["/old/*"])
        seen = elbv2.describe_rules(RuleArns=[arn])["Rules"][0]["Actions"][0]["RedirectConfig"]
        self.assertEqual(seen, {"Host": "#{host}", "Query": "#{query}", **redirect})
        until(lambda: self.get("/old/a")[0].status == 301, "a redirect")
        for path, location in (("/old/a?b=c&d", "https://example.com:443/new/old/a?b=c&d"),
                               ("/old/a", "https://example.com:443/new/old/a")):
            response, _ = self.get(path, Host="example.com:8080")
            self.assertEqual(response.headers["Location"], location)

    def test_the_first_rule_decides_and_priorities_change_together(self):
        fixed = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]
        first = self.rule(20, "green", Field="path-pattern", Values=["/same"])
        second = self.rule(30, None, fixed, Field="path-pattern", Values=["/s*"])
        self.becomes("green", "/same")
        elbv2.set_rule_priorities(RulePriorities=[{"RuleArn": first, "Priority": 31}, {"RuleArn": second, "Priority": 20}])
        until(lambda: self.get("/same")[0].status == 404, "the other rule first")
        elbv2.modify_rule(RuleArn=second, Conditions=[{"Field": "path-pattern", "Values": ["/other"]}])
        self.becomes("green", "/same")
        self.refused(elbv2.set_rule_priorities, "PriorityInUse", "Priority '31' is currently in use",
                     RulePriorities=[{"RuleArn": second, "Priority": 31}])

    def test_weights(self):
        groups = [{"TargetGroupArn": self.groups["blue"], "Weight": 3}, {"TargetGroupArn": self.groups["green"], "Weight": 1}]
        forward = {"TargetGroups": groups, "TargetGroupStickinessConfig": {"Enabled": False}}
        self.rule(40, None, [{"Type": "forward", "ForwardConfig": forward}], Field="path-pattern", Values=["/weighted"])
        self.becomes("green", "/weighted")
        counts = collections.Counter(self.get("/weighted")[1][:-1] for _ in range(400))
        self.assertAlmostEqual(counts["green"] / 400, 0.25, delta=0.1)
        self.assertAlmostEqual(counts["blue"] / 400, 0.75, delta=0.1)

    def test_a_client_stays_with_its_group(self):
        groups = [{"TargetGroupArn": self.groups[name], "Weight": 1} for name in ("blue", "green")]
        forward = {"TargetGroups": groups, "TargetGroupStickinessConfig": {"Enabled": True, "DurationSeconds": 60}}
        self.rule(41, None, [{"Type": "forward", "ForwardConfig": forward}], Field="path-pattern", Values=["/sticky"])
        # Both groups have targets to answer once their health is known.
        for name in ("blue", "green"):
            self.becomes(name, "/sticky")
        self.assertIn("AWSALBTG", self.get("/sticky")[0].headers.get("Set-Cookie", ""))
        response, body = self.get("/sticky")
        cookie = re.match(r"(AWSALBTG=[^;]+); Expires=", response.headers["Set-Cookie"]).group(1)
        self.assertEqual({self.get("/sticky", Cookie=cookie)[1][:-1] for _ in range(20)}, {body[:-1]})

    def attribute(self, group, **values):
        before = elbv2.describe_target_group_attributes(TargetGroupArn=group)["Attributes"]
        attributes = [{"Key": key.replace("__", "."), "Value": value} for key, value in values.items()]
        seen = elbv2.modify_target_group_attributes(TargetGroupArn=group, Attributes=attributes)["Attributes"]
        self.assertEqual({each["Key"]: each["Value"] for each in seen},
                         {each["Key"]: each["Value"] for each in before + attributes})
        changed = {each["Key"] for each in attributes}
        self.addCleanup(elbv2.modify_target_group_attributes, TargetGroupArn=group,
                        Attributes=[each for each in before if each["Key"] in changed and each["Value"]])

    def test_slow_start(self):
        green = self.groups["green"]
        self.rule(42, "green", Field="path-pattern", Values=["/slowly"])
        until(lambda: len({self.get("/slowly")[1] for _ in range(4)}) == 2, "both targets")
        self.attribute(green, slow_start__duration_seconds="900")
        targets = elbv2.describe_target_health(TargetGroupArn=green)["TargetHealthDescriptions"]
        one, two = ({key: each["Target"][key] for key in ("Id", "Port")} for each in targets)
        elbv2.deregister_targets(TargetGroupArn=green, Targets=[one])
        other = self.names[two["Port"]]
        # Not by chance: the one that goes may have had a small share until now.
        until(lambda: {self.get("/slowly")[1] for _ in range(60)} == {other}, "one target left")
        elbv2.register_targets(TargetGroupArn=green, Targets=[one])
        until(lambda: any(self.get("/slowly")[1] != other for _ in range(60)), "a request to the target that came back")
        counts = collections.Counter(self.get("/slowly")[1] == other for _ in range(100))
        self.assertGreater(counts[True], 70)
        self.refused_like(
            elbv2.modify_target_group_attributes, "ValidationError", ".*Slow start.*", TargetGroupArn=green,
            Attributes=[{"Key": "load_balancing.algorithm.type", "Value": "least_outstanding_requests"}])
        elbv2.modify_target_group_attributes(
            TargetGroupArn=green, Attributes=[{"Key": "slow_start.duration_seconds", "Value": "0"}])
        until(lambda: len({self.get("/slowly")[1] for _ in range(4)}) == 2, "an even spread")

    def visit(self, over, seen, failures):
        """As one client with one connection does, until it is over."""
        connection = http.client.HTTPConnection(self.balancer["DNSName"], self.port, timeout=10)
        try:
            while not over.is_set():
                connection.request("GET", "/")
                response = connection.getresponse()
                name = response.read().decode()
                seen[name] = time.monotonic()
                if response.status != 200:
                    failures.append(f"{response.status} {name}")
        except OSError as error:
            failures.append(repr(error))
        finally:
            connection.close()

    def test_targets_come_and_go_under_load(self):
        blue = self.groups["blue"]
        # What other tests changed last is loaded with this rule: a new configuration closes idle connections.
        here = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200", "MessageBody": "here"}}]
        self.rule(7, None, here, Field="path-pattern", Values=["/here"])
        self.becomes("here", "/here")

        def described():
            return elbv2.describe_target_health(TargetGroupArn=blue)["TargetHealthDescriptions"]

        def healthy():
            return [each["TargetHealth"]["State"] for each in described()] == ["healthy"] * 2

        until(healthy, "both targets")
        target = described()[0]["Target"]
        one = {key: target[key] for key in ("Id", "Port")}
        over, seen, failures = threading.Event(), {}, []
        visitors = [threading.Thread(target=self.visit, args=(over, seen, failures)) for _ in range(8)]
        for visitor in visitors:
            visitor.start()
        try:
            for _ in range(5):
                until(lambda: self.names[one["Port"]] in seen, "requests to the target")
                elbv2.deregister_targets(TargetGroupArn=blue, Targets=[one])
                until(lambda: time.monotonic() - seen[self.names[one["Port"]]] > 0.3, "no more requests to the target")
                seen.clear()
                elbv2.register_targets(TargetGroupArn=blue, Targets=[one])
                until(healthy, "both targets again")
        finally:
            over.set()
            for visitor in visitors:
                visitor.join()
        self.assertEqual(failures, [])

    def test_a_client_stays_with_its_target(self):
        blue = self.groups["blue"]
        self.attribute(blue, stickiness__enabled="true", stickiness__type="lb_cookie")
        until(lambda: "AWSALB=" in self.get()[0].headers.get("Set-Cookie", ""), "a cookie for the target")
        response, body = self.get()
        cookie = re.match(r"(AWSALB=[^;]+); Expires=.*; Path=/", response.headers["Set-Cookie"]).group(1)
        self.assertEqual({self.get(Cookie=cookie)[1] for _ in range(20)}, {body})

        # A target that comes while the load balancer runs takes part.
        targets = elbv2.describe_target_health(TargetGroupArn=blue)["TargetHealthDescriptions"]
        one = {key: targets[0]["Target"][key] for key in ("Id", "Port")}
        elbv2.deregister_targets(TargetGroupArn=blue, Targets=[one])
        until(lambda: len({self.get()[1] for _ in range(4)}) == 1, "one target left")
        elbv2.register_targets(TargetGroupArn=blue, Targets=[one])
        until(lambda: len({self.get()[1] for _ in range(4)}) == 2, "both targets again")
        cookies = {}
        for _ in range(10):
            response, body = self.get()
            cookies[body] = response.headers["Set-Cookie"].split(";")[0]
        self.assertEqual(len(cookies), 2)
        for body, cookie in cookies.items():
            self.assertEqual({self.get(Cookie=cookie)[1] for _ in range(10)}, {body})

    def test_a_client_stays_with_its_target_by_the_applications_cookie(self):
        self.attribute(self.groups["blue"], stickiness__enabled="true", stickiness__type="app_cookie",
                       stickiness__app_cookie__cookie_name="session")

        def log_in():
            response, body = self.get("/login")
            return body, [value.split(";")[0] for value in response.headers.get_all("Set-Cookie")]

        until(lambda: log_in()[1][-1].startswith("AWSALBAPP-"), "the load balancer's cookie beside the application's")
        body, cookies = log_in()
        self.assertEqual((cookies[0], len(cookies)), ("session=42", 2))
        stays = lambda: {self.get(Cookie="; ".join(cookies))[1] for _ in range(10)} == {body}
        self.assertTrue(stays())
        self.assertEqual(len({self.get(Cookie=cookies[1])[1] for _ in range(4)}), 2)
        # Neither another rule nor another listener disturbs it.
        self.rule(50, "green", Field="path-pattern", Values=["/elsewhere"])
        until(lambda: self.get("/elsewhere")[1].startswith("green"), "the rule to hold")
        self.assertTrue(stays())

    def test_listeners_change_and_go(self):
        port = free_port(self.balancer["DNSName"])
        action = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200", "MessageBody": "second"}}]
        arn = elbv2.create_listener(LoadBalancerArn=self.balancer["LoadBalancerArn"], Protocol="HTTP", Port=port,
                                    DefaultActions=action)["Listeners"][0]["ListenerArn"]
        self.addCleanup(setattr, self, "port", self.port)
        self.port, first = port, self.port
        until(lambda: self.answers() == "second", "the second listener")
        self.port = free_port(self.balancer["DNSName"])
        modified = elbv2.modify_listener(ListenerArn=arn, Port=self.port)["Listeners"][0]
        self.assertEqual(modified["DefaultActions"][0]["FixedResponseConfig"]["MessageBody"], "second")
        until(lambda: self.answers() == "second", "the listener on its other port")
        self.refused_like(elbv2.modify_listener, "DuplicateListener", "A listener already exists on this port.*",
                     ListenerArn=arn, Port=first)
        elbv2.delete_listener(ListenerArn=arn)
        until(lambda: self.answers() is None, "no listener")
        self.refused(elbv2.delete_listener, "ListenerNotFound", "One or more listeners not found", ListenerArn=arn)

    def answers(self):
        try:
            return self.get()[1]
        except OSError:
            return None

    def test_attributes_of_the_load_balancer(self):
        arn = self.balancer["LoadBalancerArn"]
        mode = "routing.http.xff_header_processing.mode"
        before = {each["Key"]: each["Value"] for each in
                  elbv2.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]}
        self.assertEqual(before["idle_timeout.timeout_seconds"], "60")
        self.assertEqual(before["deletion_protection.enabled"], "false")
        changed = [{"Key": "deletion_protection.enabled", "Value": "true"}, {"Key": mode, "Value": "remove"}]
        seen = elbv2.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=changed)["Attributes"]
        self.assertEqual({each["Key"]: each["Value"] for each in seen},
                         {**before, "deletion_protection.enabled": "true", mode: "remove"})
        self.refused(elbv2.delete_load_balancer, "OperationNotPermitted",
                     f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled", LoadBalancerArn=arn)
        elbv2.modify_load_balancer_attributes(
            LoadBalancerArn=arn,
            Attributes=[{"Key": "deletion_protection.enabled", "Value": "false"}, {"Key": mode, "Value": "append"}],
        )
        self.refused(elbv2.modify_load_balancer_attributes, "ValidationError",
                     "Load balancer attribute key 'colour' is not recognized", LoadBalancerArn=arn,
                     Attributes=[{"Key": "colour", "Value": "red"}])
        groups = elbv2.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]["SecurityGroups"]
        self.assertEqual(elbv2.set_security_groups(LoadBalancerArn=arn, SecurityGroups=groups)["SecurityGroupIds"], groups)
        self.refused(elbv2.set_security_groups, "InvalidSecurityGroup", "One or more security groups are invalid",
                     LoadBalancerArn=arn, SecurityGroups=["sg-01234567"])
        ids = [each["SubnetId"] for each in subnets[:3]]
        zones = elbv2.set_subnets(LoadBalancerArn=arn, Subnets=ids)["AvailabilityZones"]
        self.assertEqual([zone["SubnetId"] for zone in zones], ids)
        self.refused(elbv2.set_subnets, "SubnetNotFound", "The subnet ID 'subnet-0' does not exist", LoadBalancerArn=arn,
                     Subnets=[ids[0], "subnet-0"])
        self.assertEqual(elbv2.set_ip_address_type(LoadBalancerArn=arn, IpAddressType="ipv4")["IpAddressType"], "ipv4")

    def test_target_groups_change(self):
        arn = self.groups["green"]
        changed = elbv2.modify_target_group(TargetGroupArn=arn, HealthCheckIntervalSeconds=20)["TargetGroups"][0]
        self.assertEqual(changed["HealthCheckIntervalSeconds"], 20)
        self.assertEqual(elbv2.describe_target_groups(TargetGroupArns=[arn])["TargetGroups"], [changed])
        self.refused(elbv2.modify_target_group, "TargetGroupNotFound", "One or more target groups not found",
                     TargetGroupArn=arn + "0")
        self.refused_like(elbv2.register_targets, "ValidationError", ".* is not within the VPC.*", TargetGroupArn=arn,
                     Targets=[{"Id": "8.8.8.8"}])
        self.refused_like(elbv2.modify_target_group_attributes, "ValidationError", ".* is not valid",
                     TargetGroupArn=arn, Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "3601"}])

    def test_tags_and_limits(self):
        arns = [self.groups["blue"], self.listener]
        elbv2.add_tags(ResourceArns=arns, Tags=[{"Key": "team", "Value": "books"}, {"Key": "old", "Value": "1"}])
        elbv2.remove_tags(ResourceArns=arns, TagKeys=["old"])
        for described in elbv2.describe_tags(ResourceArns=arns)["TagDescriptions"]:
            self.assertEqual(described["Tags"], [{"Key": "team", "Value": "books"}])
        self.refused(elbv2.add_tags, "TargetGroupNotFound", "One or more target groups not found",
                     ResourceArns=[self.groups["blue"] + "0"], Tags=[{"Key": "a", "Value": "b"}])
        limits = {each["Name"]: each["Max"] for each in elbv2.describe_account_limits()["Limits"]}
        self.assertEqual(limits["target-groups"], "3000")


if __name__ == "__main__":
    unittest.main()
