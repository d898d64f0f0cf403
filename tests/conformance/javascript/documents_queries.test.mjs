// Many items at once through the SDK's document client: batches, queries, scans, indexes, and their pages.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import {
  BatchGetCommand, BatchWriteCommand, NumberValue, QueryCommand, ScanCommand, paginateQuery, paginateScan,
} from "@aws-sdk/lib-dynamodb";
import { refused } from "./clients.mjs";
import { MISSING, documents, invalid, newTable, schema } from "./documents.mjs";

const TableName = await newTable("threads", schema("forum", "number"), {
  forum: "S", number: "N", latest: "S", state: "S", replies: "N",
}, {
  LocalSecondaryIndexes: [
    { IndexName: "by-latest", KeySchema: schema("forum", "latest"), Projection: { ProjectionType: "KEYS_ONLY" } },
  ],
  GlobalSecondaryIndexes: [{
    IndexName: "by-replies", KeySchema: schema("state", "replies"),
    Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["author"] },
  }],
});
const FORUMS = ["dynamo", "ec2"];
const NUMBERS = [-20, -3, 0, 1.5, 2, 10, 11, 100, 1000, 20000];
// Half a kilobyte and a bit; every other one is open, and only those are in the global index.
const THREADS = FORUMS.flatMap((forum) => NUMBERS.map((number, index) => ({
  forum, number, latest: `2026-${10 + NUMBERS.length - index}`, author: index < 5 ? "ann" : "bob",
  text: "x".repeat(512), labels: new Set([`l${index % 3}`]),
  ...(index % 2 ? { state: "open", replies: 100 - 15 * index } : {}),
})));
const DYNAMO = THREADS.slice(0, NUMBERS.length);
const NAMES = { "#f": "forum", "#n": "number" };

const ofForum = (more = {}) => ({ TableName, KeyConditionExpression: "forum = :f", ...more,
  ExpressionAttributeValues: { ":f": "dynamo", ...more.ExpressionAttributeValues } });
const query = (more) => documents.query(ofForum(more));
const open = (more = {}) => documents.query({
  TableName, IndexName: "by-replies", KeyConditionExpression: "#s = :open",
  ExpressionAttributeValues: { ":open": "open" }, ...more,
  ExpressionAttributeNames: { "#s": "state", ...more.ExpressionAttributeNames },
});
const inOrder = (items) => [...items].sort((one, other) =>
  one.forum.localeCompare(other.forum) || one.number - other.number);
const all = async (pages) => {
  const found = [];
  for await (const page of pages) found.push(page);
  return found;
};

before(async () => {
  const puts = THREADS.map((Item) => ({ PutRequest: { Item } }));
  const { UnprocessedItems } = await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
  assert.deepEqual(UnprocessedItems, {});
});

describe("batches", () => {
  test("are read from wherever they are", async () => {
    const Keys = [{ forum: "ec2", number: 1.5 }, { forum: "dynamo", number: -20 }, { forum: "ec2", number: 7 }];
    const read = await documents.send(new BatchGetCommand({
      RequestItems: { [TableName]: { Keys, ConsistentRead: true } }, ReturnConsumedCapacity: "TOTAL",
    }));
    assert.deepEqual(inOrder(read.Responses[TableName]), [THREADS[0], THREADS[NUMBERS.length + 3]]);
    assert.deepEqual(read.UnprocessedKeys, {});
    assert.deepEqual(read.ConsumedCapacity, [{ TableName, CapacityUnits: 3 }]); // what is not there is paid for
    const part = await documents.batchGet({ RequestItems: { [TableName]: {
      Keys: Keys.slice(0, 1), ProjectionExpression: "#n, author", ExpressionAttributeNames: { "#n": "number" },
    } } });
    assert.deepEqual(part.Responses[TableName], [{ number: 1.5, author: "ann" }]);
  });

  test("put and delete at once", async () => {
    const Item = { forum: "batch", number: 1, bytes: Uint8Array.of(1), none: null };
    const write = (...requests) => documents.batchWrite({ RequestItems: { [TableName]: requests } });
    await write({ PutRequest: { Item } }, { PutRequest: { Item: { forum: "batch", number: 2 } } });
    const { UnprocessedItems } = await write({ DeleteRequest: { Key: { forum: "batch", number: 1 } } },
      { DeleteRequest: { Key: { forum: "batch", number: 2 } } }, { PutRequest: { Item: { ...Item, number: 3 } } });
    assert.deepEqual(UnprocessedItems, {});
    const left = await query({ ExpressionAttributeValues: { ":f": "batch" } });
    assert.deepEqual(left.Items, [{ ...Item, number: 3 }]);
    await write({ DeleteRequest: { Key: { forum: "batch", number: 3 } } });
    assert.equal((await query({ ExpressionAttributeValues: { ":f": "batch" } })).Count, 0);
  });

  test("that cannot be", async () => {
    const get = (Keys, table = TableName) => documents.batchGet({ RequestItems: { [table]: { Keys } } });
    const puts = (numbers, table = TableName) => documents.batchWrite({
      RequestItems: { [table]: numbers.map((number) => ({ PutRequest: { Item: { forum: "never", number } } })) },
    });
    const key = (number) => ({ forum: "never", number });
    const twice = "Provided list of item keys contains duplicates";
    await invalid(get([key(1), key(NumberValue.from("1.0"))]), twice);
    await invalid(puts([1, NumberValue.from("1.0")]), twice);
    await invalid(get([{ forum: "never" }]), "The provided key element does not match the schema");
    const count = (length) => Array.from({ length }, (_, index) => index);
    await refused(get(count(101).map(key)), "ValidationException", 400, /less than or equal to 100|Too many items/);
    await refused(puts(count(26)), "ValidationException", 400, /less than or equal to 25/);
    const halves = { [TableName]: { Keys: count(51).map(key) }, "no-such-table": { Keys: count(50).map(key) } };
    await invalid(documents.batchGet({ RequestItems: halves }), "Too many items requested for the BatchGetItem call");
    await refused(get([key(1)], "no-such-table"), ...MISSING);
    await refused(puts([1], "no-such-table"), ...MISSING);
    assert.equal((await query({ ExpressionAttributeValues: { ":f": "never" } })).Count, 0);
  });
});

describe("queries", () => {
  test("by key conditions, both ways", async () => {
    for (const [condition, values, expected] of [
      ["#n = :a", [2], [2]], ["#n < :a", [0], [-20, -3]], ["#n <= :a", [0], [-20, -3, 0]],
      ["#n > :a", [100], [1000, 20000]], ["#n >= :a", [1000], [1000, 20000]],
      ["#n BETWEEN :a AND :b", [-3, 2], [-3, 0, 1.5, 2]], ["#n > :a", [20000], []],
    ]) {
      const ExpressionAttributeValues = Object.fromEntries(values.map((value, index) => [`:${"ab"[index]}`, value]));
      const asked = ofForum({ ExpressionAttributeValues, ExpressionAttributeNames: NAMES });
      asked.KeyConditionExpression = `#f = :f AND ${condition}`;
      const forth = await documents.send(new QueryCommand(asked));
      assert.deepEqual(forth.Items.map((item) => item.number), expected, condition);
      const back = await documents.query({ ...asked, ScanIndexForward: false });
      assert.deepEqual(back.Items, forth.Items.reverse());
    }
    assert.deepEqual((await query()).Items, DYNAMO);
  });

  test("page by page", async () => {
    const pages = await all(paginateQuery({ client: documents, pageSize: 4 }, ofForum()));
    assert.deepEqual(pages.map((page) => page.Count), [4, 4, 2]);
    assert.deepEqual(pages.flatMap((page) => page.Items), DYNAMO);
    assert.deepEqual(pages.map((page) => page.LastEvaluatedKey),
      [{ forum: "dynamo", number: 1.5 }, { forum: "dynamo", number: 100 }, undefined]);
    // That the limit has been reached is all that a page knows: there may be more.
    const even = await all(paginateQuery({ client: documents, pageSize: 5 }, ofForum()));
    assert.deepEqual(even.map((page) => page.Count), [5, 5, 0]);
    const rest = await query({ ExclusiveStartKey: { forum: "dynamo", number: 1.5 }, ScanIndexForward: false });
    assert.deepEqual(rest.Items.map((item) => item.number), [0, -3, -20]);
  });

  test("filtered and in part", async () => {
    const answer = await query({
      FilterExpression: "author = :ann AND NOT contains(labels, :l0) AND attribute_not_exists(#s)",
      ExpressionAttributeValues: { ":ann": "ann", ":l0": "l0" }, ProjectionExpression: "#n, labels",
      ExpressionAttributeNames: { "#n": "number", "#s": "state" },
    });
    assert.deepEqual(answer.Items, [{ number: 0, labels: new Set(["l2"]) }, { number: 2, labels: new Set(["l1"]) }]);
    assert.deepEqual([answer.Count, answer.ScannedCount], [2, 10]);
    const counted = await query({ Select: "COUNT", Limit: 3 });
    assert.deepEqual([counted.Count, counted.Items, counted.LastEvaluatedKey],
      [3, undefined, { forum: "dynamo", number: 0 }]);
  });

  test("that cannot be", async () => {
    const names = { ExpressionAttributeNames: { "#n": "number" } };
    for (const [more, message] of [
      [{ KeyConditionExpression: "#n = :f", ...names }, "Query condition missed key schema element: forum"],
      [{ KeyConditionExpression: "forum > :f" }, "Query key condition not supported"],
      [{ KeyConditionExpression: "forum = :f AND #n = :f", ...names },
        "One or more parameter values were invalid: Condition parameter type does not match schema type"],
      [{ FilterExpression: "#n > :zero", ExpressionAttributeValues: { ":zero": 0 }, ...names },
        "Filter Expression can only contain non-primary key attributes: Primary key attribute: number"],
      [{ IndexName: "none" }, "The table does not have the specified index: none"],
      [{ ExclusiveStartKey: { forum: "dynamo" } },
        "The provided starting key is invalid: The provided key element does not match the schema"],
      [{ KeyConditionExpression: "forum = :f AND #n BETWEEN :b AND :a", ...names,
        ExpressionAttributeValues: { ":a": 1, ":b": 2 } }, "Invalid KeyConditionExpression: The BETWEEN operator "
        + "requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: "
        + "{N:2}, upper bound operand: AttributeValue: {N:1}"],
      [{ KeyConditionExpression: "forum = :f AND #n > :a AND #n < :a", ...names,
        ExpressionAttributeValues: { ":a": 1 } },
        "KeyConditionExpressions must only contain one condition per key"],
      [{ ProjectionExpression: "state" },
        "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: state"],
    ]) await invalid(query(more), message);
    await refused(query({ TableName: "no-such-table" }), ...MISSING);
    await refused(documents.scan({ TableName: "no-such-table" }), ...MISSING);
  });
});

describe("scans", () => {
  test("page by page, filtered, counted", async () => {
    const pages = await all(paginateScan({ client: documents, pageSize: 6 }, { TableName }));
    assert.deepEqual(pages.map((page) => page.Count), [6, 6, 6, 2]);
    assert.deepEqual(inOrder(pages.flatMap((page) => page.Items)), THREADS);
    const answer = await documents.send(new ScanCommand({
      TableName, FilterExpression: "#n BETWEEN :a AND :b AND author IN (:c, :d)",
      ExpressionAttributeNames: { "#n": "number" },
      ExpressionAttributeValues: { ":a": 2, ":b": 10, ":c": "ann", ":d": "nobody" },
    }));
    assert.deepEqual(inOrder(answer.Items).map((item) => [item.forum, item.number]), [["dynamo", 2], ["ec2", 2]]);
    assert.deepEqual([answer.Count, answer.ScannedCount], [2, 20]);
    assert.equal((await documents.scan({ TableName, Select: "COUNT" })).Count, 20);
  });

  test("in parallel segments", async () => {
    const TotalSegments = 4;
    const parts = await Promise.all([0, 1, 2, 3].map((Segment) =>
      all(paginateScan({ client: documents, pageSize: 2 }, { TableName, Segment, TotalSegments }))));
    assert.deepEqual(inOrder(parts.flat().flatMap((page) => page.Items)), THREADS);
    const one = await documents.scan({ TableName, Segment: 0, TotalSegments: 1 });
    assert.equal(one.Count, 20);
    await refused(documents.scan({ TableName, Segment: 4, TotalSegments }), "ValidationException", 400,
      /^The Segment parameter is zero-based and must be less than parameter TotalSegments/);
    await invalid(documents.scan({ TableName, Segment: 1 }),
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
    await invalid(documents.scan({ TableName, TotalSegments }),
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
  });
});

describe("indexes", () => {
  const latest = (more) => query({ IndexName: "by-latest", ...more });

  test("local: another order, and the whole item where that is asked for", async () => {
    const keys = DYNAMO.map(({ forum, number, latest: day }) => ({ forum, number, latest: day }));
    const { Items } = await latest({ ConsistentRead: true });
    assert.deepEqual(Items, [...keys].reverse());
    const newest = await latest({ ScanIndexForward: false, Limit: 2, Select: "ALL_ATTRIBUTES" });
    assert.deepEqual(newest.Items, DYNAMO.slice(0, 2));
    assert.deepEqual(newest.LastEvaluatedKey, keys[1]);
    const condition = { KeyConditionExpression: "forum = :f AND begins_with(latest, :d)" };
    const found = await latest({ ...condition, ExpressionAttributeValues: { ":d": "2026-1" } });
    const days = Array.from({ length: 9 }, (_, index) => `2026-${11 + index}`);
    assert.deepEqual(found.Items.map((item) => item.latest), days);
  });

  test("global: only what has its keys, in part, in the order of numbers", async () => {
    const { Items } = await open();
    assert.deepEqual(Items.map((item) => item.replies), [-35, -35, -5, -5, 25, 25, 55, 55, 85, 85]);
    for (const { author, forum, number, replies, ...more } of Items) {
      const whole = THREADS.find((each) => each.forum === forum && each.number === number);
      assert.deepEqual([author, replies, more], [whole.author, whole.replies, { state: "open" }]);
    }
    const pages = await all(paginateQuery({ client: documents, pageSize: 3 }, {
      TableName, IndexName: "by-replies", KeyConditionExpression: "#s = :open",
      ExpressionAttributeNames: { "#s": "state" }, ExpressionAttributeValues: { ":open": "open" },
    }));
    assert.deepEqual(pages.flatMap((page) => page.Items), Items);
    assert.deepEqual(Object.keys(pages[0].LastEvaluatedKey).sort(), ["forum", "number", "replies", "state"]);
    const scanned = await all(paginateScan({ client: documents }, { TableName, IndexName: "by-replies" }));
    assert.deepEqual(inOrder(scanned.flatMap((page) => page.Items)), inOrder(Items));
  });

  test("follow the table", async () => {
    const Key = { forum: "moved", number: 1 };
    const moved = async () => (await open({ FilterExpression: "forum = :m",
      ExpressionAttributeValues: { ":open": "open", ":m": "moved" } })).Items;
    await documents.put({ TableName, Item: { ...Key, state: "open", replies: 1, author: "eve", other: 1 } });
    assert.deepEqual(await moved(), [{ ...Key, state: "open", replies: 1, author: "eve" }]);
    await documents.update({ TableName, Key, UpdateExpression: "ADD replies :one REMOVE author",
      ExpressionAttributeValues: { ":one": 1 } });
    assert.deepEqual(await moved(), [{ ...Key, state: "open", replies: 2 }]);
    await documents.update({ TableName, Key, UpdateExpression: "REMOVE replies" });
    assert.deepEqual(await moved(), []);
    await documents.delete({ TableName, Key });
  });

  test("that cannot be asked so", async () => {
    await invalid(open({ ConsistentRead: true }), "Consistent reads are not supported on global secondary indexes");
    const wrong = "One or more parameter values were invalid: ";
    await invalid(open({ Select: "ALL_ATTRIBUTES" }), `${wrong}Select type ALL_ATTRIBUTES is not supported for global `
      + "secondary index by-replies because its projection type is not ALL");
    await invalid(open({ ProjectionExpression: "author, labels" }),
      `${wrong}Global secondary index by-replies does not project [labels]`);
    const Key = { forum: "x", number: 1 };
    await invalid(documents.put({ TableName, Item: { ...Key, state: "open", replies: "many" } }),
      `${wrong}Type mismatch for Index Key replies Expected: N Actual: S IndexName: by-replies`);
    await invalid(documents.update({
      TableName, Key, UpdateExpression: "SET replies = :r", ExpressionAttributeValues: { ":r": "many" },
    }), "The update expression attempted to update the secondary index key to unsupported type");
    await invalid(documents.put({ TableName, Item: { ...Key, state: "" } }), "One or more parameter values are not "
      + "valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute "
      + "cannot contain an empty string value. IndexName: by-replies, IndexKey: state");
    assert.equal((await documents.get({ TableName, Key })).Item, undefined);
  });
});
