// Transactions through the SDK's document client, and the capacity that items cost.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { TransactGetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { refused, unique } from "./clients.mjs";
import { MISSING, documents, failure, invalid, newTable, schema } from "./documents.mjs";

const TableName = await newTable("accounts", schema("id"), { id: "S" });
const other = await newTable("entries", schema("owner", "number"), { owner: "S", number: "N" });

const write = (TransactItems, more = {}) => documents.transactWrite({ TransactItems, ...more });
const account = (id, more = {}) => ({ TableName, Key: { id }, ...more });
const now = async (id) => (await documents.get(account(id, { ConsistentRead: true }))).Item;
const pay = (id, amount, more = {}) => ({ Update: account(id, {
  UpdateExpression: "ADD money :a", ConditionExpression: "money >= :least",
  ExpressionAttributeValues: { ":a": amount, ":least": Math.max(0, -amount) }, ...more,
}) });
const cancelled = async (promise, reasons) => {
  const codes = reasons.map(({ Code }) => Code).join(", ");
  const error = await failure(promise, "TransactionCanceledException", 400);
  assert.equal(error.message,
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`);
  assert.deepEqual(error.CancellationReasons, reasons);
};

describe("transactions", () => {
  const failed = { Code: "ConditionalCheckFailed", Message: "The conditional request failed" };
  const none = { Code: "None" };

  test("of every action, over two tables", async () => {
    await documents.put({ TableName, Item: { id: "ann", money: 100 } });
    await documents.put({ TableName, Item: { id: "closed", money: 0 } });
    const entry = { owner: "ann", number: 1, amount: -30, tags: new Set(["food"]) };
    await documents.send(new TransactWriteCommand({ TransactItems: [
      pay("ann", -30), { Put: { TableName: other, Item: entry } },
      { Delete: account("closed", { ConditionExpression: "money = :z", ExpressionAttributeValues: { ":z": 0 } }) },
      { ConditionCheck: account("frozen", { ConditionExpression: "attribute_not_exists(id)" }) },
    ] }));
    const { Responses } = await documents.send(new TransactGetCommand({ TransactItems: [
      { Get: account("ann") }, { Get: account("closed") },
      { Get: { TableName: other, Key: { owner: "ann", number: 1 }, ProjectionExpression: "amount, tags" } },
    ] }));
    assert.deepEqual(Responses.map((each) => each.Item),
      [{ id: "ann", money: 70 }, undefined, { amount: -30, tags: new Set(["food"]) }]);
  });

  test("are cancelled as a whole, with a reason for each action", async () => {
    await documents.put({ TableName, Item: { id: "bob", money: 5 } });
    const show = { ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
    const check = { ConditionCheck: account("eve", { ConditionExpression: "attribute_exists(id)", ...show }) };
    await cancelled(write([{ Put: { TableName, Item: { id: "new" } } }, pay("bob", -6, show), check]),
      [none, { ...failed, Item: { id: { S: "bob" }, money: { N: "5" } } }, failed]);
    await cancelled(write([pay("bob", -6), pay("bob2", 1), { Delete: account("other") }]), [failed, failed, none]);
    assert.deepEqual([await now("bob"), await now("new")], [{ id: "bob", money: 5 }, undefined]);
  });

  test("are cancelled for what only the item shows to be wrong", async () => {
    await documents.put({ TableName, Item: { id: "words", word: "x" } });
    const change = (UpdateExpression, ...values) => ({ Update: account("words", {
      UpdateExpression, ...(values.length && { ExpressionAttributeValues: { ":v": values[0] } }),
    }) });
    for (const [update, Message] of [
      [change("ADD word :v", 1), "An operand in the update expression has an incorrect data type"],
      [change("SET absent.part = :v", 1), "The document path provided in the update expression is invalid for update"],
      [change("SET n = absent"), "The provided expression refers to an attribute that does not exist in the item"],
    ]) {
      const reasons = [none, { Code: "ValidationError", Message }];
      await cancelled(write([{ Put: { TableName, Item: { id: "new" } } }, update]), reasons);
    }
    assert.deepEqual([await now("words"), await now("new")], [{ id: "words", word: "x" }, undefined]);
  });

  test("happen once for a token", async () => {
    await documents.put({ TableName, Item: { id: "dan", money: 0 } });
    const token = { ClientRequestToken: unique("token") };
    for (let times = 0; times < 3; times += 1) await write([pay("dan", 1)], token);
    assert.deepEqual(await now("dan"), { id: "dan", money: 1 });
    await refused(write([pay("dan", 2)], token), "IdempotentParameterMismatchException", 400);
    await write([pay("dan", 1)]);
    assert.deepEqual(await now("dan"), { id: "dan", money: 2 });
  });

  test("that cannot be", async () => {
    const twice = "Transaction request cannot include multiple operations on one item";
    await invalid(write([pay("x", 1), { Delete: account("x") }]), twice);
    await invalid(documents.transactGet({ TransactItems: [{ Get: account("x") }, { Get: account("x") }] }), twice);
    await invalid(write([{ Put: { TableName, Item: { id: "x" } }, Delete: account("y") }]),
      "TransactItems can only contain one of Check, Put, Update or Delete");
    const many = Array.from({ length: 101 }, (_, index) => ({ Get: account(String(index)) }));
    await refused(documents.transactGet({ TransactItems: many }), "ValidationException", 400,
      /'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100/);
    const put = (table) => ({ Put: { TableName: table, Item: { id: "never" } } });
    await refused(write([put(TableName), put("no-such-table")]), ...MISSING);
    await refused(documents.transactGet({ TransactItems: [{ Get: { ...account("x"), TableName: "no-such-table" } }] }),
      ...MISSING);
    assert.equal(await now("never"), undefined);
  });

  test("of a hundred actions", async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `many-${index}`);
    await write(ids.map((id, index) => ({ Put: { TableName, Item: { id, index } } })));
    const { Responses } = await documents.transactGet({ TransactItems: ids.map((id) => ({ Get: account(id) })) });
    assert.deepEqual(Responses.map((each) => each.Item), ids.map((id, index) => ({ id, index })));
  });
});

describe("capacity", () => {
  const TOTAL = { ReturnConsumedCapacity: "TOTAL" };
  const units = async (call) => (await call).ConsumedCapacity;

  test("of items by their size", async () => {
    const Item = { id: "large", text: "x".repeat(4500) };
    const small = { id: "large", text: "" };
    const large = account("large", TOTAL);
    const byKey = { KeyConditionExpression: "id = :i", ExpressionAttributeValues: { ":i": "large" } };
    const change = { UpdateExpression: "SET n = :n", ExpressionAttributeValues: { ":n": 1 } };
    for (const [call, CapacityUnits] of [
      [() => documents.put({ TableName, Item, ...TOTAL }), 5],
      [() => documents.get(large), 1],
      [() => documents.get({ ...large, ConsistentRead: true, ProjectionExpression: "id" }), 2],
      [() => documents.get(account("nothing", TOTAL)), 0.5],
      [() => documents.query({ TableName, ...byKey, ...TOTAL }), 1],
      [() => documents.query({ TableName, ...byKey, ...TOTAL, ConsistentRead: true }), 2],
      [() => documents.update({ ...large, ...change }), 5],
      [() => documents.put({ TableName, Item: small, ...TOTAL }), 5], // the larger of before and after
      [() => documents.put({ TableName, Item: small, ...TOTAL }), 1],
      [() => documents.put({ TableName, Item, ...TOTAL }), 5],
      [() => documents.delete(large), 5],
      [() => documents.delete(large), 1], // of nothing
    ]) assert.deepEqual(await units(call()), { TableName, CapacityUnits }, String(call));
  });

  test("in detail, in sum, or not at all", async () => {
    const Item = { id: "asked" };
    const INDEXES = { ReturnConsumedCapacity: "INDEXES" };
    assert.deepEqual(await units(documents.put({ TableName, Item, ...INDEXES })),
      { TableName, CapacityUnits: 1, Table: { CapacityUnits: 1 } });
    assert.deepEqual(await units(documents.get(account("asked", INDEXES))),
      { TableName, CapacityUnits: 0.5, Table: { CapacityUnits: 0.5 } });
    assert.deepEqual(await units(documents.get(account("asked", TOTAL))), { TableName, CapacityUnits: 0.5 });
    assert.equal(await units(documents.get(account("asked", { ReturnConsumedCapacity: "NONE" }))), undefined);
    assert.equal(await units(documents.get(account("asked"))), undefined);
  });

  test("of batches, table by table", async () => {
    const items = (length) => Array.from({ length }, (_, index) => ({ id: `batch-${index}` }));
    const entry = { owner: "batch", number: 1 };
    const puts = items(3).map((Item) => ({ PutRequest: { Item } }));
    const byTable = (one, two) => [one, two].sort((a, b) => a.TableName.localeCompare(b.TableName));
    const written = await units(documents.batchWrite({
      RequestItems: { [TableName]: puts, [other]: [{ PutRequest: { Item: entry } }] }, ...TOTAL,
    }));
    assert.deepEqual(byTable(...written),
      byTable({ TableName, CapacityUnits: 3 }, { TableName: other, CapacityUnits: 1 }));
    const read = await units(documents.batchGet({
      RequestItems: { [TableName]: { Keys: items(3) }, [other]: { Keys: [entry], ConsistentRead: true } }, ...TOTAL,
    }));
    assert.deepEqual(byTable(...read),
      byTable({ TableName, CapacityUnits: 1.5 }, { TableName: other, CapacityUnits: 1 }));
  });

  test("of transactions twice", async () => {
    const Put = { TableName, Item: { id: "twice", text: "x".repeat(4500) } };
    const [written, ...more] = await units(write([{ Put }, { Delete: account("nothing") }], TOTAL));
    assert.deepEqual([written.TableName, written.CapacityUnits, more], [TableName, 12, []]);
    const TransactItems = [{ Get: account("twice") }, { Get: account("nothing") }];
    const [read] = await units(documents.transactGet({ TransactItems, ...TOTAL }));
    assert.deepEqual([read.TableName, read.CapacityUnits], [TableName, 6]);
  });
});
