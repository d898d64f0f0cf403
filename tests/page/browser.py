"""A region that can be watched, and Chromium to watch it with."""

import os
import pathlib
import re
import socket
import sys
import time
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

sys.dont_write_bytecode = True  # the folder of the sources stays clean
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "scenario"))
from program import Surroundings, end, read_until  # noqa: E402

PORT = "8093"  # of the service
PATIENCE = 60  # seconds that a machine under load may take


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, seconds=PATIENCE):
    """The first result that is not false. Asked for again until then."""
    deadline = time.monotonic() + seconds
    while not (result := what()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what.__doc__ or what}")
        time.sleep(0.02)
    return result


class WatchedRegion:
    """On a port that it keeps when it is started again."""

    def __init__(self, *options):
        self.here = Surroundings()
        self.port = free_port()
        self.options = options
        self.start()

    def start(self):
        self.process = self.here.start(
            "region", "--listen", f"127.0.0.1:{self.port}", "--data", self.here.folder / "data", "--speed", "20", *self.options
        )
        self.said = read_until(self.process.stdout, "^ready$")
        link = re.search(r"^# see it live: (\S+)$", self.said, re.MULTILINE)
        self.link = link and link.group(1)
        self.address = f"http://127.0.0.1:{self.port}/_ui/"

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def run(self, *arguments):
        status, output = self.here.run(*arguments)
        if status != 0:
            raise AssertionError(f"{arguments}: {output}")
        return output

    def deploy(self):
        self.run("deploy", "--auto", "--port", PORT)

    def stop(self):
        end(self.process)
        left = self.here.wait_until_gone()
        self.here.close()
        if left:
            raise AssertionError(f"left behind: {left}")


def chromium(profile):
    """With a profile of its own, and no way to anything but this machine."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,1600", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        f"--user-data-dir={profile}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


class PageTest(unittest.TestCase):
    """One region and one browser for all tests of a class."""

    region_options = ()

    @classmethod
    def setUpClass(cls):
        cls.region = WatchedRegion(*cls.region_options)
        cls.addClassCleanup(cls.region.stop)
        cls.browser = chromium(cls.region.here.folder / "chromium")
        cls.addClassCleanup(cls.browser.quit)

    def open(self, address=None):
        self.browser.get("about:blank")  # what follows '#' alone would not load it anew
        self.browser.get(address or self.region.link)
        self.wait_until_live()

    def wait_until_live(self):
        wait_for(lambda: self.text("connection") == "live")

    def text(self, element):
        return self.browser.execute_script("return document.getElementById(arguments[0])?.textContent ?? ''", element)

    def ask(self, script, *arguments):
        return self.browser.execute_script(f"return {script}", *arguments)

    def complaints(self):
        """What the browser's console holds against the page."""
        return [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"]

    def picture(self, name):
        folder = pathlib.Path(os.environ.get("PICTURES", "build/release/pictures"))
        folder.mkdir(parents=True, exist_ok=True)
        self.browser.save_screenshot(str(folder / f"{name}.png"))
