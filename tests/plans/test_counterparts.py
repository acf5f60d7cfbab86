"""What another document gives about the same thing, in the shipped register."""

from __future__ import annotations

import pytest

from bot.plans.counterparts import counterparts
from bot.plans.index import Index, index_of
from bot.plans.register import load_register
from bot.settings import ROOT


@pytest.fixture(name="index", scope="module")
def _index() -> Index:
    register = load_register(ROOT / "knowledge" / "plans")
    return index_of(register, ROOT / "knowledge" / "language", ROOT / ".cache" / "plans")


@pytest.mark.parametrize(
    ("task", "document", "there"),
    [
        ("QD550-2.10", "KHDN", ("KHDN-VI.1-3",)),
        ("KHDN-IV.1.3", "QD550", ("QD550-2.7",)),
        ("QD550-2.5", "KHHP", ("KHHP-III.4.2",)),
        ("QD550-2.9", "KHHP", ("KHHP-III.7",)),
        ("KHDN-IV.4.2", "KHHP", ()),
    ],
)
def test_the_same_thing_elsewhere(
    index: Index, task: str, document: str, there: tuple[str, ...]
) -> None:
    assert counterparts(index, [task], [index.register.document(document)]) == there


def test_what_stands_there_already_stays(index: Index) -> None:
    tasks = ["QD550-2.5", "QD1143-2.4"]
    assert counterparts(index, tasks, [index.register.document("QD1143")]) == ("QD1143-2.4",)
