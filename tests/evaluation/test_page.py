"""The page of an evaluation."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

from made_up import TEN, answer

from bot.evaluation.page import page
from bot.evaluation.sentences import Entity
from bot.evaluation.tables import Run, comparison, tables_of

DAY = date(2026, 11, 22)
VOID = {"meta", "br", "hr", "img", "input", "link"}
TRICKY = "chữ <b>đậm</b> & “ngoặc” </td>"


class Outline(HTMLParser):
    """The tags and texts of a page; an end that no start belongs to is an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.cells: list[str] = []
        self.titles: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not {"src", "href", "onclick"} & {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.cells[-1] += data
        elif self.open and self.open[-1] in ("h3", "summary"):
            self.titles.append(data)


def everything() -> list[Run]:
    """Two runs that have something for every table."""
    month = Entity("month", "2025-06", 0, 5)
    answers = [
        *TEN,
        answer("ask_task", ("ask_task", 1.0), meant_entities=(month,), entities=[month]),
        answer("ask_task", ("greet", 1.0), text=TRICKY, file="b.yml"),
    ]
    return [Run("ours", answers), Run("stock", TEN)]


def test_the_page_is_well_formed_and_holds_every_table() -> None:
    runs = everything()
    text = page(runs, ["a.yml", "b.yml"], DAY)
    assert text.startswith("<!DOCTYPE html>")
    outline = Outline(text)
    tables = [comparison(runs), *(table for run in runs for table in tables_of(run))]
    assert len(tables_of(runs[0])) == 9
    expected = [cell for table in tables for row in (table.columns, *table.rows) for cell in row]
    assert outline.cells == expected
    assert {table.title for table in tables} <= set(outline.titles)
    assert outline.tags.count("svg") == 4
    assert TRICKY in outline.cells


def test_the_page_needs_no_script_and_nothing_from_elsewhere() -> None:
    text = page(everything(), ["a.yml"], DAY)
    assert "<script" not in text
    assert "url(" not in text
    assert text.count("http") == text.count('xmlns="http://www.w3.org/2000/svg"')


def test_one_run_alone_is_compared_with_nothing() -> None:
    text = page([Run("ours", TEN)], ["a.yml"], DAY)
    outline = Outline(text)
    assert "Configurations side by side" not in outline.titles
    assert "ours" in outline.titles
    assert "2026-11-22" in text


def test_without_confusions_there_is_no_map() -> None:
    assert Outline(page([Run("ours", TEN[:1])], ["a.yml"], DAY)).tags.count("svg") == 1
