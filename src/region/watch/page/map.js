// Each zone as a lane with its instances: three states, each by its own name (the instance's, the target's health, the
// group member's lifecycle), requests in flight and per second.
import { $, element, keep, setText } from "./dom.js";
import { memberOf, model, targetName, targetsOf } from "./model.js";
import { showInstance } from "./instance.js";

const TERMINATED_SHOWN = 8; // of a zone; the oldest are left out

function kindOf({ state, health }) {
  if (state !== "running") return state === "pending" || state === "shutting-down" || state === "stopping" ? "wait" : "rest";
  return { healthy: "good", unhealthy: "bad", initial: "wait", draining: "wait" }[health] ?? "rest";
}

function seen(instance, busiest) {
  const [found] = targetsOf(instance.InstanceId);
  const name = found && targetName(found.group, found.target);
  return {
    id: instance.InstanceId,
    state: instance.State,
    health: found?.target.TargetHealth.State ?? "",
    reason: found?.target.TargetHealth.Reason ?? "",
    lifecycle: memberOf(instance.InstanceId)?.LifecycleState ?? "",
    inFlight: model.inFlight.get(name) ?? 0,
    perSecond: model.perSecond.get(name) ?? 0,
    share: (model.perSecond.get(name) ?? 0) / busiest,
  };
}

function makeInstance(instance) {
  const bar = element("div", { class: "bar" }, element("i"));
  return element("li", { class: "instance", id: `at-${instance.id}` },
    element("button", { class: "plain", type: "button", onclick: () => showInstance(instance.id) }, instance.id),
    element("p", { class: "states" }), element("p", { class: "load" }), bar);
}

function updateInstance(node, instance) {
  const lit = node.classList.contains("lit");
  node.className = `instance ${kindOf(instance)}`;
  node.classList.toggle("lit", lit);
  const states = [`instance ${instance.state}`];
  if (instance.health) states.push(`target ${instance.health}${instance.reason ? ` (${instance.reason})` : ""}`);
  if (instance.lifecycle) states.push(`member ${instance.lifecycle}`);
  setText(node.querySelector(".states"), states.join(", "));
  setText(node.querySelector(".load"), `${instance.perSecond}/s, ${instance.inFlight} in flight`);
  node.querySelector("i").style.width = `${100 * instance.share}%`;
}

function zones() {
  const lanes = new Map(model.picture.AvailabilityZones.map((zone) => [zone, { zone, instances: [] }]));
  const busiest = Math.max(1, ...model.perSecond.values());
  const newestFirst = [...model.picture.Instances].sort((one, other) => (other.LaunchTime ?? 0) - (one.LaunchTime ?? 0));
  for (const instance of newestFirst) {
    const lane = lanes.get(instance.AvailabilityZone);
    const ended = lane?.instances.filter(({ state }) => state === "terminated").length ?? 0;
    if (lane && !(instance.State === "terminated" && ended >= TERMINATED_SHOWN)) lane.instances.push(seen(instance, busiest));
  }
  return [...lanes.values()];
}

export function showMap() {
  keep($("zones"), zones(), {
    key: ({ zone }) => zone,
    make: ({ zone }) =>
      element("div", { class: "zone" }, element("h3", { id: `at-${zone}` }, zone), element("ul", { class: "instances" })),
    update: (node, { instances }) =>
      keep(node.querySelector("ul"), instances, { key: ({ id }) => id, make: makeInstance, update: updateInstance }),
  });
}
