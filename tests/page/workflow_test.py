"""`run --ui`: the workflow is played in the page and in the terminal, and either goes on."""

import unittest

from browser import PageTest, Surroundings, WatchedRegion, chromium, end, wait_for
from person import Person
from selenium.webdriver.common.by import By


class Workflow(PageTest):
    @classmethod
    def setUpClass(cls):
        cls.here = Surroundings()
        cls.addClassCleanup(cls.here.close)
        browsers = Surroundings()  # of its own: it outlives the run
        cls.addClassCleanup(browsers.close)
        cls.browser = chromium(browsers.folder / "chromium")
        cls.addClassCleanup(cls.browser.quit)

    def answers(self):
        return [button.text for button in self.browser.find_elements(By.CSS_SELECTOR, "#story-answers button")]

    def press(self, answer):
        for button in self.browser.find_elements(By.CSS_SELECTOR, "#story-answers button"):
            if button.text == answer:
                button.click()
                return
        raise AssertionError(f"there is no button '{answer}' but {self.answers()}")

    def question(self):
        """Waits for one that is open."""
        return wait_for(lambda: self.answers() and self.text("story-question"))

    def gone_on(self, question):
        wait_for(lambda: self.text("story-question") != question)

    def test_it_is_played_by_both(self):
        person = Person(self.here.start, "run", "--ui", "--speed", "20", "--stages", "aws")
        self.addCleanup(person.leaves)
        person.waits_for("See it live: ")
        link = person.reads(r"http://\S+").group(0)
        self.open(link)

        first = self.question()
        self.assertIn("Press Enter when you're ready to", first)
        self.assertIn("This demo creates AWS resources", self.text("story-log"))
        self.press("Go on")
        self.gone_on(first)
        wait_for(lambda: "INFO: Table doc-example-recommendation-service created" in self.text("story-log"))

        # Half of the questions are answered in the terminal; nothing there waits for those answered here.
        in_terminal = False
        while "Thanks for watching!" not in person.text:
            if person.process.poll() is not None or not wait_for(lambda: self.answers() or person.process.poll() is not None):
                break
            offered, question = self.answers(), self.text("story-question")
            if not offered:
                continue
            if offered == ["Yes", "No"]:
                page, terminal = "Yes", "y"
            elif offered == ["Go on"]:
                page, terminal = "Go on", ""
            else:
                self.assertEqual([answer[0] for answer in offered], ["1", "2", "3"])
                page, terminal = offered[2], "3"
            told = self.text("story-log")
            if in_terminal:
                person.says(terminal)
            else:
                self.press(page)
            in_terminal = not in_terminal
            wait_for(lambda: self.text("story-log") != told or person.process.poll() is not None)
            if "fail open" in question:
                self.picture("workflow")
        self.assertEqual(person.sees_it_end(), 0, person.text)
        self.assertIn("Thanks for watching!", person.text)
        self.assertEqual(self.here.wait_until_gone(), [])

    def test_nobody_is_waited_for_when_the_page_has_gone(self):
        region = WatchedRegion()
        self.addCleanup(region.here.close)
        self.addCleanup(end, region.process)
        demo = region.here.start("deploy", "--ui")
        self.addCleanup(end, demo)
        self.open(region.link)
        self.question()
        region.kill()
        output, _ = demo.communicate(timeout=30)
        self.assertNotEqual(demo.returncode, 0, output)


if __name__ == "__main__":
    unittest.main()
