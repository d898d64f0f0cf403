"""The call behind a recorded request, and the request that botocore makes of the same call.

The parameters are read by botocore's model of the service; botocore then writes them itself. What reading loses is
missing from what botocore writes, so that a comparison of both requests shows it.
"""

import base64
import contextlib
import dataclasses
import datetime
import json
import re
import types
import unittest.mock
import urllib.parse

import botocore
import botocore.compat
import botocore.config
import botocore.exceptions
import botocore.loaders
import botocore.model
import botocore.session

SERVICES = ("autoscaling", "dynamodb", "ec2", "elbv2", "fis", "iam", "ssm", "sts")
ONCE = botocore.config.Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=20)
AUTHORIZATION = re.compile(
    r"(?P<algorithm>AWS4-HMAC-SHA256) Credential=(?P<key>\w+)/(?P<date>\d{8})/(?P<region>[a-z0-9-]+)/(?P<service>\w+)/"
    r"aws4_request, SignedHeaders=(?P<headers>[a-z0-9;-]+), Signature=(?P<signature>[0-9a-f]{64})"
)


def load_models():
    loader = botocore.loaders.Loader()
    return {name: botocore.model.ServiceModel(loader.load_service_model(name, "service-2"), name) for name in SERVICES}


MODELS = load_models()


@dataclasses.dataclass
class Call:
    service: str
    operation: str
    parameters: dict

    def __str__(self):
        return f"{self.service} {self.operation}"


def scope(request):
    """The parts of a request's Authorization, by name."""
    return AUTHORIZATION.fullmatch(request.header("Authorization")).groupdict()


def form(body):
    return dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))


def call_of(request):
    target = request.header("X-Amz-Target")
    if target:
        prefix, operation = target.split(".")
        service = next(name for name, model in MODELS.items() if model.metadata.get("targetPrefix") == prefix)
        return Call(service, operation, json.loads(request.body))
    by_path = rest_call(request)
    if by_path:
        return by_path
    fields = form(request.body)
    service = next(name for name, model in MODELS.items() if is_model_of(model, request, fields["Version"]))
    operation = MODELS[service].operation_model(fields["Action"])
    reader = FormReader(MODELS[service].metadata["protocol"])
    return Call(service, operation.name, reader.read(operation.input_shape, tree(fields)))


def rest_call(request):
    """Where the path says which operation it is: rest-json."""
    path, _, query = request.target.partition("?")
    for service, model in MODELS.items():
        if model.metadata["protocol"] != "rest-json" or model.signing_name != scope(request)["service"]:
            continue
        for name in model.operation_names:
            operation = model.operation_model(name)
            pattern = re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", operation.http["requestUri"])
            found = re.fullmatch(pattern, path)
            if found and operation.http["method"] == request.method:
                body = json.loads(request.body) if request.body else {}
                return Call(service, name, {**body, **found.groupdict(), **dict(urllib.parse.parse_qsl(query))})
    return None


def is_model_of(model, request, version):
    return model.signing_name == scope(request)["service"] and model.api_version == version


def tree(fields):
    """{"Filter.1.Name": "x"} -> {"Filter": {"1": {"Name": "x"}}}"""
    root = {}
    for name, text in fields.items():
        *outer, last = name.split(".")
        node = root
        for part in outer:
            node = node.setdefault(part, {})
        node[last] = text
    return root


class FormReader:
    """Reads the parameters of the query protocol, or of EC2's kind of it."""

    def __init__(self, protocol):
        self._is_ec2 = protocol == "ec2"

    def read(self, shape, node):
        if shape is None:
            return {}
        return getattr(self, f"read_{shape.type_name}")(shape, node)

    def read_structure(self, shape, node):
        names = {name: self.name_of(member, name) for name, member in shape.members.items()}
        return {name: self.read(shape.members[name], node[sent]) for name, sent in names.items() if sent in node}

    def read_list(self, shape, node):
        if node == "":  # how the query protocol says that it is empty
            return []
        items = node if self._is_ec2 else node[shape.member.serialization.get("name", "member")]
        return [self.read(shape.member, items[index]) for index in sorted(items, key=int)]

    def read_boolean(self, _shape, text):
        return {"true": True, "false": False}[text]

    def read_integer(self, _shape, text):
        return int(text)

    read_long = read_integer

    def read_blob(self, _shape, text):
        return base64.b64decode(text)

    def read_string(self, _shape, text):
        return text

    read_timestamp = read_string

    def name_of(self, member, name):
        sent = member.serialization.get("name", name)
        if not self._is_ec2:
            return sent
        return member.serialization.get("queryName", sent[0].upper() + sent[1:])


def signing_at(time):
    clock = types.SimpleNamespace(datetime=unittest.mock.Mock(), timezone=datetime.timezone)
    clock.datetime.utcnow.return_value = datetime.datetime.strptime(time, "%Y%m%dT%H%M%SZ")
    signers = ["botocore.auth", "botocore.crt.auth"] if botocore.compat.HAS_CRT else ["botocore.auth"]
    patches = contextlib.ExitStack()
    for signer in signers:
        patches.enter_context(unittest.mock.patch(f"{signer}.datetime", clock))
    return patches


class Botocore:
    """Makes calls as botocore does in an environment, which it reads as any program would. What it sends arrives in
    `recorded`."""

    def __init__(self, environment, region, recorded):
        # Before 2023 botocore took the global endpoint of STS for some regions; all later SDKs take the region's own.
        self._environment = {**environment, "AWS_STS_REGIONAL_ENDPOINTS": "regional"}
        self._region = region
        self._recorded = recorded
        self._clients = {}
        with self._surroundings():
            self._session = botocore.session.Session()

    def _surroundings(self):
        return unittest.mock.patch.dict("os.environ", self._environment, clear=True)

    def _client(self, service):
        if service not in self._clients:
            self._clients[service] = self._session.create_client(service, self._region, config=ONCE)
        return self._clients[service]

    def request(self, call, at):
        """What it sends for that call at that time, like "20260102T030405Z"."""
        before = len(self._recorded)
        with self._surroundings(), signing_at(at):
            method = getattr(self._client(call.service), botocore.xform_name(call.operation))
            try:
                method(**call.parameters)
            except botocore.exceptions.ClientError as refused:
                if refused.response["ResponseMetadata"]["HTTPStatusCode"] != 503:
                    raise
        (request,) = self._recorded[before:]
        return request

    def close(self):
        for client in self._clients.values():
            client.close()
