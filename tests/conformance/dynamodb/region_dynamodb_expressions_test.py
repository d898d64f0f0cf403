"""The examples of AWS's developer guide for expressions, in its order: the pages Expressions.ProjectionExpressions,
.ConditionExpressions, .OperatorsAndFunctions and .UpdateExpressions, Query.KeyConditionExpressions and
.FilterExpression, and ql-operators for PartiQL, below
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import WAITER, Conformance, region_for_module, unique

FAILED = "ConditionalCheckFailedException"


def setUpModule():
    global dynamodb
    dynamodb = region_for_module().client("dynamodb")


def value(plain):
    """DynamoDB's, of Python's."""
    if isinstance(plain, bool):
        return {"BOOL": plain}
    if plain is None:
        return {"NULL": True}
    if isinstance(plain, (int, float)):
        return {"N": str(plain)}
    if isinstance(plain, bytes):
        return {"B": plain}
    if isinstance(plain, set):
        numbers = all(isinstance(each, int) for each in plain)
        return {"NS" if numbers else "SS": sorted(str(each) for each in plain)}
    if isinstance(plain, list):
        return {"L": [value(each) for each in plain]}
    return {"M": item(plain)} if isinstance(plain, dict) else {"S": plain}


def item(plain):
    return {name: value(each) for name, each in plain.items()}


def values(**plain):
    return {"ExpressionAttributeValues": {f":{name}": value(each) for name, each in plain.items()}} if plain else {}


class WithTable(Conformance):
    KEYS = [("Id", "N")]

    @classmethod
    def setUpClass(cls):
        cls.table = unique("ProductCatalog")
        dynamodb.create_table(
            TableName=cls.table, BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": name, "KeyType": kind} for (name, _), kind in zip(cls.KEYS, ["HASH", "RANGE"])],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": kind} for name, kind in cls.KEYS])
        cls.addClassCleanup(dynamodb.delete_table, TableName=cls.table)
        dynamodb.get_waiter("table_exists").wait(TableName=cls.table, WaiterConfig=WAITER)

    def put(self, **plain):
        dynamodb.put_item(TableName=self.table, Item=item(plain))


BICYCLE = {
    "Id": 123, "Title": "Bicycle 123", "Description": "123 description", "BicycleType": "Hybrid",
    "Brand": "Brand-Company C", "Price": 500, "Color": {"Red", "Black"}, "ProductCategory": "Bicycle", "InStock": True,
    "QuantityOnHand": None, "RelatedItems": [341, 472, 649], "Comment": "sells out quickly", "Safety.Warning": "helmet",
    "Pictures": {"FrontView": "front.jpg", "RearView": "rear.jpg", "SideView": "side.jpg"},
    "ProductReviews": {"FiveStar": ["Excellent!", "Buy this."], "OneStar": ["Terrible!"]},
}


class Projections(WithTable):
    def test_what_is_read(self):
        self.put(**BICYCLE)
        reviews, names = BICYCLE["ProductReviews"], {
            "#c": "Comment", "#sw": "Safety.Warning", "#pr": "ProductReviews", "#1star": "OneStar"}
        for expression, expected in (
                ("Title", {"Title": "Bicycle 123"}), ("Title, Price, Color", {each: BICYCLE[each] for each in (
                    "Title", "Price", "Color")}),
                ("Description, RelatedItems[0], ProductReviews.FiveStar", {
                    "Description": "123 description", "RelatedItems": [341],
                    "ProductReviews": {"FiveStar": reviews["FiveStar"]}}),
                ("RelatedItems[0], RelatedItems[2]", {"RelatedItems": [341, 649]}),
                ("ProductReviews.FiveStar[1]", {"ProductReviews": {"FiveStar": ["Buy this."]}}),
                ("Pictures.RearView, Pictures.SideView", {"Pictures": {"RearView": "rear.jpg", "SideView": "side.jpg"}}),
                ("#c", {"Comment": "sells out quickly"}), ("#sw", {"Safety.Warning": "helmet"}),
                ("#pr.#1star", {"ProductReviews": {"OneStar": reviews["OneStar"]}}),
                ("Safety.Warning", {}), ("RelatedItems[3], Pictures.TopView", {}), ("QuantityOnHand", {"QuantityOnHand": None})):
            with self.subTest(expression):
                used = {name: full for name, full in names.items() if name in expression}
                more = {"ExpressionAttributeNames": used} if used else {}
                seen = dynamodb.get_item(TableName=self.table, Key=item({"Id": 123}), ProjectionExpression=expression, **more)
                self.assertEqual(seen.get("Item", {}), item(expected))
        for expression, reason in (("Comment", "Attribute name is a reserved keyword; reserved keyword: Comment"),
                                   ("Title, Title", "Two document paths overlap with each other"),
                                   ("ProductReviews, ProductReviews.OneStar", "Two document paths overlap with each other")):
            self.refused_like(dynamodb.get_item, "ValidationException", f"Invalid ProjectionExpression: {reason}.*",
                              TableName=self.table, Key=item({"Id": 123}), ProjectionExpression=expression)


class Conditions(WithTable):
    """Each is asked by a check that changes nothing."""

    SAW = {"Id": 456, "ProductCategory": "Sporting Goods", "Price": 650, "Brand": "Acme", "Color": {"Red", "Black"},
           "Pictures": {"FrontView": "http://example.com/front.jpg"}, "ProductReviews": {"OneStar": ["No."]},
           "Video": b"x" * 64, "RelatedItems": [1, "Red", None], "InStock": True, "Nothing": None, "Sizes": {1, 2}}

    def setUp(self):
        self.put(**self.SAW)

    def holds(self, condition, names=None, number=456, **plain):
        more = {"ExpressionAttributeNames": names} if names else {}
        check = {"TableName": self.table, "Key": item({"Id": number}), "ConditionExpression": condition, **values(**plain), **more}
        try:
            dynamodb.transact_write_items(TransactItems=[{"ConditionCheck": check}])
            return True
        except dynamodb.exceptions.TransactionCanceledException as refusal:
            self.assertEqual([each["Code"] for each in refusal.response["CancellationReasons"]], ["ConditionalCheckFailed"])
            return False

    def test_functions(self):
        for expected, condition, plain in (
                (False, "attribute_not_exists(Id)", {}), (False, "attribute_not_exists(Price)", {}),
                (True, "attribute_exists(ProductReviews.OneStar)", {}),
                (False, "attribute_exists(ProductReviews.FiveStar)", {}), (True, "attribute_exists(Nothing)", {}),
                (True, "attribute_exists(ProductReviews.OneStar[0])", {}),
                (False, "attribute_exists(ProductReviews.OneStar[1])", {}),
                (True, "attribute_type(Color, :v)", {"v": "SS"}), (False, "attribute_type(Color, :v)", {"v": "S"}),
                (True, "attribute_type(Nothing, :v)", {"v": "NULL"}), (False, "attribute_type(Nowhere, :v)", {"v": "NULL"}),
                (True, "attribute_type(ProductReviews.OneStar, :v)", {"v": "L"}),
                (True, "begins_with(Pictures.FrontView, :v)", {"v": "http://"}),
                (False, "begins_with(Pictures.FrontView, :v)", {"v": "https://"}),
                (True, "begins_with(Video, :v)", {"v": b"xx"}), (False, "begins_with(Price, :v)", {"v": "6"}),
                (True, "contains(Color, :v)", {"v": "Red"}), (False, "contains(Color, :v)", {"v": "Re"}),
                (True, "contains(ProductCategory, :v)", {"v": "Goods"}), (True, "contains(RelatedItems, :v)", {"v": "Red"}),
                (True, "contains(RelatedItems, :v)", {"v": None}), (True, "contains(Sizes, :v)", {"v": 2}),
                (False, "contains(RelatedItems, :v)", {"v": 2}), (True, "size(Video) < :v", {"v": 64000}),
                (True, "size(Brand) = :v", {"v": 4}), (True, "size(Color) = :v AND size(RelatedItems) > :v", {"v": 2}),
                (True, "size(ProductReviews) = :v", {"v": 1}), (False, "size(Nowhere) >= :v", {"v": 0})):
            with self.subTest(condition, **plain):
                self.assertEqual(self.holds(condition, **plain), expected)

    def test_comparisons(self):
        price = {"lo": 500, "hi": 600}
        categories = {"a": "Sporting Goods", "b": "Gardening Supplies"}
        for expected, condition, plain in (
                (True, "Price = :v", {"v": 650.0}), (False, "Price = :v", {"v": "650"}), (True, "Price <> :v", {"v": "650"}),
                (True, "Price < :v", {"v": 651}), (False, "Price < :v", {"v": 650}), (True, "Price <= :v", {"v": 650}),
                (False, "Price > :v", {"v": "1"}), (True, "Price >= :v", {"v": 650}),
                (False, "(ProductCategory IN (:a, :b)) and (Price between :lo and :hi)", categories | price),
                (True, "(ProductCategory IN (:a, :b)) and not (Price between :lo and :hi)", categories | price),
                (True, "Price BETWEEN :lo AND :hi", {"lo": 650, "hi": 650}),
                (False, "ProductCategory IN (:b)", {"b": "Gardening Supplies"}), (True, "Color = :v", {"v": {"Black", "Red"}}),
                (False, "Nowhere = :v", {"v": 1}), (True, "Nowhere <> :v", {"v": 1}), (False, "Nowhere < :v OR Nowhere >= :v", {"v": 1}),
                (True, "Nothing = :v", {"v": None}), (False, "InStock = :v", {"v": False}),
                (True, "Price = Price", {}), (False, "Price = Brand", {}), (True, "RelatedItems[1] IN (:v)", {"v": "Red"})):
            with self.subTest(condition, **plain):
                self.assertEqual(self.holds(condition, **plain), expected)

    def test_precedence(self):
        yes, no = "Price = :v", "Price <> :v"
        for expected, condition in (
                (True, f"{yes} OR {yes} AND {no}"), (False, f"({yes} OR {yes}) AND {no}"), (True, f"{no} OR NOT {no}"),
                (False, f"NOT {yes} AND {no}"), (True, f"NOT ({yes} AND {no})"), (True, f"NOT {no} AND {yes}"),
                (False, f"NOT {no} AND {no}"), (True, f"not {no} aNd {yes}")):
            with self.subTest(condition):
                self.assertEqual(self.holds(condition, v=650), expected)

    def test_writes(self):
        put = {"TableName": self.table, "Item": item(self.SAW), "ConditionExpression": "attribute_not_exists(Id)"}
        delete = {"TableName": self.table, "Key": item({"Id": 456})}
        self.refused(dynamodb.put_item, FAILED, "The conditional request failed", **put)
        self.refused(dynamodb.delete_item, FAILED, "The conditional request failed", **delete,
                     ConditionExpression="(ProductCategory IN (:a, :b)) and (Price between :lo and :hi)",
                     **values(a="Sporting Goods", b="Gardening Supplies", lo=500, hi=600))
        off = {"UpdateExpression": "SET Price = Price - :discount", "ConditionExpression": "Price > :limit",
               "ReturnValues": "UPDATED_NEW", **delete, **values(discount=75, limit=500)}
        for price in (575, 500):
            self.assertEqual(dynamodb.update_item(**off)["Attributes"], item({"Price": price}))
        self.refused(dynamodb.update_item, FAILED, "The conditional request failed", **off)
        dynamodb.delete_item(**delete, ConditionExpression="Price < :p", **values(p=501))
        self.assertTrue(self.holds("attribute_not_exists(Id)"))
        dynamodb.put_item(**put)

    def test_what_is_none(self):
        for condition, reason, plain in (
                ("Price = :v AND", "Syntax error.*", {"v": 1}), ("Price = :w", ".*attribute value: :w", {"v": 1}),
                ("Size = :v", ".*reserved keyword.*", {"v": 1}),
                ("attribute_type(Price, :v)", "Invalid attribute type name found.*", {"v": "X"}),
                ("Price BETWEEN :v AND :w", ".*greater than or equal to lower bound.*", {"v": 2, "w": 1}),
                ("begins_with(Brand, :v)", "Incorrect operand type.*", {"v": 1}), ("Price", "Syntax error.*", {})):
            with self.subTest(condition):
                self.refused_like(dynamodb.delete_item, "ValidationException", f"Invalid ConditionExpression: {reason}",
                                  TableName=self.table, Key=item({"Id": 456}), ConditionExpression=condition, **values(**plain))


class Updates(WithTable):
    def updated(self, expression, names=None, **plain):
        more = {"ExpressionAttributeNames": names} if names else {}
        seen = dynamodb.update_item(TableName=self.table, Key=item({"Id": 789}), UpdateExpression=expression,
                                    ReturnValues="ALL_NEW", **values(**plain), **more)["Attributes"]
        return {name: each for name, each in seen.items() if name != "Id"}

    def test_one_after_another(self):
        now = {"ProductCategory": "Home Improvement", "Price": 52, "InStock": True, "Brand": "Acme"}
        self.put(Id=789, **now)
        reviews = {"#pr": "ProductReviews", "#5": "FiveStar", "#3": "ThreeStar"}
        for expression, names, plain, changes in (
                ("SET ProductCategory = :c, Price = :p", None, {"c": "Hardware", "p": 60},
                 {"ProductCategory": "Hardware", "Price": 60}),
                ("SET RelatedItems = :ri, ProductReviews = :pr", None,
                 {"ri": ["Hammer"], "pr": {"FiveStar": ["Best product ever!"]}},
                 {"RelatedItems": ["Hammer"], "ProductReviews": {"FiveStar": ["Best product ever!"]}}),
                ("SET RelatedItems[1] = :ri", None, {"ri": "Nails"}, {"RelatedItems": ["Hammer", "Nails"]}),
                ("SET #pr.#5[1] = :r5, #pr.#3 = :r3", reviews, {"r5": "Very happy", "r3": ["Just OK"]},
                 {"ProductReviews": {"FiveStar": ["Best product ever!", "Very happy"], "ThreeStar": ["Just OK"]}}),
                ("SET Price = Price - :p", None, {"p": 15}, {"Price": 45}),
                ("SET Price = :p + Price", None, {"p": 7}, {"Price": 52}),
                ("SET #ri = list_append(#ri, :v)", {"#ri": "RelatedItems"}, {"v": ["Screwdriver", "Hacksaw"]},
                 {"RelatedItems": ["Hammer", "Nails", "Screwdriver", "Hacksaw"]}),
                ("SET #ri = list_append(:v, #ri)", {"#ri": "RelatedItems"}, {"v": ["Chisel"]},
                 {"RelatedItems": ["Chisel", "Hammer", "Nails", "Screwdriver", "Hacksaw"]}),
                ("SET Price = if_not_exists(Price, :p)", None, {"p": 1}, {}),
                ("SET Weight = if_not_exists(Weight, :p) + :p", None, {"p": 1}, {"Weight": 2}),
                ("REMOVE RelatedItems[1], RelatedItems[2]", None, {}, {"RelatedItems": ["Chisel", "Screwdriver", "Hacksaw"]}),
                ("REMOVE Brand, InStock, QuantityOnHand", None, {}, {"Brand": ..., "InStock": ...}),
                ("ADD QuantityOnHand :q", None, {"q": 5}, {"QuantityOnHand": 5}),
                ("ADD QuantityOnHand :q", None, {"q": -8}, {"QuantityOnHand": -3}),
                ("ADD Color :c", None, {"c": {"Orange", "Purple"}}, {"Color": {"Orange", "Purple"}}),
                ("ADD Color :c", None, {"c": {"Yellow", "Green", "Blue"}},
                 {"Color": {"Orange", "Purple", "Yellow", "Green", "Blue"}}),
                ("DELETE Color :p", None, {"p": {"Yellow", "Purple", "Pink"}}, {"Color": {"Orange", "Green", "Blue"}}),
                ("SET Price = Price - :p REMOVE Weight ADD QuantityOnHand :p DELETE Color :c", None,
                 {"p": 3, "c": {"Orange"}}, {"Price": 49, "Weight": ..., "QuantityOnHand": 0, "Color": {"Green", "Blue"}}),
                ("SET Price = QuantityOnHand, QuantityOnHand = Price", None, {}, {"Price": 0, "QuantityOnHand": 49}),
                ("SET RelatedItems[9] = :v, RelatedItems[8] = :w", None, {"v": "last", "w": "first"},
                 {"RelatedItems": ["Chisel", "Screwdriver", "Hacksaw", "first", "last"]}),
                ("DELETE Color :c", None, {"c": {"Green", "Blue"}}, {"Color": ...})):
            now = {name: each for name, each in (now | changes).items() if each is not ...}
            with self.subTest(expression):
                self.assertEqual(self.updated(expression, names, **plain), item(now))

    def test_what_is_none(self):
        self.put(Id=789, Price=1, Brand="Acme", Color={"Red"})
        for expression, reason, plain in (
                ("SET Price = :p, Price = :p", "Two document paths overlap with each other.*", {"p": 1}),
                ("SET Price = :p SET Brand = :p", "The \"SET\" section can only be used once.*", {"p": 1}),
                ("ADD Brand.Part :p", "The document path provided in the update expression is invalid.*", {"p": 1}),
                ("SET Price = Brand - :p", "An operand in the update expression has an incorrect data type.*", {"p": 1}),
                ("SET Nowhere.Part = :p", "The document path provided in the update expression is invalid.*", {"p": 1}),
                ("SET Weight = Nowhere", ".*attribute that does not exist in the item.*", {}),
                ("SET Id = :p", ".*Cannot update attribute Id. This attribute is part of the key", {"p": 1}),
                ("DELETE Color :p", ".*Incorrect operand type for operator or function.*", {"p": 1})):
            with self.subTest(expression):
                self.refused_like(dynamodb.update_item, "ValidationException", f"(Invalid UpdateExpression: )?{reason}",
                                  TableName=self.table, Key=item({"Id": 789}), UpdateExpression=expression, **values(**plain))


class Queries(WithTable):
    KEYS = [("ForumName", "S"), ("Subject", "S")]

    def setUp(self):
        for subject, views, by in (("DynamoDB Thread 1", 0, "User A"), ("DynamoDB Thread 2", 3, "User A"), ("Tables", 5, "User B")):
            self.put(ForumName="Amazon DynamoDB", Subject=subject, Answers=views, LastPostedBy=by)
        self.put(ForumName="Amazon S3", Subject="S3 Thread 1", Answers=9, LastPostedBy="User A")

    def subjects(self, condition, filtered=None, names=None, call=None, **plain):
        more = {"ExpressionAttributeNames": names} if names else {}
        more |= {"FilterExpression": filtered} if filtered else {}
        more |= {"KeyConditionExpression": condition} if condition else {}
        answer = (call or dynamodb.query)(TableName=self.table, **values(**plain), **more)
        return [each["Subject"]["S"].split()[-1] for each in answer["Items"]], answer["ScannedCount"]

    def test_key_conditions(self):
        forum = {"name": "Amazon DynamoDB"}
        for condition, plain, expected in (
                ("ForumName = :name", forum, ["1", "2", "Tables"]),
                ("ForumName = :name and Subject = :sub", forum | {"sub": "DynamoDB Thread 1"}, ["1"]),
                ("Subject = :sub AND ForumName = :name", forum | {"sub": "Tables"}, ["Tables"]),
                ("(ForumName = :name) and (begins_with(Subject, :sub))", forum | {"sub": "DynamoDB"}, ["1", "2"]),
                ("ForumName = :name and Subject < :sub", forum | {"sub": "DynamoDB Thread 2"}, ["1"]),
                ("ForumName = :name and Subject <= :sub", forum | {"sub": "DynamoDB Thread 2"}, ["1", "2"]),
                ("ForumName = :name and Subject > :sub", forum | {"sub": "DynamoDB Thread 2"}, ["Tables"]),
                ("ForumName = :name and Subject >= :sub", forum | {"sub": "DynamoDB Thread 2"}, ["2", "Tables"]),
                ("ForumName = :name and Subject between :a and :b", forum | {"a": "D", "b": "DynamoDB Thread 2"}, ["1", "2"]),
                ("ForumName = :name", {"name": "amazon dynamodb"}, [])):
            with self.subTest(condition, **plain):
                self.assertEqual(self.subjects(condition, **plain), (expected, len(expected)))

    def test_key_conditions_that_are_none(self):
        for condition, reason, plain in (
                ("ForumName = :n OR ForumName = :n", "Invalid operator used in KeyConditionExpression: OR", {"n": "x"}),
                ("ForumName <> :n", "(Unsupported operator on KeyCondition.*|Invalid operator.*<>|.*key condition not supported)",
                 {"n": "x"}),
                ("ForumName > :n", "Query key condition not supported", {"n": "x"}),
                ("Subject = :n", "Query condition missed key schema element: ForumName", {"n": "x"}),
                ("ForumName = :n AND Answers = :v", "Query (condition missed key schema element|key condition not supported).*",
                 {"n": "x", "v": 1}),
                ("ForumName = :n AND contains(Subject, :n)", "Invalid operator used in KeyConditionExpression: contains", {"n": "x"}),
                ("ForumName = :n", ".*Condition parameter type does not match schema type", {"n": 1})):
            with self.subTest(condition):
                self.refused_like(dynamodb.query, "ValidationException", f".*{reason}", TableName=self.table,
                                  KeyConditionExpression=condition, **values(**plain))

    def test_filters(self):
        forum = {"name": "Amazon DynamoDB"}
        for filtered, names, plain, expected in (
                ("#a >= :num", {"#a": "Answers"}, {"num": 3}, ["2", "Tables"]), ("Answers > :num", None, {"num": 9}, []),
                ("LastPostedBy = :by AND Answers < :num", None, {"by": "User A", "num": 1}, ["1"])):
            self.assertEqual(self.subjects("ForumName = :name", filtered, names, **forum, **plain), (expected, 3))
        self.assertEqual(self.subjects(None, "LastPostedBy = :by", call=dynamodb.scan, by="User B"), (["Tables"], 4))
        self.refused_like(dynamodb.query, "ValidationException", "Filter Expression can only contain non-primary key "
                          "attributes: Primary key attribute: Subject", TableName=self.table,
                          KeyConditionExpression="ForumName = :n", FilterExpression="Subject = :n", **values(n="x"))

    def test_statements(self):
        def run(rest, **more):
            return dynamodb.execute_statement(Statement=f'SELECT * FROM "{self.table}" WHERE {rest}', **more)["Items"]

        listed = lambda count, each: f" IN [{', '.join([repr(each)] * count)}]"
        self.assertEqual(len(run("ForumName = 'Amazon DynamoDB' AND Answers BETWEEN 1 AND 5")), 2)
        self.assertEqual(len(run("ForumName" + listed(50, "Amazon S3"))), 1)
        self.assertEqual(len(run("ForumName = 'Amazon S3' AND LastPostedBy" + listed(100, "User A"))), 1)
        for rest in ("ForumName" + listed(51, "x"), "ForumName = 'x' AND LastPostedBy" + listed(101, "x")):
            self.refused_like(dynamodb.execute_statement, "ValidationException", ".*too many operands.*",
                              Statement=f'SELECT * FROM "{self.table}" WHERE {rest}')
        seen = run("ForumName IN ['Amazon DynamoDB', 'Amazon S3'] ORDER BY ForumName DESC")
        self.assertEqual([each["ForumName"]["S"] for each in seen], ["Amazon S3"] + ["Amazon DynamoDB"] * 3)
        arn = dynamodb.describe_table(TableName=self.table)["Table"]["TableArn"]
        key = item({"ForumName": "Amazon S3", "Subject": "S3 Thread 1"})
        for answer in (
                dynamodb.transact_get_items(TransactItems=[{"Get": {"TableName": arn, "Key": key}}], ReturnConsumedCapacity="TOTAL"),
                dynamodb.execute_transaction(ReturnConsumedCapacity="TOTAL", TransactStatements=[{"Statement": (
                    f'DELETE FROM "{arn}" WHERE ForumName = \'Amazon S3\' AND Subject = \'S3 Thread 1\'')}])):
            self.assertEqual([each["TableName"] for each in answer["ConsumedCapacity"]], [arn])


if __name__ == "__main__":
    unittest.main()
