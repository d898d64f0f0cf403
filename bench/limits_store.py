"""A million items in a table and a hundred thousand parameters: start after kill -9, and what a read costs then."""

import concurrent.futures
import json
import re
import socket
import statistics
import time
import urllib.parse

import botocore.auth
import botocore.awsrequest

from limits_clients import ROUNDS, SECONDS, Result, milliseconds
from load import Side, Wrong, wrk
from pairs_table import Table
from peers import end_with_parent

ITEMS, FEW_ITEMS = 1_000_000, 1_000
PARAMETERS, FEW_PARAMETERS = 100_000, 100
BATCH = 25
CONNECTIONS = 4


class Api:
    """Signed JSON calls, as bytes."""

    def __init__(self, region, service, target, version):
        self.region, self.service, self.target, self.version = region, service, target, version
        self.credentials = botocore.credentials.Credentials(region.access_key_id, region.secret_access_key)
        self.parts = urllib.parse.urlsplit(region.endpoint)

    def signed(self, operation, document):
        body = json.dumps(document).encode()
        headers = {"X-Amz-Target": f"{self.target}.{operation}", "Content-Type": f"application/x-amz-json-{self.version}"}
        request = botocore.awsrequest.AWSRequest("POST", self.region.endpoint + "/", headers, body)
        botocore.auth.SigV4Auth(self.credentials, self.service, self.region.name).add_auth(request)
        fields = {"Host": self.parts.netloc, "Content-Length": len(body), **dict(request.headers.items())}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"POST / HTTP/1.1\r\n{head}\r\n".encode() + body

    def send(self, operation, documents):
        """All of them, once each, on one connection."""
        with socket.create_connection((self.parts.hostname, self.parts.port), timeout=30) as connection:
            stream = connection.makefile("rb")
            for document in documents:
                connection.sendall(self.signed(operation, document))
                status = stream.readline()
                length = 0
                while (field := stream.readline()) not in (b"\r\n", b""):
                    if field.lower().startswith(b"content-length:"):
                        length = int(field.split(b":")[1])
                answer = stream.read(length)
                if b" 200 " not in status:
                    raise Wrong(f"{operation}: {answer.decode()}")


def send_all(api, operation, documents):
    """On several connections, from several processes: a signature takes Python longer than the region."""
    shares = [documents[i::CONNECTIONS] for i in range(CONNECTIONS)]
    with concurrent.futures.ProcessPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(send_share, [(api.region.endpoint, api.region.access_key_id, api.region.secret_access_key,
                                    api.region.name, api.service, api.target, api.version, operation, share)
                                   for share in shares]))


class Keys:
    """What Api needs of a region, in another process."""

    def __init__(self, endpoint, access_key_id, secret_access_key, name):
        self.endpoint, self.name = endpoint, name
        self.access_key_id, self.secret_access_key = access_key_id, secret_access_key


def send_share(work):
    *keys, service, target, version, operation, documents = work
    Api(Keys(*keys), service, target, version).send(operation, documents)


def started_again(region):
    """Milliseconds from the new process to ready, after kill -9."""
    region.kill()
    return milliseconds(region.start)


def reads(bench, api, operation, few, many):
    """Requests a second to the large one, of those to the small one: medians of rounds that alternate."""
    sides = [Side(name, api.region.endpoint, None, lambda documents=documents: [
        api.signed(operation, document) for document in documents]) for name, documents in (("few", few), ("many", many))]
    samples = [[wrk(side, SECONDS, bench.folder, end_with_parent).requests_per_second for side in sides]
               for _ in range(ROUNDS + 1)][1:]
    few_rate, many_rate = [statistics.median(column) for column in zip(*samples)]
    return many_rate / few_rate


def items(bench):
    """A million items: start after kill -9, GetItem among them."""
    region = bench.region()
    api = Api(region, "dynamodb", "DynamoDB_20120810", "1.0")
    for name, count in (("few", FEW_ITEMS), ("many", ITEMS)):
        Table(name, region.endpoint, region.access_key_id, region.secret_access_key, region.name, name).create()
        batches = [
            {"RequestItems": {name: [{"PutRequest": {"Item": item(number)}} for number in range(first, first + BATCH)]}}
            for first in range(0, count, BATCH)
        ]
        send_all(api, "BatchWriteItem", batches)
    seconds = started_again(region) / 1000
    api = Api(region, "dynamodb", "DynamoDB_20120810", "1.0")
    yield Result("start after kill -9 with 1,000,000 items", seconds, "s", 2, True, 2)
    few = [{"TableName": "few", "Key": key(number)} for number in range(0, FEW_ITEMS, 2)]
    many = [{"TableName": "many", "Key": key(number)} for number in range(0, ITEMS, ITEMS // len(few))]
    yield Result("GetItem among 1,000,000 items, of that among 1,000", reads(bench, api, "GetItem", few, many), "",
                 0.95, False, 2)


def key(number):
    return {"pk": {"S": f"customer#{number % 1000}"}, "sk": {"N": str(number // 1000)}}


def item(number):
    return {**key(number), "state": {"S": "paid"}, "total": {"N": "1234.5"}, "note": {"S": "leave at the door"}}


def parameters(bench):
    """A hundred thousand parameters: start after kill -9, GetParameter among them."""
    few_region, region = bench.region(), bench.region()
    rates = []
    for each, count in ((few_region, FEW_PARAMETERS), (region, PARAMETERS)):
        api = Api(each, "ssm", "AmazonSSM", "1.1")
        documents = [{"Name": name(number), "Value": "a value", "Type": "String"} for number in range(count)]
        send_all(api, "PutParameter", documents)
    seconds = started_again(region) / 1000
    started_again(few_region)
    yield Result("start after kill -9 with 100,000 parameters", seconds, "s", 2, True, 2)
    sides = []
    for each, count in ((few_region, FEW_PARAMETERS), (region, PARAMETERS)):
        api = Api(each, "ssm", "AmazonSSM", "1.1")
        documents = [{"Name": name(number)} for number in range(0, count, count // FEW_PARAMETERS)]
        sides.append(Side("parameters", each.endpoint, None, lambda api=api, documents=documents: [
            api.signed("GetParameter", document) for document in documents]))
    for _ in range(ROUNDS + 1):
        rates.append([wrk(side, SECONDS, bench.folder, end_with_parent).requests_per_second for side in sides])
    few_rate, many_rate = [statistics.median(column) for column in zip(*rates[1:])]
    yield Result("GetParameter among 100,000 parameters, of that among 100", many_rate / few_rate, "", 0.95, False, 2)


def name(number):
    return f"/shop/{number % 100}/{number}"


MEASURES = {"items": items, "parameters": parameters}
