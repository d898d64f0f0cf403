"""Takes the pictures of README.md and docs/ from a real service: docs/pictures/*.png, in Chromium.

  pictures.py     after ./test has built and installed what it needs; takes a minute

A region is started and the service deployed. While visitors come and the page is open, an instance is broken and
replaced, a zone is dark for a while, and then the whole demonstration goes by, to its end, where the load balancer fails open. The report is that of
a run of its own.
"""

import base64
import contextlib
import pathlib
import re
import sys
import threading
import urllib.request

sys.dont_write_bytecode = True  # the folder of the sources stays clean
ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "page"))
from browser import PORT, WatchedRegion, chromium, wait_for  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
WIDTH = 1200
VISITS = 600  # at most
PAUSE = 0.1  # between two of them, in seconds


class Camera:
    def __init__(self, profile):
        self.browser = chromium(profile)
        window = {"width": WIDTH, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", window)
        self.browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
        self.scheme("light")

    def open(self, address):
        self.browser.get(address)

    def scheme(self, name):
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def text(self, element):
        return self.browser.execute_script("return document.getElementById(arguments[0]).textContent", element)

    def click(self, selector):
        self.browser.find_element(By.CSS_SELECTOR, selector).click()

    def take(self, name, element=None, until=None):
        """One element, or the page from its top to the end of another."""
        clip = self.browser.execute_script(
            """const { left, top, width, height, bottom } = document.querySelector(arguments[0]).getBoundingClientRect();
            const whole = { x: 0, y: 0, width: innerWidth, height: bottom + scrollY + 12 };
            return arguments[1] ? { x: left, y: top + scrollY, width, height } : whole;""",
            element or until, bool(element),
        )
        shot = self.browser.execute_cdp_cmd(
            "Page.captureScreenshot", {"clip": {**clip, "scale": 1}, "captureBeyondViewport": element != "dialog"}
        )
        file = PICTURES / f"{name}.png"
        file.write_bytes(base64.b64decode(shot["data"]))
        size = f"{clip['width']:.0f} x {clip['height']:.0f}, {file.stat().st_size / 1024:.0f} KB"
        print(f"{file.relative_to(ROOT)}: {size}", flush=True)


@contextlib.contextmanager
def visitors(address):
    """One after the other, until the pictures are taken."""
    enough = threading.Event()

    def visit():
        for _ in range(VISITS):
            with contextlib.suppress(OSError):  # what goes wrong is to be seen in the page
                urllib.request.urlopen(address, timeout=5).close()
            if enough.wait(PAUSE):
                return

    thread = threading.Thread(target=visit)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()


def summary(camera):
    return camera.text("health-summary")


def seconds_seen(camera):
    """How much the charts show."""
    return len(camera.browser.find_element(By.CSS_SELECTOR, "#charts polyline").get_attribute("points").split())


def press(camera, instance, button):
    camera.click(f"{instance} button")
    wait_for(lambda: "Security group rules" in camera.text("details-body"))
    camera.browser.find_element(By.XPATH, f"//dialog//button[text()='{button}']").click()
    wait_for(lambda: f"{button}: the region has taken it" in camera.text("details-body"))


def take_one_that_fails(camera):
    wait_for(lambda: seconds_seen(camera) >= 12)
    press(camera, ".instance", "Break")
    camera.take("instance", "dialog")
    camera.click("#details-close")
    wait_for(lambda: "1 unhealthy" in summary(camera))
    broken = seconds_seen(camera)
    wait_for(lambda: seconds_seen(camera) >= broken + 8)
    for scheme in ("dark", "light"):
        camera.scheme(scheme)
        camera.take(f"one-unhealthy-{scheme}", until="#map")
    press(camera, ".instance.bad", "Terminate")
    camera.click("#details-close")
    wait_for(lambda: summary(camera) == "3 healthy")


def take_a_dark_zone(camera):
    lane = camera.browser.find_element(By.CSS_SELECTOR, ".zone:has(.instance.good)")
    deed = lane.find_element(By.CSS_SELECTOR, ".deed button")
    deed.click()
    wait_for(lambda: deed.text == "Bring it back" and "1 unhealthy" in summary(camera))
    camera.take("dark-zone", "#map")
    deed.click()
    wait_for(lambda: summary(camera).startswith("3 healthy") and deed.text == "Make it dark")


def take_fail_open(camera, region):
    region.run("demo", "--auto", "--stages", "aws", "--port", PORT)
    wait_for(lambda: "3 unhealthy" in summary(camera))
    failing = seconds_seen(camera)
    wait_for(lambda: seconds_seen(camera) >= failing + 4)
    camera.take("fail-open", until="#traffic")
    camera.take("calls", "#api")


def take_the_page(camera, region):
    region.deploy()
    camera.open(region.link)
    wait_for(lambda: summary(camera) == "3 healthy")
    with visitors(re.search(r"http://\S+", region.run("status"))[0]):
        take_one_that_fails(camera)
        take_a_dark_zone(camera)
        take_fail_open(camera, region)
    region.run("destroy", "--auto", "--port", PORT)


def take_the_report(camera, region):
    report = region.here.folder / "report.html"
    region.run("run", "--auto", "--report", report)
    camera.open(report.as_uri())
    camera.take("report", until="figure")


def main():
    PICTURES.mkdir(exist_ok=True)
    with contextlib.ExitStack() as stack:
        region = WatchedRegion()
        stack.callback(region.stop)
        camera = Camera(region.here.folder / "chromium")
        stack.callback(camera.browser.quit)
        take_the_page(camera, region)
        take_the_report(camera, region)


if __name__ == "__main__":
    main()
