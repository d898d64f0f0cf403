// Load balancers with their listeners, the way of some requests, and charts of what went through in the last minutes.
import { $, element, keep, setText, sign } from "./dom.js";
import { model } from "./model.js";
import { chart } from "./chart.js";
import { light } from "./light.js";

const VISITS_SHOWN = 8;
let visits = []; // the newest first

const forwardsTo = (listener) =>
  (listener.DefaultActions ?? [])
    .map((action) => (action.TargetGroupArn ? `forwards to ${action.TargetGroupArn.split("/")[1]}` : action.Type))
    .join(", ");

function updateBalancer(node, balancer) {
  const listeners = (balancer.Listeners ?? []).map((each) =>
    element("li", { id: `at-${balancer.DNSName}:${each.Port}` }, `${each.Protocol} on port ${each.Port} ${forwardsTo(each)}`));
  node.replaceChildren(
    element("h3", {}, balancer.LoadBalancerName, " ",
      sign(balancer.State?.Code === "active" ? "good" : "wait", `load balancer ${balancer.State?.Code}`)),
    element("p", {}, `${balancer.DNSName}, ${balancer.Scheme}, in ${(balancer.AvailabilityZones ?? []).map((zone) => zone.ZoneName).join(", ")}`),
    element("ul", {}, ...listeners));
}

export function showBalancers() {
  keep($("load-balancers"), model.picture.LoadBalancers, {
    key: (balancer) => balancer.LoadBalancerArn, make: () => element("div"), update: updateBalancer,
  });
}

const kindOf = (status) => (status >= 200 && status < 400 ? "good" : status >= 400 || status === 0 ? "bad" : "rest");

function fillVisit(node, visit) {
  const zone = model.picture.Instances.find(({ InstanceId }) => InstanceId === visit.target.split(":")[0])?.AvailabilityZone;
  const way = visit.target ? `${visit.listener} → ${visit.target}${zone ? ` in ${zone}` : ""}` : `${visit.listener}, answered by the load balancer`;
  node.replaceChildren(
    element("td", {}, sign(kindOf(visit.status), visit.status || "none")),
    element("td", { class: "code" }, `${visit.method} ${visit.path}`), element("td", {}, way), element("td", { class: "number" }, `${visit.milliseconds} ms`));
}

let number = 0;
export function showVisits({ samples }) {
  for (const visit of samples) light(visit);
  if (samples.length === 0) return;
  visits = [...samples.reverse().map((visit) => ({ ...visit, number: ++number })), ...visits].slice(0, VISITS_SHOWN);
  const body = $("visits").querySelector("tbody") ?? table();
  keep(body, visits, { key: (visit) => visit.number, make: () => element("tr"), update: fillVisit });
}

function table() {
  const head = ["status", "request", "way", "took"].map((name) => element("th", { scope: "col" }, name));
  const body = element("tbody");
  $("visits").append(element("table", {}, element("caption", { class: "hidden" }, "Some of the newest requests"),
    element("thead", {}, element("tr", {}, ...head)), body));
  return body;
}

const line = (name, pick) => ({ name, values: model.seconds.map(pick) });

export function showCharts() {
  const targets = model.picture.TargetGroups.reduce((sum, group) => sum + group.Targets.length, 0);
  chart($("charts"), "Requests per second by status", [
    line("2xx", ({ classes }) => classes["2xx"] ?? 0),
    line("5xx", ({ classes }) => classes["5xx"] ?? 0),
    line("other", ({ count, classes }) => count - (classes["2xx"] ?? 0) - (classes["5xx"] ?? 0)),
  ]);
  chart($("charts"), "Time to the answer, ms", [line("half within", ({ p50 }) => p50), line("99 % within", ({ p99 }) => p99)]);
  chart($("charts"), `Healthy targets of ${targets}`, [line("healthy", ({ healthy }) => healthy)]);
  const now = model.seconds.at(-1);
  setText($("traffic-title"), `Requests to load balancers: ${now ? now.count : 0} in the last second`);
}
