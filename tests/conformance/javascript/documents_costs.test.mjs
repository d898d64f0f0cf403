// What calls cost, with what indexes add to it, and limits that clients seldom meet.
import assert from "node:assert/strict";
import { test } from "node:test";
import { refused, unique } from "./clients.mjs";
import { documents, invalid, newTable, schema } from "./documents.mjs";

const TableName = await newTable("accounts", schema("id"), { id: "S" });
const other = await newTable("entries", schema("owner", "number"), { owner: "S", number: "N", day: "S", kind: "S" }, {
  LocalSecondaryIndexes: [
    { IndexName: "by-day", KeySchema: schema("owner", "day"), Projection: { ProjectionType: "KEYS_ONLY" } },
  ],
  GlobalSecondaryIndexes: [
    { IndexName: "by-kind", KeySchema: schema("kind"), Projection: { ProjectionType: "KEYS_ONLY" } },
  ],
});
const TOTAL = { ReturnConsumedCapacity: "TOTAL" };
const INDEXES = { TableName: other, ReturnConsumedCapacity: "INDEXES" };
const Key = { owner: "ann", number: 7 };
const units = async (call) => (await call).ConsumedCapacity;
const write = (TransactItems, more = {}) => documents.transactWrite({ TransactItems, ...more });

test("sets may have empty members", async () => {
  const Item = { id: "sets", texts: new Set(["", "a"]), bytes: new Set([new Uint8Array()]) };
  await documents.put({ TableName, Item });
  assert.deepEqual((await documents.get({ TableName, Key: { id: "sets" } })).Item, Item);
});
test("writes cost what changes in the indexes", async () => {
  const cost = (table, day, kind) => ({
    TableName: other, CapacityUnits: table + day + kind, Table: { CapacityUnits: table },
    ...(day && { LocalSecondaryIndexes: { "by-day": { CapacityUnits: day } } }),
    ...(kind && { GlobalSecondaryIndexes: { "by-kind": { CapacityUnits: kind } } }),
  });
  const put = (Item) => units(documents.put({ ...INDEXES, Item: { ...Key, ...Item } }));
  assert.deepEqual(await put({}), cost(1, 0, 0));
  assert.deepEqual(await put({ day: "monday", kind: "food" }), cost(1, 1, 1));
  assert.deepEqual(await put({ day: "monday", kind: "food", more: 1 }), cost(1, 0, 0)); // what no index has
  assert.deepEqual(await put({ day: "monday", kind: "rent" }), cost(1, 0, 2)); // out of one place, into another
  assert.deepEqual(await put({ kind: "rent" }), cost(1, 1, 0));
  assert.deepEqual(await units(documents.delete({ ...INDEXES, Key })), cost(1, 0, 1));
});
test("reads of an index are the index's", async () => {
  await documents.put({ TableName: other, Item: { ...Key, day: "monday", kind: "rent" } });
  const rent = {
    IndexName: "by-kind", KeyConditionExpression: "kind = :k", ExpressionAttributeValues: { ":k": "rent" },
  };
  assert.deepEqual(await units(documents.query({ ...INDEXES, ...rent })), {
    TableName: other, CapacityUnits: 0.5, Table: { CapacityUnits: 0 },
    GlobalSecondaryIndexes: { "by-kind": { CapacityUnits: 0.5 } },
  });
});
test("what a local index has to fetch from the table is paid for", async () => {
  await documents.put({ TableName: other, Item: { ...Key, day: "monday", text: "x".repeat(5000) } });
  const ann = { KeyConditionExpression: "#o = :o", ExpressionAttributeNames: { "#o": "owner" },
    ExpressionAttributeValues: { ":o": "ann" }, IndexName: "by-day", Select: "ALL_ATTRIBUTES" };
  assert.deepEqual(await units(documents.query({ ...INDEXES, ...ann })), {
    TableName: other, CapacityUnits: 1.5, Table: { CapacityUnits: 1 },
    LocalSecondaryIndexes: { "by-day": { CapacityUnits: 0.5 } },
  });
});
test("transactions say which kind of units", async () => {
  const Put = { TableName, Item: { id: "twice", text: "x".repeat(4500) } };
  assert.deepEqual(await units(write([{ Put }], TOTAL)), [{ TableName, CapacityUnits: 10, WriteCapacityUnits: 10 }]);
  const Get = { TableName, Key: { id: "twice" } };
  assert.deepEqual(await units(documents.transactGet({ TransactItems: [{ Get }], ...TOTAL })),
    [{ TableName, CapacityUnits: 4, ReadCapacityUnits: 4 }]);
});
test("a repeated token costs reads", async () => {
  const Put = { TableName, Item: { id: "token", text: "x".repeat(4500) } };
  const more = { ClientRequestToken: unique("token"), ...TOTAL };
  await write([{ Put }], more);
  const [again] = (await units(write([{ Put }], more))) ?? assert.fail("no ConsumedCapacity");
  assert.deepEqual([again.TableName, again.ReadCapacityUnits > 0], [TableName, true]);
});
test("the size of collections", async () => {
  const size = { TableName: other, ReturnItemCollectionMetrics: "SIZE" };
  const expected = { ItemCollectionKey: { owner: "ann" }, SizeEstimateRangeGB: [0, 1] };
  assert.deepEqual((await documents.put({ ...size, Item: Key })).ItemCollectionMetrics, expected);
  assert.deepEqual((await documents.delete({ ...size, Key })).ItemCollectionMetrics, expected);
});
test("a starting key is of the query", () => invalid(documents.query({
  TableName: other, KeyConditionExpression: "#o = :o", ExpressionAttributeNames: { "#o": "owner" },
  ExpressionAttributeValues: { ":o": "ann" }, ExclusiveStartKey: { owner: "bob", number: 1 },
}), "The provided starting key is outside query boundaries based on provided conditions"));
test("a transaction has at most 4 MB", () => refused(write(Array.from({ length: 14 }, (_, index) => (
  { Put: { TableName, Item: { id: `large-${index}`, text: "x".repeat(390_000) } } }))), "ValidationException", 400));
