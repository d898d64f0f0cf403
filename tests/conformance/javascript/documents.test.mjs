// Items through the SDK's document client: what becomes of JavaScript's values, conditions, and what is refused.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  DeleteCommand, DynamoDBDocumentClient, GetCommand, NumberValue, PutCommand, UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { refused } from "./clients.mjs";
import { FAILED, MISSING, documentClient, documents, failure, invalid, newTable, plain, schema } from "./documents.mjs";

const TableName = await newTable("documents", schema("id"), { id: "S" });
const WRONG = "One or more parameter values were invalid: ";

const put = (Item, more = {}, client = documents) => client.put({ TableName, Item, ...more });
const now = async (id, client = documents) =>
  (await client.get({ TableName, Key: { id }, ConsistentRead: true })).Item;
// What the table holds, in DynamoDB's own notation.
const stored = async (id) => (await plain.getItem({ TableName, Key: { id: { S: id } }, ConsistentRead: true })).Item;

test("the life of an item, command by command", async () => {
  const client = DynamoDBDocumentClient.from(plain);
  const Key = { id: "life" };
  const Item = { ...Key, title: "Delicatessen", year: 1991 };
  const year = { "#y": "year" };
  const made = await client.send(new PutCommand({ TableName, Item, ReturnValues: "ALL_OLD" }));
  assert.equal(made.Attributes, undefined);
  assert.deepEqual((await client.send(new GetCommand({ TableName, Key }))).Item, Item);
  await client.send(new UpdateCommand({
    TableName, Key, UpdateExpression: "SET #y = :y", ExpressionAttributeNames: year,
    ExpressionAttributeValues: { ":y": 1992 },
  }));
  const part = { TableName, Key, ProjectionExpression: "#y, absent", ExpressionAttributeNames: year };
  assert.deepEqual((await client.send(new GetCommand(part))).Item, { year: 1992 });
  await client.send(new PutCommand({ TableName, Item: { ...Key, other: true } }));
  assert.deepEqual(await now("life"), { ...Key, other: true }); // a put replaces, it does not merge
  const gone = { TableName, Key, ReturnValues: "ALL_OLD" };
  assert.deepEqual((await client.send(new DeleteCommand(gone))).Attributes, { ...Key, other: true });
  assert.equal((await client.send(new DeleteCommand(gone))).Attributes, undefined);
  assert.equal((await client.send(new GetCommand({ TableName, Key }))).Item, undefined);
});

describe("values", () => {
  test("of each kind come back as they were", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const Item = {
      id: "kinds", text: "čeština 日本 🎬", empty: "", yes: true, no: false, nothing: null, zero: 0, less: -12.75,
      bytes, none: new Uint8Array(), list: [1, "two", [3, [null]], {}, []], map: { a: { b: { c: [{ d: "deep" }] } } },
      texts: new Set(["b", "a", "č"]), numbers: new Set([3, -1.5]), large: new Set([10n ** 20n, -(2n ** 70n)]),
    };
    await put({ ...Item, binaries: new Set([bytes.slice(2, 3), bytes.slice(0, 2)]) });
    const { binaries, ...read } = await now("kinds");
    assert.deepEqual([...binaries].map((each) => [...each]).sort(), [[0, 1], [2]]);
    assert.ok([...binaries, read.bytes, read.none].every((each) => each instanceof Uint8Array));
    assert.deepEqual(read, Item);
    const raw = await stored("kinds");
    assert.deepEqual([raw.empty, raw.yes, raw.nothing, raw.less, raw.none],
      [{ S: "" }, { BOOL: true }, { NULL: true }, { N: "-12.75" }, { B: new Uint8Array() }]);
    assert.deepEqual(raw.list.L.slice(1),
      [{ S: "two" }, { L: [{ N: "3" }, { L: [{ NULL: true }] }] }, { M: {} }, { L: [] }]);
    assert.deepEqual(raw.large.NS.sort(), ["-1180591620717411303424", "100000000000000000000"]);
  });

  test("that are undefined are left out where that is asked for", async () => {
    const Item = { id: "undefined", gone: undefined, list: [1, undefined, 2], map: { gone: undefined, kept: null } };
    await assert.rejects(put(Item), /removeUndefinedValues=true/);
    assert.equal(await now("undefined"), undefined);
    await put(Item, {}, documentClient({ removeUndefinedValues: true }));
    assert.deepEqual(await stored("undefined"), {
      id: { S: "undefined" }, list: { L: [{ N: "1" }, { N: "2" }] }, map: { M: { kept: { NULL: true } } },
    });
  });

  test("that are empty become null where that is asked for", async () => {
    const Item = { id: "empty", text: "", set: new Set(), bytes: new Uint8Array() };
    await assert.rejects(put(Item), /Pass a non-empty set, or options.convertEmptyValues=true/);
    await put(Item, {}, documentClient({ convertEmptyValues: true }));
    const NULL = { NULL: true };
    assert.deepEqual(await stored("empty"), { id: { S: "empty" }, text: NULL, set: NULL, bytes: NULL });
  });

  test("that are numbers are exact to 38 digits", async () => {
    const exact = [
      "12345678901234567890123456789012345678", "-1234567890123456789.0123456789012345678",
      "0.12345678901234567890123456789012345678", "99999999999999999999999999999999999998",
    ];
    const wrapping = documentClient({}, { wrapNumbers: true });
    await put({ id: "exact", numbers: exact.map((each) => NumberValue.from(each)), big: 2n ** 100n });
    const read = await now("exact", wrapping);
    assert.ok(read.numbers.every((each) => each instanceof NumberValue));
    assert.deepEqual(read.numbers.map((each) => each.toString()), exact);
    assert.equal(read.big.toBigInt(), 2n ** 100n);
    const { Item } = await documents.get({ TableName, Key: { id: "exact" }, ProjectionExpression: "big" });
    assert.equal(Item.big, 2n ** 100n);
    await assert.rejects(now("exact"), /Set options.wrapNumbers/); // a fraction that no number of JavaScript's can hold
    const { Attributes } = await wrapping.update({
      TableName, Key: { id: "exact" }, ReturnValues: "UPDATED_NEW", ExpressionAttributeValues: { ":one": 1 },
      UpdateExpression: "SET numbers[3] = numbers[3] + :one",
    });
    assert.deepEqual(Attributes.numbers.map((each) => each.value), ["99999999999999999999999999999999999999"]);
  });

  test("that are numbers have limits", async () => {
    const wrapping = documentClient({}, { wrapNumbers: true });
    const edge = (text) => put({ id: "edge", edge: NumberValue.from(text) });
    for (const text of ["9.9999999999999999999999999999999999999E+125", "-9.9E+125", "1E-130", "-1E-130"]) {
      await edge(text);
      assert.equal(Number((await now("edge", wrapping)).edge.value), Number(text));
    }
    const size = "Attempting to store a number with magnitude";
    for (const [text, message] of [
      ["123456789012345678901234567890123456789", "Attempting to store more than 38 significant digits in a Number"],
      ["1e126", `Number overflow. ${size} larger than supported range`],
      ["1e-131", `Number underflow. ${size} smaller than supported range`],
    ]) await invalid(edge(text), message);
    assert.equal((await now("edge", wrapping)).edge.value.startsWith("-"), true); // the last that was possible
    await assert.rejects(put({ id: "edge", edge: 2 ** 53 }), /Use NumberValue/); // it may have been rounded already
  });
});

describe("conditions", () => {
  test("a failed one shows the item, where that is asked for", async () => {
    const Item = { id: "held", holder: "ann", until: 5 };
    const Key = { id: "held" };
    await put(Item);
    const taken = {
      TableName, ConditionExpression: "attribute_not_exists(id) OR #u < :now",
      ExpressionAttributeNames: { "#u": "until" }, ExpressionAttributeValues: { ":now": 5 },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    };
    for (const call of [
      () => documents.put({ ...taken, Item: { ...Item, holder: "bob" } }), () => documents.delete({ ...taken, Key }),
      () => documents.update({ ...taken, Key, UpdateExpression: "REMOVE #u" }),
    ]) {
      const error = await failure(call(), ...FAILED);
      // Errors, unlike answers, keep DynamoDB's notation in this client.
      assert.deepEqual(error.Item, { id: { S: "held" }, holder: { S: "ann" }, until: { N: "5" } });
    }
    const silent = documents.delete({ ...taken, Key, ReturnValuesOnConditionCheckFailure: "NONE" });
    assert.equal((await failure(silent, ...FAILED)).Item, undefined);
    assert.deepEqual(await now("held"), Item);
    await documents.delete({ ...taken, Key, ExpressionAttributeValues: { ":now": 6 } });
    assert.equal(await now("held"), undefined);
  });

  test("a counter stops at its limit, whoever counts", async () => {
    const answers = await Promise.allSettled(Array.from({ length: 25 }, () => documents.update({
      TableName, Key: { id: "seats" }, UpdateExpression: "ADD taken :one", ReturnValues: "UPDATED_NEW",
      ConditionExpression: "attribute_not_exists(taken) OR taken < :limit",
      ExpressionAttributeValues: { ":one": 1, ":limit": 10 },
    })));
    const counted = answers.filter(({ status }) => status === "fulfilled").map(({ value }) => value.Attributes.taken);
    assert.deepEqual(counted.sort((one, other) => one - other), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const rejected = answers.filter(({ status }) => status === "rejected");
    assert.equal(rejected.length, 15);
    for (const { reason } of rejected) await refused(Promise.reject(reason), ...FAILED);
    assert.deepEqual(await now("seats"), { id: "seats", taken: 10 });
  });

  test("with each operator and function", async () => {
    const Item = { id: "asked", n: 5, word: "delicatessen", labels: new Set(["a", "b"]), pieces: [1, "x"], nil: null };
    await put(Item);
    const values = { ":4": 4, ":5": 5, ":6": 6, ":w": "deli", ":a": "a", ":t": "SS", ":z": "zzz", ":nil": null };
    const holds = async (ConditionExpression) => {
      const used = Object.entries(values).filter(([name]) => ConditionExpression.includes(name));
      const ExpressionAttributeValues = used.length ? Object.fromEntries(used) : undefined;
      const call = put(Item, { ConditionExpression, ExpressionAttributeValues });
      return call.then(() => true, async (error) => {
        await refused(Promise.reject(error), ...FAILED);
        return false;
      });
    };
    for (const condition of [
      "n = :5", "n <> :4", "n < :6", "n <= :5", "n > :4", "n >= :5", "n BETWEEN :4 AND :6", "n IN (:4, :5)",
      "attribute_exists(pieces[1])", "attribute_type(labels, :t)", "begins_with(word, :w)", "contains(word, :w)",
      "contains(labels, :a)", "contains(pieces, :5) OR size(pieces) < :4", "nil = :nil", "(n = :5 AND id <> :a)",
    ]) {
      assert.equal(await holds(condition), true, condition);
      assert.equal(await holds(`NOT ${condition.includes(" OR ") ? `(${condition})` : condition}`), false, condition);
    }
    for (const condition of [
      "absent = :5", "absent < :5", "n = :z", "word < :5", "n > :z", "begins_with(labels, :a)", "contains(n, :5)",
    ]) {
      assert.equal(await holds(condition), false, condition);
    }
  });

  test("of the older kind", async () => {
    await put({ id: "older", n: 1, labels: new Set(["a"]) });
    const AttributeUpdates = {
      n: { Action: "ADD", Value: 4 }, labels: { Action: "DELETE", Value: new Set(["a"]) }, t: { Value: "x" },
    };
    const { Attributes } = await documents.update({
      TableName, Key: { id: "older" }, ReturnValues: "ALL_NEW", AttributeUpdates,
      Expected: { n: { ComparisonOperator: "LT", AttributeValueList: [2] } },
    });
    assert.deepEqual(Attributes, { id: "older", n: 5, t: "x" });
    await refused(put({ id: "older" }, { Expected: { n: { Value: 1 } } }), ...FAILED);
  });
});

describe("refusals", () => {
  test("of what no item can be", async () => {
    for (const [Item, message] of [
      [{ title: "no key" }, `${WRONG}Missing the key id in the item`],
      [{ id: 1 }, `${WRONG}Type mismatch for key id expected: S actual: N`],
      [{ id: "" }, "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain "
        + "an empty string value. Key: id"],
      [{ id: "large", text: "x".repeat(400 * 1024) }, "Item size has exceeded the maximum allowed size"],
      [{ id: "deep", deep: JSON.parse("[".repeat(33) + "]".repeat(33)) },
        "Nesting Levels have exceeded supported limits"],
    ]) await invalid(put(Item), message);
    const ones = new Set([NumberValue.from("1"), NumberValue.from("1.0")]);
    await refused(put({ id: "twice", ones }), "ValidationException", 400, /Input collection .*contains duplicates/);
    await put({ id: "almost", text: "x".repeat(400 * 1024 - 12) });
    assert.equal((await now("almost")).text.length, 400 * 1024 - 12);
  });

  test("of what no key can be", async () => {
    for (const Key of [{ id: 1 }, { id: "x", more: 1 }, { other: "x" }]) {
      for (const call of ["get", "delete", "update"]) {
        await invalid(documents[call]({ TableName, Key }), "The provided key element does not match the schema");
      }
    }
  });

  test("of a table that is not there", async () => {
    const nowhere = { TableName: "no-such-table", Key: { id: "x" } };
    await refused(documents.get(nowhere), ...MISSING);
    await refused(documents.delete(nowhere), ...MISSING);
    await refused(documents.put({ TableName: "no-such-table", Item: { id: "x" } }), ...MISSING);
    await refused(documents.update({ ...nowhere, UpdateExpression: "REMOVE a" }), ...MISSING);
  });
});
