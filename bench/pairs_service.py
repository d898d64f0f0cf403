"""The whole service, load balancer, instances and table, with the web server of this project and with the Python one.

Both are deployed to the same region and differ in their user data alone."""

import json
import re
import shutil
import urllib.request

from load import Side, Wrong
from pairs_table import Table, expect
from peers import ROOT, until

CHOICE = "if ! command -v recommendation-server > /dev/null; then"
SERVER = 'if command -v recommendation-server > /dev/null; then'
MEDIA = ["Book", "Movie", "Song"]
PREFIXES = {"resilient-service": "bench", "server.py": "python"}


def python_resources(bench):
    """The project's resources, but instances start server.py although they have a recommendation-server."""
    folder = bench.folder / "resources"
    shutil.copytree(ROOT / "resources", folder)
    script = folder / "server_startup_script.sh"
    text = script.read_text()
    if text.count(CHOICE) != 1 or text.count(SERVER) != 1:
        raise Wrong(f"{script.name} chooses the server in another way than this file knows")
    script.write_text(text.replace(CHOICE, "if true; then").replace(SERVER, "if false; then"))
    return folder


def recommendation(url):
    with urllib.request.urlopen(url, timeout=10) as reply:
        return json.load(reply)


def answers(url):
    try:
        return "Title" in recommendation(url)
    except OSError:
        return False


def deployed(bench, region, name, *options):
    """The side of that name."""
    output = bench.run(region, "deploy", "--auto", "--prefix", PREFIXES[name], *options)
    url = re.search(r"http://127\.31\.[0-9.:]+", output).group()
    until(lambda: answers(url), f"a recommendation from {url}")

    def check():
        """All three instances answer, and they run the server that is measured."""
        seen = [recommendation(url) for _ in range(12)]
        if {each["MediaType"]["S"] for each in seen} - set(MEDIA):
            raise Wrong(f"{name}: {seen}")
        if len({each["Metadata"]["InstanceId"] for each in seen}) != 3:
            raise Wrong(f"{name}: not all of the instances answer")

    return Side(name, url + "/", check)


def servers(region):
    """How many of either kind run."""
    commands = region.here.processes().values()
    return {
        "resilient-service": sum(command.startswith("recommendation-server") for command in commands),
        "server.py": sum("server.py 80" in command for command in commands),
    }


def sides(bench):
    region = bench.region()
    python = deployed(bench, region, "server.py", "--resources", python_resources(bench))
    ours = deployed(bench, region, "resilient-service", "--resources", ROOT / "resources")
    counted = servers(region)
    if set(counted.values()) != {3}:
        raise Wrong(f"servers that run: {counted}")
    name = f"{PREFIXES['resilient-service']}-recommendation-service"
    table = Table("get-item alone", region.endpoint, region.access_key_id, region.secret_access_key, region.name, name)
    keys = [{"MediaType": {"S": kind}, "ItemId": {"N": str(number)}} for kind in MEDIA for number in (1, 2, 3)]

    def check():
        for key in keys:
            seen = table.client.get_item(TableName=name, Key=key).get("Item", {})
            expect(table, "GetItem", {part: seen.get(part) for part in key}, key)

    return [ours, python, table.side("GetItem", [{"Key": key} for key in keys], lambda _: check())]


PAIRS = {
    "service": ("GET / of the deployed service, against the same with server.py in its instances", 20.0, None, sides),
}
