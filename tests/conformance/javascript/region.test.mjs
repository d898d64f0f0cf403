// The workflow's resources as the AWS SDK for JavaScript v3 makes, reads and removes them, with its waiters and
// paginators. (What it makes of each operation: ../through.)
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  autoscaling, ec2, elbv2, freePort, iam, refused, region, settings, ssm, unique, until, waiting,
} from "./clients.mjs";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" }],
});
const SERVER = `#!/bin/bash
cat > server.py <<'END'
import http.server, os, urllib.request
metadata = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254").rstrip("/")
address = urllib.request.urlopen(metadata + "/latest/meta-data/local-ipv4").read().decode()
http.server.ThreadingHTTPServer((address, 8080), http.server.SimpleHTTPRequestHandler).serve_forever()
END
nohup python3 server.py > server.log 2>&1 &
`;
const IMAGE = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2";

const clients = {
  autoscaling: new autoscaling.AutoScaling(settings),
  ec2: new ec2.EC2(settings),
  elbv2: new elbv2.ElasticLoadBalancingV2(settings),
  iam: new iam.IAM(settings),
  ssm: new ssm.SSM(settings),
};
after(() => Object.values(clients).forEach((client) => client.destroy()));

test("parameters, page by page", async () => {
  const root = `/${unique("app")}`;
  for (const name of ["a", "b", "c"]) {
    await clients.ssm.putParameter({ Name: `${root}/${name}`, Value: name, Type: "String" });
  }
  const names = [];
  const pages = ssm.paginateGetParametersByPath({ client: clients.ssm, pageSize: 2 }, { Path: root });
  for await (const page of pages) names.push(...page.Parameters.map((parameter) => parameter.Value));
  assert.deepEqual(names, ["a", "b", "c"]);
  await refused(clients.ssm.getParameter({ Name: `${root}/d` }), "ParameterNotFound", 400);
  const deleted = await clients.ssm.deleteParameters({ Names: ["a", "b", "c"].map((name) => `${root}/${name}`) });
  assert.equal(deleted.DeletedParameters.length, 3);
});

describe("the resilient service", () => {
  const name = unique("js");
  const made = {};

  before(async () => {
    const zones = [`${region}a`, `${region}b`, `${region}c`];
    const filters = [{ Name: "default-for-az", Values: ["true"] }, { Name: "availability-zone", Values: zones }];
    const { Subnets } = await clients.ec2.describeSubnets({ Filters: filters });
    Object.assign(made, { zones, vpc: Subnets[0].VpcId, subnets: Subnets.map((subnet) => subnet.SubnetId) });
  });

  test("a role in an instance profile", async () => {
    await clients.iam.createRole({ RoleName: name, AssumeRolePolicyDocument: TRUST });
    const { Policy } = await clients.iam.createPolicy({ PolicyName: name, PolicyDocument: POLICY });
    made.policy = Policy.Arn;
    await clients.iam.attachRolePolicy({ RoleName: name, PolicyArn: Policy.Arn });
    await clients.iam.createInstanceProfile({ InstanceProfileName: name });
    await clients.iam.addRoleToInstanceProfile({ InstanceProfileName: name, RoleName: name });
    await iam.waitUntilInstanceProfileExists(waiting(clients.iam), { InstanceProfileName: name });
    await refused(clients.iam.createRole({ RoleName: name, AssumeRolePolicyDocument: TRUST }),
      "EntityAlreadyExistsException", 409);
  });

  test("a group of instances over three zones", async () => {
    const { Parameter } = await clients.ssm.getParameter({ Name: IMAGE });
    await clients.ec2.createLaunchTemplate({
      LaunchTemplateName: name,
      LaunchTemplateData: {
        ImageId: Parameter.Value, InstanceType: "t3.micro", IamInstanceProfile: { Name: name },
        UserData: Buffer.from(SERVER).toString("base64"),
      },
    });
    await clients.autoscaling.createAutoScalingGroup({
      AutoScalingGroupName: name, MinSize: 3, MaxSize: 3, AvailabilityZones: made.zones,
      LaunchTemplate: { LaunchTemplateName: name },
    });
    const group = await until(async () => {
      const [found] = await groups();
      return found.Instances.filter((each) => each.LifecycleState === "InService").length === 3 && found;
    }, "three in service");
    await refused(clients.autoscaling.setDesiredCapacity({ AutoScalingGroupName: name, DesiredCapacity: 4 }),
      "ValidationError", 400, /above max value 3/);
    assert.deepEqual(new Set(group.Instances.map((each) => each.AvailabilityZone)), new Set(made.zones));
  });

  test("a load balancer that answers", async () => {
    const { TargetGroups } = await clients.elbv2.createTargetGroup({
      Name: name, Protocol: "HTTP", Port: 8080, VpcId: made.vpc, HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 2, HealthyThresholdCount: 2,
    });
    made.targets = TargetGroups[0].TargetGroupArn;
    const { LoadBalancers } = await clients.elbv2.createLoadBalancer({ Name: name, Subnets: made.subnets });
    made.balancer = LoadBalancers[0].LoadBalancerArn;
    const Port = await freePort(LoadBalancers[0].DNSName);
    await openDoor(LoadBalancers[0].SecurityGroups[0], Port);
    await elbv2.waitUntilLoadBalancerAvailable(waiting(clients.elbv2), { LoadBalancerArns: [made.balancer] });
    const { Listeners: [{ ListenerArn }] } = await clients.elbv2.createListener({
      LoadBalancerArn: made.balancer, Protocol: "HTTP", Port,
      DefaultActions: [{ Type: "forward", TargetGroupArn: made.targets }],
    });
    // What Debian's botocore does not know, and this SDK does.
    const Attributes = [{ Key: "routing.http.response.x_frame_options.header_value", Value: "DENY" }];
    await clients.elbv2.modifyListenerAttributes({ ListenerArn, Attributes });
    const read = await clients.elbv2.describeListenerAttributes({ ListenerArn });
    assert.deepEqual(read.Attributes.filter(({ Key }) => Key === Attributes[0].Key), Attributes);
    const capacity = await clients.elbv2.describeCapacityReservation({ LoadBalancerArn: made.balancer });
    assert.equal(capacity.MinimumLoadBalancerCapacity, undefined);
    await clients.autoscaling.attachLoadBalancerTargetGroups({
      AutoScalingGroupName: name, TargetGroupARNs: [made.targets],
    });
    const url = `http://${LoadBalancers[0].DNSName}:${Port}/`;
    await until(async () => (await fetch(url).catch(() => ({}))).status === 200, `${url} answers`);
    await elbv2.waitUntilTargetInService(waiting(clients.elbv2), { TargetGroupArn: made.targets });
    await refused(clients.elbv2.deleteTargetGroup({ TargetGroupArn: made.targets }), "ResourceInUseException", 400);
  });

  test("an instance that is lost is replaced", async () => {
    const lost = (await groups())[0].Instances[0].InstanceId;
    await clients.ec2.terminateInstances({ InstanceIds: [lost] });
    await ec2.waitUntilInstanceTerminated(waiting(clients.ec2), { InstanceIds: [lost] });
    await until(async () => {
      const serving = (await groups())[0].Instances.filter((each) => each.LifecycleState === "InService");
      return serving.length === 3 && serving.every((each) => each.InstanceId !== lost);
    }, "another in its place");
  });

  after(async () => {
    await clients.elbv2.deleteLoadBalancer({ LoadBalancerArn: made.balancer });
    await elbv2.waitUntilLoadBalancersDeleted(waiting(clients.elbv2), { LoadBalancerArns: [made.balancer] });
    await clients.elbv2.deleteTargetGroup({ TargetGroupArn: made.targets });
    await clients.autoscaling.deleteAutoScalingGroup({ AutoScalingGroupName: name, ForceDelete: true });
    await until(async () => (await groups()).length === 0, "no group left");
    await clients.ec2.deleteLaunchTemplate({ LaunchTemplateName: name });
    await clients.iam.removeRoleFromInstanceProfile({ InstanceProfileName: name, RoleName: name });
    await clients.iam.deleteInstanceProfile({ InstanceProfileName: name });
    await clients.iam.detachRolePolicy({ RoleName: name, PolicyArn: made.policy });
    await clients.iam.deletePolicy({ PolicyArn: made.policy });
    await clients.iam.deleteRole({ RoleName: name });
    await refused(clients.iam.getRole({ RoleName: name }), "NoSuchEntityException", 404);
  });

  const groups = async () =>
    (await clients.autoscaling.describeAutoScalingGroups({ AutoScalingGroupNames: [name] })).AutoScalingGroups;

  const openDoor = (GroupId, Port) => clients.ec2.authorizeSecurityGroupIngress({
    GroupId, IpProtocol: "tcp", FromPort: Port, ToPort: Port, CidrIp: "127.0.0.0/8",
  });
});
