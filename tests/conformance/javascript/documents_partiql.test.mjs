// PartiQL through the SDK's document client: JavaScript's values as parameters and in what comes back.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { MISSING, documents, failure, newTable, schema } from "./documents.mjs";
import { refused } from "./clients.mjs";

const TableName = await newTable("partiql-songs", schema("artist", "year"), { artist: "S", year: "N" });
const songs = (statement) => statement.replaceAll("SONGS", `"${TableName}"`);
const run = async (statement, Parameters, more = {}) =>
  documents.executeStatement({ Statement: songs(statement), ...(Parameters && { Parameters }), ...more });
const items = async (...call) => (await run(...call)).Items;
const each = (...statements) => statements.map(([Statement, ...Parameters]) =>
  ({ Statement: songs(Statement), ...(Parameters.length && { Parameters }) }));

describe("PartiQL", () => {
  test("takes and gives JavaScript's values", async () => {
    const song = { artist: "ann", year: 1, tags: new Set(["a", "b"]), of: { sides: [1, "x", null, true] } };
    await run("INSERT INTO SONGS VALUE {'artist': ?, 'year': ?, 'tags': ?, 'of': ?}", Object.values(song));
    assert.deepEqual(await items("SELECT * FROM SONGS WHERE artist = ?", ["ann"]), [song]);
    assert.deepEqual(await items("SELECT of.sides[3] FROM SONGS WHERE artist = 'ann' AND of.sides[0] = ?", [1]),
      [{ "sides[3]": true }]);
    assert.deepEqual(
      await items("UPDATE SONGS SET tags = set_delete(tags, ?) WHERE artist = ? AND \"year\" = ? RETURNING MODIFIED NEW *",
        [new Set(["a"]), "ann", 1]), [{ tags: new Set(["b"]) }]);
  });

  test("goes on page by page", async () => {
    for (const year of [1, 2, 3]) await run("INSERT INTO SONGS VALUE {'artist': 'bob', 'year': ?}", [year]);
    const found = [];
    let NextToken;
    do {
      const page = await run("SELECT \"year\" FROM SONGS WHERE artist = ? ORDER BY \"year\" DESC", ["bob"],
        { Limit: 1, NextToken });
      found.push(...page.Items.map(({ year }) => year));
      NextToken = page.NextToken;
    } while (NextToken);
    assert.deepEqual(found, [3, 2, 1]);
  });

  test("answers each statement of a batch", async () => {
    const { Responses } = await documents.batchExecuteStatement({ Statements: each(
      ["INSERT INTO SONGS VALUE {'artist': ?, 'year': 1}", "cid"], ["INSERT INTO SONGS VALUE {'artist': ?, 'year': 1}", "cid"],
    ) });
    assert.deepEqual(Responses.map(({ Error }) => Error?.Code), [undefined, "DuplicateItem"]);
  });

  test("takes effect together or not at all", async () => {
    const error = await failure(documents.executeTransaction({ TransactStatements: each(
      ["INSERT INTO SONGS VALUE {'artist': ?, 'year': 1}", "dee"],
      ["DELETE FROM SONGS WHERE artist = ? AND \"year\" = ? AND title = ?", "ann", 1, "none"],
    ) }), "TransactionCanceledException", 400);
    assert.deepEqual(error.CancellationReasons.map(({ Code }) => Code), ["None", "ConditionalCheckFailed"]);
    const { Responses } = await documents.executeTransaction({ TransactStatements: each(
      ["SELECT * FROM SONGS WHERE artist = ? AND \"year\" = 1", "dee"],
    ) });
    assert.deepEqual(Responses, [{}]);
  });

  test("refuses what it cannot read or find", async () => {
    await refused(run("SELECT"), "ValidationException", 400, /^Statement wasn't well formed, can't be processed: /);
    await refused(run("SELECT * FROM none"), ...MISSING);
  });
});
