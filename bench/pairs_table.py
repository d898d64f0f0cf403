"""Signed requests to tables: our region, which verifies, authorises and keeps, against servers that only remember."""

import dataclasses
import json

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.config
import botocore.credentials

from load import Side, Wrong

TABLE = "bench"
KEYS = 64
QUERIED = 20  # items of one partition
ONE_ATTEMPT = botocore.config.Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=20)


DYNAMODB = "dynamodb", "DynamoDB_20120810", "1.0"
SSM = "ssm", "AmazonSSM", "1.1"


@dataclasses.dataclass
class Api:
    """An endpoint that takes signed JSON calls, as bytes."""

    endpoint: str
    credentials: botocore.credentials.Credentials
    region: str
    service: str
    target: str
    version: str

    def signed(self, operation, document):
        body = json.dumps(document).encode()
        headers = {"X-Amz-Target": f"{self.target}.{operation}", "Content-Type": f"application/x-amz-json-{self.version}"}
        request = botocore.awsrequest.AWSRequest("POST", self.endpoint + "/", headers, body)
        botocore.auth.SigV4Auth(self.credentials, self.service, self.region).add_auth(request)
        host = self.endpoint.split("//")[1]
        fields = {"Host": host, "Content-Length": len(body), **dict(request.headers.items())}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"POST / HTTP/1.1\r\n{head}\r\n".encode() + body


class Table:
    """The same table on one of the endpoints, and signed requests to it."""

    def __init__(self, name, endpoint, key_id="AKIDBENCH", secret="secret", region="us-west-2", table=TABLE):
        self.name, self.endpoint, self.region, self.table = name, endpoint, region, table
        self.credentials = botocore.credentials.Credentials(key_id, secret)
        self.client = boto3.client(
            "dynamodb", endpoint_url=endpoint, region_name=region, aws_access_key_id=key_id,
            aws_secret_access_key=secret, config=ONE_ATTEMPT,
        )

    def create(self):
        self.client.create_table(
            TableName=self.table, BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"},
                                  {"AttributeName": "sk", "AttributeType": "N"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        )
        waiting = {"Delay": 1, "MaxAttempts": 60}
        self.client.get_waiter("table_exists").wait(TableName=self.table, WaiterConfig=waiting)

    def fill(self):
        self.create()
        for number in range(KEYS):
            for place in range(QUERIED):
                self.client.put_item(TableName=self.table, Item=item(number, place))
        return self

    def signed(self, operation, documents):
        """The bytes of requests; a signature holds for fifteen minutes."""
        api = Api(self.endpoint, self.credentials, self.region, *DYNAMODB)
        return [api.signed(operation, {"TableName": self.table, **document}) for document in documents]

    def side(self, operation, documents, check):
        return Side(self.name, self.endpoint, lambda: check(self), lambda: self.signed(operation, documents))


def key(number, place=0):
    return {"pk": {"S": f"customer#{number}"}, "sk": {"N": str(place)}}


def item(number, place, state="paid"):
    return {
        **key(number, place), "state": {"S": state}, "total": {"N": "1234.5"}, "note": {"S": "leave at the door " * 4},
        "tags": {"SS": ["book", "gift"]},
        "place": {"M": {"street": {"S": "Main Street 1"}, "city": {"S": "Springfield"}}},
    }


def expect(table, what, seen, expected):
    if seen != expected:
        raise Wrong(f"{table.name}: {what}: {seen} instead of {expected}")


def our_table(bench):
    region = bench.region()
    return Table("resilient-service", region.endpoint, region.access_key_id, region.secret_access_key, region.name)


def got(table):
    seen = table.client.get_item(TableName=table.table, Key=key(5)).get("Item", {})
    expect(table, "GetItem", {**seen, "tags": {"SS": sorted(seen["tags"]["SS"])}}, item(5, 0))


def put(table):
    table.client.put_item(TableName=table.table, Item=item(5, 0))
    got(table)


def queried(table):
    answer = table.client.query(TableName=table.table, **query(5))
    expect(table, "Query", [each["sk"]["N"] for each in answer["Items"]], [str(place) for place in range(QUERIED)])


def query(number):
    return {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": key(number)["pk"]}}


def sides(operation, documents, check, peer):
    def prepare(bench):
        endpoint = peer(bench)
        tables = our_table(bench), Table(peer.__name__, endpoint)
        return [table.fill().side(operation, documents, check) for table in tables]

    return prepare


def dynalite(bench):
    return bench.dynalite()


def moto(bench):
    return bench.moto()


READS = [{"Key": key(number)} for number in range(KEYS)]
# Each of them changes what the one before it to the same key has left there.
WRITES = [{"Item": item(number, 0, state)} for state in ("paid", "sent") for number in range(KEYS)]
QUERIES = [query(number) for number in range(KEYS)]

PAIRS = {
    "get-item": ("signed GetItem, 16 connections, against dynalite", 4.0, None,
                 sides("GetItem", READS, got, dynalite)),
    "get-item-moto": ("signed GetItem, 16 connections, against moto's server", 40.0, None,
                      sides("GetItem", READS, got, moto)),
    "put-item": ("signed PutItem, 16 connections, against dynalite", 1.5, None,
                 sides("PutItem", WRITES, put, dynalite)),
    "query-20": ("signed Query of 20 items, 16 connections, against dynalite", 2.0, None,
                 sides("Query", QUERIES, queried, dynalite)),
}
