"""UpdateItem, DeleteItem and BatchGetItem as boto3 sees them, after the examples of AWS's developer guide."""

import pathlib
import sys
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import WAITER, Conformance, region_for_module, unique
from through import boto3_only

CLIENTS, EACH = 16, 1000


def setUpModule():
    global region, dynamodb
    region = region_for_module()
    dynamodb = region.client("dynamodb")


def product(number, **more):
    return {"Id": {"N": str(number)}, **more}


class Items(Conformance):
    @classmethod
    def setUpClass(cls):
        cls.table = unique("ProductCatalog")
        dynamodb.create_table(
            TableName=cls.table, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "Id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "Id", "AttributeType": "N"}],
        )
        cls.addClassCleanup(dynamodb.delete_table, TableName=cls.table)
        dynamodb.get_waiter("table_exists").wait(TableName=cls.table, WaiterConfig=WAITER)

    def setUp(self):
        self.bicycle = product(
            789, ProductCategory={"S": "Home Improvement"}, Price={"N": "52"}, InStock={"BOOL": True},
            Brand={"S": "Acme"}, Color={"SS": ["Black", "Red"]},
            Pictures={"L": [{"S": "front.jpg"}, {"S": "rear.jpg"}]},
            Reviews={"M": {"FiveStar": {"L": [{"S": "Excellent"}]}, "Count": {"N": "1"}}},
        )
        dynamodb.put_item(TableName=self.table, Item=self.bicycle)

    def update(self, expression, values=None, names=None, number=789, **more):
        for name, given in (("ExpressionAttributeValues", values), ("ExpressionAttributeNames", names)):
            if given:
                more[name] = given
        return dynamodb.update_item(TableName=self.table, Key=product(number), UpdateExpression=expression, **more)

    def now(self, number=789):
        return dynamodb.get_item(TableName=self.table, Key=product(number), ConsistentRead=True)["Item"]

    def test_set(self):
        seen = self.update(
            "SET #b = :brand, Price = Price - :off, Pictures[1] = :picture, Reviews.#c = Reviews.#c + :one, "
            "Pictures[7] = if_not_exists(Pictures[7], :picture), Weight = if_not_exists(Weight, :off)",
            {":brand": {"S": "Best"}, ":off": {"N": "15.5"}, ":picture": {"S": "side.jpg"}, ":one": {"N": "1"}},
            {"#b": "Brand", "#c": "Count"}, ReturnValues="ALL_NEW",
        )["Attributes"]
        self.assertEqual(seen, self.now())
        self.assertEqual((seen["Brand"], seen["Price"], seen["Weight"]), ({"S": "Best"}, {"N": "36.5"}, {"N": "15.5"}))
        self.assertEqual([each["S"] for each in seen["Pictures"]["L"]], ["front.jpg", "side.jpg", "side.jpg"])
        self.assertEqual(seen["Reviews"]["M"]["Count"], {"N": "2"})
        more = {":more": {"L": [{"S": "top.jpg"}]}}
        seen = self.update("SET Pictures = list_append(:more, Pictures)", more, ReturnValues="UPDATED_NEW")["Attributes"]
        self.assertEqual([each["S"] for each in seen["Pictures"]["L"]], ["top.jpg", "front.jpg", "side.jpg", "side.jpg"])

    def test_remove(self):
        old = self.update("REMOVE Brand, InStock, Pictures[0]", ReturnValues="UPDATED_OLD")["Attributes"]
        self.assertEqual(old, {"Brand": {"S": "Acme"}, "InStock": {"BOOL": True}, "Pictures": {"L": [{"S": "front.jpg"}]}})
        self.assertEqual(self.now()["Pictures"], {"L": [{"S": "rear.jpg"}]})
        self.assertNotIn("Brand", self.now())

    def test_add_and_delete(self):
        self.update("ADD Color :color, QuantityOnHand :q", {":color": {"SS": ["Blue"]}, ":q": {"N": "5"}})
        self.assertEqual(self.now()["Color"], {"SS": ["Black", "Blue", "Red"]})
        self.update("ADD QuantityOnHand :q DELETE Color :color", {":color": {"SS": ["Blue", "Red"]}, ":q": {"N": "-7"}})
        self.assertEqual(self.now()["Color"], {"SS": ["Black"]})
        self.assertEqual(self.now()["QuantityOnHand"], {"N": "-2"})
        self.update("DELETE Color :color", {":color": {"SS": ["Black"]}})
        self.assertNotIn("Color", self.now())

    def test_an_item_is_made_when_there_is_none(self):
        self.assertNotIn("Attributes", self.update("SET Price = :p", {":p": {"N": "1"}}, number=790, ReturnValues="ALL_OLD"))
        self.assertEqual(self.now(790), product(790, Price={"N": "1"}))
        dynamodb.delete_item(TableName=self.table, Key=product(790))

    def test_conditions(self):
        limit = {":limit": {"N": "52"}, ":off": {"N": "5"}}
        lower = {"expression": "SET Price = Price - :off", "values": limit, "ConditionExpression": "Price >= :limit"}
        self.update(**lower)
        failed = ("ConditionalCheckFailedException", "The conditional request failed")
        self.refused(self.update, *failed, **lower)
        self.refused(
            dynamodb.delete_item, *failed, TableName=self.table, Key=product(789),
            ConditionExpression="(ProductCategory IN (:cat1, :cat2)) and (Price between :lo and :hi)",
            ExpressionAttributeValues={":cat1": {"S": "Sporting Goods"}, ":cat2": {"S": "Gardening Supplies"},
                                       ":lo": {"N": "500"}, ":hi": {"N": "600"}},
        )
        nested = {":v": {"S": "Excellent"}, ":t": {"S": "L"}}
        gone = dynamodb.delete_item(
            TableName=self.table, Key=product(789), ReturnValues="ALL_OLD", ExpressionAttributeValues=nested,
            ConditionExpression="contains(Reviews.FiveStar, :v) AND attribute_type(Pictures, :t) AND "
                                "attribute_not_exists(Reviews.OneStar) AND size(Brand) < size(ProductCategory)",
        )["Attributes"]
        self.assertEqual(gone["Price"], {"N": "47"})
        self.assertNotIn("Item", dynamodb.get_item(TableName=self.table, Key=product(789)))
        dynamodb.delete_item(TableName=self.table, Key=product(789))

    def test_what_no_update_can_be(self):
        invalid = "Invalid UpdateExpression: "
        one = {":v": {"N": "1"}}
        for expression, values, text in (
            ("SET Id = :v", one,
             "One or more parameter values were invalid: Cannot update attribute Id. This attribute is part of the key"),
            ("SET Price = :v SET Brand = :v", one,
             f'{invalid}The "SET" section can only be used once in an update expression;'),
            ("SET Price = :w", one,
             f"{invalid}An expression attribute value used in expression is not defined; attribute value: :w"),
            ("SET Count = :v", one, f"{invalid}Attribute name is a reserved keyword; reserved keyword: Count"),
            ("REMOVE Price", one, "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}"),
            ("SET Price = Absent + :v", one,
             "The provided expression refers to an attribute that does not exist in the item"),
            ("SET Absent.Part = :v", one, "The document path provided in the update expression is invalid for update"),
            ("ADD Brand :v", one, "An operand in the update expression has an incorrect data type"),
            ("ADD Price :v", {":v": {"S": "x"}},
             f"{invalid}Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: "
             "ALLOWED_FOR_ADD_OPERAND"),
            ("SET Reviews.FiveStar = :v REMOVE Reviews", one,
             f"{invalid}Two document paths overlap with each other; must remove or rewrite one of these paths; path one: "
             "[Reviews, FiveStar], path two: [Reviews]"),
        ):
            with self.subTest(expression):
                self.refused(self.update, "ValidationException", text, expression=expression, values=values)
        self.refused(
            dynamodb.update_item, "ValidationException",
            "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: "
            "{AttributeUpdates} Expression parameters: {UpdateExpression}", TableName=self.table, Key=product(789),
            UpdateExpression="REMOVE Price", AttributeUpdates={"Brand": {"Action": "DELETE"}},
        )

    def test_the_older_parameters(self):
        dynamodb.update_item(
            TableName=self.table, Key=product(789), Expected={"Price": {"ComparisonOperator": "GT", "Value": {"N": "50"}}},
            AttributeUpdates={"Price": {"Action": "ADD", "Value": {"N": "-3"}}, "Brand": {"Action": "DELETE"},
                              "Color": {"Value": {"S": "none"}}},
        )
        self.assertEqual((self.now()["Price"], self.now()["Color"]), ({"N": "49"}, {"S": "none"}))
        self.assertNotIn("Brand", self.now())
        self.refused(
            dynamodb.put_item, "ConditionalCheckFailedException", "The conditional request failed", TableName=self.table,
            Item=product(789), Expected={"Price": {"Exists": False}},
        )

    def test_many_are_read_at_once(self):
        answer = dynamodb.batch_get_item(RequestItems={self.table: {
            "Keys": [product(789), product(1)], "ProjectionExpression": "Id, Reviews.FiveStar[0], Pictures[1]"}},
            ReturnConsumedCapacity="TOTAL")
        self.assertEqual(answer["Responses"], {self.table: [product(
            789, Reviews={"M": {"FiveStar": {"L": [{"S": "Excellent"}]}}}, Pictures={"L": [{"S": "rear.jpg"}]})]})
        self.assertEqual(answer["UnprocessedKeys"], {})
        self.assertEqual(answer["ConsumedCapacity"], [{"TableName": self.table, "CapacityUnits": 1.0}])
        self.refused(
            dynamodb.batch_get_item, "ValidationException", "Provided list of item keys contains duplicates",
            RequestItems={self.table: {"Keys": [product(1), product("1.0")]}},
        )
        self.refused(
            dynamodb.batch_get_item, "ResourceNotFoundException", "Requested resource not found",
            RequestItems={"no-such-table": {"Keys": [product(1)]}},
        )

    @boto3_only("the other clients are asked one call at a time")
    def test_sixteen_clients_that_add_to_one_counter(self):
        def add():
            client = region.client("dynamodb")
            for _ in range(EACH):
                client.update_item(TableName=self.table, Key=product(1000), UpdateExpression="ADD Clicks :one",
                                   ExpressionAttributeValues={":one": {"N": "1"}})

        threads = [threading.Thread(target=add) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(self.now(1000)["Clicks"], {"N": str(CLIENTS * EACH)})


if __name__ == "__main__":
    unittest.main()
