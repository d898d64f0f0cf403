"""What has to hold while an experiment runs: judged by what the region's load balancer answered its visitors."""

import http.client
import json
import socket
import unittest

from region_under_test import WAITER, Conformance, region_for_module, unique, until

STATED, VERDICT = "resilient-service:steady-state", "resilient-service:verdict"
TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "fis.amazonaws.com"}}]}


def setUpModule():
    global fis, iam, ec2, elbv2, subnets
    region = region_for_module()
    fis, iam, ec2, elbv2 = (region.newest_client(service) for service in ("fis", "iam", "ec2", "elbv2"))
    subnets = ec2.describe_subnets()["Subnets"][:2]


def answer(status):
    return [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": status}}]


class SteadyStates(Conformance):
    @classmethod
    def setUpClass(cls):
        cls.name = unique("shop")
        group = ec2.create_security_group(GroupName=cls.name, Description="for all", VpcId=subnets[0]["VpcId"])["GroupId"]
        cls.addClassCleanup(ec2.delete_security_group, GroupId=group)
        ec2.authorize_security_group_ingress(GroupId=group, CidrIp="127.0.0.0/8", IpProtocol="tcp", FromPort=1,
                                             ToPort=65535)
        [cls.balancer] = elbv2.create_load_balancer(
            Name=cls.name, Subnets=[each["SubnetId"] for each in subnets], SecurityGroups=[group])["LoadBalancers"]
        cls.addClassCleanup(elbv2.delete_load_balancer, LoadBalancerArn=cls.balancer["LoadBalancerArn"])
        with socket.socket() as probe:
            probe.bind((cls.balancer["DNSName"], 0))
            cls.port = probe.getsockname()[1]
        [cls.listener] = elbv2.create_listener(LoadBalancerArn=cls.balancer["LoadBalancerArn"], Protocol="HTTP",
                                               Port=cls.port, DefaultActions=answer("200"))["Listeners"]
        elbv2.get_waiter("load_balancer_available").wait(Names=[cls.name], WaiterConfig=WAITER)
        until(cls("visit").answers, "the listener's port to be open")
        cls.role = iam.create_role(RoleName=unique("role"), AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]
        cls.addClassCleanup(iam.delete_role, RoleName=cls.role["RoleName"])

    def visit(self):
        """The status of the answer."""
        connection = http.client.HTTPConnection(self.balancer["DNSName"], self.port, timeout=10)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status
        finally:
            connection.close()

    def answers(self):
        try:
            return self.visit()
        except OSError:
            return None

    def template(self, stated=None):
        made = fis.create_experiment_template(
            clientToken=unique("token"), description="a pause", stopConditions=[{"source": "none"}],
            roleArn=self.role["Arn"], tags={STATED: stated} if stated else {},
            actions={"wait": {"actionId": "aws:fis:wait", "parameters": {"duration": "PT12H"}}})["experimentTemplate"]
        self.addCleanup(fis.delete_experiment_template, id=made["id"])
        return made

    def start(self, stated=None, **more):
        template = self.template(stated)["id"]
        experiment = fis.start_experiment(clientToken=unique("token"), experimentTemplateId=template, **more)
        until(lambda: self.read(experiment["experiment"]["id"])["state"]["status"] == "running", "it to run")
        return experiment["experiment"]["id"]

    def read(self, experiment):
        return fis.get_experiment(id=experiment)["experiment"]

    def end(self, experiment):
        fis.stop_experiment(id=experiment)
        until(lambda: self.read(experiment)["state"]["status"] == "stopped", "it to be stopped")
        told = self.read(experiment)
        return told["state"]["reason"], told["tags"][VERDICT]

    def visits(self, experiment):
        """One of a visitor's requests at least is known of."""
        def seen():
            self.visit()
            return "no requests" not in self.read(experiment)["state"]["reason"]
        until(seen, "a visit to be counted")

    def test_it_holds(self):
        experiment = self.start(f"load-balancer={self.name} succeeded=100 within=10s p99=10s")
        self.visits(experiment)
        reason, verdict = self.end(experiment)
        self.assertEqual(verdict, "held")
        self.assertRegex(reason, (
            rf"^Experiment stopped\. Steady state held: every request to load balancer {self.name} is answered with 2xx "
            r"or 3xx within 10 s; p99 at most 10 s \(\d+ requests?: 100 % answered with 2xx or 3xx within 10 s, "
            r"p99 \d+ ms\)\.$"))

    def test_it_does_not_hold_when_visitors_meet_errors(self):
        elbv2.modify_listener(ListenerArn=self.listener["ListenerArn"], DefaultActions=answer("503"))
        self.addCleanup(until, lambda: self.visit() == 200, "success again")
        self.addCleanup(elbv2.modify_listener, ListenerArn=self.listener["ListenerArn"], DefaultActions=answer("200"))
        until(lambda: self.visit() == 503, "errors")
        experiment = self.start(tags={STATED: "answered=100 succeeded=99"})
        self.visits(experiment)
        reason, verdict = self.end(experiment)
        self.assertEqual(verdict, "not held")
        self.assertRegex(reason, r"^Experiment stopped\. Steady state NOT HELD: .* 100 % answered, 0 % answered with 2xx")

    def test_without_visitors_there_is_no_verdict(self):
        reason, verdict = self.end(self.start(f"load-balancer={self.name} answered=100"))
        self.assertEqual(verdict, "no requests")
        self.assertIn("Steady state not judged", reason)

    def test_the_visitors_of_others_do_not_count(self):
        group = elbv2.create_target_group(Name=unique("group"), TargetType="ip", Protocol="HTTP", Port=80,
                                          VpcId=self.balancer["VpcId"])["TargetGroups"][0]
        self.addCleanup(elbv2.delete_target_group, TargetGroupArn=group["TargetGroupArn"])
        all_visitors = self.start("answered=100")
        experiment = self.start(f"target-group={group['TargetGroupName']} answered=100")
        self.visits(all_visitors)
        self.assertEqual(self.end(experiment)[1], "no requests")
        self.assertEqual(self.end(all_visitors)[1], "held")

    def test_what_cannot_be_judged_is_refused(self):
        why = f"The tag {STATED} has the word fast, which is not of the form key=value."
        self.refused(self.template, "ValidationException", why, stated="fast")
        made = self.template()
        self.refused(fis.tag_resource, "ValidationException", why, resourceArn=made["arn"], tags={STATED: "fast"})
        self.refused(fis.start_experiment, "ValidationException", why, clientToken="t", experimentTemplateId=made["id"],
                     tags={STATED: "fast"})
        self.refused(fis.tag_resource, "ValidationException",
                     f"The tag {VERDICT} is what an experiment comes to; it cannot be set.", resourceArn=made["arn"],
                     tags={VERDICT: "held"})


if __name__ == "__main__":
    unittest.main()
