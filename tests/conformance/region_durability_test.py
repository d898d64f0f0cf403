"""What a region acknowledged outlives its process, however that ends.

Not for CONFORMANCE_ENDPOINT: the region is killed here.
"""

import json
import os
import unittest

from deployment import MANAGED, Deployment
from region_under_test import ACCOUNT, WAITER, Conformance, OwnRegion, until

DOCUMENT = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"}]}


@unittest.skipIf(os.environ.get("CONFORMANCE_ENDPOINT"), "that region is not ours to kill")
class AfterAKill(Conformance):
    def setUp(self):
        self.region = OwnRegion()
        self.addCleanup(self.region.stop)

    def kill_and_start_again(self):
        self.region.kill()
        keys = self.region.access_key_id, self.region.secret_access_key
        until(lambda: not self.region.here.processes(), "the end of what the region had started")
        self.region.close()
        self.region.start()
        self.assertEqual((self.region.access_key_id, self.region.secret_access_key), keys)

    def read(self, *questions):
        """The answers, without what is said of the call itself."""
        answers = []
        for service, operation, arguments in questions:
            answer = getattr(self.region.client(service), operation)(**arguments)
            del answer["ResponseMetadata"]
            answers.append(answer)
        return answers

    def test_everything_that_was_created_is_there(self):
        dynamodb, iam, ssm = (self.region.client(name) for name in ("dynamodb", "iam", "ssm"))
        dynamodb.create_table(
            TableName="table", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "Id", "AttributeType": "N"}],
            KeySchema=[{"AttributeName": "Id", "KeyType": "HASH"}],
        )
        puts = [{"PutRequest": {"Item": {"Id": {"N": str(n)}, "Text": {"S": "ä" * n}}}} for n in range(25)]
        dynamodb.batch_write_item(RequestItems={"table": puts})
        ssm.put_parameter(Name="parameter", Value="first", Type="String")
        ssm.put_parameter(Name="parameter", Value="second", Overwrite=True)
        policy = iam.create_policy(PolicyName="policy", PolicyDocument=json.dumps(DOCUMENT))["Policy"]["Arn"]
        here = Deployment(self.region, lambda *_, **__: None)  # the data folder goes as a whole
        profile = here.profile(MANAGED, policy)
        targets = here.target_group(Port=8080)
        here.load_balancer(targets, 8080)
        group = here.group(2, profile, "#!/bin/bash\necho once more >> boots\n")
        here.autoscaling.attach_load_balancer_target_groups(AutoScalingGroupName=group, TargetGroupARNs=[targets])
        instances = here.in_service(group)
        group_id = here.ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]
        here.ec2.authorize_security_group_ingress(
            GroupId=group_id, IpProtocol="tcp", FromPort=8080, ToPort=8080, CidrIp="192.0.2.0/24"
        )
        balancers = here.elbv2.describe_load_balancers()["LoadBalancers"]
        questions = [
            ("sts", "get_caller_identity", {}),
            ("dynamodb", "describe_table", {"TableName": "table"}),
            *(("dynamodb", "get_item", {"TableName": "table", "Key": {"Id": {"N": str(n)}}}) for n in (0, 24)),
            ("ssm", "get_parameter", {"Name": "parameter"}),
            ("iam", "get_policy", {"PolicyArn": policy}),
            ("iam", "get_role", {"RoleName": profile}),
            ("iam", "list_attached_role_policies", {"RoleName": profile}),
            ("iam", "get_instance_profile", {"InstanceProfileName": profile}),
            ("ec2", "describe_vpcs", {}),
            ("ec2", "describe_subnets", {}),
            ("ec2", "describe_security_groups", {}),
            ("ec2", "describe_launch_templates", {}),
            ("elbv2", "describe_load_balancers", {}),
            ("elbv2", "describe_target_groups", {}),
            ("elbv2", "describe_listeners", {"LoadBalancerArn": balancers[0]["LoadBalancerArn"]}),
            ("ec2", "describe_availability_zones", {}),
        ]
        before, group_before = self.read(*questions), here.read(group)
        self.kill_and_start_again()
        here = Deployment(self.region, lambda *_, **__: None)
        for question, said, says in zip(questions, before, self.read(*questions)):
            self.assertEqual(says, said, question)
        # Instances are lost with the machine that they ran on, and the group does what it is there for.
        until(lambda: len(set(here.in_service(group)) - set(instances)) == 2, "two other instances in service")
        here.ec2.get_waiter("instance_terminated").wait(InstanceIds=instances, WaiterConfig=WAITER)
        until(lambda: sorted(self.targets(here, targets)) == sorted(here.in_service(group)), "they are the targets")
        self.assertEqual({**here.read(group), "Instances": []}, {**group_before, "Instances": []})
        self.assertEqual(here.run(here.in_service(group)[0], "cat boots"), "once more\n")

    def test_a_stopped_instance_stays_stopped(self):
        here = Deployment(self.region, lambda *_, **__: None)
        image = self.region.client("ssm").get_parameter(
            Name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")["Parameter"]["Value"]
        instance = here.ec2.run_instances(
            ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1,
            UserData="#!/bin/bash\necho once more >> boots\ncat boots\n",
        )["Instances"][0]["InstanceId"]
        printed = lambda: here.ec2.get_console_output(InstanceId=instance).get("Output", "")
        until(lambda: "once more" in printed(), "what user data print")
        here.ec2.stop_instances(InstanceIds=[instance])
        here.ec2.get_waiter("instance_stopped").wait(InstanceIds=[instance], WaiterConfig=WAITER)
        here.ec2.modify_instance_attribute(InstanceId=instance, InstanceType={"Value": "t3.large"})
        described = ("ec2", "describe_instances", {"InstanceIds": [instance]})
        before = self.read(described)
        self.kill_and_start_again()
        self.assertEqual(self.read(described), before)
        here = Deployment(self.region, lambda *_, **__: None)
        self.assertIn("once more", printed())
        here.ec2.start_instances(InstanceIds=[instance])
        here.ec2.get_waiter("instance_running").wait(InstanceIds=[instance], WaiterConfig=WAITER)
        [running] = self.read(described)[0]["Reservations"][0]["Instances"]
        [stopped] = before[0]["Reservations"][0]["Instances"]
        for same in ("PrivateIpAddress", "InstanceType", "BlockDeviceMappings"):
            self.assertEqual(running[same], stopped[same])
        self.assertEqual(running["PublicIpAddress"].split(".")[2:], stopped["PrivateIpAddress"].split(".")[2:])
        self.assertEqual(printed().count("once more"), 1)
        here.ec2.terminate_instances(InstanceIds=[instance])

    def targets(self, here, arn):
        described = here.elbv2.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
        return [target["Target"]["Id"] for target in described]

    def test_a_client_that_was_told_of_a_write_finds_it(self):
        writes = 200
        ssm = self.region.client("ssm")
        for number in range(writes):
            ssm.put_parameter(Name=f"parameter-{number}", Value=str(number), Type="String")
        self.kill_and_start_again()
        ssm = self.region.client("ssm")
        values = [ssm.get_parameter(Name=f"parameter-{number}")["Parameter"]["Value"] for number in range(writes)]
        self.assertEqual(values, [str(number) for number in range(writes)])

    def test_two_regions_do_not_share_a_folder(self):
        status, output = self.region.here.run(
            "region", "--listen", "127.0.0.1:0", "--data", self.region.here.folder / "data", timeout=30
        )
        self.assertEqual(status, 1, output)
        self.assertRegex(output, r"(?i)in use")
        self.assertRegex(self.region.client("sts").get_caller_identity()["Account"], ACCOUNT)


if __name__ == "__main__":
    unittest.main()
