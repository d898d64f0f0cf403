// What needs the token: calls of the region's APIs, and what was said in one. The token is behind '#' in the link, which
// no request carries, and is kept for this tab alone.

const KEY = "page token";
const given = location.hash.slice(1);
if (given) {
  sessionStorage.setItem(KEY, given);
  history.replaceState(null, "", location.pathname);
}
const token = sessionStorage.getItem(KEY) ?? "";

export const mayAct = token !== "";

async function ask(path, options = {}) {
  const answer = await fetch(path, { ...options, headers: { ...options.headers, "X-Page-Token": token } });
  const text = await answer.text();
  if (!answer.ok) {
    let message = text;
    try {
      const { code, message: why } = JSON.parse(text);
      message = `${code}: ${why}`;
    } catch {
      // not the service's own error
    }
    throw new Error(message.trim());
  }
  return JSON.parse(text);
}

// call("ec2", "StopInstances", {InstanceIds: ["i-1"]})
export const call = (service, operation, input = {}) =>
  ask(`call/${service}/${operation}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(input),
  });

// What the workflow in the page has to say: tell("answer", {number: 1, text: "y"})
export const tell = (verb, input) =>
  ask(`story/${verb}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(input) });

export const metadata = (instanceId) => ask(`metadata/${instanceId}`);
export const whole = (number) => ask(`calls/${number}`);
