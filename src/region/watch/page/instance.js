// One instance, looked at closely: what the APIs tell of it, and what can be done to it, each with the command that does
// the same.
import { element } from "./dom.js";
import { call, mayAct, metadata } from "./api.js";
import { filledDeed } from "./deed.js";
import { open } from "./details.js";
import { memberOf, model, targetsOf } from "./model.js";

const of = (operation) => (id) => call("ec2", operation, { InstanceIds: [id] });
const command = (name) => (id) => `aws ec2 ${name} --instance-ids ${id}`;

// It comes up again without its role, and without its web server: user data run at the first boot only.
async function breakIt(id) {
  const filter = [{ Name: "instance-id", Values: [id] }];
  const { IamInstanceProfileAssociations } = await call("ec2", "DescribeIamInstanceProfileAssociations", { Filters: filter });
  const [{ AssociationId } = {}] = IamInstanceProfileAssociations ?? [];
  if (!AssociationId) throw new Error("it has no instance profile that could be taken away");
  await call("ec2", "DisassociateIamInstanceProfile", { AssociationId });
  await of("RebootInstances")(id);
}
const breakCommand = (id) =>
  `aws ec2 disassociate-iam-instance-profile --association-id $(aws ec2 describe-iam-instance-profile-associations ` +
  `--filters Name=instance-id,Values=${id} --query 'IamInstanceProfileAssociations[0].AssociationId' --output text) && ` +
  `aws ec2 reboot-instances --instance-ids ${id}`;

const DEEDS = [
  ["Stop", of("StopInstances"), command("stop-instances")],
  ["Start", of("StartInstances"), command("start-instances")],
  ["Reboot", of("RebootInstances"), command("reboot-instances")],
  ["Terminate", of("TerminateInstances"), command("terminate-instances")],
  ["Break", breakIt, breakCommand],
];

function facts(instance) {
  const rows = Object.entries(instance).map(([name, value]) =>
    [element("dt", {}, name), element("dd", {}, name === "LaunchTime" ? new Date(value).toLocaleString() : String(value))]);
  const member = memberOf(instance.InstanceId);
  if (member) rows.push([element("dt", {}, "member of its group"), element("dd", {}, `${member.LifecycleState}, ${member.HealthStatus}`)]);
  for (const { group, target } of targetsOf(instance.InstanceId)) {
    const { State, Reason, Description } = target.TargetHealth;
    rows.push([element("dt", {}, `target of ${group.TargetGroupName}`), element("dd", {}, [State, Reason, Description].filter(Boolean).join(": "))]);
  }
  return element("dl", {}, ...rows.flat());
}

const section = (title, text) => [element("h3", {}, title), element("pre", { tabindex: 0 }, text)];
const pretty = (value) => JSON.stringify(value, null, 2);

async function console_(id) {
  const { Output } = await call("ec2", "GetConsoleOutput", { InstanceId: id });
  const bytes = Uint8Array.from(atob(Output ?? ""), (letter) => letter.charCodeAt(0));
  return section("Console output", new TextDecoder().decode(bytes) || "nothing yet");
}

async function role(profileArn) {
  if (!profileArn) return section("Instance profile", "none");
  const { InstanceProfile } = await call("iam", "GetInstanceProfile", { InstanceProfileName: profileArn.split("/").at(-1) });
  const shown = section(`Instance profile ${InstanceProfile.InstanceProfileName}`, pretty(InstanceProfile));
  for (const { RoleName } of InstanceProfile.Roles ?? []) {
    const { AttachedPolicies } = await call("iam", "ListAttachedRolePolicies", { RoleName });
    for (const { PolicyArn, PolicyName } of AttachedPolicies ?? []) {
      const { Policy } = await call("iam", "GetPolicy", { PolicyArn });
      const { PolicyVersion } = await call("iam", "GetPolicyVersion", { PolicyArn, VersionId: Policy.DefaultVersionId });
      shown.push(...section(`Policy ${PolicyName} of role ${RoleName}`, pretty(JSON.parse(decodeURIComponent(PolicyVersion.Document)))));
    }
  }
  return shown;
}

async function told(id) {
  const texts = Object.entries(await metadata(id)).map(([path, text]) => `${path}: ${text}`);
  return section("What its metadata service tells it", texts.join("\n"));
}

async function rules(id) {
  const { Reservations } = await call("ec2", "DescribeInstances", { InstanceIds: [id] });
  const { SecurityGroups, MetadataOptions } = Reservations[0].Instances[0];
  const groups = (SecurityGroups ?? []).map(({ GroupId }) => GroupId);
  const { SecurityGroupRules } = await call("ec2", "DescribeSecurityGroupRules", { Filters: [{ Name: "group-id", Values: groups }] });
  return [...section("Metadata options", pretty(MetadataOptions ?? {})), ...section("Security group rules", pretty(SecurityGroupRules ?? []))];
}

export async function showInstance(id) {
  const body = open(`Instance ${id}`);
  const instance = model.picture.Instances.find(({ InstanceId }) => InstanceId === id);
  if (!instance) return body.append(element("p", {}, "There is no such instance any more, or it is an address."));
  const said = element("p", { role: "status" });
  const acts = element("div", { class: "acts" }, ...DEEDS.map(([name, act, commandFor]) =>
    filledDeed({ name, command: commandFor(id), act: () => act(id) }, said)));
  if (!mayAct) said.textContent = "Read only: open the page by the link that the region prints to act and to see more.";
  body.append(facts(instance), acts, said);
  if (!mayAct) return;
  for (const part of [console_(id), told(id), role(instance.InstanceProfile), rules(id)]) {
    try {
      body.append(...(await part));
    } catch (error) {
      body.append(element("p", {}, error.message));
    }
  }
}
