"""Facts and when they are due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.facts import fact_values, load_facts
from bot.knowledge.problem import KnowledgeError

GOOD = """\
facts:
  - id: hotline
    kind: telephone
    value: "1900.0000"
    statement: Tổng đài
    status: confirmed
    source: Công văn
    checked: 2026-11
    recheck_days: 30
  - id: site_1
    kind: site
    value: example.vn
    statement: Trang
    status: reported
    source: Báo
    checked: 2026-11-22
    recheck_days: 10
"""


def test_facts(tmp_path: Path) -> None:
    path = tmp_path / "facts.yml"
    path.write_text(GOOD)
    facts = load_facts(path)
    assert list(facts) == ["hotline", "site_1"]
    assert [fact.kind for fact in facts.values()] == ["telephone", "site"]
    assert facts["hotline"].checked == "2026-11"
    assert facts["hotline"].recheck_on == date(2026, 12, 1)
    assert facts["site_1"].checked == "2026-11-22"
    assert facts["site_1"].recheck_on == date(2026, 12, 2)
    assert fact_values(facts) == {"fact_hotline": "1900.0000", "fact_site_1": "example.vn"}


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("id: site_1", "id: hotline", 10, "facts[2].id"),
        ("id: site_1", "id: Site-1", 10, "facts[2].id"),
        ('"1900.0000"', "1900.0", 4, "facts[1].value"),
        ("confirmed", "sure", 6, "facts[1].status"),
        ("checked: 2026-11\n", "checked: 2026-13\n", 8, "facts[1].checked"),
        ("checked: 2026-11\n", "checked: tháng 11\n", 8, "facts[1].checked"),
        ("recheck_days: 10", "recheck_days: 0", 17, "facts[2].recheck_days"),
        ("kind: site", "kind: page", 11, "facts[2].kind"),
        ("    kind: site\n", "", 10, "facts[2].kind"),
        ("    source: Báo\n", "", 10, "facts[2].source"),
    ],
)
def test_problems(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    path = tmp_path / "facts.yml"
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(KnowledgeError) as raised:
        load_facts(path)
    assert [(each.line, each.field) for each in raised.value.problems] == [(line, field)]
