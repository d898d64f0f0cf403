// Update expressions through the SDK's document client, and the values that they return.
import assert from "node:assert/strict";
import { test } from "node:test";
import { documents, invalid, newTable, schema } from "./documents.mjs";

const TableName = await newTable("updates", schema("id"), { id: "S" });

const put = (Item, more = {}) => documents.put({ TableName, Item, ...more });
const now = async (id) => (await documents.get({ TableName, Key: { id }, ConsistentRead: true })).Item;
const update = (id, UpdateExpression, ExpressionAttributeValues, more = {}) =>
  documents.update({ TableName, Key: { id }, UpdateExpression, ExpressionAttributeValues, ...more });

test("SET with if_not_exists, list_append and sums", async () => {
  const append = "SET entries = list_append(if_not_exists(entries, :none), :more), "
    + "visits = if_not_exists(visits, :ten) + :one";
  for (const entry of ["first", "second"]) {
    await update("set", append, { ":none": [], ":more": [entry], ":ten": 10, ":one": 1 });
  }
  assert.deepEqual(await now("set"), { id: "set", entries: ["first", "second"], visits: 12 });
  // Every operand is of the item as it was before.
  const turn = "SET entries = list_append(:more, entries), visits = :all - visits, earlier = entries, made = :made";
  await update("set", turn, { ":more": ["zeroth"], ":all": 100, ":made": { by: "ann", for: [1, 2] } });
  const inside = "SET made.#by = :bob, made.#new = :bob, made.#for[1] = :bob, made.#for[9] = :bob";
  const ExpressionAttributeNames = { "#by": "by", "#for": "for", "#new": "dotted.name" };
  await update("set", inside, { ":bob": "bob" }, { ExpressionAttributeNames });
  assert.deepEqual(await now("set"), {
    id: "set", entries: ["zeroth", "first", "second"], visits: 88, earlier: ["first", "second"],
    made: { by: "bob", "dotted.name": "bob", for: [1, "bob", "bob"] },
  });
});

test("REMOVE, ADD and DELETE in one expression", async () => {
  await put({ id: "all", pieces: [0, 1, 2, 3], nest: { a: 1, b: 2 }, rest: 7, labels: new Set(["a", "b"]), extra: 1,
    ids: new Set([1, 2, 3]) });
  const { Attributes } = await update("all", "REMOVE pieces[0], pieces[2], nest.a, extra, absent "
    + "ADD rest :less, fresh :less, labels :more DELETE ids :ids SET made = :less", {
    ":less": -0.5, ":more": new Set(["b", "c"]), ":ids": new Set([1, 3, 9]),
  }, { ReturnValues: "ALL_NEW" });
  const expected = {
    id: "all", pieces: [1, 3], nest: { b: 2 }, rest: 6.5, fresh: -0.5, labels: new Set(["a", "b", "c"]),
    ids: new Set([2]), made: -0.5,
  };
  assert.deepEqual(Attributes, expected);
  assert.deepEqual(await now("all"), expected);
});

test("sets of each kind grow, shrink and vanish", async () => {
  const bytes = [Uint8Array.of(1, 2), Uint8Array.of(3)];
  for (const [name, one, two] of [["texts", "a", "b"], ["numbers", 1, 2.5], ["binaries", ...bytes]]) {
    const change = async (verb, ...members) => {
      const values = { ":v": new Set(members) };
      const { Attributes } = await update("sets", `${verb} ${name} :v`, values, { ReturnValues: "ALL_NEW" });
      return Attributes[name] && [...Attributes[name]].map(String).sort();
    };
    assert.deepEqual(await change("ADD", one), [String(one)]);
    assert.deepEqual(await change("ADD", one, two), [one, two].map(String));
    assert.deepEqual(await change("DELETE", one), [String(two)]);
    assert.equal(await change("DELETE", one, two), undefined); // there is no empty set
  }
  assert.deepEqual(await now("sets"), { id: "sets" });
});

test("ReturnValues of each kind", async () => {
  const before = { id: "returned", a: 1, b: { c: 2, d: 3 } };
  const changed = { id: "returned", a: 2, b: { c: 4, d: 3 }, e: 5 };
  let replaced;
  for (const [ReturnValues, expected] of [
    ["NONE", undefined], ["ALL_OLD", before], ["UPDATED_OLD", { a: 1, b: { c: 2 } }],
    ["ALL_NEW", changed], ["UPDATED_NEW", { a: 2, b: { c: 4 }, e: 5 }],
  ]) {
    assert.deepEqual((await put(before, { ReturnValues: "ALL_OLD" })).Attributes, replaced);
    const { Attributes } = await update("returned", "SET a = :a, b.c = :c, e = :e", { ":a": 2, ":c": 4, ":e": 5 },
      { ReturnValues });
    assert.deepEqual(Attributes, expected, ReturnValues);
    replaced = changed;
  }
  assert.equal((await put(before)).Attributes, undefined);
  const gone = await documents.delete({ TableName, Key: { id: "returned" }, ReturnValues: "ALL_OLD" });
  assert.deepEqual(gone.Attributes, before);
});

test("ReturnValues where there is nothing to return", async () => {
  const made = await update("made", "SET a = :a", { ":a": 1 }, { ReturnValues: "UPDATED_OLD" });
  assert.equal(made.Attributes, undefined);
  const removed = await update("made", "REMOVE a", undefined, { ReturnValues: "UPDATED_NEW" });
  assert.equal(removed.Attributes, undefined);
  const bare = await update("made", undefined, undefined, { ReturnValues: "ALL_NEW" });
  assert.deepEqual(bare.Attributes, { id: "made" });
  const refusal = "Return values set to invalid value";
  await invalid(put({ id: "made" }, { ReturnValues: "ALL_NEW" }), refusal);
  await invalid(documents.delete({ TableName, Key: { id: "made" }, ReturnValues: "UPDATED_OLD" }), refusal);
  assert.deepEqual(await now("made"), { id: "made" });
});

test("what no update can be", async () => {
  const before = { id: "refused", word: "x", pieces: [1], labels: new Set(["a"]) };
  await put(before);
  const wrong = "Invalid UpdateExpression: ";
  const operand = "An operand in the update expression has an incorrect data type";
  for (const [expression, values, message] of [
    ["SET id = :v", { ":v": "y" },
      "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key"],
    ["SET n = word + :v", { ":v": 1 }, operand],
    ["SET pieces = list_append(pieces, word)", undefined, operand],
    ["ADD word :v", { ":v": 1 }, operand],
    ["ADD labels :v", { ":v": new Set([1]) }, operand],
    ["DELETE pieces :v", { ":v": new Set(["a"]) }, operand],
    ["ADD pages :v", { ":v": "one" }, `${wrong}Incorrect operand type for operator or function; operator: ADD, `
      + "operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND"],
    ["SET n = absent", undefined, "The provided expression refers to an attribute that does not exist in the item"],
    ["SET absent.part = :v", { ":v": 1 }, "The document path provided in the update expression is invalid for update"],
    ["SET #n = :v", { ":v": 1 },
      `${wrong}An expression attribute name used in the document path is not defined; attribute name: #n`],
    ["SET n = :x", { ":v": 1 },
      `${wrong}An expression attribute value used in expression is not defined; attribute value: :x`],
    ["SET name = :v", { ":v": 1 }, `${wrong}Attribute name is a reserved keyword; reserved keyword: name`],
    ["SET n = :v", { ":v": 1, ":w": 2 },
      "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}"],
    ["SET n = :v, n = :v", { ":v": 1 }, `${wrong}Two document paths overlap with each other; must remove or rewrite `
      + "one of these paths; path one: [n], path two: [n]"],
    ["SET n = :v SET m = :v", { ":v": 1 }, `${wrong}The "SET" section can only be used once in an update expression;`],
    ["", undefined, `${wrong}The expression can not be empty;`],
  ]) await invalid(update("refused", expression, values), message);
  await invalid(update("refused", "REMOVE n", undefined, { ExpressionAttributeNames: { "#x": "x" } }),
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}");
  assert.deepEqual(await now("refused"), before);
});
