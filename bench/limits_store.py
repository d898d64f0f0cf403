"""A million items in a table and a hundred thousand parameters: start after kill -9, and what a read costs then."""

import concurrent.futures
import functools
import socket
import statistics
import urllib.parse

import botocore.credentials

from limits_clients import ROUNDS, SECONDS, Result, milliseconds
from load import Side, Wrong, wrk
from pairs_table import DYNAMODB, SSM, Api, Table
from peers import end_with_parent

ITEMS, FEW_ITEMS = 1_000_000, 1_000
PARAMETERS, FEW_PARAMETERS = 100_000, 100
BATCH = 25
CONNECTIONS = 4


def api_of(region, kind):
    keys = botocore.credentials.Credentials(region.access_key_id, region.secret_access_key)
    return Api(region.endpoint, keys, region.name, *kind)


def send(api, operation, documents):
    """All of them, once each, on one connection."""
    parts = urllib.parse.urlsplit(api.endpoint)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as connection:
        stream = connection.makefile("rb")
        for document in documents:
            connection.sendall(api.signed(operation, document))
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
        list(pool.map(functools.partial(send, api, operation), shares))


def started_again(region):
    """Milliseconds from the new process to ready, after kill -9."""
    region.kill()
    return milliseconds(region.start)


def reads(name, api, operation, documents):
    return Side(name, api.endpoint, None, lambda: [api.signed(operation, document) for document in documents])


def rate_of_many(bench, few, many):
    """Requests a second of the one side, of those of the other: medians of rounds that alternate, without the first."""
    rounds = [[wrk(side, SECONDS, bench.folder, end_with_parent).requests_per_second for side in (few, many)]
              for _ in range(ROUNDS + 1)][1:]
    few_rate, many_rate = [statistics.median(column) for column in zip(*rounds)]
    return many_rate / few_rate


def items(bench):
    """A million items: start after kill -9, GetItem among them."""
    region = bench.region()
    api = api_of(region, DYNAMODB)
    for name, count in (("few", FEW_ITEMS), ("many", ITEMS)):
        Table(name, region.endpoint, region.access_key_id, region.secret_access_key, region.name, name).create()
        batches = [
            {"RequestItems": {name: [{"PutRequest": {"Item": item(number)}} for number in range(first, first + BATCH)]}}
            for first in range(0, count, BATCH)
        ]
        send_all(api, "BatchWriteItem", batches)
    seconds = started_again(region) / 1000
    api = api_of(region, DYNAMODB)
    yield Result("start after kill -9 with 1,000,000 items", seconds, "s", 2, True, 2)
    few = [{"TableName": "few", "Key": key(number)} for number in range(0, FEW_ITEMS, 2)]
    many = [{"TableName": "many", "Key": key(number)} for number in range(0, ITEMS, ITEMS // len(few))]
    ratio = rate_of_many(bench, reads("few", api, "GetItem", few), reads("many", api, "GetItem", many))
    yield Result("GetItem among 1,000,000 items, of that among 1,000", ratio, "", 0.95, False, 2)


def key(number):
    return {"pk": {"S": f"customer#{number % 1000}"}, "sk": {"N": str(number // 1000)}}


def item(number):
    return {**key(number), "state": {"S": "paid"}, "total": {"N": "1234.5"}, "note": {"S": "leave at the door"}}


def parameters(bench):
    """A hundred thousand parameters: start after kill -9, GetParameter among them."""
    few_region, region = bench.region(), bench.region()
    both = (few_region, FEW_PARAMETERS), (region, PARAMETERS)
    for each, count in both:
        documents = [{"Name": name(number), "Value": "a value", "Type": "String"} for number in range(count)]
        send_all(api_of(each, SSM), "PutParameter", documents)
    seconds = started_again(region) / 1000
    started_again(few_region)
    yield Result("start after kill -9 with 100,000 parameters", seconds, "s", 2, True, 2)
    few, many = [
        reads("parameters", api_of(each, SSM), "GetParameter",
              [{"Name": name(number)} for number in range(0, count, count // FEW_PARAMETERS)])
        for each, count in both
    ]
    yield Result("GetParameter among 100,000 parameters, of that among 100", rate_of_many(bench, few, many), "", 0.95,
                 False, 2)


def name(number):
    return f"/shop/{number % 100}/{number}"


MEASURES = {"items": items, "parameters": parameters}
