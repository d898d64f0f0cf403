// Auto Scaling groups: what is wanted, who is a member, what has been done lately and why.
import { $, clock, element, keep, sign } from "./dom.js";
import { model } from "./model.js";

const KINDS = { Successful: "good", Failed: "bad", Cancelled: "rest" };

function updateGroup(node, group) {
  const members = group.Instances ?? [];
  const states = {};
  for (const { LifecycleState } of members) states[LifecycleState] = (states[LifecycleState] ?? 0) + 1;
  const counts = Object.entries(states).map(([state, count]) => `${count} ${state}`).join(", ");
  const activities = (group.Activities ?? []).slice(0, 8).map((activity) =>
    element("li", {}, clock(activity.StartTime * 1000), " ", sign(KINDS[activity.StatusCode] ?? "wait", `activity ${activity.StatusCode}`), " ",
      activity.Description, element("details", {}, element("summary", {}, "why"), activity.Cause ?? "")));
  node.replaceChildren(
    element("h3", {}, group.AutoScalingGroupName),
    element("p", {}, `desired ${group.DesiredCapacity} (${group.MinSize} to ${group.MaxSize}); members: ${counts || "none"}; health by ${group.HealthCheckType}`),
    element("ul", {}, ...activities));
}

export function showGroups() {
  keep($("groups"), model.picture.AutoScalingGroups, {
    key: (group) => group.AutoScalingGroupARN, make: () => element("div"), update: updateGroup,
  });
}
