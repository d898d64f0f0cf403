// Calls as the AWS CLI has them: command("fis", "StopExperiment", {id: "EXP1"}) is "aws fis stop-experiment --id EXP1".

const kebab = (name) => name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
const quoted = (text) => (/^[\w:/.,=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

// For what a shell puts in: shell("$role") stays as it is, between double quotes.
export const shell = (text) => ({ shell: text });

function valueOf(value) {
  if (value.shell) return `"${value.shell}"`;
  return quoted(typeof value === "string" ? value : JSON.stringify(value));
}

export function command(service, operation, input) {
  const options = Object.entries(input).map(([name, value]) => ` --${kebab(name)} ${valueOf(value)}`);
  return `aws ${service} ${kebab(operation)}${options.join("")}`;
}
