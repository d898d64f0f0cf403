"""Policies as SimulateCustomPolicy evaluates them: first facts of AWS, written out, then what chance makes of policies,
against a small model in Python. The model follows AWS's pages reference_policies_evaluation-logic, _elements_resource,
_elements_condition_operators, _condition-single-vs-multi-valued-context-keys and _variables.

Chance does not ask what those pages leave open: a key of several values without ForAllValues or ForAnyValue, an empty
value, a wildcard of a Resource that would have to go beyond a colon. SEED=number makes it another round than usual.
"""

import collections
import datetime
import ipaddress
import json
import operator
import os
import pathlib
import random
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import Conformance, region_for_module

SEED, CALLS = int(os.environ.get("SEED", "20261129")), 400
AT_LEAST_DECIDED, AT_LEAST_MET, AT_LEAST_EITHER_WAY = 200, 10, 2
NEWS, LOGS = "arn:aws:sns:us-west-2:123456789012:news", "arn:aws:logs:us-west-2:123456789012:log-group:web:today"

# Of each kind: keys, of which the last may have several values; values; what else a policy may say.
KINDS = {
    "string": (["aws:username", "aws:PrincipalTag/team", "s3:prefix", "dynamodb:LeadingKeys"],
               ["anna", "Anna", "ANNA", "ben", "home/anna/x", "axb", "a*b", "a?b", "ab", "$x"],
               ["home/*", "*nn*", "a${*}b", "a${?}b", "${$}x", "${aws:username}", "home/${aws:username}/*",
                "${AWS:UserName, 'ben'}", "${aws:PrincipalTag/team}", "${aws:PrincipalTag/team,'ab'}"]),
    "numeric": (["s3:max-keys", "aws:MultiFactorAuthAge", "aws:RequestTag/sizes"],
                ["-3", "0", "2.5", "10", "10.0", "100"], [0, 10, 2.5]),
    "date": (["aws:CurrentTime", "aws:TokenIssueTime", "aws:RequestTag/days"],
             ["2026-01-01T00:00:00Z", "2026-01-01", "2026-06-30T12:00:00+02:00", "2026-06-30T10:00:00Z", "1782813600"],
             [1782813600]),
    "boolean": (["aws:SecureTransport", "aws:ViaAWSService", "aws:RequestTag/flags"], ["true", "false"], [True, False]),
    "ip": (["aws:SourceIp", "aws:VpcSourceIp", "aws:RequestTag/addresses"],
           ["10.1.2.3", "10.1.9.9", "203.0.113.7", "2001:db8::1", "2001:db8:1::1"],
           ["10.1.0.0/16", "0.0.0.0/0", "203.0.113.0/24", "10.1.2.3/32", "2001:db8::/48", "2001:db8::/32"]),
    "arn": (["aws:SourceArn", "aws:PrincipalArn", "aws:RequestTag/arns"],
            [NEWS, NEWS.replace("news", "News"), NEWS.replace("us-west-2", "123456789012"), "arn:aws:s3:::books/a:b",
             NEWS.replace("2:", "2::", 1), NEWS.replace("news", "123456789012:news")],
            ["arn:aws:sns:*:123456789012:news", "arn:aws:*:*:*:?ews", "arn:*:s3:::books/*", "arn:aws:s3:::books/a:*",
             "arn:aws:s?s:*:*:*", "arn:aws:sns:us-west-2:123456789012:${aws:PrincipalTag/team, 'news'}"]),
    "binary": (["aws:RequestTag/binary", "aws:RequestTag/binaries"], ["QmluYXJ5", "AAEC"], []),
}
TYPES = {key: "string" if kind == "arn" else kind for kind, (keys, _, _) in KINDS.items() for key in keys}
BOOKS, TABLE = "arn:aws:s3:::books/", "arn:aws:dynamodb:us-west-2:123456789012:table/mine"
ACTIONS = ["s3:GetObject", "s3:GetObjectAcl", "s3:PutObject", "S3:getobject", "dynamodb:Query", "dynamodb:PutItem"]
ACTION_PATTERNS = ["*", "s3:*", "s3:Get*", "s3:get*acl", "s3:?etObject", "S3:PUT*", "s3:*Object*", "dynamodb:*",
                   "dynamodb:Query", "dynamodb:P??Item"]
RESOURCES = [BOOKS + "anna/1", BOOKS + "Anna/1", BOOKS + "a*b", TABLE.replace("us", "eu"), BOOKS + "axb", BOOKS + "ab",
             TABLE, LOGS]
RESOURCE_PATTERNS = ["*", "*", "arn:aws:s3:::*", BOOKS + "a*", BOOKS + "a${*}b", BOOKS + "a?b", BOOKS + "????/1",
                     BOOKS + "${aws:username}/*", BOOKS + "${aws:PrincipalTag/team, 'Anna'}/?",
                     "arn:aws:logs:*:*:log-group:*", "arn:aws:dynamodb:*:*:table/*", TABLE.replace("-2", "-?"),
                     "arn:aws:dynamodb:*:table/mine", "arn:aws:logs:*:today"]

ALLOWED, DENIED, NOTHING = "allowed", "explicitDeny", "implicitDeny"
USER, TAGS, TIME, ARN = "aws:username", "aws:TagKeys", "aws:CurrentTime", "aws:SourceArn"
ANNA, TWO, TEAM = {USER: ["anna"]}, {TAGS: ["a", "b"]}, "${aws:PrincipalTag/team}"
# The decision on s3:GetObject for RESOURCES[0]; the request's keys; the statement, where it is not Allow * on *.
FACTS = [
    (ALLOWED, {}, {"Action": "S3:GETOBJECT"}), (NOTHING, {}, {"Action": "s3:GetObject?"}),
    (NOTHING, {}, {"Resource": RESOURCES[1]}), (ALLOWED, {}, {"NotResource": RESOURCES[1]}),
    (DENIED, {}, {"Effect": "Deny"}), (NOTHING, {}, {"NotAction": "s3:get*"}),
    (ALLOWED, ANNA, {"Resource": BOOKS + "${aws:username}/?"}), (ALLOWED, {}, {"Resource": "arn:aws:s3:*"}),
    (NOTHING, {}, {"Resource": BOOKS + "${aws:username}*"}), (NOTHING, {}, {"Resource": BOOKS + "${*}"}),
    (ALLOWED, {}, {"Resource": BOOKS + "${aws:username, 'anna'}/1"}),
]
CONDITIONS = [  # whether they hold for a request with those keys
    (True, {TIME: ["2026-01-01T00:00:00Z"]}, "DateEquals", TIME, "2026-01-01T00:00Z"),
    (True, {USER: ["aéc"]}, "StringLike", USER, "a?c"),
    (True, ANNA, "StringEquals", USER, ["x", "anna"]), (False, ANNA, "StringNotEquals", USER, ["x", "anna"]),
    (False, ANNA, "StringEquals", USER, "Anna"), (True, ANNA, "StringEqualsIgnoreCase", USER, "ANNA"),
    (False, ANNA, "StringEquals", USER, "an*"), (True, ANNA, "StringLike", USER.upper(), "an?*"),
    (False, {}, "StringEquals", USER, "anna"), (True, {}, "StringNotEquals", USER, "anna"),
    (False, {}, "DateLessThan", TIME, "2026-01-01"), (True, {}, "DateLessThanIfExists", TIME, "2026-01-01"),
    (True, {}, "NotIpAddress", "aws:SourceIp", "10.0.0.0/8"), (True, {TIME: ["1"]}, "DateLessThan", TIME, "1970-01-02"),
    (False, ANNA, "StringLikeIfExists", USER, "b*"), (True, {}, "ForAllValues:StringLike", TAGS, "x"),
    (False, {}, "ForAnyValue:StringLike", TAGS, "*"), (False, {}, "ForAnyValue:StringNotLike", TAGS, "x"),
    (True, TWO, "ForAnyValue:StringNotEquals", TAGS, "a"), (False, TWO, "ForAllValues:StringEquals", TAGS, "a"),
    (True, {}, "Null", USER, "true"), (False, ANNA, "Null", USER, True), (True, ANNA, "Null", USER, False),
    (False, {}, "StringEquals", USER, TEAM), (True, ANNA, "StringNotEquals", USER, TEAM),
    (False, {USER: ["axb"]}, "StringLike", USER, "a${*}b"), (False, {ARN: [NEWS]}, "ArnLike", ARN, "arn:aws:*:news"),
    (True, {USER: [TEAM]}, "StringEquals", USER, "${$}" + TEAM[1:]), (True, {}, "ArnNotLike", ARN, NEWS),
]


def instant(text):
    utc = datetime.timezone.utc
    read = datetime.datetime.fromtimestamp(int(text), utc) if text.isdigit() else datetime.datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=utc)


def as_list(value):
    return value if isinstance(value, list) else [value]


class Text(list):
    """Of a policy: its characters, each with whether it is a wildcard. What a variable brings is none."""

    PART = re.compile(r"\$\{(?P<escaped>[*?$])\}|\$\{(?P<key>[^},]+?)(, ?'(?P<otherwise>[^']*)')?\}|(?P<plain>.)")

    @classmethod
    def read(cls, text, context):
        """None if a variable has no value: nothing is equal to that, and nothing is like it."""
        characters = cls()
        for part in cls.PART.finditer(text):
            if part["plain"]:
                characters.append((part["plain"], part["plain"] in "*?"))
                continue
            [value] = [part["escaped"]] if part["escaped"] else context.get(part["key"].lower(), [part["otherwise"]])
            if value is None:
                return None
            characters += [(each, False) for each in value]
        return characters

    def __str__(self):
        return "".join(character for character, _ in self)

    def like(self, value):
        parts = [{"*": ".*", "?": "."}[each] if wild else re.escape(each) for each, wild in self]
        return re.fullmatch("".join(parts), value, re.DOTALL) is not None

    def like_arn(self, value):
        """Each of the six parts for itself: no wildcard goes beyond its part."""
        colons = [index for index, (character, _) in enumerate(self) if character == ":"][:5]
        mine = [Text(self[begin + 1:end]) for begin, end in zip([-1, *colons], [*colons, None])]
        parts = value.split(":", 5)
        return len(mine) == len(parts) == 6 and all(map(Text.like, mine, parts))


def by(read, compare):
    return lambda text, value: compare(read(value), read(str(text)))


# Name: the kind of key, whether it is negated, whether the text of a policy matches a value.
OPERATORS = {"Bool": ("boolean", False, by(str, operator.eq)), "BinaryEquals": ("binary", False, by(str, operator.eq))}
for kind_, name_, negated_, matches_ in (
        ("string", "StringEquals", "StringNotEquals", by(str, operator.eq)),
        ("string", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", by(str.lower, operator.eq)),
        ("string", "StringLike", "StringNotLike", Text.like),
        ("numeric", "NumericEquals", "NumericNotEquals", by(float, operator.eq)),
        ("date", "DateEquals", "DateNotEquals", by(instant, operator.eq)),
        ("ip", "IpAddress", "NotIpAddress",
         lambda text, value: ipaddress.ip_address(value) in ipaddress.ip_network(str(text))),
        ("arn", "ArnEquals", "ArnNotEquals", Text.like_arn), ("arn", "ArnLike", "ArnNotLike", Text.like_arn)):
    OPERATORS |= {name_: (kind_, False, matches_), negated_: (kind_, True, matches_)}
for name_, compare_ in {"LessThan": operator.lt, "LessThanEquals": operator.le, "GreaterThan": operator.gt,
                        "GreaterThanEquals": operator.ge}.items():
    OPERATORS["Numeric" + name_] = ("numeric", False, by(float, compare_))
    OPERATORS["Date" + name_] = ("date", False, by(instant, compare_))
NAME = re.compile(r"((?P<quantifier>\w+):)?(?P<operator>\w+?)(?P<if_exists>IfExists)?")


def decide(documents, boundary, action, resource, context):
    said = set().union(*(effects(document, action, resource, context) for document in documents))
    limit = effects(boundary, action, resource, context) if boundary else {"Allow"}
    return DENIED if "Deny" in said | limit else ALLOWED if "Allow" in said & limit else NOTHING


def effects(document, action, resource, context):
    return {statement["Effect"] for statement in as_list(document["Statement"])
            if about(statement, "Action", action.lower(), {}) and about(statement, "Resource", resource, context)
            and all(holds(*test, context) for test in tests_of(statement))}


def about(statement, element, name, context):
    patterns = as_list(statement.get(element) or statement["Not" + element])
    read = [Text.read(each.lower() if element == "Action" else each, context) for each in patterns]
    return any(each is not None and each.like(name) for each in read) == (element in statement)


def tests_of(statement):
    return [(name, *test) for name, keys in statement.get("Condition", {}).items() for test in keys.items()]


def holds(name, key, values, context):
    given = context.get(key.lower())
    texts = [Text.read(json.dumps(each) if isinstance(each, bool) else str(each), context) for each in as_list(values)]
    if name == "Null":
        return ("true" if given is None else "false") in map(str, texts)
    said = NAME.fullmatch(name)
    _, negated, matches = OPERATORS[said["operator"]]
    if given is None:
        return bool(said["if_exists"]) or {"ForAllValues": True, "ForAnyValue": False}.get(said["quantifier"], negated)
    each = [any(text is not None and matches(text, value) for text in texts) != negated for value in given]
    return any(each) if said["quantifier"] == "ForAnyValue" else all(each)


class Case:
    """A request by chance: policies, at times a boundary, and what the request is about."""

    def __init__(self, dice):
        self.dice = dice
        self.documents = [self.document(2) for _ in range(dice.randint(1, 2))]
        self.boundary = self.document(1) if dice.random() < 0.25 else None
        self.actions, self.resources = dice.sample(ACTIONS, 3), dice.sample(RESOURCES, 3)
        self.given = {key: as_list(self.some(values, 3 if key == keys[-1] else 1))
                      for keys, values, _ in KINDS.values() for key in keys if dice.random() < 0.65}

    def some(self, choices, most=3):
        chosen = self.dice.sample(choices, min(len(choices), self.dice.randint(1, most)))
        return chosen[0] if len(chosen) == 1 and self.dice.random() < 0.5 else chosen

    def document(self, most):
        statements = [self.statement() for _ in range(self.dice.randint(1, most))]
        return {"Version": "2012-10-17", "Statement": statements if statements[1:] else self.some(statements)}

    def statement(self):
        action, resource = ("Not" * (self.dice.random() < 0.2) + name for name in ("Action", "Resource"))
        statement = {"Effect": "Allow" if self.dice.random() < 0.7 else "Deny", action: self.some(ACTION_PATTERNS),
                     resource: self.some(RESOURCE_PATTERNS)}
        for _ in range(self.dice.choice([0, 1, 1, 1, 2, 2])):
            name, key, values = self.test()
            statement.setdefault("Condition", {}).setdefault(name, {})[key] = values
        return statement

    def test(self):
        name, dice = self.dice.choice([*OPERATORS, "Null"]), self.dice
        if name == "Null":
            return name, dice.choice([*TYPES]), self.some(["true", "false", True, False], 2)
        keys, values, more = KINDS[OPERATORS[name][0]]
        quantifier = dice.choice(["", "", "ForAllValues:", "ForAnyValue:"])
        key = dice.choice(keys if quantifier else keys[:-1])
        name = quantifier + name + "IfExists" * (dice.random() < 0.25)
        return name, dice.choice([key, key, key.swapcase()]), self.some(values + more)


def simulate(documents, boundary, actions, resources, given):
    more = {"PermissionsBoundaryPolicyInputList": [json.dumps(boundary)]} if boundary else {}
    entries = [{"ContextKeyName": key, "ContextKeyType": TYPES.get(key, "string") + "List" * (len(values) > 1),
                "ContextKeyValues": values} for key, values in given.items()]
    answer = iam.simulate_custom_policy(PolicyInputList=[json.dumps(each) for each in documents], ActionNames=actions,
                                        ResourceArns=resources, ContextEntries=entries, **more)
    return {(it["EvalActionName"], it["EvalResourceName"]): it["EvalDecision"] for it in answer["EvaluationResults"]}


def one(**differences):
    """A policy of one statement: Allow * on *, but for that."""
    usual = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    kept = {name: value for name, value in usual.items() if "Not" + name not in differences}
    return {"Version": "2012-10-17", "Statement": kept | differences}


class Evaluation(Conformance):
    def decided(self, expected, given, *documents, boundary=None):
        """By the region and by the model, so that the model is held to the facts too."""
        [seen] = simulate(documents, boundary, ["s3:GetObject"], RESOURCES[:1], given).values()
        context = {key.lower(): values for key, values in given.items()}
        model = decide(documents, boundary, "s3:GetObject", RESOURCES[0], context)
        self.assertEqual((seen, model), (expected, expected), f"region, model: {documents}, {boundary}, {given}")

    def test_facts(self):
        for expected, given, differences in FACTS:
            self.decided(expected, given, one(**differences))
        for expected, given, name, key, values in CONDITIONS:
            self.decided(ALLOWED if expected else NOTHING, given, one(Condition={name: {key: values}}))

    def test_several_policies(self):
        deny, other = one(Effect="Deny", Action="s3:Get*"), one(Action="ec2:*")
        self.decided(DENIED, {}, one(), deny)
        self.decided(ALLOWED, {}, other, one())
        self.decided(ALLOWED, {}, one(), boundary=one(Resource=BOOKS + "*"))
        self.decided(NOTHING, {}, one(), boundary=other)
        self.decided(NOTHING, {}, other, boundary=one())
        self.decided(DENIED, {}, one(), boundary=deny)

    def test_chance(self):
        dice, decisions, met = random.Random(SEED), collections.Counter(), collections.Counter()
        for number in range(CALLS):
            case = Case(dice)
            context = {key.lower(): values for key, values in case.given.items()}  # names of keys have no case
            seen = simulate(case.documents, case.boundary, case.actions, case.resources, case.given)
            self.assertEqual(len(seen), len(case.actions) * len(case.resources))
            for (action, resource), decision in seen.items():
                expected = decide(case.documents, case.boundary, action, resource, context)
                decisions[expected] += 1
                story = {"seed": SEED, "call": number, "action": action, "resource": resource, **vars(case)}
                self.assertEqual(decision, expected, json.dumps(story, default=lambda dice: None))
            for document in case.documents + as_list(case.boundary or []):
                for test in sum(map(tests_of, as_list(document["Statement"])), []):
                    met[NAME.fullmatch(test[0])["operator"], holds(*test, context)] += 1
        # A region that always says the same, or never looks at an operator, does not get through.
        for decision in (ALLOWED, DENIED, NOTHING):
            self.assertGreaterEqual(decisions[decision], AT_LEAST_DECIDED, decision)
        for name in [*OPERATORS, "Null"]:
            self.assertGreaterEqual(met[name, True] + met[name, False], AT_LEAST_MET, name)
            self.assertGreaterEqual(min(met[name, True], met[name, False]), AT_LEAST_EITHER_WAY, name)


def setUpModule():
    global iam
    iam = region_for_module().client("iam")


if __name__ == "__main__":
    unittest.main()
