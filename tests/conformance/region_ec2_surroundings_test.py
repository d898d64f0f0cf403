"""What surrounds instances in EC2, as boto3 sees it: security groups and their rules, key pairs, tags of anything, and
what is there before anybody made anything."""

import base64
import hashlib
import pathlib
import subprocess
import tempfile
import threading
import time
import unittest

from region_under_test import Conformance, region_for_module, unique, until
from through import boto3_only

ANYWHERE = [{"CidrIp": "0.0.0.0/0"}]


def setUpModule():
    global region, ec2, vpc_id
    region = region_for_module()
    ec2 = region.client("ec2")
    vpc_id = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]


def tag_specification(kind):
    return [{"ResourceType": kind, "Tags": [{"Key": "team", "Value": "books"}]}]


TEAM = [{"Key": "team", "Value": "books"}]


class SecurityGroups(Conformance):
    def group(self, **changes):
        settings = {"GroupName": unique("group"), "Description": "for tests", "VpcId": vpc_id, **changes}
        group_id = ec2.create_security_group(**settings)["GroupId"]
        self.addCleanup(ec2.delete_security_group, GroupId=group_id)
        return group_id, settings

    def read(self, group_id):
        return ec2.describe_security_groups(GroupIds=[group_id])["SecurityGroups"][0]

    def test_what_aws_has_added_since(self):
        newest = region.newest_client("ec2")
        group_id, _ = self.group()
        [group] = newest.describe_security_groups(GroupIds=[group_id])["SecurityGroups"]
        self.assertRegex(group["SecurityGroupArn"], f"^arn:aws:ec2:{region.name}:[0-9]{{12}}:security-group/{group_id}$")
        permission = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "203.0.113.7/32"}]}
        [rule] = newest.authorize_security_group_ingress(GroupId=group_id, IpPermissions=[permission])["SecurityGroupRules"]
        self.assertTrue(rule["SecurityGroupRuleArn"].endswith("security-group-rule/" + rule["SecurityGroupRuleId"]))
        revoked = newest.revoke_security_group_ingress(GroupId=group_id, IpPermissions=[permission])
        [gone] = revoked["RevokedSecurityGroupRules"]
        self.assertEqual((gone["SecurityGroupRuleId"], gone["CidrIpv4"]), (rule["SecurityGroupRuleId"], "203.0.113.7/32"))
        page = newest.describe_images(MaxResults=1)
        self.assertEqual(len(page["Images"]), 1)
        self.refused_like(newest.describe_images, "InvalidNextToken", ".*", NextToken="nothing")

    def test_life_of_a_group(self):
        name = unique("group")
        created = ec2.create_security_group(GroupName=name, Description="for tests", VpcId=vpc_id,
                                            TagSpecifications=tag_specification("security-group"))
        self.assertEqual(created["Tags"], TEAM)
        group = self.read(created["GroupId"])
        self.assertEqual((group["GroupName"], group["Description"], group["VpcId"]), (name, "for tests", vpc_id))
        self.assertEqual(group["Tags"], TEAM)
        self.assertEqual(group["IpPermissions"], [])
        self.assertEqual([(each["IpProtocol"], each["IpRanges"]) for each in group["IpPermissionsEgress"]], [("-1", ANYWHERE)])
        self.refused(ec2.create_security_group, "InvalidGroup.Duplicate",
                     f"The security group '{name}' already exists for VPC '{vpc_id}'", GroupName=name,
                     Description="another", VpcId=vpc_id)
        ec2.delete_security_group(GroupId=created["GroupId"])
        self.refused(ec2.delete_security_group, "InvalidGroup.NotFound",
                     f"The security group '{created['GroupId']}' does not exist", GroupId=created["GroupId"])
        self.refused(ec2.create_security_group, "InvalidVpcID.NotFound", "The vpc ID 'vpc-0' does not exist",
                     GroupName=name, Description="x", VpcId="vpc-0")
        self.refused_like(ec2.create_security_group, "InvalidParameterValue", ".*may not be in the format sg-\\*\\.",
                          GroupName="sg-x", Description="x")

    def test_a_group_that_is_named_elsewhere_stays(self):
        default = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["default"]}])["SecurityGroups"][0]
        self.refused(ec2.delete_security_group, "CannotDelete",
                     f'the specified group: "{default["GroupId"]}" name: "default" cannot be deleted by a user',
                     GroupId=default["GroupId"])
        named, _ = self.group()
        other, _ = self.group()
        permission = [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [{"GroupId": named}]}]
        ec2.authorize_security_group_ingress(GroupId=other, IpPermissions=permission)
        self.refused(ec2.delete_security_group, "DependencyViolation", f"resource {named} has a dependent object",
                     GroupId=named)
        ec2.revoke_security_group_ingress(GroupId=other, IpPermissions=permission)

    def test_rules_go_out_too(self):
        group_id, _ = self.group()
        permission = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                      "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "home"}]}
        made = ec2.authorize_security_group_egress(
            GroupId=group_id, IpPermissions=[permission], TagSpecifications=tag_specification("security-group-rule")
        )["SecurityGroupRules"][0]
        self.assertTrue(made["IsEgress"])
        self.assertEqual(made["Tags"], TEAM)
        rules = ec2.describe_security_group_rules(SecurityGroupRuleIds=[made["SecurityGroupRuleId"]])
        self.assertEqual(rules["SecurityGroupRules"], [made])
        filters = [{"Name": "group-id", "Values": [group_id]}]
        self.assertEqual(len(ec2.describe_security_group_rules(Filters=filters)["SecurityGroupRules"]), 2)
        self.refused_like(ec2.authorize_security_group_egress, "InvalidPermission.Duplicate", ".*already exists",
                          GroupId=group_id, IpPermissions=[permission])
        ec2.revoke_security_group_egress(GroupId=group_id, SecurityGroupRuleIds=[made["SecurityGroupRuleId"]])
        self.refused_like(ec2.revoke_security_group_egress, "InvalidPermission.NotFound", ".*", GroupId=group_id,
                          IpPermissions=[permission])
        self.refused_like(ec2.describe_security_group_rules, "InvalidSecurityGroupRuleId.NotFound", ".*",
                          SecurityGroupRuleIds=[made["SecurityGroupRuleId"]])

    def test_rules_change_in_place(self):
        group_id, _ = self.group()
        made = ec2.authorize_security_group_ingress(GroupId=group_id, IpProtocol="tcp", FromPort=80, ToPort=80,
                                                    CidrIp="10.0.0.0/8")["SecurityGroupRules"][0]
        rule_id = made["SecurityGroupRuleId"]
        wanted = {"IpProtocol": "udp", "FromPort": 53, "ToPort": 53, "CidrIpv4": "192.168.0.0/16", "Description": "names"}
        ec2.modify_security_group_rules(
            GroupId=group_id, SecurityGroupRules=[{"SecurityGroupRuleId": rule_id, "SecurityGroupRule": wanted}]
        )
        seen = ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule_id])["SecurityGroupRules"][0]
        self.assertEqual({key: seen[key] for key in wanted}, wanted)
        described = [{"SecurityGroupRuleId": rule_id, "Description": "resolver"}]
        ec2.update_security_group_rule_descriptions_ingress(GroupId=group_id, SecurityGroupRuleDescriptions=described)
        everywhere = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "anything"}]}]
        ec2.update_security_group_rule_descriptions_egress(GroupId=group_id, IpPermissions=everywhere)
        group = self.read(group_id)
        self.assertEqual(group["IpPermissions"][0]["IpRanges"][0]["Description"], "resolver")
        self.assertEqual(group["IpPermissionsEgress"][0]["IpRanges"][0]["Description"], "anything")
        for call, arguments in (
            (ec2.modify_security_group_rules, {"SecurityGroupRules": [{"SecurityGroupRuleId": "sgr-0", "SecurityGroupRule": wanted}]}),
            (ec2.update_security_group_rule_descriptions_ingress, {"SecurityGroupRuleDescriptions": [{"SecurityGroupRuleId": "sgr-0"}]}),
            (ec2.update_security_group_rule_descriptions_egress, {"SecurityGroupRuleDescriptions": [{"SecurityGroupRuleId": "sgr-0"}]}),
        ):
            self.refused_like(call, "InvalidSecurityGroupRuleId.NotFound", ".*sgr-0.*", GroupId=group_id, **arguments)


class KeyPairs(Conformance):
    def tool(self, *arguments, **options):
        return subprocess.run(arguments, check=True, capture_output=True, **options).stdout

    def test_a_key_of_rsa_is_real(self):
        name = unique("key")
        made = ec2.create_key_pair(KeyName=name, TagSpecifications=tag_specification("key-pair"))
        self.addCleanup(ec2.delete_key_pair, KeyName=name)
        self.assertEqual(made["Tags"], TEAM)
        self.assertTrue(made["KeyMaterial"].startswith("-----BEGIN RSA PRIVATE KEY-----\n"))
        der = self.tool("openssl", "pkcs8", "-topk8", "-nocrypt", "-outform", "DER", input=made["KeyMaterial"].encode())
        self.assertEqual(made["KeyFingerprint"].replace(":", ""), hashlib.sha1(der).hexdigest())
        seen = ec2.describe_key_pairs(KeyNames=[name], IncludePublicKey=True)["KeyPairs"][0]
        self.assertEqual((seen["KeyPairId"], seen["KeyFingerprint"], seen["KeyType"]),
                         (made["KeyPairId"], made["KeyFingerprint"], "rsa"))
        public = self.tool("openssl", "rsa", "-pubout", "-outform", "DER", input=made["KeyMaterial"].encode())
        # Imported under another name it is recognised by the public half, as AWS does.
        again = ec2.import_key_pair(KeyName=name + "-2", PublicKeyMaterial=seen["PublicKey"].encode())
        self.addCleanup(ec2.delete_key_pair, KeyPairId=again["KeyPairId"])
        self.assertEqual(again["KeyFingerprint"].replace(":", ""), hashlib.md5(public).hexdigest())
        self.refused(ec2.create_key_pair, "InvalidKeyPair.Duplicate", f"The keypair already exists: {name}", KeyName=name)

    @boto3_only("the other clients are asked one call at a time")
    def test_nobody_waits_for_somebody_elses_key(self):
        """An RSA key takes long to make. Whoever calls meanwhile is answered meanwhile: more often than right before
        and right after each key."""
        other = region.client("ec2")
        other.describe_regions()
        name, answered, made = unique("key"), [], threading.Event()

        def ask():
            while not made.is_set():
                other.describe_regions()
                answered.append(time.monotonic())

        asking = threading.Thread(target=ask)
        asking.start()
        until(lambda: answered, "an answer")
        keys = [ec2.create_key_pair(KeyName=f"{name}-{number}") for number in range(3)]
        self.addCleanup(lambda: [ec2.delete_key_pair(KeyPairId=key["KeyPairId"]) for key in keys])
        ended = time.monotonic()
        made.set()
        asking.join()
        self.assertEqual(len({key["KeyMaterial"] for key in keys}), 3)
        self.assertGreater(len([moment for moment in answered if moment < ended]), 2 * len(keys))

    def test_a_key_of_ed25519_is_real(self):
        name = unique("key")
        made = ec2.create_key_pair(KeyName=name, KeyType="ed25519")
        self.addCleanup(ec2.delete_key_pair, KeyName=name)
        public = ec2.describe_key_pairs(KeyPairIds=[made["KeyPairId"]], IncludePublicKey=True)["KeyPairs"][0]["PublicKey"]
        blob = base64.b64decode(public.split()[1])
        self.assertEqual(made["KeyFingerprint"], base64.b64encode(hashlib.sha256(blob).digest()).decode())
        # What follows "openssh-key-v1" names the public key, and the private half ends with it.
        lines = made["KeyMaterial"].splitlines()
        self.assertEqual((lines[0], lines[-1]), ("-----BEGIN OPENSSH PRIVATE KEY-----", "-----END OPENSSH PRIVATE KEY-----"))
        secret = base64.b64decode("".join(lines[1:-1]))
        self.assertTrue(secret.startswith(b"openssh-key-v1\0"))
        self.assertGreaterEqual(secret.count(blob[-32:]), 3)
        ssh_keygen = pathlib.Path("/usr/bin/ssh-keygen")
        if ssh_keygen.exists():
            with tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder) / "key"
                file.write_text(made["KeyMaterial"])
                file.chmod(0o600)
                self.assertEqual(self.tool(ssh_keygen, "-y", "-f", file).decode().split()[:2], public.split()[:2])

    def test_what_is_no_key_is_refused(self):
        self.refused(ec2.import_key_pair, "InvalidKey.Format", "Key is not in valid OpenSSH public key format",
                     KeyName=unique("key"), PublicKeyMaterial=b"ssh-rsa AAAA")
        self.refused(ec2.describe_key_pairs, "InvalidKeyPair.NotFound", "The key pair 'none' does not exist",
                     KeyNames=["none"])
        ec2.delete_key_pair(KeyName="none")  # gone is as good


class Tags(Conformance):
    def test_tags_of_anything(self):
        group = ec2.create_security_group(GroupName=unique("group"), Description="for tests")["GroupId"]
        self.addCleanup(ec2.delete_security_group, GroupId=group)
        subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
        ids = [group, subnet, vpc_id, ec2.describe_route_tables()["RouteTables"][0]["RouteTableId"]]
        ec2.create_tags(Resources=ids, Tags=[*TEAM, {"Key": "stage", "Value": "test"}])
        filters = [{"Name": "resource-id", "Values": ids}, {"Name": "tag:stage", "Values": ["te*"]}]
        seen = ec2.describe_tags(Filters=filters)["Tags"]
        self.assertEqual({each["ResourceId"]: each["ResourceType"] for each in seen},
                         dict(zip(ids, ["security-group", "subnet", "vpc", "route-table"])))
        self.assertIn(TEAM[0], ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["Tags"])
        found = ec2.describe_vpcs(Filters=[{"Name": "tag:team", "Values": ["books"]}])["Vpcs"]
        self.assertEqual([each["VpcId"] for each in found], [vpc_id])
        ec2.delete_tags(Resources=ids, Tags=[{"Key": "stage", "Value": "other"}])  # it has another value
        self.assertEqual(len(ec2.describe_tags(Filters=filters)["Tags"]), 4)
        ec2.delete_tags(Resources=ids, Tags=[{"Key": "stage"}])
        self.assertEqual(ec2.describe_tags(Filters=filters)["Tags"], [])
        ec2.delete_tags(Resources=ids)
        self.assertEqual(ec2.describe_tags(Filters=filters[:1])["Tags"], [])

    def test_what_has_no_tags(self):
        self.refused(ec2.create_tags, "InvalidID", "The ID 'nothing' is not valid", Resources=["nothing"], Tags=TEAM)
        self.refused(ec2.create_tags, "InvalidVpcID.NotFound", "The vpc ID 'vpc-0' does not exist",
                     Resources=[vpc_id, "vpc-0"], Tags=TEAM)
        self.assertEqual(ec2.describe_vpcs(VpcIds=[vpc_id])["Vpcs"][0].get("Tags", []), [], "none or all")
        self.refused(ec2.create_tags, "InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use",
                     Resources=[vpc_id], Tags=[{"Key": "aws:x", "Value": "1"}])
        self.refused(ec2.delete_tags, "InvalidID", "The ID 'nothing' is not valid", Resources=["nothing"])


class Surroundings(Conformance):
    def test_what_tools_ask_of_a_vpc(self):
        for attribute, member, value in (("enableDnsSupport", "EnableDnsSupport", True),
                                         ("enableDnsHostnames", "EnableDnsHostnames", True)):
            seen = ec2.describe_vpc_attribute(VpcId=vpc_id, Attribute=attribute)
            self.assertEqual(seen[member], {"Value": value})
        self.refused(ec2.describe_vpc_attribute, "InvalidVpcID.NotFound", "The vpc ID 'vpc-0' does not exist",
                     VpcId="vpc-0", Attribute="enableDnsSupport")
        main = ec2.describe_route_tables(Filters=[{"Name": "association.main", "Values": ["true"]},
                                                  {"Name": "vpc-id", "Values": [vpc_id]}])["RouteTables"]
        self.assertEqual(len(main), 1)
        gateway = ec2.describe_internet_gateways(Filters=[{"Name": "attachment.vpc-id", "Values": [vpc_id]}])
        gateway_id = gateway["InternetGateways"][0]["InternetGatewayId"]
        self.assertEqual([route["GatewayId"] for route in main[0]["Routes"]], ["local", gateway_id])
        here = {"Name": "vpc-id", "Values": [vpc_id]}
        [acl] = ec2.describe_network_acls(Filters=[{"Name": "default", "Values": ["true"]}, here])["NetworkAcls"]
        self.assertEqual(len(acl["Associations"]), len(ec2.describe_subnets(Filters=[here])["Subnets"]))
        self.assertEqual(sorted(entry["RuleNumber"] for entry in acl["Entries"]), [100, 100, 32767, 32767])
        options_id = ec2.describe_vpcs(VpcIds=[vpc_id])["Vpcs"][0]["DhcpOptionsId"]
        options = ec2.describe_dhcp_options(DhcpOptionsIds=[options_id])["DhcpOptions"][0]
        self.assertEqual({each["Key"] for each in options["DhcpConfigurations"]}, {"domain-name", "domain-name-servers"})
        for call, code, what, arguments in (
            (ec2.describe_route_tables, "InvalidRouteTableID.NotFound", "routeTable ID 'rtb-0'", {"RouteTableIds": ["rtb-0"]}),
            (ec2.describe_network_acls, "InvalidNetworkAclID.NotFound", "networkAcl ID 'acl-0'", {"NetworkAclIds": ["acl-0"]}),
            (ec2.describe_internet_gateways, "InvalidInternetGatewayID.NotFound", "internetGateway ID 'igw-0'",
             {"InternetGatewayIds": ["igw-0"]}),
            (ec2.describe_dhcp_options, "InvalidDhcpOptionID.NotFound", "dhcpOption ID 'dopt-0'", {"DhcpOptionsIds": ["dopt-0"]}),
        ):
            self.refused(call, code, f"The {what} does not exist", **arguments)

    def test_regions_account_and_prefix_lists(self):
        names = [each["RegionName"] for each in ec2.describe_regions()["Regions"]]
        self.assertIn(region.name, names)
        self.assertNotIn("af-south-1", names)
        everything = {each["RegionName"]: each["OptInStatus"] for each in ec2.describe_regions(AllRegions=True)["Regions"]}
        self.assertEqual(everything["af-south-1"], "not-opted-in")
        self.refused_like(ec2.describe_regions, "InvalidParameterValue", "Invalid region provided: .*", RegionNames=["nowhere"])
        attributes = {each["AttributeName"]: each["AttributeValues"] for each in ec2.describe_account_attributes()["AccountAttributes"]}
        self.assertEqual(attributes["default-vpc"], [{"AttributeValue": vpc_id}])
        name = f"com.amazonaws.{region.name}.s3"
        filters = [{"Name": "prefix-list-name", "Values": [name]}]
        list_id = ec2.describe_prefix_lists(Filters=filters)["PrefixLists"][0]["PrefixListId"]
        managed = ec2.describe_managed_prefix_lists(Filters=filters)["PrefixLists"][0]
        self.assertEqual((managed["PrefixListId"], managed["OwnerId"]), (list_id, "AWS"))
        self.refused_like(ec2.describe_prefix_lists, "InvalidPrefixListID.NotFound", ".*pl-0.*", PrefixListIds=["pl-0"])
        self.refused_like(ec2.describe_managed_prefix_lists, "InvalidPrefixListID.NotFound", ".*pl-0.*", PrefixListIds=["pl-0"])


if __name__ == "__main__":
    unittest.main()
