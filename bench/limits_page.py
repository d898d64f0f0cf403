"""What it costs the region that somebody has the live page open."""

import contextlib
import http.client
import re
import statistics
import sys
import threading
import time
import urllib.parse

from limits_clients import Result, all_healthy
from peers import Missing, ROOT
from scale import cpu_seconds

INSTANCES = 200
REQUESTS = 1_000  # a second, of all visitors together
VISITORS = 4
ROUNDS = 5
SECONDS = 4


@contextlib.contextmanager
def steady_visitors(host, port):
    """They come at that rate, whatever answers how fast, until this is left."""
    over = threading.Event()

    def visit():
        connection, due = http.client.HTTPConnection(host, port, timeout=10), time.monotonic()
        while not over.is_set():
            connection.request("GET", "/")
            connection.getresponse().read()
            due += VISITORS / REQUESTS
            over.wait(max(0, due - time.monotonic()))
        connection.close()

    visitors = [threading.Thread(target=visit, daemon=True) for _ in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    try:
        yield
    finally:
        over.set()
        for visitor in visitors:
            visitor.join(timeout=10)


@contextlib.contextmanager
def open_page(url):
    """Reads the events as a page does, and counts their bytes."""
    parts, read = urllib.parse.urlsplit(url), [0]
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    connection.request("GET", "/_ui/events")
    answer = connection.getresponse()

    def listen():
        with contextlib.suppress(OSError, ValueError, AttributeError, http.client.HTTPException):
            while part := answer.read1(1 << 20):
                read[0] += len(part)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield read
    finally:
        connection.sock.shutdown(2)
        listener.join(timeout=10)
        connection.close()


def share_of_a_core(pid):
    before, started = cpu_seconds([pid]), time.monotonic()
    time.sleep(SECONDS)
    return 100 * (cpu_seconds([pid]) - before) / (time.monotonic() - started)


# The longest stretch that the page keeps the browser from everything else, and how many frames it draws a second.
SMOOTHNESS = """
const [seconds, done] = arguments;
let longest = 0, frames = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
}).observe({ type: "longtask" });
const draw = () => (frames++, requestAnimationFrame(draw));
requestAnimationFrame(draw);
setTimeout(() => done([longest, frames / seconds]), 1000 * seconds);
"""


def smoothness(bench, link):
    try:
        sys.path.insert(0, str(ROOT / "tests" / "page"))
        from browser import chromium
    except ImportError as error:
        raise Missing("selenium is not there: apt-get install chromium-driver python3-selenium") from error
    browser = chromium(bench.folder / "chromium")
    try:
        browser.get(link)
        browser.set_script_timeout(60)
        time.sleep(SECONDS)  # what loading takes is another matter
        return browser.execute_async_script(SMOOTHNESS, 2 * SECONDS)
    finally:
        browser.quit()


def page(bench):
    """The live page open, with 200 instances and 1,000 requests a second, against the same without it."""
    region = bench.region()
    bench.run(region, "deploy", "--auto", "--group-size", INSTANCES, "--resources", ROOT / "resources")
    all_healthy(region, INSTANCES)
    [balancer] = region.client("elbv2").describe_load_balancers()["LoadBalancers"]
    [listener] = region.client("elbv2").describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    alone, watched, sizes = [], [], []
    with steady_visitors(re.sub(r":\d+$", "", balancer["DNSName"]), listener["Port"]):
        for _ in range(ROUNDS):
            alone.append(share_of_a_core(region.process.pid))
            with open_page(region.endpoint) as read:
                watched.append(share_of_a_core(region.process.pid))
            sizes.append(read[0] / SECONDS / 1024)
        longest, frames = smoothness(bench, region.endpoint + "/_ui/")
    more = statistics.median(watched) - statistics.median(alone)
    yield Result("the region with 1,000 requests a second to 200 instances, the page closed", statistics.median(alone), "% of a core")
    yield Result("what the open page adds", more, "% of a core", 5)
    yield Result("the longest that the page keeps Chromium busy at a stretch; 0: never 50 ms", longest, "ms", 100, digits=0)
    yield Result("frames that it draws a second meanwhile", frames, "", 30, at_most=False, digits=0)
    yield Result("what it is sent", statistics.median(sizes), "KB a second", digits=0)


MEASURES = {"page": page}
