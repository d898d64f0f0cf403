"""Reads a report's page as XML, which it is as well as HTML."""

import xml.etree.ElementTree


class Page:
    def __init__(self, file):
        self.text = file.read_text()
        self._root = xml.etree.ElementTree.fromstring(self.text)

    def rows(self, caption):
        """Those of the table with that caption, each by the names of its columns."""
        table = next(table for table in self._root.iter("table") if table.findtext("caption") == caption)
        columns = [cell.text for cell in table.findall("thead/tr/th")]
        return [dict(zip(columns, (cell.text for cell in row))) for row in table.findall("tbody/tr")]

    def marks(self, style):
        """How many answers of that style are marked on the timeline."""
        rows = [path for path in self._root.iter("path") if style in path.get("class", "").split()]
        return sum(row.get("d").count("M") for row in rows if not row.get("transform"))

    def bars(self, style):
        return sum(style in bar.get("class", "").split() for bar in self._root.iter("rect"))
