"""Query and Scan as boto3 sees them, after the examples of AWS's developer guide."""

import concurrent.futures
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import UNCHECKED, WAITER, Conformance, region_for_module, unique

SONGS = 60


def setUpModule():
    global region, dynamodb, unchecked
    region = region_for_module()
    dynamodb = region.client("dynamodb")
    unchecked = region.client("dynamodb", UNCHECKED)


def song(artist, number):
    return {"Artist": {"S": artist}, "SongTitle": {"S": f"Song {number:03}"}, "Plays": {"N": str(number)},
            "Labels": {"SS": ["even" if number % 2 == 0 else "odd"]}}


class Queries(Conformance):
    @classmethod
    def setUpClass(cls):
        cls.table = unique("Music")
        dynamodb.create_table(
            TableName=cls.table, BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "Artist", "KeyType": "HASH"}, {"AttributeName": "SongTitle", "KeyType": "RANGE"}],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("Artist", "SongTitle")],
        )
        cls.addClassCleanup(dynamodb.delete_table, TableName=cls.table)
        dynamodb.get_waiter("table_exists").wait(TableName=cls.table, WaiterConfig=WAITER)
        cls.songs = [song(artist, number) for artist in ("Acme Band", "No One You Know") for number in range(SONGS)]
        for start in range(0, len(cls.songs), 25):
            puts = [{"PutRequest": {"Item": item}} for item in cls.songs[start:start + 25]]
            dynamodb.batch_write_item(RequestItems={cls.table: puts})

    def query(self, condition="Artist = :a", client=None, **more):
        values = {":a": {"S": "Acme Band"}, **more.pop("values", {})}
        return (client or dynamodb).query(
            TableName=self.table, KeyConditionExpression=condition, ExpressionAttributeValues=values, **more)

    def titles(self, *arguments, **more):
        return [int(item["SongTitle"]["S"][5:]) for item in self.query(*arguments, **more)["Items"]]

    def test_key_conditions(self):
        ten = {":t": {"S": "Song 010"}}
        for condition, values, expected in (
            ("Artist = :a AND SongTitle = :t", ten, [10]),
            ("Artist = :a AND SongTitle < :t", ten, list(range(10))),
            ("Artist = :a AND SongTitle <= :t", ten, list(range(11))),
            ("Artist = :a AND SongTitle > :t", ten, list(range(11, SONGS))),
            ("SongTitle >= :t AND Artist = :a", ten, list(range(10, SONGS))),
            ("Artist = :a AND SongTitle BETWEEN :t AND :u", {**ten, ":u": {"S": "Song 012x"}}, [10, 11, 12]),
            ("Artist = :a AND begins_with(SongTitle, :t)", {":t": {"S": "Song 01"}}, list(range(10, 20))),
            ("Artist = :a AND SongTitle > :t", {":t": {"S": "T"}}, []),
        ):
            with self.subTest(condition):
                self.assertEqual(self.titles(condition, values=values), expected)
                self.assertEqual(self.titles(condition, values=values, ScanIndexForward=False), expected[::-1])

    def test_pages(self):
        pages = list(dynamodb.get_paginator("query").paginate(
            TableName=self.table, KeyConditionExpression="Artist = :a", PaginationConfig={"PageSize": 7},
            ExpressionAttributeValues={":a": {"S": "Acme Band"}}))
        self.assertEqual([page["Count"] for page in pages], [7] * 8 + [4])
        self.assertEqual([item for page in pages for item in page["Items"]], self.songs[:SONGS])
        last = self.query(Limit=7)["LastEvaluatedKey"]
        self.assertEqual(last, {"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Song 006"}})
        self.assertEqual(self.titles(Limit=2, ExclusiveStartKey=last, ScanIndexForward=False), [5, 4])

    def test_filters_and_projections(self):
        answer = self.query(
            FilterExpression="contains(Labels, :even) AND Plays BETWEEN :low AND :high", Limit=20,
            values={":even": {"S": "even"}, ":low": {"N": "4"}, ":high": {"N": "10"}}, ReturnConsumedCapacity="TOTAL",
            ProjectionExpression="#p", ExpressionAttributeNames={"#p": "Plays"},
        )
        self.assertEqual(answer["Items"], [{"Plays": {"N": str(number)}} for number in (4, 6, 8, 10)])
        self.assertEqual((answer["Count"], answer["ScannedCount"]), (4, 20))
        self.assertIn("LastEvaluatedKey", answer)
        self.assertEqual(answer["ConsumedCapacity"], {"TableName": self.table, "CapacityUnits": 0.5})
        counted = self.query(Select="COUNT")
        self.assertEqual((counted["Count"], counted.get("Items")), (SONGS, None))
        self.assertEqual(self.query(values={":a": {"S": "Nobody"}})["Items"], [])

    def test_what_no_query_can_be(self):
        invalid = "Invalid KeyConditionExpression: "
        for condition, values, text in (
            ("SongTitle = :a", {}, "Query condition missed key schema element: Artist"),
            ("Artist > :a", {}, "Query key condition not supported"),
            ("Artist = :a OR SongTitle = :a", {}, f"{invalid}Invalid operator used in KeyConditionExpression: OR"),
            ("Artist = :a AND Plays = :n", {":n": {"N": "1"}}, "Query condition missed key schema element: SongTitle"),
            ("Artist = :a AND SongTitle = :n", {":n": {"N": "1"}},
             "One or more parameter values were invalid: Condition parameter type does not match schema type"),
            ("Artist = :a AND SongTitle = :b", {},
             f"{invalid}An expression attribute value used in expression is not defined; attribute value: :b"),
            ("Artist = :a AND", {}, f'{invalid}Syntax error; token: "<EOF>", near: "<EOF>"'),
        ):
            with self.subTest(condition):
                self.refused(self.query, "ValidationException", text, condition=condition, values=values)
        for more, text in (
            ({"IndexName": "none"}, "The table does not have the specified index: none"),
            ({"FilterExpression": "Artist = :a"},
             "Filter Expression can only contain non-primary key attributes: Primary key attribute: Artist"),
            ({"Select": "COUNT", "ProjectionExpression": "Plays"},
             "Cannot specify the ProjectionExpression when choosing to get only the Count"),
            ({"ExclusiveStartKey": {"Artist": {"S": "x"}}},
             "The provided starting key is invalid: The provided key element does not match the schema"),
        ):
            with self.subTest(text):
                self.refused(self.query, "ValidationException", text, **more)
        self.refused(
            dynamodb.query, "ValidationException",
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
            TableName=self.table,
        )
        self.refused(dynamodb.scan, "ResourceNotFoundException", "Requested resource not found", TableName="no-such-table")
        self.refused_like(self.query, "ValidationException", ".*'limit' failed to satisfy constraint.*", client=unchecked,
                          Limit=0)

    def test_the_older_parameters(self):
        answer = dynamodb.query(
            TableName=self.table, QueryFilter={"Plays": {"ComparisonOperator": "LT", "AttributeValueList": [{"N": "12"}]}},
            KeyConditions={
                "Artist": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "Acme Band"}]},
                "SongTitle": {"ComparisonOperator": "BEGINS_WITH", "AttributeValueList": [{"S": "Song 01"}]},
            },
        )
        self.assertEqual([item["Plays"]["N"] for item in answer["Items"]], ["10", "11"])
        answer = dynamodb.scan(
            TableName=self.table, ConditionalOperator="OR", AttributesToGet=["Plays"],
            ScanFilter={"Plays": {"ComparisonOperator": "EQ", "AttributeValueList": [{"N": "3"}]},
                        "SongTitle": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "Song 004"}]}},
        )
        self.assertCountEqual([item["Plays"]["N"] for item in answer["Items"]], ["3", "3", "4", "4"])

    def test_scans(self):
        def key(item):
            return item["Artist"]["S"], item["SongTitle"]["S"]

        pages = list(dynamodb.get_paginator("scan").paginate(TableName=self.table, PaginationConfig={"PageSize": 11}))
        items = [item for page in pages for item in page["Items"]]
        self.assertEqual(sorted(items, key=key), self.songs)
        self.assertEqual(dynamodb.scan(TableName=self.table, Select="COUNT")["Count"], len(self.songs))
        filtered = dynamodb.scan(
            TableName=self.table, FilterExpression="Artist <> :a AND Plays < :five AND NOT contains(Labels, :odd)",
            ExpressionAttributeValues={":a": {"S": "Acme Band"}, ":five": {"N": "5"}, ":odd": {"S": "odd"}},
        )
        self.assertEqual([item["Plays"]["N"] for item in filtered["Items"]], ["0", "2", "4"])
        self.assertEqual(filtered["ScannedCount"], len(self.songs))

    def test_segments(self):
        def scan(segment):
            return dynamodb.scan(TableName=self.table, Segment=segment, TotalSegments=4)["Items"]

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            parts = list(pool.map(scan, range(4)))
        self.assertEqual(sum(len(part) for part in parts), len(self.songs))
        self.refused_like(dynamodb.scan, "ValidationException", "The Segment parameter is zero-based.*",
                          TableName=self.table, Segment=4, TotalSegments=4)

    def test_a_page_is_a_megabyte(self):
        name = {"Artist": {"S": "Large"}}
        for number in range(10):
            item = {**name, "SongTitle": {"S": str(number)}, "Lyrics": {"S": "x" * 300 * 1024}}
            dynamodb.put_item(TableName=self.table, Item=item)
            self.addCleanup(dynamodb.delete_item, TableName=self.table, Key={**name, "SongTitle": {"S": str(number)}})
        answer = self.query(values={":a": {"S": "Large"}})
        self.assertEqual((answer["Count"], answer["LastEvaluatedKey"]["SongTitle"]), (4, {"S": "3"}))
        small = self.query(values={":a": {"S": "Large"}}, ProjectionExpression="SongTitle")
        self.assertEqual(small["Count"], 4)  # what is left out has been read all the same


if __name__ == "__main__":
    unittest.main()
