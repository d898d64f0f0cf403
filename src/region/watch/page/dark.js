// Has a zone lose its power, as far as that can be had: an experiment like AWS's "AZ Availability: Power Interruption",
// on the zone's default subnets and on the Auto Scaling groups that launch there. Its role and the zone's template are
// made when they are first wanted; the template is found again by its tag.
import { call } from "./api.js";
import { command, shell } from "./command.js";
import { start, startCommand } from "./experiments.js";
import { model } from "./model.js";

const ROLE = "resilient-service-live-page";
const PATH = "/live-page/"; // by which it is found
const POLICY = "make-zones-dark";
const TAG = "resilient-service:live-page";
const STEADY_STATE = "resilient-service:steady-state";
const NOBODY_WAITS_LONG = "answered=100 within=11s"; // a load balancer waits 10 s for a connection to a target
const DURATION = "PT10M";
const CAPACITY = "aws:ec2:asg-insufficient-instance-capacity-error";

const allow = (statement) => ({ Effect: "Allow", ...statement });
const document_ = (...statements) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

const newRole = () => ({
  Path: PATH,
  RoleName: ROLE,
  AssumeRolePolicyDocument: document_(allow({ Action: "sts:AssumeRole", Principal: { Service: "fis.amazonaws.com" } })),
});
const permissions = () => ({
  RoleName: ROLE,
  PolicyName: POLICY,
  PolicyDocument: document_(
    allow({ Action: ["ec2:CreateNetworkAcl", "ec2:ReplaceNetworkAclAssociation", "autoscaling:DescribeAutoScalingGroups"], Resource: "*" }),
    allow({ Action: "ec2:InjectApiError", Resource: "*", Condition: { "ForAllValues:StringEquals": { "ec2:FisActionId": [CAPACITY] } } })),
});

const all = (resourceType, resourceArns) => ({ resourceType, resourceArns, selectionMode: "ALL" });

// What there is in the zone now.
function plan(zone) {
  const subnets = model.picture.Subnets.filter(({ AvailabilityZone, DefaultForAz }) => DefaultForAz && AvailabilityZone === zone);
  const groups = model.picture.AutoScalingGroups.filter(({ AvailabilityZones }) => (AvailabilityZones ?? []).includes(zone));
  const targets = { Subnets: all("aws:ec2:subnet", subnets.map(({ SubnetArn }) => SubnetArn)) };
  const actions = {
    "Pause-network-connectivity": {
      actionId: "aws:network:disrupt-connectivity", parameters: { duration: DURATION, scope: "all" }, targets: { Subnets: "Subnets" },
    },
  };
  if (groups.length > 0) {
    targets.ASG = all("aws:ec2:autoscaling-group", groups.map(({ AutoScalingGroupARN }) => AutoScalingGroupARN));
    actions["Pause-ASG-Scaling"] = {
      actionId: CAPACITY, parameters: { availabilityZoneIdentifiers: zone, duration: DURATION, percentage: "100" }, targets: { AutoScalingGroups: "ASG" },
    };
  }
  return { targets, actions };
}

const newTemplate = (zone, roleArn) => ({
  description: `${zone} is dark`,
  ...plan(zone),
  stopConditions: [{ source: "none" }],
  roleArn,
  tags: { Name: `${zone} is dark`, [TAG]: zone, [STEADY_STATE]: NOBODY_WAITS_LONG },
});

const ownTemplates = () => model.picture.ExperimentTemplates.filter(({ tags }) => tags?.[TAG]);
export const templateOf = (zone) => ownTemplates().find(({ tags }) => tags[TAG] === zone);

async function role() {
  const { Roles } = await call("iam", "ListRoles", { PathPrefix: PATH });
  const known = (Roles ?? []).find(({ RoleName }) => RoleName === ROLE);
  const { Arn } = known ?? (await call("iam", "CreateRole", newRole())).Role;
  await call("iam", "PutRolePolicy", permissions());
  return Arn;
}

export async function makeDark(zone) {
  const now = plan(zone);
  if (now.targets.Subnets.resourceArns.length === 0) throw new Error(`${zone} has no default subnet`);
  const roleArn = await role();
  const known = templateOf(zone);
  const { experimentTemplate } = known
    ? await call("fis", "UpdateExperimentTemplate", { id: known.id, ...now, roleArn })
    : await call("fis", "CreateExperimentTemplate", { clientToken: crypto.randomUUID(), ...newTemplate(zone, roleArn) });
  await start(experimentTemplate.id);
}

// The role is there when any of the templates is.
export function darkCommand(zone) {
  const known = templateOf(zone);
  if (known) return [command("fis", "UpdateExperimentTemplate", { id: known.id, ...plan(zone) }), startCommand(known.id)].join("\n");
  const once = ownTemplates().length > 0 ? [] : [command("iam", "CreateRole", newRole()), command("iam", "PutRolePolicy", permissions())];
  return [
    ...once,
    `role=$(aws iam get-role --role-name ${ROLE} --query Role.Arn --output text)`,
    `template=$(${command("fis", "CreateExperimentTemplate", newTemplate(zone, shell("$role")))} --query experimentTemplate.id --output text)`,
    startCommand(shell("$template")),
  ].join("\n");
}
