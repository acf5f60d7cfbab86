"""Whose rules the exam's are: no value without its source, and none that claims too much."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_knowledge import replace_in, write_knowledge

from bot.learning.check import check
from bot.learning.library import load_library
from bot.learning.rule_sources import OURS
from bot.settings import ROOT

OURS_FOR_NOW = "Quy định của Bạn Học Số, cho đến khi khác đi"


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        (OURS_FOR_NOW, None),
        ("Phụ lục II, {fact_hotline}", None),
        ("Quy định của Bạn Học Số", "cho đến khi"),
        ("Quy định của Bạn Học Số, cho đến khi có {fact_law}", "law"),
        ("Phụ lục II, {fact_law}", "law"),
        ("Phụ lục II của một quyết định", "nêu văn bản"),
    ],
)
def test_each_value_has_a_source(tmp_path: Path, source: str, mistake: str | None) -> None:
    rules = write_knowledge(tmp_path) / "framework.yml"
    replace_in(
        rules,
        f'minutes: {{value: 30, source: "{OURS_FOR_NOW}"',
        f'minutes: {{value: 30, source: "{source}"',
    )
    found = [each for each in check(tmp_path) if each.file == rules]
    if mistake is None:
        assert found == []
    else:
        (problem,) = found
        assert (problem.line, problem.field) == (6, "exam.minutes.source")
        assert mistake in problem.message
        assert not problem.warning


def test_a_rule_rests_on_what_is_confirmed(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    replace_in(tmp_path / "facts.yml", "status: confirmed", "status: reported")
    fields = [each.field for each in check(tmp_path) if each.file.name == "framework.yml"]
    assert fields == ["exam.pass_percent.source"]


def test_all_of_ours_name_the_decision_whose_annex_is_awaited() -> None:
    """Once the annex is filled in, its fact's day of checking is what reminds of these."""
    text = (ROOT / "knowledge" / "framework.yml").read_text(encoding="utf-8")
    exam = text.partition("\nexam:\n")[2].partition("\nquiz:\n")[0]
    assert exam.count(OURS) == exam.count("source:") == exam.count("{fact_qd_757}") == 11
    assert "qd_757" in load_library(ROOT / "knowledge").facts
