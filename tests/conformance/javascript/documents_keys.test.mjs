// Keys of each type through the SDK's document client: their order, their size, and when two are the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NumberValue } from "@aws-sdk/lib-dynamodb";
import { documentClient, documents, invalid, newTable, schema } from "./documents.mjs";

const texts = await newTable("texts", schema("h", "r"), { h: "S", r: "S" });
const numbers = await newTable("numbers", schema("h", "r"), { h: "N", r: "N" });
const binaries = await newTable("binaries", schema("h", "r"), { h: "B", r: "B" });
const SAME = "Provided list of item keys contains duplicates";

const put = (TableName, h, ...keys) => documents.batchWrite({
  RequestItems: { [TableName]: keys.map((r) => ({ PutRequest: { Item: { h, r } } })) },
});
const ranges = async (TableName, h, condition = "", values = {}, client = documents) => (await client.query({
  TableName, KeyConditionExpression: `h = :h${condition}`, ExpressionAttributeValues: { ":h": h, ...values },
})).Items.map((item) => item.r);

test("texts are in the order of their bytes in UTF-8", async () => {
  // JavaScript's own order, of UTF-16, has the last two the other way round.
  const sorted = ["10", "9", "Z", "a", "aa", "é", "\uffee", "😀"];
  await put(texts, "order", ...[...sorted].reverse());
  assert.deepEqual(await ranges(texts, "order"), sorted);
  assert.deepEqual(await ranges(texts, "order", " AND r > :r", { ":r": "\uffee" }), ["😀"]);
  assert.deepEqual(await ranges(texts, "order", " AND begins_with(r, :r)", { ":r": "a" }), ["a", "aa"]);
  const back = await documents.query({
    TableName: texts, KeyConditionExpression: "h = :h", ExpressionAttributeValues: { ":h": "order" },
    ScanIndexForward: false, Limit: 3,
  });
  assert.deepEqual(back.Items.map((item) => item.r), ["😀", "\uffee", "é"]);
  assert.deepEqual(back.LastEvaluatedKey, { h: "order", r: "é" });
});

test("numbers are in their own order, to the last of 38 digits", async () => {
  const sorted = ["-1E+30", "-12345678901234567890123456789012345678", "-2", "-0.5", "0", "1E-130", "0.1", "9", "10",
    "12345678901234567890123456789012345677", "12345678901234567890123456789012345678", "1E+125"]
    .sort((one, other) => Number(one) - Number(other)); // a stable sort leaves the two alike ones as they are
  await put(numbers, 1, ...[...sorted].reverse().map((each) => NumberValue.from(each)));
  const wrapping = documentClient({}, { wrapNumbers: true });
  const read = (await ranges(numbers, 1, "", {}, wrapping)).map((each) => each.value);
  assert.deepEqual(read.map(Number), sorted.map(Number));
  assert.deepEqual(read.slice(9, 11), sorted.slice(9, 11));
  const between = " AND r BETWEEN :a AND :b";
  assert.deepEqual(await ranges(numbers, 1, between, { ":a": -0.5, ":b": 9 }, documents), [-0.5, 0, 1e-130, 0.1, 9]);
});

test("numbers that are equal are one key, however they are written", async () => {
  const key = (text) => ({ h: 2, r: NumberValue.from(text) });
  await documents.put({ TableName: numbers, Item: { ...key("100"), turn: 1 } });
  const again = { TableName: numbers, Item: { ...key("1e2"), turn: 2 }, ReturnValues: "ALL_OLD" };
  const { Attributes } = await documents.put(again);
  assert.deepEqual(Attributes, { h: 2, r: 100, turn: 1 });
  assert.deepEqual((await documents.get({ TableName: numbers, Key: key("100.00") })).Item, { h: 2, r: 100, turn: 2 });
  assert.deepEqual(await ranges(numbers, 2), [100]);
  await invalid(documents.batchGet({ RequestItems: { [numbers]: { Keys: [key("0"), key("-0.0")] } } }), SAME);
});

test("binaries are in the order of their bytes, without a sign", async () => {
  const sorted = [[0], [0, 0], [1], [1, 255], [127], [128], [255], [255, 0]].map((each) => Uint8Array.from(each));
  await put(binaries, Uint8Array.of(7), ...[...sorted].reverse());
  assert.deepEqual(await ranges(binaries, Uint8Array.of(7)), sorted);
  const one = { ":r": Uint8Array.of(1) };
  assert.deepEqual(await ranges(binaries, Uint8Array.of(7), " AND begins_with(r, :r)", one), sorted.slice(2, 4));
  const [h, r] = [Uint8Array.of(7), Uint8Array.of(255, 0)];
  assert.deepEqual((await documents.get({ TableName: binaries, Key: { h, r } })).Item, { h, r });
  const Keys = [{ h, r }, { h, r: Uint8Array.from(r) }];
  await invalid(documents.batchGet({ RequestItems: { [binaries]: { Keys } } }), SAME);
});

test("keys have a size", async () => {
  const Item = { h: "x".repeat(2048), r: "y".repeat(1024) };
  await documents.put({ TableName: texts, Item });
  assert.deepEqual(await ranges(texts, Item.h), [Item.r]);
  const wrong = "One or more parameter values were invalid: ";
  await invalid(documents.put({ TableName: texts, Item: { ...Item, h: `${Item.h}x` } }),
    `${wrong}Size of hashkey has exceeded the maximum size limit of2048 bytes`);
  await invalid(documents.put({ TableName: texts, Item: { ...Item, r: "é".repeat(513) } }), // it is bytes that count
    `${wrong}Aggregated size of all range keys has exceeded the size limit of 1024 bytes`);
  await documents.put({ TableName: texts, Item: { ...Item, r: "é".repeat(512) } });
  assert.deepEqual(await ranges(texts, Item.h), [Item.r, "é".repeat(512)]);
});
