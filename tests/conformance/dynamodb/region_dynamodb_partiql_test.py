"""DynamoDB's PartiQL as boto3 sees it: one statement, a batch of them, a transaction of them."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import UNCHECKED, WAITER, Conformance, region_for_module, unique

FAILED = {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}


def setUpModule():
    global region, dynamodb
    region = region_for_module()
    dynamodb = region.client("dynamodb")


class Statements(Conformance):
    @classmethod
    def setUpClass(cls):
        cls.table = unique("Songs-1")
        keys = {"artist": "S", "year": "N", "title": "S"}
        dynamodb.create_table(
            TableName=cls.table, BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": type_} for name, type_ in keys.items()],
            KeySchema=[{"AttributeName": "artist", "KeyType": "HASH"}, {"AttributeName": "year", "KeyType": "RANGE"}],
            GlobalSecondaryIndexes=[{"IndexName": "by-title", "Projection": {"ProjectionType": "ALL"},
                                     "KeySchema": [{"AttributeName": "title", "KeyType": "HASH"}]}])
        cls.addClassCleanup(dynamodb.delete_table, TableName=cls.table)
        dynamodb.get_waiter("table_exists").wait(TableName=cls.table, WaiterConfig=WAITER)

    def setUp(self):
        self.artist = unique("artist")

    def text(self, statement):
        return statement.replace("SONGS", f'"{self.table}"').replace("ME", f"artist = '{self.artist}'")

    def run_(self, statement, *parameters, by=None, **more):
        given = {"Parameters": list(parameters)} if parameters else {}
        return (by or dynamodb).execute_statement(Statement=self.text(statement), **given, **more)

    def items(self, statement, *parameters, **more):
        return self.run_(statement, *parameters, **more)["Items"]

    def insert(self, year, **more):
        item = {"artist": {"S": self.artist}, "year": {"N": str(year)}, **more}
        names = ", ".join(f"'{name}': ?" for name in item)
        return self.run_(f"INSERT INTO SONGS VALUE {{{names}}}", *item.values())

    def titles(self, statement, *parameters, **more):
        return [item["title"]["S"] for item in self.items(statement, *parameters, **more)]

    def refused_statement(self, statement, code, message, **more):
        self.refused(dynamodb.execute_statement, code, message, Statement=self.text(statement), **more)


class OneByOne(Statements):
    def test_an_items_life(self):
        values = {"title": {"S": "it's"}, "tags": {"SS": ["a", "b"]}, "of": {"M": {"sides": {"L": [{"N": "1"}]}}},
                  "blob": {"B": b"\0\1"}}
        self.assertEqual(self.insert(1, **values)["Items"], [])
        self.refused_statement(f"INSERT INTO SONGS VALUE {{'artist': '{self.artist}', 'year': 1}}",
                               "DuplicateItemException", "Duplicate primary key exists in table")
        whole = {"artist": {"S": self.artist}, "year": {"N": "1"}, **values}
        self.assertEqual(self.items('SELECT * FROM SONGS WHERE ME AND "year" = 1'), [whole])
        self.assertEqual(self.items('SELECT of.sides[0], title FROM SONGS WHERE ME AND "year" = ?', {"N": "1"}),
                         [{"sides[0]": {"N": "1"}, "title": {"S": "it's"}}])
        changed = self.items(
            "UPDATE SONGS SET plays = 1, tags = set_add(tags, <<'c'>>) SET of.sides = list_append(of.sides, [2]) "
            "REMOVE blob WHERE ME AND \"year\" = 1 AND title = 'it''s' RETURNING MODIFIED NEW *")
        self.assertEqual(changed, [{"plays": {"N": "1"}, "tags": {"SS": ["a", "b", "c"]},
                                    "of": {"M": {"sides": {"L": [{"N": "1"}, {"N": "2"}]}}}}])
        self.assertEqual(self.items('DELETE FROM SONGS WHERE ME AND "year" = 1 RETURNING ALL OLD *')[0]["plays"],
                         {"N": "1"})
        self.assertEqual(self.items('DELETE FROM SONGS WHERE ME AND "year" = 1 RETURNING ALL OLD *'), [])
        self.refused_statement('UPDATE SONGS SET plays = 1 WHERE ME AND "year" = 1', "ConditionalCheckFailedException",
                               "The conditional request failed")

    def test_what_a_select_finds(self):
        for year, title in enumerate("abcd"):
            self.insert(year, title={"S": f"{self.artist}/{title}"}, **({"odd": {"BOOL": True}} if year % 2 else {}))
        for condition, expected in (
                ('"year" BETWEEN 1 AND 2', "bc"), ('NOT "year" > 1', "ab"), ('"year" IN [3, 0]', "ad"),
                ("odd IS NOT MISSING", "bd"), ("odd = TRUE OR title = ?", "abd"), ("contains(title, '/c')", "c"),
                ("size(title) > 500", ""), ("attribute_type(odd, 'BOOL') AND \"year\" <> 1", "d")):
            parameters = [{"S": f"{self.artist}/a"}] if "?" in condition else []
            found = self.titles(f"SELECT title FROM SONGS WHERE ME AND ({condition})", *parameters)
            with self.subTest(condition):
                self.assertEqual("".join(title[-1] for title in found), expected)
        self.assertEqual([title[-1] for title in self.titles('SELECT * FROM SONGS WHERE ME ORDER BY "year" DESC')],
                         list("dcba"))
        self.assertEqual(self.titles('SELECT artist, title FROM SONGS."by-title" WHERE title = ?',
                                     {"S": f"{self.artist}/b"}), [f"{self.artist}/b"])

    def test_page_by_page(self):
        for year in range(5):
            self.insert(year, title={"S": str(year)})
        found, more = [], {}
        while True:
            page = self.run_('SELECT title FROM SONGS WHERE ME ORDER BY "year" DESC', Limit=2, **more)
            found += [item["title"]["S"] for item in page["Items"]]
            if "NextToken" not in page:
                break
            self.assertEqual(page["LastEvaluatedKey"], {"artist": {"S": self.artist}, "year": {"N": found[-1]}})
            more = {"NextToken": page["NextToken"]}
        self.assertEqual(found, list("43210"))
        self.refused_statement("SELECT * FROM SONGS", "ValidationException", "NextToken does not match request", **more)

    def test_what_it_costs(self):
        asked = {"ReturnConsumedCapacity": "INDEXES"}
        self.insert(1, text={"S": "x" * 5000})
        cost = self.run_("SELECT * FROM SONGS WHERE ME", ConsistentRead=True, **asked)["ConsumedCapacity"]
        self.assertEqual((cost["TableName"], cost["CapacityUnits"], cost["Table"]),
                         (self.table, 2.0, {"CapacityUnits": 2.0}))
        cost = self.run_("UPDATE SONGS SET title = ? WHERE ME AND \"year\" = 1", {"S": "t"}, **asked)["ConsumedCapacity"]
        self.assertEqual(cost["GlobalSecondaryIndexes"], {"by-title": {"CapacityUnits": 5.0}})

    def test_what_is_no_statement(self):
        wrong = "Statement wasn't well formed, can't be processed: "
        for statement, message in (
                ("SLECT * FROM SONGS", wrong + "Expected data manipulation"),
                ("SELECT * FROM SONGS WHERE ME foo", wrong + "Unexpected token after expression"),
                ("SELECT * FROM SONGS t", "Aliasing is not supported"),
                ("SELECT * FROM SONGS WHERE a = ?", "Number of parameters in request and statement don't match."),
                ("SELECT * FROM SONGS.none", "The table does not have the specified index"),
                ("UPDATE SONGS SET a = 1 WHERE ME",
                 "Where clause does not contain a mandatory equality on all key attributes")):
            self.refused_statement(statement, "ValidationException", message)
        self.refused_statement("SELECT * FROM none", "ResourceNotFoundException", "Requested resource not found")
        loose = region.client("dynamodb", UNCHECKED)
        self.refused_like(loose.execute_statement, "ValidationException", ".*length greater than or equal to 1.*",
                          Statement=self.text("SELECT * FROM SONGS"), Parameters=[])

    def test_the_item_that_a_condition_failed_on(self):
        self.insert(1, title={"S": "t"})
        newest, show = region.newest_client("dynamodb"), {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
        delete = 'DELETE FROM SONGS WHERE ME AND "year" = 1 AND title = \'u\''
        with self.assertRaises(newest.exceptions.ConditionalCheckFailedException) as caught:
            self.run_(delete, by=newest, **show)
        self.assertEqual(caught.exception.response["Item"]["title"], {"S": "t"})
        answer = newest.batch_execute_statement(Statements=[{"Statement": self.text(delete), **show}])["Responses"][0]
        self.assertEqual(answer["Error"]["Item"]["title"], {"S": "t"})
        with self.assertRaises(newest.exceptions.TransactionCanceledException) as caught:
            newest.execute_transaction(TransactStatements=[{"Statement": self.text(delete), **show}])
        self.assertEqual(caught.exception.response["CancellationReasons"][0]["Item"]["title"], {"S": "t"})


class Several(Statements):
    def statements(self, *statements):
        return [{"Statement": self.text(statement)} for statement in statements]

    def batch(self, *statements, **more):
        return dynamodb.batch_execute_statement(Statements=self.statements(*statements), **more)

    def together(self, *statements, **more):
        return dynamodb.execute_transaction(TransactStatements=self.statements(*statements), **more)

    def test_a_batch(self):
        self.insert(1, title={"S": "t"})
        read = self.batch('SELECT title FROM SONGS WHERE ME AND "year" = 1', "SELECT * FROM SONGS WHERE ME",
                          ReturnConsumedCapacity="TOTAL")
        self.assertEqual(read["Responses"], [
            {"TableName": self.table, "Item": {"title": {"S": "t"}}},
            {"TableName": self.table, "Error": {
                "Code": "ValidationError", "Message": "Select statements within BatchExecuteStatement must specify the "
                                                      "primary key in the where clause."}}])
        self.assertEqual(read["ConsumedCapacity"], [{"TableName": self.table, "CapacityUnits": 0.5}])
        write = self.batch(
            'UPDATE SONGS SET title = \'u\' WHERE ME AND "year" = 1 RETURNING ALL OLD *',
            f"INSERT INTO SONGS VALUE {{'artist': '{self.artist}', 'year': 1}}",
            'DELETE FROM SONGS WHERE ME AND "year" = 1 AND title = \'t\'', "DELETE FROM none WHERE id = 1")["Responses"]
        self.assertEqual(write[0]["Item"]["title"], {"S": "t"})
        self.assertEqual([each.get("Error", {}).get("Code") for each in write],
                         [None, "DuplicateItem", "ConditionalCheckFailed", "ResourceNotFound"])
        self.assertEqual(self.titles("SELECT title FROM SONGS WHERE ME"), ["u"])

    def test_a_transaction(self):
        self.insert(1, title={"S": "t"}, plays={"N": "0"})
        insert = f"INSERT INTO SONGS VALUE {{'artist': '{self.artist}', 'year': 2, 'title': 'new'}}"
        play = 'UPDATE SONGS SET plays = plays + 1 WHERE ME AND "year" = 1'
        with self.assertRaises(dynamodb.exceptions.TransactionCanceledException) as caught:
            self.together(insert, play, "EXISTS(SELECT * FROM SONGS WHERE ME AND \"year\" = 3 AND title = 'x')")
        self.assertEqual(caught.exception.response["CancellationReasons"], [{"Code": "None"}, {"Code": "None"}, FAILED])
        self.assertEqual(len(self.items("SELECT * FROM SONGS WHERE ME")), 1)

        asked = {"ClientRequestToken": unique("token"), "ReturnConsumedCapacity": "TOTAL"}
        done, again = self.together(insert, play, **asked), self.together(insert, play, **asked)
        self.assertEqual(done["Responses"], [])
        self.assertEqual((done["ConsumedCapacity"][0]["WriteCapacityUnits"],
                          again["ConsumedCapacity"][0]["ReadCapacityUnits"]), (8.0, 4.0))
        read = self.together('SELECT plays FROM SONGS WHERE ME AND "year" = 1',
                             'SELECT title FROM SONGS WHERE ME AND "year" = 2',
                             'SELECT title FROM SONGS WHERE ME AND "year" = 3')
        self.assertEqual(read["Responses"], [{"Item": {"plays": {"N": "1"}}}, {"Item": {"title": {"S": "new"}}}, {}])

    def test_what_is_no_transaction(self):
        self.refused(
            dynamodb.execute_transaction, "ValidationException",
            "Validation failed in TransactStatements[0]: RETURNING clause is not supported in ExecuteTransaction.",
            TransactStatements=self.statements('DELETE FROM SONGS WHERE ME AND "year" = 1 RETURNING ALL OLD *'))
        twice = self.statements(*['DELETE FROM SONGS WHERE ME AND "year" = 1'] * 2)
        self.refused(dynamodb.execute_transaction, "ValidationException",
                     "Transaction request cannot include multiple operations on one item", TransactStatements=twice)
        loose = region.client("dynamodb", UNCHECKED)
        for call, member in ((loose.execute_transaction, "TransactStatements"),
                             (loose.batch_execute_statement, "Statements")):
            self.refused_like(call, "ValidationException", ".*length greater than or equal to 1.*", **{member: []})


if __name__ == "__main__":
    unittest.main()
