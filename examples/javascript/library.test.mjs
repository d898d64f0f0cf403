// A program that uses DynamoDB, and its tests on an embedded region. Run it with `node --test`.
//
//   npm install /usr/share/resilient-service/testing/javascript @aws-sdk/client-dynamodb
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand, waitUntilTableExists }
  from "@aws-sdk/client-dynamodb";
import { startRegion } from "resilient-service";

class Library {
  constructor(client) {
    this.client = client;
  }

  async open() {
    await this.client.send(new CreateTableCommand({
      TableName: "books",
      KeySchema: [{ AttributeName: "title", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "title", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }));
    await waitUntilTableExists({ client: this.client, maxWaitTime: 30, minDelay: 1 }, { TableName: "books" });
  }

  async add(title, author) {
    await this.client.send(new PutItemCommand({
      TableName: "books",
      Item: { title: { S: title }, author: { S: author } },
      ConditionExpression: "attribute_not_exists(title)",
    }));
  }

  async authorOf(title) {
    const { Item } = await this.client.send(new GetItemCommand({ TableName: "books", Key: { title: { S: title } } }));
    return Item.author.S;
  }
}

let region;
let library;

before(async () => {
  region = await startRegion();
  library = new Library(new DynamoDBClient(region.clientOptions));
  await library.open();
});
after(() => region.stop());

test("knows what it was told", async () => {
  await library.add("Momo", "Michael Ende");
  assert.equal(await library.authorOf("Momo"), "Michael Ende");
});

test("takes no title twice", async () => {
  await library.add("Emil", "Erich Kästner");
  await assert.rejects(library.add("Emil", "somebody else"), { name: "ConditionalCheckFailedException" });
});
