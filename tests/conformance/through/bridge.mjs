// The AWS SDK for JavaScript v3 as a process that makes one call after the other: questions on stdin, answers on
// stdout, a line of JSON each. It ends when stdin does.
import { createInterface } from "node:readline";

const PACKAGES = {
  autoscaling: ["auto-scaling", "AutoScalingClient"],
  dynamodb: ["dynamodb", "DynamoDBClient"],
  ec2: ["ec2", "EC2Client"],
  elbv2: ["elastic-load-balancing-v2", "ElasticLoadBalancingV2Client"],
  fis: ["fis", "FisClient"],
  iam: ["iam", "IAMClient"],
  ssm: ["ssm", "SSMClient"],
  sts: ["sts", "STSClient"],
};

// JSON has neither bytes nor times. Those of a question are marked; those of an answer the reader knows by the model.
const revived = (_, value) => {
  if (value?.$bytes !== undefined) return new Uint8Array(Buffer.from(value.$bytes, "base64"));
  return value?.$date === undefined ? value : new Date(value.$date);
};
function written(key, value) {
  const [held] = [this[key]]; // a Buffer would have become something else by now
  return held instanceof Uint8Array ? Buffer.from(held).toString("base64") : value;
}

const clients = new Map();
let headers; // of the last response, which the SDK does not hand on
const noting = (next) => async (request) => {
  const result = await next(request);
  headers = result.response.headers;
  return result;
};

async function client(service, { endpoint, region, keys }) {
  const [name, type] = PACKAGES[service];
  const sdk = await import(`@aws-sdk/client-${name}`);
  const wanted = JSON.stringify([service, endpoint, region, keys]);
  if (!clients.has(wanted)) {
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = keys;
    clients.set(wanted, new sdk[type]({
      endpoint, region, maxAttempts: 1, credentials: { accessKeyId, secretAccessKey, sessionToken },
      requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000 },
    }));
    clients.get(wanted).middlewareStack.add(noting, { step: "deserialize", priority: "low" });
  }
  return { sdk, made: clients.get(wanted) };
}

async function answer({ service, operation, input, ...caller }) {
  const { sdk, made } = await client(service, caller);
  try {
    const { $metadata: metadata, ...output } = await made.send(new sdk[`${operation}Command`](input));
    return { output, metadata, headers };
  } catch (error) {
    if (!error.$metadata?.httpStatusCode) return { failed: error.stack }; // it never came to the service
    const { name, message, $metadata: metadata, Error: sent, ...beside } = error;
    return { error: { name, code: sent?.Code ?? name, message }, metadata, headers, beside };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line, revived)), written)}\n`);
}
process.exit(); // whatever connections are still open
