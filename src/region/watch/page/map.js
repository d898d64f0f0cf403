// Each zone as a lane with its instances: three states, each by its own name (the instance's, the target's health, the
// group member's lifecycle), requests in flight and per second. And what is done to the zone on purpose, with buttons.
import { $, element, keep, setText, sign } from "./dom.js";
import { templateOf } from "./dark.js";
import { fillDeed, makeDeed } from "./deed.js";
import { memberOf, model, targetName, targetsOf } from "./model.js";
import { showInstance } from "./instance.js";
import { failureOf, isDark, troubles } from "./zone.js";
import { deedsFor, notesFor } from "./zone_deeds.js";

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

function makeZone({ zone }) {
  const said = element("p", { class: "said", role: "status" });
  const deeds = element("div", { class: "acts deeds" });
  deeds.makeDeed = () => makeDeed(said);
  return element("div", { class: "zone", role: "group", "aria-labelledby": `at-${zone}` }, element("h3", { id: `at-${zone}` }, zone),
    element("p", { class: "troubles" }), element("ul", { class: "instances" }), deeds, said,
    element("p", { class: "failure", role: "status" }), element("div", { class: "acts notes" }));
}

function fillNote(node, { text, command }) {
  const folded = element("details", {}, element("summary", {}, "as a command"), element("pre", { tabindex: 0 }, command));
  node.replaceChildren(element("p", {}, text), folded);
}

function updateZone(node, { zone, instances }) {
  const wrong = troubles(zone);
  node.classList.toggle("troubled", wrong.length > 0);
  const signs = wrong.map((each) => sign(isDark(each) ? "bad" : "wait", each));
  if (node.wrong !== wrong.join()) node.querySelector(".troubles").replaceChildren(...signs);
  node.wrong = wrong.join();
  keep(node.querySelector(".instances"), instances, { key: ({ id }) => id, make: makeInstance, update: updateInstance });
  const deeds = node.querySelector(".deeds");
  keep(deeds, deedsFor(zone), { key: ({ slot }) => slot, make: deeds.makeDeed, update: fillDeed });
  const failure = failureOf(templateOf(zone));
  setText(node.querySelector(".failure"), failure && `It could not be made dark: ${failure}`);
  keep(node.querySelector(".notes"), notesFor(zone), { key: ({ text }) => text, make: () => element("div"), update: fillNote });
}

// For who does not see the lanes.
function summary() {
  const wrong = model.picture.AvailabilityZones.map((zone) => [zone, troubles(zone)]).filter(([, each]) => each.length > 0);
  return wrong.map(([zone, each]) => `${zone}: ${each.join(", ")}`).join("; ") || "no zone is dark, none is shifted away from";
}

export function showMap() {
  setText($("zones-summary"), summary());
  const lanes = zones();
  keep($("zones"), lanes.map(({ zone }) => ({ zone })), { key: ({ zone }) => zone, make: makeZone, update: () => {} });
  lanes.forEach((lane, at) => updateZone($("zones").children[at], lane));
}
