"""The live page's buttons for zones and experiments, pressed in Chromium and judged by what the region does."""

import json
import re
import subprocess
import unittest

from browser import PORT, PageTest, wait_for
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

NONE_IS_DARK = "no zone is dark, none is shifted away from"
NO_NETWORK = "Instances of this region have no network of their own."
CALL = """
const [service, operation, input, done] = arguments;
import("./api.js")
  .then(({ call }) => call(service, operation, input))
  .then((output) => done({ output }), (error) => done({ error: error.message }));
"""
LONG_WAIT = {
    "description": "a long wait", "stopConditions": [{"source": "none"}], "targets": {},
    "actions": {"pause": {"actionId": "aws:fis:wait", "parameters": {"duration": "PT12H"}}},
    "tags": {"resilient-service:steady-state": "answered=100 p99=1s"},
}


class Buttons(PageTest):
    def call(self, service, operation, **arguments):
        """As the page's buttons call."""
        said = self.browser.execute_async_script(CALL, service, operation, arguments)
        self.assertNotIn("error", said)
        return said["output"]

    def zone(self):
        """The first that the map shows."""
        return next(iter(self.ask("[...document.querySelectorAll('.zone h3')].map((each) => each.textContent)")), None)

    def lane(self, zone):
        return self.browser.find_element(By.XPATH, f"//div[@class[contains(., 'zone')] and h3[@id='at-{zone}']]")

    def buttons(self, within):
        return [button.text for button in within.find_elements(By.CSS_SELECTOR, ".deed button")]

    def press(self, within, name):
        """As somebody without a mouse would."""
        within.find_element(By.XPATH, f".//button[text()='{name}']").send_keys(Keys.ENTER)

    def commands(self, within, name):
        deed = within.find_element(By.XPATH, f".//div[@class='deed'][button[text()='{name}']]")
        return "".join(part.get_attribute("textContent") for part in deed.find_elements(By.XPATH, ".//code | .//pre"))


    def type(self, commands):
        """In a shell, as somebody who copies them from the page."""
        exports = dict(re.findall(r"^export (\w+)=(\S+)$", self.region.said, re.MULTILINE))
        with_endpoint = 'aws() { /usr/bin/aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }\n' + commands
        done = subprocess.run(["bash", "-euc", with_endpoint], env={"PATH": "/usr/bin:/bin", **exports},
                              capture_output=True, text=True, timeout=120)
        self.assertEqual((done.returncode, done.stderr), (0, ""), commands)


class Zones(Buttons):
    def need_hosts(self):
        if "instances are real hosts" not in self.region.said:
            self.skipTest("instances cannot be hosts here")

    def test_a_zone_is_made_dark_and_brought_back(self):
        self.need_hosts()
        self.region.deploy()
        self.addCleanup(self.region.run, "destroy", "--auto", "--port", PORT)
        self.open()
        wait_for(lambda: self.text("health-summary") == "3 healthy")
        zone = wait_for(self.zone)
        lane = self.lane(zone)
        self.assertIn("aws iam create-role --path /live-page/ --role-name resilient-service-live-page",
                      self.commands(lane, "Make it dark"))
        self.press(lane, "Make it dark")
        wait_for(lambda: self.text("zones-summary") == f"{zone}: dark (scope all), no capacity for Auto Scaling groups")
        self.assertIn("✕ dark (scope all)", lane.text)
        self.assertEqual(self.buttons(lane)[0], "Bring it back")
        self.assertEqual(self.text("experiments-summary"), "1 running")
        self.picture("dark")
        wait_for(lambda: "1 unhealthy" in self.text("health-summary"))
        [experiment] = set(re.findall(r"EXP\w+", self.commands(lane, "Bring it back")))
        self.press(lane, "Bring it back")
        wait_for(lambda: self.text("zones-summary") == NONE_IS_DARK)
        wait_for(lambda: f"experiment {experiment}: stopped" in self.text("timeline"))
        self.assertRegex(self.text("experiment-list"), "steady state (held|not held|no requests)")
        self.assertIn(f"experiment {experiment}: started: aws:ec2:asg-insufficient-instance-capacity-error, "
                      "aws:network:disrupt-connectivity", self.text("timeline"))

        wait_for(lambda: self.buttons(lane)[0] == "Make it dark")
        self.assertRegex(self.commands(lane, "Make it dark"), "^aws fis update-experiment-template --id EXT")
        self.press(lane, "Make it dark")
        wait_for(lambda: self.buttons(lane)[0] == "Bring it back")
        self.press(lane, "Bring it back")
        wait_for(lambda: self.text("zones-summary") == NONE_IS_DARK)
        templates = self.call("fis", "ListExperimentTemplates")["experimentTemplates"]
        self.assertEqual(len([each for each in templates if each["description"] == f"{zone} is dark"]), 1)
        self.assertEqual(self.complaints(), [])

    def test_the_commands_do_the_same(self):
        self.need_hosts()
        self.open()
        wait_for(self.zone)
        lane = self.browser.find_elements(By.CSS_SELECTOR, ".zone")[-1]
        for _ in range(2):
            self.type(self.commands(lane, "Make it dark"))
            wait_for(lambda: self.buttons(lane)[0] == "Bring it back")
            self.type(self.commands(lane, "Bring it back"))
            wait_for(lambda: self.buttons(lane)[0] == "Make it dark")

    def test_a_load_balancers_traffic_is_shifted_away_and_back(self):
        self.open()
        subnets = self.call("ec2", "DescribeSubnets")["Subnets"][:2]
        made = self.call("elbv2", "CreateLoadBalancer", Name="shop", Subnets=[each["SubnetId"] for each in subnets])
        arn = made["LoadBalancers"][0]["LoadBalancerArn"]
        self.addCleanup(self.call, "elbv2", "DeleteLoadBalancer", LoadBalancerArn=arn)
        zone = subnets[0]["AvailabilityZone"]
        wait_for(lambda: "shop: its attribute zonal_shift.config.enabled allows a shift" in self.lane(zone).text)
        self.assertNotIn("Shift away: shop", self.buttons(self.lane(zone)))
        notes = self.lane(zone).find_elements(By.CSS_SELECTOR, ".notes > div")
        [note] = [each for each in notes if "shop" in each.get_attribute("textContent")]
        self.type(note.find_element(By.TAG_NAME, "pre").get_attribute("textContent"))
        wait_for(lambda: "Shift away: shop" in self.buttons(self.lane(zone)))
        self.press(self.lane(zone), "Shift away: shop")
        wait_for(lambda: self.text("zones-summary") == f"{zone}: shop is shifted away")
        self.assertIn("◌ shop is shifted away", self.lane(zone).text)
        [shift] = self.call("zonalshift", "ListZonalShifts", status="ACTIVE")["items"]
        self.assertEqual(shift["awayFrom"], subnets[0]["AvailabilityZoneId"])
        self.assertIn(f"aws arc-zonal-shift cancel-zonal-shift --zonal-shift-id {shift['zonalShiftId']}",
                      self.commands(self.lane(zone), "Shift back: shop"))
        self.press(self.lane(zone), "Shift back: shop")
        wait_for(lambda: self.text("zones-summary") == NONE_IS_DARK)
        self.assertEqual(self.call("zonalshift", "ListZonalShifts", status="ACTIVE")["items"], [])
        wait_for(lambda: f"zonal shift shop: away from {shift['awayFrom']} is canceled" in self.text("timeline"))
        self.assertIn(f"zonal shift shop: away from {shift['awayFrom']}: from the live page", self.text("timeline"))
        for button in ("Shift away: shop", "Shift back: shop"):
            wait_for(lambda: button in self.buttons(self.lane(zone)))
            self.type(self.commands(self.lane(zone), button))
        wait_for(lambda: "Shift away: shop" in self.buttons(self.lane(zone)))

    def template(self):
        trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "fis.amazonaws.com"}}
        document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        role = self.call("iam", "CreateRole", RoleName="chaos", AssumeRolePolicyDocument=document)["Role"]["Arn"]
        self.addCleanup(self.call, "iam", "DeleteRole", RoleName="chaos")
        made = self.call("fis", "CreateExperimentTemplate", clientToken="once", roleArn=role, **LONG_WAIT)
        self.addCleanup(self.call, "fis", "DeleteExperimentTemplate", id=made["experimentTemplate"]["id"])
        return made["experimentTemplate"]["id"]

    def test_an_experiment_is_started_and_stopped(self):
        self.open()
        template = self.template()
        wait_for(lambda: f"{template}: a long wait; to hold meanwhile: answered=100 p99=1s" in self.text("experiment-templates"))
        self.assertIn(f"aws fis start-experiment --experiment-template-id {template}", self.text("experiment-templates"))
        known = self.browser.find_element(By.XPATH, f"//div[p[starts-with(text(), '{template}')]]")
        self.press(known, "Start")
        box = wait_for(lambda: next(iter(self.browser.find_elements(
            By.XPATH, f"//div[@id='experiment-list']/div[contains(p, 'of template {template}')]")), None))
        wait_for(lambda: "✕ experiment running" in box.text and "✕ action running" in box.text)
        self.assertIn("pause: aws:fis:wait (duration PT12H)", box.text)
        self.assertIn("Steady state so far: every request is answered; p99 at most 1 s (no requests).", box.text)
        self.assertEqual(self.text("experiments-said"), "Start: the region has taken it")
        self.assertRegex(self.commands(box, "Stop"), r"^aws fis stop-experiment --id EXP\w+$")
        self.press(box, "Stop")
        wait_for(lambda: "– experiment stopped" in box.text and "– action stopped" in box.text)
        self.assertEqual(self.buttons(box), [])
        self.assertIn("– steady state no requests", box.text)
        self.assertIn("Experiment stopped. Steady state not judged: every request is answered", box.text)
        wait_for(lambda: "stopped: Experiment stopped. Steady state not judged" in self.text("timeline"))

    def test_without_its_link_it_only_shows(self):
        """In a tab of its own, which knows no token."""
        self.open()
        template = self.template()
        first = self.browser.current_window_handle
        self.browser.switch_to.new_window("tab")
        self.addCleanup(self.browser.switch_to.window, first)
        self.addCleanup(self.browser.close)
        self.open(self.region.address)
        wait_for(lambda: template in self.text("experiment-templates"))
        found = self.browser.find_elements(By.CSS_SELECTOR, ".deed button")
        self.assertTrue(found)
        self.assertEqual([button.text for button in found if button.is_enabled()], [])


class WhereInstancesAreProcesses(Buttons):
    region_options = ("--hosts", "processes")

    def test_a_zone_that_cannot_be_made_dark_says_why(self):
        self.open()
        lane = self.lane(wait_for(self.zone))
        for _ in range(2):
            self.press(lane, "Make it dark")
            wait_for(lambda: f"It could not be made dark: {NO_NETWORK}" in lane.text)
            self.assertEqual(self.buttons(lane), ["Make it dark"])
        wait_for(lambda: re.search(rf"experiment EXP\w+: failed: {re.escape(NO_NETWORK)}", self.text("timeline")))
        self.assertEqual(self.text("zones-summary"), NONE_IS_DARK)


if __name__ == "__main__":
    unittest.main()
