"""Start, idle clients, and targets that come and go while there is load."""

import contextlib
import dataclasses
import re
import resource
import socket
import statistics
import threading
import time
import typing
import urllib.parse

from load import Side, Wrong, wrk
from pairs_balancer import Job, OurBalancer, answers, fetch
from peers import ROOT, end_with_parent, find, until

STARTS = 9
IDLE = 10_000
ROUNDS = 5
SECONDS = 2
INSTANCES, FEWER = 40, 20


@dataclasses.dataclass
class Result:
    what: str
    value: float
    unit: str
    bound: typing.Optional[float] = None
    at_most: bool = True
    digits: int = 1

    def reached(self):
        return self.value <= self.bound if self.at_most else self.value >= self.bound

    def goal(self):
        return f"{'≤' if self.at_most else '≥'} {self.bound:g} {self.unit}".strip()


def milliseconds(action):
    started = time.monotonic()
    action()
    return 1000 * (time.monotonic() - started)


def start(bench):
    """From the command to a region that is ready, and of a client's first command."""
    region = None

    def another():
        nonlocal region
        region = bench.region()

    ready = [milliseconds(another) for _ in range(STARTS)]
    hello = [milliseconds(lambda: bench.run(region, "hello")) for _ in range(STARTS)]
    yield Result("`region` to `ready`, median of 9", statistics.median(ready), "ms", 50)
    yield Result("`hello`, median of 9", statistics.median(hello), "ms", 30)


@contextlib.contextmanager
def idle_connections(url, count):
    """So many clients that have connected and said nothing."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < count + 100:
        raise Wrong(f"a process may have {hard} descriptors only: ulimit -n")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    parts = urllib.parse.urlsplit(url)
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(socket.create_connection((parts.hostname, parts.port), timeout=5))
        yield


def with_and_without(measure, url):
    """Medians of what `measure` says beside idle clients, and without them, in turn."""
    beside, alone = [], []
    for _ in range(ROUNDS):
        alone.append(measure())
        with idle_connections(url, IDLE):
            beside.append(measure())
    return statistics.median(beside) / statistics.median(alone)


def started_balancer(bench):
    """Of three targets, and its address."""
    find("nginx", "apt install nginx-light")
    ours = OurBalancer(bench, Job())
    ours.start_targets()
    url = ours.start(None)
    until(lambda: answers(url), "a page", 30)
    return ours, url


def idle_clients(bench):
    """Requests while 10,000 other clients are connected and idle, against those without them."""
    ours, url = started_balancer(bench)
    side = Side("load balancer", url + "/", lambda: None, connections=32)

    def rate():
        return wrk(side, SECONDS, bench.folder, end_with_parent).requests_per_second

    def call():
        return statistics.median(milliseconds(ours.elbv2.describe_load_balancers) for _ in range(50))

    yield Result("load balancer: requests a second with 10,000 idle clients, of those without",
                 with_and_without(rate, url), "", 0.9, False, 2)
    yield Result("front door: time of a call with 10,000 idle clients, of that without",
                 with_and_without(call, ours.region.endpoint), "", 1.1, True, 2)


class Watch:
    """Asks without a pause, from several threads, which target answers, and remembers when each was seen."""

    def __init__(self, url):
        self.url, self.seen, self.failed = url, {}, []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._ask) for _ in range(4)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _ask(self):
        while not self.over.is_set():
            asked = time.monotonic()
            try:
                target = fetch(self.url + "/seen")[0].split("|")[0]
            except OSError as error:
                self.failed.append(error)
                continue
            first, _ = self.seen.get(target, (asked, asked))
            self.seen[target] = first, asked


def load_beside(bench, side, seconds):
    """A thread that puts load on it; its outcome is in the list."""
    outcome = []

    def run():
        try:
            outcome.append(wrk(side, seconds, bench.folder, end_with_parent))
        except Exception as error:
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, outcome


def changes(bench):
    """From the answer to RegisterTargets and DeregisterTargets under load until HAProxy does it."""
    ours, url = started_balancer(bench)
    arn = ours.elbv2.describe_target_groups()["TargetGroups"][0]["TargetGroupArn"]
    [address, port] = ours.targets[0]
    target = {"Id": address, "Port": port}
    left, joined = [], []
    side = Side("load balancer", url + "/", lambda: None, connections=32)
    thread, outcome = load_beside(bench, side, 12)
    for _ in range(ROUNDS):
        with Watch(url) as watch:
            ours.elbv2.deregister_targets(TargetGroupArn=arn, Targets=[target])
            answered = time.monotonic()
            time.sleep(0.5)
        left.append(1000 * max(0, watch.seen.get(address, (0, answered))[1] - answered))
        ours.elbv2.register_targets(TargetGroupArn=arn, Targets=[target])
        with Watch(url) as watch:
            until(lambda: healthy(ours.elbv2, arn, target), "the target to be healthy")
            answered = time.monotonic()
            until(lambda: address in watch.seen, "the target to be asked")
        joined.append(1000 * max(0, watch.seen[address][0] - answered))
        if watch.failed:
            raise Wrong(f"a request failed: {watch.failed[0]}")
    thread.join()
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    yield Result("a target that is deregistered under load is asked for the last time after, median of 5",
                 statistics.median(left), "ms", 50)
    yield Result("a target that became healthy under load is asked for the first time after, median of 5",
                 statistics.median(joined), "ms", 50)


def healthy(elbv2, arn, target):
    described = elbv2.describe_target_health(TargetGroupArn=arn, Targets=[target])
    return [each["TargetHealth"]["State"] for each in described["TargetHealthDescriptions"]] == ["healthy"]


def failures(said):
    """In what load() says of a round that is no measurement."""
    return sum(map(int, re.findall(r"(?:responses: |connect |read |write |timeout )(\d+)", str(said))))


def terminations(bench):
    """Twenty of forty instances terminated at once, by their group and behind its back."""
    region = bench.region()
    output = bench.run(
        region, "deploy", "--auto", "--group-size", INSTANCES, "--resources", ROOT / "resources", seconds=180)
    side = Side("service", re.search(r"http://127\.31\.[0-9.:]+", output).group() + "/", lambda: None, connections=32)
    autoscaling, ec2 = region.client("autoscaling"), region.client("ec2")
    [group] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    name = group["AutoScalingGroupName"]

    def members():
        return autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]["Instances"]

    until(lambda: all_healthy(region, INSTANCES), "all to be healthy", 120)
    thread, outcome = load_beside(bench, side, 8)
    autoscaling.update_auto_scaling_group(AutoScalingGroupName=name, MinSize=FEWER, DesiredCapacity=FEWER)
    thread.join()
    until(lambda: len(members()) == FEWER, "the group to shrink", 120)
    yield Result("requests that failed while a group terminated 20 of 40 instances", failed_of(outcome[0]), "", 0, True, 0)

    autoscaling.update_auto_scaling_group(AutoScalingGroupName=name, DesiredCapacity=INSTANCES)
    until(lambda: all_healthy(region, INSTANCES), "all to be healthy", 120)
    ids = [each["InstanceId"] for each in members()][:FEWER]
    thread, outcome = load_beside(bench, side, 8)
    ec2.terminate_instances(InstanceIds=ids)
    thread.join()
    yield Result("requests that failed while TerminateInstances ended 20 of 40", failed_of(outcome[0]), "", 0, True, 0)


def failed_of(outcome):
    return failures(outcome) if isinstance(outcome, Exception) else 0


def all_healthy(region, count):
    elbv2 = region.client("elbv2")
    [group] = elbv2.describe_target_groups()["TargetGroups"]
    described = elbv2.describe_target_health(TargetGroupArn=group["TargetGroupArn"])["TargetHealthDescriptions"]
    return sum(each["TargetHealth"]["State"] == "healthy" for each in described) == count


MEASURES = {"start": start, "idle-clients": idle_clients, "changes": changes, "terminations": terminations}
