"""A VPC of one's own as boto3 sees it, and a whole stack in it: made, read again, changed, answered by, taken down."""

import base64
import unittest
import urllib.request

from region_under_test import WAITER, Conformance, region_for_module, unique, until

IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
PORT = 8080
WEB_SERVER = f"""#!/bin/bash
cat > server.py <<'END'
import http.server, os, urllib.request

metadata = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254").rstrip("/")
wanted = urllib.request.Request(metadata + "/latest/api/token", method="PUT")
wanted.add_header("X-aws-ec2-metadata-token-ttl-seconds", "60")
asked = urllib.request.Request(metadata + "/latest/meta-data/local-ipv4")
asked.add_header("X-aws-ec2-metadata-token", urllib.request.urlopen(wanted).read().decode())
address = urllib.request.urlopen(asked).read().decode()
http.server.ThreadingHTTPServer((address, {PORT}), http.server.SimpleHTTPRequestHandler).serve_forever()
END
nohup python3 server.py > server.log 2>&1 &
"""


def setUpModule():
    global region, ec2
    region = region_for_module()
    ec2 = region.client("ec2")


class OwnVpc(Conformance):
    def tags(self, kind):
        return [{"ResourceType": kind, "Tags": [{"Key": "Name", "Value": unique(kind)}]}]

    def vpc(self, block="10.0.0.0/16"):
        made = ec2.create_vpc(CidrBlock=block, TagSpecifications=self.tags("vpc"))["Vpc"]
        self.addCleanup(ec2.delete_vpc, VpcId=made["VpcId"])
        ec2.get_waiter("vpc_available").wait(VpcIds=[made["VpcId"]], WaiterConfig=WAITER)
        return made["VpcId"]

    def subnet(self, vpc, block, zone="a"):
        made = ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=region.name + zone)["Subnet"]
        self.addCleanup(ec2.delete_subnet, SubnetId=made["SubnetId"])
        return made["SubnetId"]

    def gateway(self, vpc):
        made = ec2.create_internet_gateway(TagSpecifications=self.tags("internet-gateway"))["InternetGateway"]
        gateway = made["InternetGatewayId"]
        self.addCleanup(ec2.delete_internet_gateway, InternetGatewayId=gateway)
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        self.addCleanup(ec2.detach_internet_gateway, InternetGatewayId=gateway, VpcId=vpc)
        return gateway

    def route_table(self, vpc):
        made = ec2.create_route_table(VpcId=vpc, TagSpecifications=self.tags("route-table"))["RouteTable"]
        self.addCleanup(ec2.delete_route_table, RouteTableId=made["RouteTableId"])
        return made["RouteTableId"]


class Pieces(OwnVpc):
    def test_a_vpc_and_what_it_comes_with(self):
        vpc = self.vpc()
        here = {"Filters": [{"Name": "vpc-id", "Values": [vpc]}]}
        [read] = ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"]
        self.assertEqual((read["CidrBlock"], read["IsDefault"], read["State"]), ("10.0.0.0/16", False, "available"))
        self.assertEqual(read["Tags"][0]["Key"], "Name")
        [table] = ec2.describe_route_tables(**here)["RouteTables"]
        self.assertTrue(table["Associations"][0]["Main"])
        self.assertEqual(len(ec2.describe_network_acls(**here)["NetworkAcls"]), 1)
        [group] = ec2.describe_security_groups(**here)["SecurityGroups"]
        self.assertEqual(group["GroupName"], "default")
        attribute = {"VpcId": vpc, "Attribute": "enableDnsHostnames"}
        self.assertFalse(ec2.describe_vpc_attribute(**attribute)["EnableDnsHostnames"]["Value"])
        ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
        self.assertTrue(ec2.describe_vpc_attribute(**attribute)["EnableDnsHostnames"]["Value"])

    def test_subnets(self):
        vpc = self.vpc()
        subnet = self.subnet(vpc, "10.0.1.0/24", "b")
        ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
        [read] = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"]
        self.assertEqual(
            {name: read[name] for name in ("CidrBlock", "AvailabilityZone", "AvailableIpAddressCount", "VpcId")},
            {"CidrBlock": "10.0.1.0/24", "AvailabilityZone": region.name + "b", "AvailableIpAddressCount": 251,
             "VpcId": vpc},
        )
        self.assertTrue(read["MapPublicIpOnLaunch"])
        self.refused(
            ec2.create_subnet, "InvalidSubnet.Conflict", "The CIDR '10.0.1.0/25' conflicts with another subnet",
            VpcId=vpc, CidrBlock="10.0.1.0/25",
        )
        self.refused(
            ec2.create_subnet, "InvalidSubnet.Range", "The CIDR '10.1.0.0/24' is invalid.", VpcId=vpc,
            CidrBlock="10.1.0.0/24",
        )
        self.refused(
            ec2.delete_vpc, "DependencyViolation", f"The vpc '{vpc}' has dependencies and cannot be deleted.", VpcId=vpc
        )

    def test_routes_and_gateways(self):
        vpc = self.vpc()
        subnet, table, gateway = self.subnet(vpc, "10.0.1.0/24"), self.route_table(vpc), self.gateway(vpc)
        everywhere = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0"}
        self.assertTrue(ec2.create_route(GatewayId=gateway, **everywhere)["Return"])
        association = ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)["AssociationId"]
        [read] = ec2.describe_route_tables(
            Filters=[{"Name": "association.subnet-id", "Values": [subnet]}]
        )["RouteTables"]
        self.assertEqual(read["RouteTableId"], table)
        self.assertEqual([route["GatewayId"] for route in read["Routes"]], ["local", gateway])
        ec2.replace_route(GatewayId=gateway, **everywhere)
        self.refused(
            ec2.replace_route, "InvalidParameterValue",
            f"There is no route defined for '9.0.0.0/8' in the route table {table}. Use CreateRoute instead.",
            RouteTableId=table, DestinationCidrBlock="9.0.0.0/8", GatewayId=gateway,
        )
        other = self.route_table(vpc)
        moved = ec2.replace_route_table_association(AssociationId=association, RouteTableId=other)["NewAssociationId"]
        self.refused(
            ec2.delete_route_table, "DependencyViolation",
            f"The routeTable '{other}' has dependencies and cannot be deleted.", RouteTableId=other,
        )
        ec2.disassociate_route_table(AssociationId=moved)
        ec2.delete_route(**everywhere)
        self.refused(
            ec2.delete_route, "InvalidRoute.NotFound",
            f"no route with destination-cidr-block 0.0.0.0/0 in route table {table}", **everywhere,
        )
        self.refused(
            ec2.attach_internet_gateway, "Resource.AlreadyAssociated",
            f"resource {gateway} is already attached to network {vpc}", InternetGatewayId=gateway, VpcId=vpc,
        )

    def test_dry_runs_change_nothing(self):
        before = ec2.describe_vpcs()["Vpcs"]
        self.refused(
            ec2.create_vpc, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.", status=412,
            CidrBlock="10.0.0.0/16", DryRun=True,
        )
        self.assertEqual(ec2.describe_vpcs()["Vpcs"], before)

    def test_a_load_balancer_for_the_internet_needs_a_gateway(self):
        vpc = self.vpc()
        subnets = [self.subnet(vpc, "10.0.1.0/24", "a"), self.subnet(vpc, "10.0.2.0/24", "b")]
        self.refused(
            region.client("elbv2").create_load_balancer, "InvalidSubnet", f"VPC {vpc} has no internet gateway",
            Name=unique("balancer"), Subnets=subnets,
        )


class Stack(OwnVpc):
    """What an infrastructure tool makes of the workflow, in a VPC of its own."""

    def setUp(self):
        for service in ("autoscaling", "elbv2", "iam", "ssm"):
            setattr(self, service, region.client(service))
        self.vpc_id = self.vpc()
        self.subnets = [self.subnet(self.vpc_id, f"10.0.{number}.0/24", zone) for number, zone in enumerate("ab")]
        gateway, table = self.gateway(self.vpc_id), self.route_table(self.vpc_id)
        ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
        for subnet in self.subnets:
            made = ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
            self.addCleanup(ec2.disassociate_route_table, AssociationId=made["AssociationId"])
            ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})

    def security_group(self):
        name = unique("web")
        group = ec2.create_security_group(GroupName=name, Description="web", VpcId=self.vpc_id)["GroupId"]
        self.addCleanup(ec2.delete_security_group, GroupId=group)
        anyone = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 65535, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[anyone])
        return group

    def launch_template(self, group):
        name = unique("stack")
        ec2.create_launch_template(
            LaunchTemplateName=name,
            LaunchTemplateData={
                "ImageId": self.ssm.get_parameter(Name=IMAGE)["Parameter"]["Value"], "InstanceType": "t3.micro",
                "SecurityGroupIds": [group], "UserData": base64.b64encode(WEB_SERVER.encode()).decode(),
            },
        )
        self.addCleanup(ec2.delete_launch_template, LaunchTemplateName=name)
        return name

    def target_group(self):
        made = self.elbv2.create_target_group(
            Name=unique("stack"), Protocol="HTTP", Port=PORT, VpcId=self.vpc_id, HealthCheckIntervalSeconds=5,
            HealthCheckTimeoutSeconds=2, HealthyThresholdCount=2,
        )["TargetGroups"][0]["TargetGroupArn"]
        self.addCleanup(self.elbv2.delete_target_group, TargetGroupArn=made)
        return made

    def load_balancer(self, group, target_group, port):
        made = self.elbv2.create_load_balancer(
            Name=unique("stack"), Subnets=self.subnets, SecurityGroups=[group]
        )["LoadBalancers"][0]
        arns = {"LoadBalancerArns": [made["LoadBalancerArn"]]}
        self.addCleanup(self.elbv2.get_waiter("load_balancers_deleted").wait, WaiterConfig=WAITER, **arns)
        self.addCleanup(self.elbv2.delete_load_balancer, LoadBalancerArn=made["LoadBalancerArn"])
        self.assertEqual(made["VpcId"], self.vpc_id)
        self.elbv2.create_listener(
            LoadBalancerArn=made["LoadBalancerArn"], Protocol="HTTP", Port=port,
            DefaultActions=[{"Type": "forward", "TargetGroupArn": target_group}],
        )
        self.elbv2.get_waiter("load_balancer_available").wait(WaiterConfig=WAITER, **arns)
        return f"http://{made['DNSName']}:{port}/"

    def scaling_group(self, template, target_group):
        name = unique("stack")
        self.autoscaling.create_auto_scaling_group(
            AutoScalingGroupName=name, MinSize=2, MaxSize=2, LaunchTemplate={"LaunchTemplateName": template},
            VPCZoneIdentifier=",".join(self.subnets), TargetGroupARNs=[target_group],
        )
        self.addCleanup(self.remove_group, name)
        return name

    def remove_group(self, name):
        group = self.autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]
        self.autoscaling.delete_auto_scaling_group(AutoScalingGroupName=name, ForceDelete=True)
        ids = [member["InstanceId"] for member in group["Instances"]]
        ec2.get_waiter("instance_terminated").wait(InstanceIds=ids, WaiterConfig=WAITER)
        until(
            lambda: not self.autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"],
            "the group is gone",
        )

    def test_it_answers_and_reads_as_it_was_made(self):
        security_group, target_group = self.security_group(), self.target_group()
        url = self.load_balancer(security_group, target_group, PORT + 1)
        group = self.scaling_group(self.launch_template(security_group), target_group)
        self.elbv2.get_waiter("target_in_service").wait(TargetGroupArn=target_group, WaiterConfig=WAITER)
        with urllib.request.urlopen(url, timeout=10) as answer:
            self.assertEqual(answer.status, 200)
        [read] = self.autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[group])["AutoScalingGroups"]
        self.assertEqual(read["VPCZoneIdentifier"], ",".join(self.subnets))
        self.assertEqual(set(read["AvailabilityZones"]), {region.name + "a", region.name + "b"})
        ids = [member["InstanceId"] for member in read["Instances"]]
        for reservation in ec2.describe_instances(InstanceIds=ids)["Reservations"]:
            for instance in reservation["Instances"]:
                self.assertEqual(instance["VpcId"], self.vpc_id)
                self.assertIn(instance["SubnetId"], self.subnets)
                self.assertEqual(instance["SecurityGroups"][0]["GroupId"], security_group)
                self.assertTrue(instance["PublicIpAddress"].startswith("127.31."))
        self.refused(
            ec2.delete_subnet, "DependencyViolation",
            f"The subnet '{self.subnets[0]}' has dependencies and cannot be deleted.", SubnetId=self.subnets[0],
        )
        self.refused_like(ec2.delete_security_group, "DependencyViolation", ".+", GroupId=security_group)

    def test_there_is_no_classic_network(self):
        for call in (ec2.describe_vpc_classic_link, ec2.describe_vpc_classic_link_dns_support):
            self.refused(call, "UnsupportedOperation",
                         "The functionality you requested is not available in this region.", VpcIds=[])


if __name__ == "__main__":
    unittest.main()
