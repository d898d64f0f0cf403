// Experiments of the Fault Injection Service: what each does and has come to, and the templates that one can start.
import { $, clock, element, keep, setText, sign } from "./dom.js";
import { call } from "./api.js";
import { command } from "./command.js";
import { fillDeed, makeDeed } from "./deed.js";
import { model } from "./model.js";

const KINDS = { completed: "good", running: "bad", failed: "bad", stopped: "rest", cancelled: "rest", skipped: "rest" };
const VERDICTS = { held: "good", "not held": "bad" };
const STEADY_STATE = "resilient-service:steady-state";
const VERDICT = "resilient-service:verdict"; // how it came out
const ENDED = ["completed", "stopped", "failed", "cancelled"];

const said = () => $("experiments-said");
export const hasEnded = ({ state }) => ENDED.includes(state.status);

export const stop = (id) => call("fis", "StopExperiment", { id });
export const stopCommand = (id) => command("fis", "StopExperiment", { id });
export const start = (experimentTemplateId) =>
  call("fis", "StartExperiment", { clientToken: crypto.randomUUID(), experimentTemplateId });
export const startCommand = (experimentTemplateId) => command("fis", "StartExperiment", { experimentTemplateId });

const since = (seconds) => (seconds ? clock(seconds * 1000) : "not yet");

function facts({ experimentTemplateId, state, startTime, endTime }) {
  const times = endTime ? [", from ", since(startTime), " to ", since(endTime)] : [", since ", since(startTime)];
  return [`of template ${experimentTemplateId}`, ...times, state.reason ? `. ${state.reason}` : ""];
}

function actionItem([name, { actionId, parameters, state }]) {
  const how = Object.entries(parameters ?? {}).map(([key, value]) => `${key} ${value}`).join(", ");
  return element("li", {}, sign(KINDS[state?.status] ?? "wait", `action ${state?.status}`), ` ${name}: ${actionId}`,
    how ? ` (${how})` : "", state?.reason ? `: ${state.reason}` : "");
}

const makeExperiment = () =>
  element("div", {}, element("h3"), element("p"), element("ul"), element("div", { class: "acts" }));

function updateExperiment(node, experiment) {
  const { id, state, actions, tags } = experiment;
  const verdict = tags?.[VERDICT];
  node.querySelector("h3").replaceChildren(`${id} `, sign(KINDS[state.status] ?? "wait", `experiment ${state.status}`),
    ...(verdict ? [" ", sign(VERDICTS[verdict] ?? "rest", `steady state ${verdict}`)] : []));
  node.querySelector("p").replaceChildren(...facts(experiment));
  node.querySelector("ul").replaceChildren(...Object.entries(actions).map(actionItem));
  const deeds = hasEnded(experiment) ? [] : [{ name: "Stop", command: stopCommand(id), act: () => stop(id) }];
  keep(node.querySelector(".acts"), deeds, { key: ({ name }) => name, make: () => makeDeed(said()), update: fillDeed });
}

function updateTemplate(node, { id, description, tags }) {
  const stated = tags?.[STEADY_STATE];
  setText(node.querySelector("p"), `${id}: ${description ?? ""}${stated ? `; to hold meanwhile: ${stated}` : ""}`);
  fillDeed(node.querySelector(".deed"), { name: "Start", command: startCommand(id), act: () => start(id) });
}

export function showExperiments() {
  const { Experiments, ExperimentTemplates } = model.picture;
  const running = Experiments.filter((experiment) => !hasEnded(experiment)).length;
  setText($("experiments-summary"), running > 0 ? `${running} running` : "none is running");
  keep($("experiment-list"), Experiments, { key: ({ id }) => id, make: makeExperiment, update: updateExperiment });
  keep($("experiment-templates"), ExperimentTemplates, {
    key: ({ id }) => id, make: () => element("div", {}, element("p"), makeDeed(said())), update: updateTemplate,
  });
  setText($("templates-title"), ExperimentTemplates.length > 0 ? "Templates" : "Templates: none");
}
