"""The result as one HTML page that needs nothing else: no script, no file beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.evaluation.calibration import reliability
from bot.evaluation.picture import heat_map, reliability_diagram
from bot.evaluation.scores import confusions
from bot.evaluation.tables import Run, Table, behind, comparison, tables_of

__all__ = ["page"]

_CSS = """
body { font: 15px/1.5 system-ui, sans-serif; color: #222; background: #fff;
       margin: 0 auto; padding: 1rem 1.5rem 4rem; max-width: 72rem; }
h1 { font-size: 1.5rem; } h2, summary { font-size: 1.25rem; font-weight: 600; }
h2, h3 { margin: 2rem 0 .5rem; }
details { border-top: 2px solid #0b6e4f; margin-top: 2rem; padding-top: .5rem; }
summary { cursor: pointer; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: .15rem .7rem; border-bottom: 1px solid #e3e6e5; text-align: right;
         vertical-align: top; }
th { background: #f2f5f4; }
.words { text-align: left; }
.note { color: #555; }
"""


def page(runs: Sequence[Run], files: Sequence[str], made: date) -> str:
    """The page about these runs over these files, ours first; `made` is the day it is made."""
    html = Element("html", {"lang": "en"})
    head = SubElement(html, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width"})
    SubElement(head, "title").text = "What the bot understands"
    SubElement(head, "style").text = _CSS
    body = SubElement(html, "body")
    SubElement(body, "h1").text = "What the bot understands"
    count = len(runs[0].answers)
    _paragraph(body, f"{count} sentences of {', '.join(files)}; {made.isoformat()}.", "note")
    if len(runs) > 1:
        _table(body, comparison(runs))
        for sentence in behind(runs[0], runs[1:]):
            _paragraph(body, sentence)
    for number, run in enumerate(runs):
        _section(body, run, is_open=number == 0)
    return "<!DOCTYPE html>\n" + tostring(html, encoding="unicode", method="html") + "\n"


def _section(body: Element, run: Run, is_open: bool) -> None:
    section = SubElement(body, "details", {"open": "open"} if is_open else {})
    SubElement(section, "summary").text = run.name
    for table in tables_of(run):
        picture = None
        if table.title == "Confusions":
            picture = heat_map(confusions(run.answers))
        elif table.title == "Confidence":
            picture = reliability_diagram(reliability(run.answers))
        _table(section, table, picture)


def _table(parent: Element, table: Table, picture: Element | None = None) -> None:
    SubElement(parent, "h3").text = table.title
    if table.note:
        _paragraph(parent, table.note, "note")
    if picture is not None:
        _scrollable(parent).append(picture)
    rows = SubElement(_scrollable(parent), "table")
    head = SubElement(SubElement(rows, "thead"), "tr")
    _cells(head, "th", table.columns, table.words)
    body = SubElement(rows, "tbody")
    for row in table.rows:
        _cells(SubElement(body, "tr"), "td", row, table.words)


def _cells(row: Element, tag: str, cells: Sequence[str], words: int) -> None:
    for place, cell in enumerate(cells):
        SubElement(row, tag, {"class": "words"} if place < words else {}).text = cell


def _scrollable(parent: Element) -> Element:
    """What may be wider than a narrow screen."""
    return SubElement(parent, "div", {"class": "wide"})


def _paragraph(parent: Element, text: str, kind: str = "") -> None:
    SubElement(parent, "p", {"class": kind} if kind else {}).text = text
