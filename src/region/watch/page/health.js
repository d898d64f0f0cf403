// The health of targets, first and whole: how many are what, and for each the last check, its answer and the counts.
import { $, clock, element, keep, setText, sign } from "./dom.js";
import { healthCounts, model } from "./model.js";
import { showInstance } from "./instance.js";

const KINDS = { healthy: "good", unhealthy: "bad", initial: "wait", draining: "wait", unused: "rest" };
export const healthSign = (state) => sign(KINDS[state] ?? "rest", state);

function summary() {
  const counts = healthCounts();
  const text = Object.keys(KINDS)
    .filter((state) => counts[state])
    .map((state) => `${counts[state]} ${state}`)
    .join(", ");
  setText($("health-summary"), text || "no targets are registered");
}

function rule(group) {
  const path = `${group.HealthCheckProtocol} ${group.HealthCheckPath ?? ""} on port ${group.HealthCheckPort}`;
  return (
    `${path}, every ${group.HealthCheckIntervalSeconds} s (on AWS's clock), for at most ${group.HealthCheckTimeoutSeconds} s; ` +
    `healthy after ${group.HealthyThresholdCount} passes in a row, unhealthy after ${group.UnhealthyThresholdCount} failures, ` +
    `right is ${group.Matcher?.HttpCode ?? "200"}`
  );
}

function progress(group, checks, state) {
  if (state === "unhealthy") return `${checks.Passes} of ${group.HealthyThresholdCount} passes towards healthy`;
  return `${checks.Failures} of ${group.UnhealthyThresholdCount} failures towards unhealthy`;
}

function fillRow(row, { group, target }) {
  const { Target, TargetHealth, Checks } = target;
  const why = TargetHealth.Reason ? `${TargetHealth.Reason}: ${TargetHealth.Description ?? ""}` : "";
  row.replaceChildren(
    element("th", { scope: "row" },
      element("button", { class: "plain", type: "button", onclick: () => showInstance(Target.Id) }, Target.Id),
      element("br"), `port ${Target.Port}`),
    element("td", {}, healthSign(TargetHealth.State)),
    element("td", {}, why),
    element("td", {}, Checks?.Answer ?? "", " ", Checks?.Last ? clock(Checks.Last) : ""),
    element("td", {}, Checks ? progress(group, Checks, TargetHealth.State) : ""),
  );
}

function makeGroup(group) {
  const head = ["target", "target health", "reason", "last check", "count"].map((name) => element("th", { scope: "col" }, name));
  return element("div", {},
    element("h3", {}, group.TargetGroupName),
    element("p", { class: "rule" }),
    element("table", {}, element("caption", { class: "hidden" }, `Targets of ${group.TargetGroupName}`),
      element("thead", {}, element("tr", {}, ...head)), element("tbody")));
}

function updateGroup(node, group) {
  setText(node.querySelector(".rule"), rule(group));
  keep(node.querySelector("tbody"), group.Targets.map((target) => ({ group, target })), {
    key: ({ target }) => `${target.Target.Id}:${target.Target.Port}`,
    make: () => element("tr"),
    update: fillRow,
  });
}

export function showHealth() {
  summary();
  keep($("target-groups"), model.picture.TargetGroups, { key: (group) => group.TargetGroupArn, make: makeGroup, update: updateGroup });
}
