"""How soon an instance that is a host of its own runs its user data, how many start at once, and what one costs."""

import pathlib
import re
import statistics
import time

from limits_clients import Result
from peers import until

BOOTS = 15
MANY = 100
IMAGE = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"
USER_DATA = "#!/bin/bash\necho \"at $EPOCHREALTIME\"\n"


class Hosts:
    def __init__(self, bench, hosts):
        self.region = bench.region(hosts=hosts)
        self.ec2 = self.region.client("ec2")
        self.image = self.region.client("ssm").get_parameter(Name=IMAGE)["Parameter"]["Value"]

    def launch(self, count=1):
        launched = self.ec2.run_instances(ImageId=self.image, MinCount=count, MaxCount=count, UserData=USER_DATA)
        return [instance["InstanceId"] for instance in launched["Instances"]]

    def booted(self, instance):
        """When its user data began, or nothing."""
        log = self.region.here.folder / "data" / "instances" / instance / "console.log"
        found = re.search(r"^at ([\d.]+)$", log.read_text(), re.MULTILINE) if log.exists() else None
        return float(found[1]) if found else None

    def boot(self):
        """Milliseconds from the call to the first line of user data."""
        started = time.time()
        [instance] = self.launch()
        return 1000 * (until(lambda: self.booted(instance), "user data", 30) - started)

    def keepers(self, instance):
        """The processes that keep an instance, which run for nobody else."""
        found = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes()
            except OSError:
                continue  # it is gone
            if b"instance-supervisor" in command and f"/{instance}/".encode() in command + b"/":
                found.append(process)
        return found


def megabytes(process):
    """Its share of what is resident."""
    text = (process / "smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) / 1024


def hosts(bench):
    """From RunInstances to user data, 100 instances at once, and the memory of one beyond its own processes."""
    for kind, bound in (("namespaces", 60), ("processes", None)):
        here = Hosts(bench, kind)
        boots = [here.boot() for _ in range(BOOTS)]
        yield Result(f"`--hosts {kind}`: RunInstances to user data, median of {BOOTS}", statistics.median(boots), "ms", bound)
    here = Hosts(bench, "namespaces")
    started = time.time()
    many = here.launch(MANY)
    last = max(until(lambda: here.booted(instance), "user data", 60) for instance in many)
    yield Result(f"{MANY} hosts at once: until the last one's user data", last - started, "s")
    state = {"Name": "instance-state-name", "Values": ["running"]}
    running = sum(len(each["Instances"]) for each in here.ec2.describe_instances(Filters=[state])["Reservations"])
    yield Result(f"{MANY} hosts at once: that failed", MANY - running, "", 0, True, 0)
    shares = [sum(megabytes(process) for process in here.keepers(instance)) for instance in many]
    yield Result("memory of a host beyond its own processes, median", statistics.median(shares), "MB", 1, True, 2)


MEASURES = {"hosts": hosts}
