// An embedded AWS region for the tests of a program that uses AWS.
//
//   const region = await startRegion();
//   const client = new DynamoDBClient(region.clientOptions);
//   ...
//   await region.stop();
//
// It is a `resilient-service region` of its own, which begins empty, answers on a free port of this machine, and goes
// with everything in it when it is stopped, or when this process ends, however it does.
import { spawn } from "node:child_process";
import { once } from "node:events";

// speed: durations that AWS sets pass so many times faster
// region: its name; zones, ARNs and hosts follow
// chaos: a file that says what the region does wrong on purpose
// logLevel: of what log() returns: trace, debug, info, warn, error or off
// program: looked for on the PATH unless it has a slash
// patience: milliseconds for a region that starts, or that ends
export async function startRegion({
  speed = 10,
  region = "us-west-2",
  chaos,
  logLevel = "warn",
  program = "resilient-service",
  patience = 30_000,
} = {}) {
  const words = ["region", "--ephemeral", "--listen", "127.0.0.1:0", "--region", region, "--speed", String(speed),
    "--log-level", logLevel, ...(chaos ? ["--chaos", chaos] : [])];
  // The end of its standard input is the region's. Detached: in a session of its own, so that a Ctrl-C which ends the
  // tests lets them put away what they have in the region.
  const process = spawn(program, words, { stdio: "pipe", detached: true });
  const running = new Region(region, process, patience);
  try {
    await running.ready(program);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return running;
}

class Region {
  #process;
  #ended;
  #patience;
  #log = "";
  #said = "";

  constructor(region, process, patience) {
    this.region = region;
    this.#process = process;
    this.#patience = patience;
    this.#ended = once(process, "close").catch(() => []); // an error is one of starting, and said by ready()
    process.stdin.on("error", () => {}); // it may have ended already
    process.stderr.setEncoding("utf8").on("data", (text) => (this.#log += text));
    process.stdout.setEncoding("utf8").on("data", (text) => (this.#said += text));
  }

  async ready(program) {
    const said = new Promise((resolve, reject) => {
      this.#process.once("error", (error) =>
        reject(new Error(`${program}: ${error.code}; is it installed, and on the PATH?`)));
      this.#process.once("close", (status) =>
        reject(new Error(this.#log.trim() || `${program} ended with ${status} and was not ready`)));
      this.#process.stdout.on("data", () => this.#said.includes("\nready\n") && resolve());
    });
    await this.#orKill(said);
    const exported = Object.fromEntries([...this.#said.matchAll(/^export (\w+)=(.*)$/gm)].map((match) => match.slice(1)));
    this.endpointUrl = exported.AWS_ENDPOINT_URL;
    this.accessKeyId = exported.AWS_ACCESS_KEY_ID;
    this.secretAccessKey = exported.AWS_SECRET_ACCESS_KEY;
  }

  // For the constructor of any client of the AWS SDK for JavaScript.
  get clientOptions() {
    const { accessKeyId, secretAccessKey } = this;
    return { endpoint: this.endpointUrl, region: this.region, credentials: { accessKeyId, secretAccessKey } };
  }

  // For the environment of programs; undefined is a variable that must not be set.
  get environment() {
    return {
      AWS_ENDPOINT_URL: this.endpointUrl,
      AWS_ACCESS_KEY_ID: this.accessKeyId,
      AWS_SECRET_ACCESS_KEY: this.secretAccessKey,
      AWS_REGION: this.region,
      AWS_DEFAULT_REGION: this.region,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SESSION_TOKEN: undefined,
      AWS_PROFILE: undefined,
      AWS_DEFAULT_PROFILE: undefined,
    };
  }

  // What the region has logged so far. With logLevel "debug" it says why each denied call was denied.
  log() {
    return this.#log;
  }

  // Until the region, what it had started and its folder are gone.
  async stop() {
    this.#process.stdin?.end();
    await this.#orKill(this.#ended);
  }

  async #orKill(awaited) {
    const tooLate = setTimeout(() => this.#process.kill("SIGKILL"), this.#patience);
    try {
      return await awaited;
    } finally {
      clearTimeout(tooLate);
    }
  }
}
