// Clients for the region that the surroundings name, and what the tests share.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import * as autoscaling from "@aws-sdk/client-auto-scaling";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as ec2 from "@aws-sdk/client-ec2";
import * as elbv2 from "@aws-sdk/client-elastic-load-balancing-v2";
import * as iam from "@aws-sdk/client-iam";
import * as ssm from "@aws-sdk/client-ssm";

export { autoscaling, dynamodb, ec2, elbv2, iam, ssm };

export const region = process.env.AWS_DEFAULT_REGION;
export const settings = { endpoint: process.env.ENDPOINT, region, maxAttempts: 1 };
export const waiting = (client) => ({ client, maxWaitTime: 45, minDelay: 1, maxDelay: 1 });
export const unique = (name) => `${name}-${randomUUID().slice(0, 8)}`;

// The call fails with this error, and says so as AWS does.
export async function refused(promise, name, status, pattern = /./) {
  await assert.rejects(promise, (error) => {
    assert.equal(error.name, name, error.message);
    assert.equal(error.$metadata.httpStatusCode, status);
    assert.ok(error.$metadata.requestId);
    assert.match(error.message, pattern);
    return true;
  });
}

// Nobody listens on it now.
export async function freePort(host) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, host, resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// The first answer that is not false; the moment between two questions is for the region.
export async function until(ask, what) {
  for (const end = Date.now() + 45_000; Date.now() < end; await pause(50)) {
    const answer = await ask();
    if (answer) return answer;
  }
  assert.fail(`in vain: ${what}`);
}
