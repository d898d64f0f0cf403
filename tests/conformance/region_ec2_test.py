"""EC2 as boto3 sees it, as far as no instance is needed. Those: region_deployment_test.py."""

import base64
import unittest

import botocore.exceptions

from region_under_test import ACCOUNT, UNCHECKED, Conformance, region_for_module, unique

NO_INSTANCE = "i-0123456789abcdef0"
ELSEWHERE = "203.0.113.7/32"


def setUpModule():
    global region, ec2, unchecked
    region = region_for_module()
    ec2 = region.client("ec2")
    unchecked = region.client("ec2", UNCHECKED)


class Network(Conformance):
    def test_four_zones(self):
        zones = ec2.describe_availability_zones()["AvailabilityZones"]
        names = [zone["ZoneName"] for zone in zones]
        self.assertEqual(names, [region.name + letter for letter in "abcd"])
        self.assertEqual({zone["State"] for zone in zones}, {"available"})
        self.assertEqual({zone["OptInStatus"] for zone in zones}, {"opt-in-not-required"})
        self.assertEqual(len({zone["ZoneId"] for zone in zones}), 4)
        filters = [{"Name": "zone-name", "Values": [names[2]]}]
        [third] = ec2.describe_availability_zones(Filters=filters)["AvailabilityZones"]
        self.assertEqual(third, zones[2])
        self.refused(
            ec2.describe_availability_zones, "InvalidParameterValue", "Invalid availability zone: [us-west-2z]",
            ZoneNames=["us-west-2z"],
        )

    def test_the_default_vpc(self):
        [vpc] = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
        self.assertEqual((vpc["IsDefault"], vpc["State"]), (True, "available"))
        self.assertEqual(ec2.describe_vpcs(VpcIds=[vpc["VpcId"]])["Vpcs"], [vpc])
        others = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["false"]}])["Vpcs"]
        self.assertNotIn(vpc["VpcId"], [other["VpcId"] for other in others])
        self.refused(
            ec2.describe_vpcs, "InvalidVpcID.NotFound", "The vpc ID 'vpc-0123456789abcdef0' does not exist",
            VpcIds=["vpc-0123456789abcdef0"],
        )

    def test_a_default_subnet_in_each_zone(self):
        filters = [{"Name": "default-for-az", "Values": ["true"]}]
        subnets = ec2.describe_subnets(Filters=filters)["Subnets"]
        self.assertEqual({subnet["AvailabilityZone"] for subnet in subnets}, {region.name + zone for zone in "abcd"})
        self.assertTrue(all(subnet["CidrBlock"].endswith("/20") for subnet in subnets))
        self.assertTrue(all(subnet["MapPublicIpOnLaunch"] for subnet in subnets))
        self.assertTrue(all(0 < subnet["AvailableIpAddressCount"] <= 4091 for subnet in subnets))
        pages = ec2.get_paginator("describe_subnets").paginate(Filters=filters, MaxResults=5)
        self.assertEqual([subnet for page in pages for subnet in page["Subnets"]], subnets)
        self.refused(
            ec2.describe_subnets, "InvalidSubnetID.NotFound",
            "The subnet ID 'subnet-0123456789abcdef0' does not exist", SubnetIds=["subnet-0123456789abcdef0"],
        )
        self.refused(
            ec2.describe_subnets, "InvalidParameterValue", "The filter 'colour' is invalid",
            Filters=[{"Name": "colour", "Values": ["red"]}],
        )


class SecurityGroups(Conformance):
    def setUp(self):
        filters = [{"Name": "group-name", "Values": ["default"]}]
        self.group = ec2.describe_security_groups(Filters=filters)["SecurityGroups"][0]
        self.permission = {"IpProtocol": "tcp", "FromPort": 7777, "ToPort": 7777, "IpRanges": [{"CidrIp": ELSEWHERE}]}

    def read(self):
        return ec2.describe_security_groups(GroupIds=[self.group["GroupId"]])["SecurityGroups"][0]

    def revoke(self, **how):
        try:
            ec2.revoke_security_group_ingress(GroupId=self.group["GroupId"], **how)
        except botocore.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "InvalidPermission.NotFound":
                raise

    def test_the_default_group_is_open_to_itself_alone(self):
        self.assertEqual(self.group["Description"], "default VPC security group")
        [inbound] = self.group["IpPermissions"]
        self.assertEqual(inbound["IpProtocol"], "-1")
        self.assertNotIn("FromPort", inbound)
        self.assertEqual([pair["GroupId"] for pair in inbound["UserIdGroupPairs"]], [self.group["GroupId"]])
        [outbound] = self.group["IpPermissionsEgress"]
        self.assertEqual((outbound["IpProtocol"], outbound["IpRanges"]), ("-1", [{"CidrIp": "0.0.0.0/0"}]))

    def test_life_of_a_rule(self):
        self.addCleanup(self.revoke, IpPermissions=[self.permission])
        rule = {"GroupId": self.group["GroupId"], "IpPermissions": [self.permission]}
        answer = ec2.authorize_security_group_ingress(**rule)
        self.assertTrue(answer["Return"])
        [made] = answer["SecurityGroupRules"]
        self.assertRegex(made["SecurityGroupRuleId"], "^sgr-[0-9a-f]{17}$")
        self.assertEqual((made["IsEgress"], made["CidrIpv4"]), (False, ELSEWHERE))
        shown = [each for each in self.read()["IpPermissions"] if each.get("FromPort") == 7777]
        self.assertEqual([each["IpRanges"] for each in shown], [[{"CidrIp": ELSEWHERE}]])
        self.refused(
            ec2.authorize_security_group_ingress, "InvalidPermission.Duplicate",
            f'the specified rule "peer: {ELSEWHERE}, TCP, from port: 7777, to port: 7777, ALLOW" already exists',
            **rule,
        )
        self.assertTrue(ec2.revoke_security_group_ingress(**rule)["Return"])
        self.assertEqual(self.read(), self.group)
        self.refused(
            ec2.revoke_security_group_ingress, "InvalidPermission.NotFound",
            "The specified rule does not exist in this security group.", **rule,
        )

    def test_a_rule_as_the_cli_of_old_wrote_it(self):
        rule = {
            "GroupId": self.group["GroupId"], "IpProtocol": "tcp", "FromPort": 7778, "ToPort": 7779,
            "CidrIp": ELSEWHERE,
        }
        [made] = ec2.authorize_security_group_ingress(**rule)["SecurityGroupRules"]
        self.revoke(SecurityGroupRuleIds=[made["SecurityGroupRuleId"]])
        self.assertEqual(self.read(), self.group)

    def test_groups_that_are_not_there(self):
        missing = "sg-0123456789abcdef0"
        text = f"The security group '{missing}' does not exist"
        rule = {"GroupId": missing, "IpPermissions": [self.permission]}
        self.refused(ec2.describe_security_groups, "InvalidGroup.NotFound", text, GroupIds=[missing])
        self.refused(ec2.authorize_security_group_ingress, "InvalidGroup.NotFound", text, **rule)
        self.refused(ec2.revoke_security_group_ingress, "InvalidGroup.NotFound", text, **rule)
        self.refused_like(ec2.describe_security_groups, "InvalidGroupId.Malformed", ".*sg!.*", GroupIds=["sg!"])


class LaunchTemplates(Conformance):
    def create(self, name):
        data = {"InstanceType": "t3.micro", "UserData": base64.b64encode(b"#!/bin/bash\n").decode()}
        made = ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)["LaunchTemplate"]
        self.addCleanup(self.remove, made["LaunchTemplateId"])
        return made

    def remove(self, template_id):
        try:
            ec2.delete_launch_template(LaunchTemplateId=template_id)
        except botocore.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "InvalidLaunchTemplateId.NotFound":
                raise

    def test_life_of_a_launch_template(self):
        made = self.create(unique("template"))
        name = {"LaunchTemplateName": made["LaunchTemplateName"]}
        self.assertRegex(made["LaunchTemplateId"], "^lt-[0-9a-f]{17}$")
        self.assertRegex(made["CreatedBy"], rf"^arn:aws:(iam|sts)::{ACCOUNT}:.+$")
        self.assertEqual((made["DefaultVersionNumber"], made["LatestVersionNumber"]), (1, 1))
        read = ec2.describe_launch_templates(LaunchTemplateNames=[made["LaunchTemplateName"]])
        self.assertEqual(read["LaunchTemplates"], [made])
        deleted = ec2.delete_launch_template(**name)["LaunchTemplate"]
        self.assertEqual(deleted["LaunchTemplateId"], made["LaunchTemplateId"])
        self.refused(
            ec2.delete_launch_template, "InvalidLaunchTemplateName.NotFoundException",
            f"The specified launch template, with template name {made['LaunchTemplateName']}, does not exist.", **name,
        )
        self.create(made["LaunchTemplateName"])  # the name is free at once

    def test_a_name_is_taken_once(self):
        name = self.create(unique("template"))["LaunchTemplateName"]
        self.refused(
            ec2.create_launch_template, "InvalidLaunchTemplateName.AlreadyExistsException",
            "Launch template name already in use.",
            LaunchTemplateName=name, LaunchTemplateData={"InstanceType": "t3.micro"},
        )

    def test_the_same_token_makes_one_template(self):
        request = {
            "LaunchTemplateName": unique("template"), "LaunchTemplateData": {"InstanceType": "t3.micro"},
            "ClientToken": unique("token"),
        }
        first, again = (ec2.create_launch_template(**request)["LaunchTemplate"] for _ in range(2))
        self.addCleanup(self.remove, first["LaunchTemplateId"])
        self.assertEqual(again, first)

    def test_templates_are_described_in_pages(self):
        names = {self.create(unique("template"))["LaunchTemplateName"] for _ in range(3)}
        pages = list(ec2.get_paginator("describe_launch_templates").paginate(PaginationConfig={"PageSize": 2}))
        self.assertGreater(len(pages), 1)
        self.assertLessEqual(names, {each["LaunchTemplateName"] for page in pages for each in page["LaunchTemplates"]})

    def test_templates_that_are_not_there(self):
        self.refused(
            ec2.describe_launch_templates, "InvalidLaunchTemplateName.NotFoundException",
            "At least one of the launch templates specified in the request does not exist.",
            LaunchTemplateNames=["no-such-template"],
        )
        missing = "lt-0123456789abcdef0"
        for call, arguments in (
            (ec2.describe_launch_templates, {"LaunchTemplateIds": [missing]}),
            (ec2.delete_launch_template, {"LaunchTemplateId": missing}),
        ):
            self.refused(
                call, "InvalidLaunchTemplateId.NotFound",
                f"The specified launch template, with template ID {missing}, does not exist.", **arguments,
            )
        self.refused(
            ec2.delete_launch_template, "MissingParameter",
            "The request must contain the parameter launch template ID or launch template name",
        )


class Instances(Conformance):
    def test_instances_that_are_not_there(self):
        text = f"The instance ID '{NO_INSTANCE}' does not exist"
        for call in (ec2.describe_instances, ec2.reboot_instances, ec2.terminate_instances):
            self.refused(call, "InvalidInstanceID.NotFound", text, InstanceIds=[NO_INSTANCE])
            self.refused(call, "InvalidInstanceID.Malformed", 'Invalid id: "nothing"', InstanceIds=["nothing"])
        self.refused(
            ec2.describe_instances, "InvalidInstanceID.NotFound",
            "The instance IDs 'i-0123456789abcdef0, i-0123456789abcdef1' do not exist",
            InstanceIds=[NO_INSTANCE, "i-0123456789abcdef1"],
        )
        filters = [{"Name": "instance-id", "Values": [NO_INSTANCE]}]
        self.assertEqual(ec2.describe_instances(Filters=filters)["Reservations"], [])

    def test_associations_that_are_not_there(self):
        filters = [{"Name": "instance-id", "Values": [NO_INSTANCE]}]
        found = ec2.describe_iam_instance_profile_associations(Filters=filters)
        self.assertEqual(found["IamInstanceProfileAssociations"], [])
        missing = "iip-assoc-0123456789abcdef0"
        text = f"An invalid association-id of '{missing}' was given"
        self.refused(
            ec2.describe_iam_instance_profile_associations, "InvalidAssociationID.NotFound", text,
            AssociationIds=[missing],
        )
        self.refused(
            ec2.replace_iam_instance_profile_association, "InvalidAssociationID.NotFound", text,
            AssociationId=missing, IamInstanceProfile={"Name": "no-such-profile"},
        )

    def test_what_ec2_refuses_of_its_own(self):
        self.refused(
            unchecked.reboot_instances, "MissingParameter", "The request must contain the parameter InstanceId"
        )
        self.refused_like(ec2.describe_instances, "InvalidParameterValue", ".*maxResults.*", MaxResults=4)
        self.refused(
            ec2.describe_vpcs, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.",
            status=412, DryRun=True,
        )

    def test_a_dry_run_checks_all_and_does_nothing(self):
        would_have = "Request would have succeeded, but DryRun flag is set."
        missing = "i-0123456789abcdef0"
        self.refused(
            ec2.reboot_instances, "InvalidInstanceID.NotFound", f"The instance ID '{missing}' does not exist",
            DryRun=True, InstanceIds=[missing],
        )
        template = {"LaunchTemplateName": unique("dry"), "LaunchTemplateData": {"InstanceType": "t3.micro"}}
        for _ in range(2):
            self.refused(
                ec2.create_launch_template, "DryRunOperation", would_have, status=412, DryRun=True, **template
            )
        ec2.create_launch_template(**template)
        name = {"LaunchTemplateName": template["LaunchTemplateName"]}
        self.addCleanup(ec2.delete_launch_template, **name)
        self.refused(
            ec2.create_launch_template, "InvalidLaunchTemplateName.AlreadyExistsException",
            "Launch template name already in use.", DryRun=True, **template,
        )
        self.refused(ec2.delete_launch_template, "DryRunOperation", would_have, status=412, DryRun=True, **name)
        self.assertEqual(len(ec2.describe_launch_templates(LaunchTemplateNames=[*name.values()])["LaunchTemplates"]), 1)
        group = {"GroupId": ec2.describe_security_groups(GroupNames=["default"])["SecurityGroups"][0]["GroupId"]}
        rule = {"IpProtocol": "tcp", "FromPort": 9, "ToPort": 9, "CidrIp": "203.0.113.7/32"}
        self.refused(
            ec2.authorize_security_group_ingress, "DryRunOperation", would_have, status=412, DryRun=True, **group, **rule
        )
        self.refused_like(
            ec2.revoke_security_group_ingress, "InvalidPermission.NotFound", ".+", DryRun=True, **group, **rule
        )

    def test_what_ec2_does_not_know(self):
        self.refused_like(ec2.describe_nat_gateways, "InvalidAction", ".*DescribeNatGateways.*")


if __name__ == "__main__":
    unittest.main()
