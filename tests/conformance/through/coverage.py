"""Which operations a client has called, compared with all that the region speaks."""

import json

from through.exceptions import EXCEPTIONS


def spoken():
    """(service, operation) of all of them; a service as its clients are called."""
    from region_under_test import CONTRACT

    files = [json.loads(file.read_text()) for file in sorted((CONTRACT / "operations").glob("*.json"))]
    return {(file["model"].split("/")[0], operation) for file in files for operation in file["operations"]}


def missing(name, client):
    """What has not been seen though it is no exception, or has been seen though it is one; a line each."""
    lines, known = [], {(service, operation) for service, operation in spoken() if service not in client.lacks}
    for outcome, seen in (("answered", client.answered), ("refused", client.refused)):
        excepted = {each for each, (never, _) in EXCEPTIONS.items() if never == outcome}
        lines += [f"{name}: {' '.join(each)} was never {outcome}" for each in sorted(known - seen - excepted)]
        lines += [f"{name}: {' '.join(each)} was {outcome}: it is no exception" for each in sorted(excepted & seen)]
    return lines


def summary(client):
    known = spoken()
    left = "".join(f"; {count} left to boto3: {reason}" for reason, count in sorted(client.left_to_boto3.items()))
    return (f"{client.calls} calls; of {len(known)} operations {len(client.answered & known)} answered, "
            f"{len(client.refused & known)} refused{left}")
