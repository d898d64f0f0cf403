// The document client, which takes and gives JavaScript's own values, and tables for its tests.
import { after } from "node:test";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { dynamodb, refused, settings, unique, waiting } from "./clients.mjs";

// On a client of its own: document clients that share one also share the options of the newest. A DynamoDBDocument is a
// DynamoDBDocumentClient with a method for each command.
export function documentClient(marshallOptions = {}, unmarshallOptions = {}) {
  const client = DynamoDBDocument.from(new dynamodb.DynamoDB(settings), { marshallOptions, unmarshallOptions });
  after(() => client.destroy());
  return client;
}

export const documents = documentClient();
export const plain = new dynamodb.DynamoDB(settings);
after(() => plain.destroy());

export const schema = (hash, range) => [
  { AttributeName: hash, KeyType: "HASH" }, ...(range ? [{ AttributeName: range, KeyType: "RANGE" }] : []),
];

// The name of a new table that is deleted after the tests; `types` has the type of each key attribute.
export async function newTable(prefix, KeySchema, types, more = {}) {
  const TableName = unique(prefix);
  const AttributeDefinitions = Object.entries(types).map(([AttributeName, AttributeType]) =>
    ({ AttributeName, AttributeType }));
  await plain.createTable({ TableName, KeySchema, BillingMode: "PAY_PER_REQUEST", AttributeDefinitions, ...more });
  after(async () => { // the clients above are gone by then
    const client = new dynamodb.DynamoDB(settings);
    await client.deleteTable({ TableName });
    await dynamodb.waitUntilTableNotExists(waiting(client), { TableName });
    client.destroy();
  });
  await dynamodb.waitUntilTableExists(waiting(plain), { TableName });
  return TableName;
}

export const FAILED = ["ConditionalCheckFailedException", 400, /^The conditional request failed$/];
export const MISSING = ["ResourceNotFoundException", 400, /^Requested resource not found$/];

// Refused with this text and no other.
export const invalid = (promise, text) =>
  refused(promise, "ValidationException", 400, new RegExp(`^${text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`));

// The error, of which this much is right.
export async function failure(promise, ...expected) {
  const [{ reason }] = await Promise.allSettled([promise]);
  await refused(promise, ...expected);
  return reason;
}
