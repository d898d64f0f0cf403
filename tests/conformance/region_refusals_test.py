"""What no other test has each operation refuse: something that is not there, a request that cannot be, a caller who may
not."""

import json
import unittest

from region_under_test import UNCHECKED, Conformance, region_for_module, unique

VPC, SUBNET = "vpc-0123456789abcdef0", "subnet-0123456789abcdef0"
GATEWAY, TABLE = "igw-0123456789abcdef0", "rtb-0123456789abcdef0"
NO_ASSOCIATION = "rtbassoc-0123456789abcdef0"
NO_INSTANCE = {"Id": "i-0123456789abcdef0"}
TAG = {"Key": "app", "Value": "library"}
TOO_MANY = (
    "1 validation error detected: Value '{}' at '{}' failed to satisfy constraint: Member must have value less than or "
    "equal to {}"
)


def setUpModule():
    global region, account
    region = region_for_module()
    account = region.client("sts").get_caller_identity()["Account"]


class Refusals(Conformance):
    def check(self, client, code, *questions, status=400):
        """A question: the operation, what it says of it, and what is asked."""
        for operation, text, arguments in questions:
            with self.subTest(operation):
                self.refused(getattr(client, operation), code, text, status=status, **arguments)

    def test_autoscaling(self):
        group = {"AutoScalingGroupName": "no-such-group"}
        text = "AutoScalingGroup name not found - AutoScalingGroup 'no-such-group' not found"
        source = {"TrafficSources": [{"Identifier": self.elbv2_arn("targetgroup/none")}]}
        tag = {"ResourceId": "no-such-group", "ResourceType": "auto-scaling-group", "Key": "app"}
        autoscaling = region.newest_client("autoscaling")
        self.check(
            autoscaling, "ValidationError",
            ("attach_traffic_sources", text, {**source, **group}),
            ("detach_traffic_sources", text, {**source, **group}),
            ("describe_traffic_sources", text, group),
            ("describe_load_balancer_target_groups", text, group),
            ("resume_processes", text, group),
            ("delete_tags", text, {"Tags": [tag]}),
        )
        self.check(
            autoscaling, "InvalidNextToken",
            ("describe_auto_scaling_instances", "The token 'no token' is invalid.", {"NextToken": "no token"}),
        )

    def test_dynamodb(self):
        dynamodb = region.newest_client("dynamodb")
        self.refused_like(
            dynamodb.delete_resource_policy, "ResourceNotFoundException", ".+",
            ResourceArn=f"arn:aws:dynamodb:{region.name}:{account}:table/none",
        )
        self.check(
            dynamodb, "ResourceNotFoundException",
            ("describe_time_to_live", "Requested resource not found: Table: none not found", {"TableName": "none"}),
        )

    def test_ec2_what_is_not_there(self):
        def missing(kind, name):
            return f"The {kind} ID '{name}' does not exist"

        for code, *questions in (
            ("InvalidRouteTableID.NotFound",
             ("associate_route_table", missing("routeTable", TABLE), {"RouteTableId": TABLE, "SubnetId": SUBNET}),
             ("create_route", missing("routeTable", TABLE),
              {"RouteTableId": TABLE, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": GATEWAY})),
            ("InvalidVpcID.NotFound",
             ("create_route_table", missing("vpc", VPC), {"VpcId": VPC}),
             ("modify_vpc_attribute", missing("vpc", VPC), {"VpcId": VPC, "EnableDnsSupport": {"Value": True}})),
            ("InvalidInternetGatewayID.NotFound",
             ("delete_internet_gateway", missing("internetGateway", GATEWAY), {"InternetGatewayId": GATEWAY}),
             ("detach_internet_gateway", missing("internetGateway", GATEWAY),
              {"InternetGatewayId": GATEWAY, "VpcId": VPC})),
            ("InvalidSubnetID.NotFound",
             ("modify_subnet_attribute", missing("subnet", SUBNET),
              {"SubnetId": SUBNET, "MapPublicIpOnLaunch": {"Value": True}})),
            ("InvalidAssociationID.NotFound",
             ("replace_route_table_association", missing("association", NO_ASSOCIATION),
              {"AssociationId": NO_ASSOCIATION, "RouteTableId": TABLE}),
             ("disassociate_route_table", missing("association", NO_ASSOCIATION), {"AssociationId": NO_ASSOCIATION})),
        ):
            self.check(region.client("ec2"), code, *questions)

    def test_ec2_what_cannot_be_asked(self):
        ec2 = region.client("ec2")
        self.check(
            ec2, "InvalidParameterValue",
            ("create_internet_gateway", "'instance' is not a valid taggable resource type for this operation.",
             {"TagSpecifications": [{"ResourceType": "instance", "Tags": [TAG]}]}),
            ("describe_tags", "The filter 'none' is invalid", {"Filters": [{"Name": "none", "Values": ["none"]}]}),
        )
        large = "10.0.0.0/8"
        self.check(ec2, "InvalidVpc.Range", ("create_vpc", f"The CIDR '{large}' is invalid.", {"CidrBlock": large}))
        self.check(
            ec2, "MissingParameter",
            ("delete_key_pair", "The request must contain the parameter KeyName or KeyPairId", {}),
        )

    def elbv2_arn(self, resource):
        return f"arn:aws:elasticloadbalancing:{region.name}:{account}:{resource}/0123456789abcdef"

    def test_elbv2(self):
        elbv2 = region.newest_client("elbv2")
        balancer = {"LoadBalancerArn": self.elbv2_arn("loadbalancer/app/none")}
        listener = {"ListenerArn": self.elbv2_arn("listener/app/none/0123456789abcdef")}
        rule = {"RuleArn": self.elbv2_arn("listener-rule/app/none/0123456789abcdef/0123456789abcdef")}
        targets = {"TargetGroupArn": self.elbv2_arn("targetgroup/none")}
        for code, text, *questions in (
            ("RuleNotFound", "One or more rules not found", ("delete_rule", rule), ("modify_rule", rule)),
            ("TargetGroupNotFound", "One or more target groups not found",
             ("deregister_targets", {"Targets": [NO_INSTANCE], **targets}),
             ("describe_target_group_attributes", targets),
             ("remove_tags", {"ResourceArns": list(targets.values()), "TagKeys": ["app"]})),
            ("LoadBalancerNotFound", "One or more load balancers not found",
             ("describe_load_balancer_attributes", balancer),
             ("set_ip_address_type", {"IpAddressType": "ipv4", **balancer})),
            ("ListenerNotFound", "One or more listeners not found",
             ("describe_rules", listener), ("describe_listener_attributes", listener)),
        ):
            self.check(elbv2, code, *((operation, text, asked) for operation, asked in questions))
        self.check(
            elbv2, "ValidationError",
            ("describe_account_limits", TOO_MANY.format(401, "pageSize", 400), {"PageSize": 401}),
        )

    def test_iam(self):
        iam, policy = region.client("iam"), f"arn:aws:iam::{account}:policy/none"
        named, no_policy = {"PolicyArn": policy}, f"Policy {policy} was not found."
        profile, no_profile = {"InstanceProfileName": "none"}, "Instance Profile none cannot be found."
        self.check(
            iam, "NoSuchEntity",
            ("create_policy_version", no_policy, {"PolicyDocument": document("Allow"), **named}),
            ("tag_policy", no_policy, {"Tags": [TAG], **named}),
            ("list_policy_tags", no_policy, named),
            ("list_policy_versions", no_policy, named),
            ("tag_instance_profile", no_profile, {"Tags": [TAG], **profile}),
            ("untag_instance_profile", no_profile, {"TagKeys": ["app"], **profile}),
            status=404,
        )
        lists = (
            "get_account_authorization_details", "list_groups", "list_instance_profiles", "list_policies",
            "list_server_certificates", "list_users",
        )
        text = TOO_MANY.format(1001, "maxItems", 1000)
        self.check(
            region.client("iam", UNCHECKED), "ValidationError", *((each, text, {"MaxItems": 1001}) for each in lists)
        )

    def test_ssm(self):
        ssm, none = region.client("ssm"), "Parameter none not found."
        self.check(
            ssm, "ParameterNotFound",
            ("label_parameter_version", none, {"Name": "none", "Labels": ["latest"]}),
            ("unlabel_parameter_version", none, {"Name": "none", "ParameterVersion": 1, "Labels": ["latest"]}),
        )
        self.check(
            ssm, "InvalidResourceId",
            ("remove_tags_from_resource",
             "The resource ID is not valid. Verify that you entered the correct ID and try again.",
             {"ResourceType": "Parameter", "ResourceId": "none", "TagKeys": ["app"]}),
        )
        self.check(
            ssm, "InvalidNextToken",
            ("list_command_invocations", "The specified token is not valid", {"NextToken": "no token"}),
        )
        self.refused_like(
            region.client("ssm", UNCHECKED).delete_parameters, "ValidationException",
            ".* at 'names' failed to satisfy constraint: Member must have length less than or equal to 10",
            Names=["none"] * 11,
        )


def document(effect):
    statement = {"Effect": effect, "Action": "*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class WithoutAPolicy(Conformance):
    """What takes nothing that could be wrong is refused to whoever may not."""

    def test_whoever_may_nothing(self):
        iam, name = region.client("iam"), unique("nobody")
        iam.create_user(UserName=name)
        self.addCleanup(iam.delete_user, UserName=name)
        key = iam.create_access_key(UserName=name)["AccessKey"]
        self.addCleanup(iam.delete_access_key, UserName=name, AccessKeyId=key["AccessKeyId"])
        for service, operation, code, status in (
            ("autoscaling", "describe_metric_collection_types", "AccessDenied", 403),
            ("dynamodb", "describe_endpoints", "AccessDeniedException", 400),
            ("dynamodb", "describe_limits", "AccessDeniedException", 400),
            ("ec2", "describe_account_attributes", "UnauthorizedOperation", 403),
        ):
            with self.subTest(operation):
                call = getattr(region.client(service, keys=key), operation)
                self.refused_like(call, code, ".+not authorized.+", status=status)


if __name__ == "__main__":
    unittest.main()
