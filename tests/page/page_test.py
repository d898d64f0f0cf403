"""The live page: a whole run of the workflow is seen in it, and what its buttons do."""

import json
import re
import unittest
import urllib.error
import urllib.request

from browser import PATIENCE, PORT, PageTest, Surroundings, end, read_until, wait_for
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

# Keeps whatever these parts of the page have ever said.
RECORD = """
window.said = {};
for (const id of ["health-summary", "target-groups", "zones", "visits", "groups", "timeline", "load-balancers"]) {
  const texts = (window.said[id] = new Set());
  const note = () => texts.add(document.getElementById(id).textContent);
  new MutationObserver(note).observe(document.getElementById(id), { subtree: true, childList: true, characterData: true });
  note();
}
"""


class Page(PageTest):
    def said(self, part):
        return self.ask("[...window.said[arguments[0]]]", part)

    def assert_said(self, part, pattern):
        texts = self.said(part)
        self.assertTrue(any(re.search(pattern, text) for text in texts), f"{part} never said '{pattern}': {texts[-3:]}")

    def instances(self):
        return self.ask("[...document.querySelectorAll('.instance')].map((each) => each.textContent)")

    def healthy(self):
        return {re.search(r"i-[0-9a-f]+", text).group(0) for text in self.instances() if "target healthy" in text}

    def test_it_is_there_at_once(self):
        took = []
        for _ in range(5):  # whatever else this machine does
            self.open()
            took.append(self.ask("performance.getEntriesByType('navigation')[0].loadEventEnd"))
        self.assertLess(min(took), 300, f"milliseconds, of {took}")
        loaded = self.ask("performance.getEntriesByType('resource').map((each) => each.name)")
        self.assertTrue(all(name.startswith(self.region.address) for name in loaded), loaded)
        self.assertEqual(self.complaints(), [])

    def test_a_whole_run_is_seen(self):
        self.open()
        self.browser.execute_script(RECORD)
        self.region.run("deploy", "--auto", "--port", PORT)
        wait_for(lambda: self.text("health-summary") == "3 healthy")
        self.picture("deployed")
        self.region.run("demo", "--auto", "--stages", "aws", "--port", PORT)
        wait_for(lambda: "3 unhealthy" in self.text("health-summary"))
        self.picture("fail-open")
        self.region.run("destroy", "--auto", "--port", PORT)
        wait_for(lambda: self.text("health-summary") == "no targets are registered")
        for part, pattern in (
            ("health-summary", r"^3 healthy$"),  # initial, and again while the check is shallow
            ("visits", r"✕ 502"),  # broken dependency
            ("visits", r"● 200"),  # static response
            ("timeline", r"target \S+: unhealthy: Target.ResponseCodeMismatch"),  # deep health check, for a moment
            ("target-groups", r"Target.ResponseCodeMismatch: Health checks failed with these codes: \[503\]503"),
            ("health-summary", r"1 draining"),  # replace
            ("zones", r"instance shutting-down|instance terminated"),
            ("health-summary", r"^3 unhealthy$"),  # fail open
            ("groups", r"activity Successful"),
            ("timeline", r"activity \S+: Successful: Terminating EC2 instance"),
            ("load-balancers", r"● load balancer active.*HTTP on port 8093 forwards to"),
        ):
            self.assert_said(part, pattern)
        self.assertEqual(self.text("load-balancers"), "")
        self.assertEqual(self.complaints(), [])

    def press(self, instance, button):
        """As somebody without a mouse would."""
        link = self.browser.find_element(By.XPATH, f"//li[@id='at-{instance}']//button")
        link.send_keys(Keys.ENTER)
        dialog = self.browser.find_element(By.ID, "details")
        wait_for(lambda: dialog.is_displayed())
        dialog.find_element(By.XPATH, f".//button[text()='{button}']").send_keys(Keys.ENTER)
        wait_for(lambda: f"{button}: the region has taken it" in self.text("details-body"))
        return dialog

    def test_an_instance_is_terminated_by_its_button_and_replaced(self):
        self.region.deploy()
        self.addCleanup(self.region.run, "destroy", "--auto", "--port", PORT)
        self.open()
        before = wait_for(lambda: len(self.healthy()) == 3 and self.healthy())
        victim = min(before)
        dialog = self.press(victim, "Terminate")
        self.assertIn(f"aws ec2 terminate-instances --instance-ids {victim}", self.text("details-body"))
        wait_for(lambda: all(title in self.text("details-body") for title in ("Console output", "meta-data/instance-id: ", "Policy ", "Security group rules")))
        self.picture("instance")
        self.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        wait_for(lambda: not dialog.is_displayed())
        wait_for(lambda: len(self.healthy() - before) == 1)
        self.assertNotIn(victim, self.healthy())
        self.assertIn(f"target {victim}:{PORT}: draining", self.text("timeline"))
        wait_for(lambda: "ec2 TerminateInstances" in self.text("calls"))

        survivor = min(before - {victim})
        self.press(survivor, "Break")
        wait_for(lambda: any(survivor in text and "target unhealthy" in text for text in self.instances()))
        self.assertGreaterEqual(len(self.healthy()), 2, "its neighbours are not broken")
        self.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        self.assertEqual(self.complaints(), [])

    def test_a_requests_way_is_lit_up(self):
        self.region.deploy()
        self.addCleanup(self.region.run, "destroy", "--auto", "--port", PORT)
        self.open()
        wait_for(lambda: len(self.healthy()) == 3)
        self.browser.execute_script("""
            window.lit = new Set();
            new MutationObserver((changes) => {
              for (const { target } of changes) if (target.classList.contains("lit")) window.lit.add(target.id);
            }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["class"] });
        """)
        address = re.search(r"127\.31\.\d+\.\d+", self.text("load-balancers")).group(0)
        with urllib.request.urlopen(f"http://{address}:{PORT}/") as answer:
            where = json.load(answer)["Metadata"]
        way = {f"at-{address}:{PORT}", f"at-{where['AvailabilityZone']}", f"at-{where['InstanceId']}"}
        wait_for(lambda: set(self.ask("[...window.lit]")) == way)

    def test_calls_are_found_and_looked_into(self):
        self.open()
        self.region.run("hello")
        wait_for(lambda: "elbv2 DescribeLoadBalancers" in self.text("calls"))
        self.browser.find_element(By.ID, "filter").send_keys("describeloadbalancers")
        rows = self.browser.find_elements(By.CSS_SELECTOR, "#calls tbody tr")
        self.assertTrue(all("DescribeLoadBalancers" in row.text for row in rows))
        self.assertIn("statement 1 of the aws-managed policy AdministratorAccess allows it", rows[0].text)
        rows[0].find_element(By.TAG_NAME, "button").click()
        wait_for(lambda: "<DescribeLoadBalancersResponse" in self.text("details-body"))
        self.assertIn("Action=DescribeLoadBalancers", self.text("details-body"))

    def test_without_its_link_it_only_shows(self):
        """In a tab of its own, which knows no token."""
        first = self.browser.current_window_handle
        self.browser.switch_to.new_window("tab")
        self.addCleanup(self.browser.switch_to.window, first)
        self.addCleanup(self.browser.close)
        self.open(self.region.address)
        self.assertIn("read only", self.text("place"))
        self.region.run("hello")
        wait_for(lambda: "elbv2 DescribeLoadBalancers" in self.text("calls"))
        self.browser.find_element(By.CSS_SELECTOR, "#calls tbody button").click()
        wait_for(lambda: "is shown where the page was opened by the link" in self.text("details-body"))
        self.assertNotIn("Action=", self.text("details-body"))
        self.assertNotIn(self.region.link.split("#")[1], self.ask("document.documentElement.outerHTML"))

    def test_it_comes_back_with_the_region(self):
        self.open()
        self.region.kill()
        wait_for(lambda: "does not answer" in self.text("connection"))
        self.region.start()
        self.wait_until_live()
        self.complaints()  # the browser logs each attempt; they are not of the page's making

    def test_many_tabs_do_not_starve_one_another(self):
        """A browser has six connections for an origin."""
        self.open()
        first = self.browser.current_window_handle
        tabs = []
        for _ in range(8):
            self.browser.switch_to.new_window("tab")
            tabs.append(self.browser.current_window_handle)
            self.browser.get(self.region.address)
            self.wait_until_live()
        self.browser.switch_to.window(first)
        self.browser.close()  # the one that listens for all
        for tab in tabs:
            self.browser.switch_to.window(tab)
            wait_for(lambda: self.text("connection") == "live", PATIENCE)
        self.region.run("hello")
        wait_for(lambda: "elbv2 DescribeLoadBalancers" in self.text("calls"))
        for tab in tabs[1:]:
            self.browser.switch_to.window(tab)
            self.browser.close()
        self.browser.switch_to.window(tabs[0])


class OnEveryAddress(unittest.TestCase):
    def test_the_link_is_this_machines_own(self):
        here = Surroundings()
        self.addCleanup(here.close)
        region = here.start("region", "--listen", "0.0.0.0:0", "--data", here.folder / "data")
        self.addCleanup(end, region)
        self.assertRegex(read_until(region.stdout, "^ready$"), r"(?m)^# see it live: http://127\.0\.0\.1:\d+/_ui/#\w{32}$")


class WithoutPage(PageTest):
    region_options = ("--no-ui",)

    def test_there_is_none(self):
        self.assertIsNone(self.region.link)
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(self.region.address)
        self.assertNotIn(b"<!doctype html>", refused.exception.read())


if __name__ == "__main__":
    unittest.main()
