// The API calls as they come: who, what, and which statement allowed or denied it. A click shows what was said.
import { $, clock, element, keep, setText, sign } from "./dom.js";
import { mayAct, whole } from "./api.js";
import { open } from "./details.js";

const SHOWN = 100;
let calls = []; // the newest first
let all = 0, denied = 0;

async function showCall(call) {
  const body = open(`${call.service} ${call.operation}`);
  const because = call.checks.map(({ action, resource, allowed, why }) =>
    element("li", {}, `${action} on ${resource}: ${allowed ? "allowed" : "denied"}, ${why}`));
  body.append(element("p", {}, `by ${call.caller || "nobody known"} from ${call.from}, request ${call.id}`), element("ul", {}, ...because));
  if (!mayAct) return body.append(element("p", {}, "What was said is shown where the page was opened by the link that the region prints."));
  try {
    const { request, response } = await whole(call.number);
    body.append(element("h3", {}, "Request"), element("pre", { tabindex: 0 }, request), element("h3", {}, "Answer"), element("pre", { tabindex: 0 }, response));
  } catch (error) {
    body.append(element("p", {}, error.message));
  }
}

const because = ({ checks }) => (checks.find(({ allowed }) => !allowed) ?? checks[0])?.why ?? "";

function fillRow(row, call) {
  const answer = call.error || String(call.status);
  row.replaceChildren(
    element("td", {}, clock(call.at)), element("td", {}, call.caller.split(":").slice(5).join(":") || "nobody known"),
    element("td", {}, element("button", { class: "plain", type: "button", onclick: () => showCall(call) }, `${call.service} ${call.operation}`)),
    element("td", {}, sign(call.denied ? "bad" : call.error ? "wait" : "good", call.denied ? `denied: ${answer}` : answer)),
    element("td", {}, because(call)), element("td", { class: "number" }, String(call.microseconds)));
}

const textOf = (call) => `${call.denied ? "denied" : "allowed"} ${JSON.stringify(call)}`.toLowerCase();

function show() {
  const wanted = $("filter").value.trim().toLowerCase();
  keep($("calls").querySelector("tbody"), calls.filter((call) => textOf(call).includes(wanted)).slice(0, SHOWN), {
    key: (call) => call.number, make: () => element("tr"), update: fillRow,
  });
  setText($("call-count"), `${all} calls, ${denied} denied since the page is open`);
}

export function addCalls(news) {
  all += news.count;
  denied += news.denied;
  calls = [...news.newest.reverse(), ...calls].slice(0, 4 * SHOWN);
  show();
}

export function startCalls() {
  $("filter").addEventListener("input", show);
  $("call-filter").addEventListener("submit", (event) => event.preventDefault());
}
