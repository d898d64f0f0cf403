"""Filters and updates against small models in Python, on what chance makes of them; a failure says its seed."""

import copy
import decimal
import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import WAITER, Conformance, region_for_module, unique

ITEMS, FILTERS, UPDATES = 60, 300, 400
NUMBERS = ["-3", "-0.5", "0", "1", "2.5", "10", "1e2"]
TEXTS = ["", "a", "ab", "abc", "b", "ä"]
PATHS = ["n", "s", "t", "l", "l[0]", "l[1]", "m", "m.x", "m.y.z", "gap", "gap.x"]
SIGNS = ["=", "<>", "<", "<=", ">", ">="]


class Refused(Exception):
    pass


def number(text):
    return {"N": f"{decimal.Decimal(text).normalize():f}"}


def some_value(dice):
    return dice.choice([lambda: number(dice.choice(NUMBERS)), lambda: {"S": dice.choice(TEXTS)}])()


def some_item(dice, name):
    item = {
        "id": {"S": name}, "n": number(dice.choice(NUMBERS)), "s": {"S": dice.choice(TEXTS)},
        "t": {"SS": sorted(dice.sample(["a", "b", "c"], dice.randint(1, 3)))},
        "l": {"L": [some_value(dice) for _ in range(dice.randint(0, 3))]},
        "m": {"M": {"x": some_value(dice), "y": {"M": {"z": some_value(dice)}}}},
    }
    for attribute in dice.sample(["n", "s", "t", "l", "m"], dice.randint(0, 3)):
        del item[attribute]
    return item


def steps(path):
    found = []
    for part in path.split("."):
        name, *indexes = part.replace("]", "").split("[")
        found += [name, *map(int, indexes)]
    return found


def at(item, path):
    value = {"M": item}
    for step in steps(path):
        inside = value.get("L" if isinstance(step, int) else "M")
        if inside is None or (isinstance(step, int) and step >= len(inside)) or (step not in inside and isinstance(step, str)):
            return None
        value = inside[step]
    return value


def kind(value):
    return next(iter(value))


def ordered(value):
    return decimal.Decimal(value["N"]) if "N" in value else value["S"].encode()


class Filter:
    """A random expression, its placeholders, and what it says of an item."""

    def __init__(self, dice):
        self.dice, self.values = dice, {}
        self.text, self.holds = self.condition(dice.randint(0, 3))

    def value(self, value):
        name = f":v{len(self.values)}"
        self.values[name] = value
        return name

    def condition(self, depth):
        if depth == 0:
            return self.dice.choice([self.comparison, self.between, self.among, self.exists, self.function, self.size])()
        if self.dice.random() < 0.3:
            text, holds = self.condition(depth - 1)
            return f"NOT ({text})", lambda item: not holds(item)
        (one, first), (other, second) = self.condition(depth - 1), self.condition(self.dice.randint(0, depth - 1))
        if self.dice.random() < 0.5:
            return f"({one}) AND ({other})", lambda item: first(item) and second(item)
        return f"({one}) OR ({other})", lambda item: first(item) or second(item)

    @staticmethod
    def compare(sign, one, other):
        if one is None or other is None or kind(one) != kind(other):
            return sign == "<>"
        if sign in ("=", "<>"):
            return (one == other) == (sign == "=")
        if kind(one) not in ("N", "S"):
            return False
        a, b = ordered(one), ordered(other)
        return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[sign]

    def comparison(self):
        path, sign, value = self.dice.choice(PATHS), self.dice.choice(SIGNS), some_value(self.dice)
        return f"{path} {sign} {self.value(value)}", lambda item: self.compare(sign, at(item, path), value)

    def between(self):
        path = self.dice.choice(PATHS)
        bounds = [some_value(self.dice)]
        while len(bounds) < 2:
            another = some_value(self.dice)
            bounds += [another] if kind(another) == kind(bounds[0]) else []
        low, high = sorted(bounds, key=ordered)
        return (f"{path} BETWEEN {self.value(low)} AND {self.value(high)}",
                lambda item: self.compare(">=", at(item, path), low) and self.compare("<=", at(item, path), high))

    def among(self):
        path, choices = self.dice.choice(PATHS), [some_value(self.dice) for _ in range(self.dice.randint(1, 4))]
        names = ", ".join(self.value(choice) for choice in choices)
        return f"{path} IN ({names})", lambda item: at(item, path) in choices

    def exists(self):
        path, there = self.dice.choice(PATHS), self.dice.random() < 0.5
        return f"attribute_{'' if there else 'not_'}exists({path})", lambda item: (at(item, path) is not None) == there

    def function(self):
        path, text = self.dice.choice(PATHS), self.dice.choice(TEXTS)
        if self.dice.random() < 0.5:
            return (f"begins_with({path}, {self.value({'S': text})})",
                    lambda item: ("S" in (at(item, path) or {})) and at(item, path)["S"].startswith(text))

        def contains(item):
            value = at(item, path) or {}
            return ("S" in value and text in value["S"]) or ("SS" in value and text in value["SS"]) or (
                "L" in value and {"S": text} in value["L"])

        return f"contains({path}, {self.value({'S': text})})", contains

    def size(self):
        path, sign, length = self.dice.choice(PATHS), self.dice.choice(SIGNS), self.dice.randint(0, 3)

        def holds(item):
            value = at(item, path)
            if value is None or "N" in value:
                return sign == "<>"
            content = value[kind(value)]
            found = len(content.encode()) if "S" in value else len(content)
            return self.compare(sign, number(str(found)), number(str(length)))

        return f"size({path}) {sign} {self.value(number(str(length)))}", holds


class Update:
    """A random update of some attributes, each touched once, and what it makes of an item."""

    def __init__(self, dice):
        self.dice, self.values, self.changes = dice, {}, []
        sections = {"SET": [], "REMOVE": [], "ADD": [], "DELETE": []}
        for attribute in dice.sample(["n", "s", "t", "l", "m", "extra"], dice.randint(1, 4)):
            section, text, change = getattr(self, dice.choice(["set_", "set_", "remove", "add", "delete"]))(attribute)
            sections[section].append(text)
            self.changes.append((text, change))
        self.text = " ".join(f"{name} {', '.join(parts)}" for name, parts in sections.items() if parts)

    def value(self, value):
        name = f":v{len(self.values)}"
        self.values[name] = value
        return name

    def apply(self, item):
        after = copy.deepcopy(item)
        for _, change in self.changes:
            change(item, after)
        return after

    @staticmethod
    def put(after, path, value):
        *way, last = steps(path)
        inside = {"M": after}
        for step in way:
            content = inside.get("L" if isinstance(step, int) else "M")
            if content is None or (isinstance(step, str) and step not in content):
                raise Refused
            inside = content[step]
        content = inside.get("L" if isinstance(last, int) else "M")
        if content is None:
            raise Refused
        if isinstance(last, int) and last >= len(content):
            content.append(value)
        else:
            content[last] = value

    def place(self, attribute):
        more = {"l": ["l", "l[0]", "l[1]", "l[9]"], "m": ["m", "m.x", "m.y.z", "m.fresh", "m.x.deep"]}
        return self.dice.choice(more.get(attribute, [attribute]))

    def set_(self, attribute):
        path = self.place(attribute)
        text, evaluate = self.dice.choice([self.constant, self.sum, self.otherwise, self.appended])(path)
        return "SET", f"{path} = {text}", lambda item, after: self.put(after, path, evaluate(item))

    def constant(self, _):
        value = some_value(self.dice)
        return self.value(value), lambda item: value

    def sum(self, path):
        addend, sign = self.dice.choice(NUMBERS), self.dice.choice("+-")

        def evaluate(item):
            value = at(item, path)
            if value is None or "N" not in value:
                raise Refused
            more = decimal.Decimal(addend)
            return number(str(decimal.Decimal(value["N"]) + (more if sign == "+" else -more)))

        return f"{path} {sign} {self.value(number(addend))}", evaluate

    def otherwise(self, path):
        value = some_value(self.dice)
        return f"if_not_exists({path}, {self.value(value)})", lambda item: at(item, path) or value

    def appended(self, path):
        more = [some_value(self.dice)]

        def evaluate(item):
            value = at(item, path)
            if value is None or "L" not in value:
                raise Refused
            return {"L": value["L"] + more}

        return f"list_append({path}, {self.value({'L': more})})", evaluate

    def remove(self, attribute):
        path = self.dice.choice({"l": ["l", "l[0]", "l[9]"], "m": ["m", "m.x", "m.y.z", "m.gap.x"]}.get(attribute, [attribute]))

        def change(item, after):
            *way, last = steps(path)
            inside = {"M": after}
            for step in way:
                content = inside.get("M") if isinstance(step, str) else inside.get("L")
                if content is None or step not in content:
                    raise Refused
                inside = content[step]
            content = inside.get("L" if isinstance(last, int) else "M")
            if content is None:
                raise Refused
            if isinstance(last, str) or last < len(content):
                content.pop(last, None) if isinstance(last, str) else content.pop(last)

        return "REMOVE", path, change

    def add(self, attribute):
        if self.dice.random() < 0.5:
            more = self.dice.choice(NUMBERS)

            def plus(item, after):
                value = item.get(attribute, {"N": "0"})
                if "N" not in value:
                    raise Refused
                after[attribute] = number(str(decimal.Decimal(value["N"]) + decimal.Decimal(more)))

            return "ADD", f"{attribute} {self.value(number(more))}", plus
        texts = {self.dice.choice("abcd")}

        def unite(item, after):
            value = item.get(attribute, {"SS": []})
            if "SS" not in value:
                raise Refused
            after[attribute] = {"SS": sorted({*value["SS"], *texts})}

        return "ADD", f"{attribute} {self.value({'SS': sorted(texts)})}", unite

    def delete(self, attribute):
        texts = {self.dice.choice("abcd")}

        def without(item, after):
            if attribute not in item:
                return
            if "SS" not in item[attribute]:
                raise Refused
            rest = sorted({*item[attribute]["SS"]} - texts)
            if rest:
                after[attribute] = {"SS": rest}
            else:
                del after[attribute]

        return "DELETE", f"{attribute} {self.value({'SS': sorted(texts)})}", without


class Models(Conformance):
    @classmethod
    def setUpClass(cls):
        cls.seed = random.randrange(10**9)
        cls.dice = random.Random(cls.seed)
        cls.table = unique("model")
        dynamodb.create_table(
            TableName=cls.table, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
        cls.addClassCleanup(dynamodb.delete_table, TableName=cls.table)
        dynamodb.get_waiter("table_exists").wait(TableName=cls.table, WaiterConfig=WAITER)

    def test_filters(self):
        items = {f"item-{index}": some_item(self.dice, f"item-{index}") for index in range(ITEMS)}
        for item in items.values():
            dynamodb.put_item(TableName=self.table, Item=item)
        for _ in range(FILTERS):
            chosen = Filter(self.dice)
            values = {"ExpressionAttributeValues": chosen.values} if chosen.values else {}
            answer = dynamodb.scan(TableName=self.table, FilterExpression=chosen.text, **values)
            found = {item["id"]["S"] for item in answer["Items"]}
            expected = {name for name, item in items.items() if chosen.holds(item)}
            self.assertEqual(found, expected, f"seed {self.seed}: {chosen.text} with {chosen.values}")
        for name in items:
            dynamodb.delete_item(TableName=self.table, Key={"id": {"S": name}})

    def test_updates(self):
        key = {"id": {"S": "updated"}}
        for _ in range(UPDATES):
            before, update = some_item(self.dice, "updated"), Update(self.dice)
            dynamodb.put_item(TableName=self.table, Item=before)
            request = {"TableName": self.table, "Key": key, "UpdateExpression": update.text, "ReturnValues": "ALL_NEW"}
            if update.values:
                request["ExpressionAttributeValues"] = update.values
            story = f"seed {self.seed}: {update.text} with {update.values} on {before}"
            try:
                expected = update.apply(before)
            except Refused:
                with self.assertRaises(dynamodb.exceptions.ClientError, msg=story):
                    dynamodb.update_item(**request)
                expected = before
            else:
                self.assertEqual(dynamodb.update_item(**request)["Attributes"], expected, story)
            self.assertEqual(dynamodb.get_item(TableName=self.table, Key=key)["Item"], expected, story)
        dynamodb.delete_item(TableName=self.table, Key=key)


def setUpModule():
    global dynamodb
    dynamodb = region_for_module().client("dynamodb")


if __name__ == "__main__":
    unittest.main()
