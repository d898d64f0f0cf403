"""axe-core's rules for accessible pages, in light and in dark, on a page that shows something.

axe-core comes from npm into NODE_FOLDER. Where it cannot be had the test is skipped, and says so.
"""

import os
import pathlib
import sys
import unittest

from browser import PageTest, wait_for
from selenium.webdriver.common.by import By

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "conformance" / "javascript"))
from npm import install, require_node  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = pathlib.Path(os.environ.get("NODE_FOLDER", "build/release/axe")).resolve()
AUDIT = """
const done = arguments[arguments.length - 1];
axe.run().then(({ violations }) => done(violations.map(({ id, impact, help, nodes }) =>
  `${impact}: ${id}: ${help}: ${nodes.map(({ target }) => target).join(" ")}`)), (error) => done([String(error)]));
"""


class Accessibility(PageTest):
    def audit(self):
        self.browser.execute_script((FOLDER / "node_modules" / "axe-core" / "axe.min.js").read_text())
        return self.browser.execute_async_script(AUDIT)

    def see(self, scheme):
        self.browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        )

    def test_nothing_is_wrong(self):
        self.region.deploy()
        self.addCleanup(self.region.run, "destroy", "--auto")
        for scheme in ("light", "dark"):
            self.see(scheme)
            self.open()
            wait_for(lambda: self.text("health-summary") == "3 healthy")
            wait_for(lambda: "dynamodb" in self.text("calls") or "ssm" in self.text("calls"))
            self.picture(f"page-{scheme}")
            self.assertEqual(self.audit(), [], scheme)
            self.browser.find_element(By.CSS_SELECTOR, ".instance button").click()
            wait_for(lambda: "Security group rules" in self.text("details-body"))
            self.assertEqual(self.audit(), [], f"{scheme}, with an instance looked into")
        self.browser.find_element(By.ID, "details-close").click()
        for scheme in ("dark", "light"):
            self.see(scheme)
            self.browser.find_element(By.XPATH, "//button[text()='Make it dark']").click()
            wait_for(lambda: "EXP" in self.text("experiment-list"))
            for details in self.browser.find_elements(By.CSS_SELECTOR, ".deed summary"):
                self.browser.execute_script("arguments[0].parentElement.open = true", details)
            self.picture(f"experiment-{scheme}")
            self.assertEqual(self.audit(), [], f"{scheme}, with an experiment")


if __name__ == "__main__":
    require_node()
    install(HERE / "axe", FOLDER)
    unittest.main()
