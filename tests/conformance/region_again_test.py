"""The same data once more: after `kill -9` and a restart the region tells what it told before, and these tests pass on
it as on a fresh one. The modules are arguments: region_again_test.py iam ssm."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from deployment import Deployment
from region_under_test import ROOT, OwnRegion, unique

sys.path.append(str(ROOT / "tests" / "aws"))
from authority import Authority  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
EVERYONE = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}

TAGS = [{"Key": "kept", "Value": "yes"}]
POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "*"}]}
)

# What is asked, and what of the answer a restart may change: it ends every instance, and Auto Scaling replaces them.
QUESTIONS = {
    "autoscaling": ("describe_auto_scaling_groups", "describe_tags", "describe_instance_refreshes"),
    "dynamodb": ("list_tables",),
    "ec2": (
        "describe_vpcs", "describe_subnets", "describe_route_tables", "describe_internet_gateways",
        "describe_dhcp_options", "describe_network_acls", "describe_security_groups", "describe_security_group_rules",
        "describe_key_pairs", "describe_launch_templates", "describe_tags",
    ),
    "elbv2": ("describe_load_balancers", "describe_target_groups"),
    "iam": ("list_roles", "list_policies", "list_instance_profiles"),
    "ssm": ("describe_parameters",),
    "arc-zonal-shift": ("list_zonal_shifts", "list_managed_resources"),
}
OF_INSTANCES = {"ResponseMetadata", "Instances", "AvailableIpAddressCount"}


def without_instances(answer):
    if isinstance(answer, dict):
        return {key: without_instances(value) for key, value in answer.items() if key not in OF_INSTANCES}
    if isinstance(answer, list):
        return [without_instances(each) for each in answer if not about_an_instance(each)]
    return answer


def about_an_instance(each):
    return isinstance(each, dict) and each.get("ResourceType") == "instance"


class Again(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.region = OwnRegion(hosts="processes")  # targets of some tests are here
        cls.addClassCleanup(cls.region.stop)

    def run_modules(self):
        keys = {**self.region.environment, "PYTHONDONTWRITEBYTECODE": "1"}
        keys |= {"CONFORMANCE_ENDPOINT": self.region.endpoint, "AWS_REGION": self.region.name}
        for module in MODULES:
            [file] = HERE.rglob(f"region_{module}_test.py")
            test = [sys.executable, file, "--failfast"]
            ran = subprocess.run(test, env=keys, capture_output=True, text=True, timeout=170, check=False)
            self.assertEqual(ran.returncode, 0, f"{module}: {ran.stderr}")

    def picture(self):
        answers, clients = {}, {service: self.region.newest_client(service) for service in QUESTIONS}
        for service, operations in QUESTIONS.items():
            client = clients[service]
            for operation in operations:
                more = {"AutoScalingGroupName": self.group} if operation == "describe_instance_refreshes" else {}
                answer = getattr(client, operation)(**more)
                answers[f"{service} {operation}"] = without_instances(answer)
        for service, operation, arguments in self.details:
            answer = getattr(clients[service], operation)(**arguments)
            answers[f"{service} {operation} {arguments}"] = without_instances(answer)
        return json.loads(json.dumps(answers, default=str, sort_keys=True))

    def furnish(self):
        """Something of everything that the region keeps; nothing of it is taken away again but with the region."""
        here = Deployment(self.region, lambda *arguments, **more: None)
        role, self.details = here.profile(), []
        self.group = here.group(1, role, "#!/bin/bash\n")
        self.furnish_role(here.iam, role)
        self.furnish_shift(self.furnish_balancer(here))
        self.furnish_network(here.ec2)
        self.furnish_template(here.ec2)
        self.furnish_values(self.region.client("ssm"), self.region.client("dynamodb"))

    def ask(self, service, *operations, **arguments):
        self.details += [(service, operation, arguments) for operation in operations]

    def furnish_role(self, iam, role):
        named, name = {"RoleName": role}, unique("kept")
        iam.put_role_policy(PolicyName="inline", PolicyDocument=POLICY, **named)
        policy = iam.create_policy(PolicyName=name, PolicyDocument=POLICY)["Policy"]["Arn"]
        iam.attach_role_policy(PolicyArn=policy, **named)
        iam.tag_role(Tags=TAGS, **named)
        self.ask("iam", "get_role", "list_role_policies", "list_attached_role_policies", "list_role_tags", **named)
        self.ask("iam", "get_role_policy", PolicyName="inline", **named)
        self.ask("iam", "get_policy", "list_policy_versions", "list_entities_for_policy", PolicyArn=policy)
        self.ask("iam", "get_policy_version", PolicyArn=policy, VersionId="v1")

    def furnish_balancer(self, here):
        group = {"TargetGroupArn": here.target_group(Port=8080)}
        here.load_balancer(group["TargetGroupArn"], 8180)
        [used] = here.elbv2.describe_target_groups(TargetGroupArns=list(group.values()))["TargetGroups"]
        balancer = {"LoadBalancerArn": used["LoadBalancerArns"][0]}
        listener = {"ListenerArn": here.elbv2.describe_listeners(**balancer)["Listeners"][0]["ListenerArn"]}
        here.elbv2.create_rule(
            Priority=7, Conditions=[{"Field": "path-pattern", "Values": ["/kept/*"]}],
            Actions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}], **listener,
        )
        slow = [{"Key": "deregistration_delay.timeout_seconds", "Value": "77"}]
        here.elbv2.modify_target_group_attributes(Attributes=slow, **group)
        here.elbv2.add_tags(ResourceArns=list(balancer.values()), Tags=TAGS)
        https = {"ListenerArn": here.elbv2.create_listener(
            Protocol="HTTPS", Port=8443, Certificates=[{"CertificateArn": self.certificate(here.iam)}],
            DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}], **balancer,
        )["Listeners"][0]["ListenerArn"]}
        here.elbv2.add_listener_certificates(Certificates=[{"CertificateArn": self.certificate(here.iam)}], **https)
        newest = self.region.newest_client("elbv2")
        framed = [{"Key": "routing.http.response.x_frame_options.header_value", "Value": "DENY"}]
        newest.modify_listener_attributes(Attributes=framed, **https)
        newest.modify_capacity_reservation(MinimumLoadBalancerCapacity={"CapacityUnits": 200}, **balancer)
        self.ask("elbv2", "describe_listener_certificates", "describe_listener_attributes", **https)
        self.ask("elbv2", "describe_listeners", "describe_load_balancer_attributes", "describe_capacity_reservation",
                 **balancer)
        self.ask("elbv2", "describe_rules", **listener)
        self.ask("elbv2", "describe_target_group_attributes", **group)
        self.ask("elbv2", "describe_tags", ResourceArns=list(balancer.values()))
        return here.elbv2.describe_load_balancers(LoadBalancerArns=list(balancer.values()))["LoadBalancers"][0]

    def furnish_shift(self, balancer):
        arc, arn = self.region.newest_client("arc-zonal-shift"), balancer["LoadBalancerArn"]
        allowed = [{"Key": "zonal_shift.config.enabled", "Value": "true"}]
        self.region.client("elbv2").modify_load_balancer_attributes(Attributes=allowed, LoadBalancerArn=arn)
        subnet = balancer["AvailabilityZones"][0]["SubnetId"]
        [zone] = self.region.client("ec2").describe_subnets(SubnetIds=[subnet])["Subnets"]
        arc.update_zonal_autoshift_configuration(resourceIdentifier=arn, zonalAutoshiftStatus="ENABLED")
        arc.start_zonal_shift(
            resourceIdentifier=arn, awayFrom=zone["AvailabilityZoneId"], expiresIn="72h", comment="kept"
        )
        self.ask("arc-zonal-shift", "get_managed_resource", resourceIdentifier=arn)

    def certificate(self, iam):
        name = unique("kept")
        with tempfile.TemporaryDirectory() as folder:
            body, key = Authority(pathlib.Path(folder) / "authority").issue("kept.invalid")
            made = iam.upload_server_certificate(
                ServerCertificateName=name, CertificateBody=body.read_text(), PrivateKey=key.read_text(), Tags=TAGS,
            )
        self.ask("iam", "get_server_certificate", "list_server_certificate_tags", ServerCertificateName=name)
        return made["ServerCertificateMetadata"]["Arn"]

    def furnish_template(self, ec2):
        named = {"LaunchTemplateName": self.group}
        ec2.create_launch_template_version(SourceVersion="1", LaunchTemplateData={"InstanceType": "t3.small"}, **named)
        self.ask("ec2", "describe_launch_template_versions", **named)

    def furnish_network(self, ec2):
        vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
        ec2.create_subnet(VpcId=vpc, CidrBlock="10.7.1.0/24")
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
        group = ec2.create_security_group(GroupName="kept", Description="kept", VpcId=vpc)["GroupId"]
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[EVERYONE])
        ec2.create_key_pair(KeyName=unique("kept"), KeyType="ed25519")

    def furnish_values(self, ssm, dynamodb):
        self.parameter, self.table, self.key = unique("kept"), unique("kept"), {"id": {"S": "one"}}
        ssm.put_parameter(Name=self.parameter, Value="first", Type="String")
        ssm.put_parameter(Name=self.parameter, Value="second", Overwrite=True)
        ssm.label_parameter_version(Name=self.parameter, Labels=["latest"])
        tagged = {"ResourceType": "Parameter", "ResourceId": self.parameter}
        ssm.add_tags_to_resource(Tags=TAGS, **tagged)
        self.ask("ssm", "list_tags_for_resource", **tagged)
        self.ask("ssm", "get_parameter", "get_parameter_history", Name=self.parameter)
        dynamodb.create_table(
            TableName=self.table, KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}], BillingMode="PAY_PER_REQUEST",
        )
        dynamodb.get_waiter("table_exists").wait(TableName=self.table, WaiterConfig={"Delay": 1})
        dynamodb.put_item(TableName=self.table, Item={**self.key, "value": {"N": "1"}})
        self.ask("dynamodb", "describe_table", TableName=self.table)
        self.ask("dynamodb", "get_item", TableName=self.table, Key=self.key)

    def test_on_a_fresh_region_and_on_the_same_data_after_kill_9(self):
        self.run_modules()
        self.furnish()
        before = self.picture()
        self.region.close()
        self.region.kill()
        self.region.start()
        self.assertEqual(self.picture(), before)
        self.run_modules()


if __name__ == "__main__":
    MODULES, sys.argv[1:] = sys.argv[1:], []
    unittest.main()
