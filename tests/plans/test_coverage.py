"""Which tasks belong to what is followed."""

from __future__ import annotations

import pytest
from small_register import JUNE, register_with, task

from bot.plans.coverage import covered

PLANS = register_with(
    task("1", JUNE),
    task("2", JUNE, lead=("Hai cơ quan",)),
    task("3", JUNE, lead=("Sở B",), coordinating=("Sở A",)),
    task("4", JUNE, lead=("Sở B",)),
)


@pytest.mark.parametrize(
    ("kind", "value", "ids"),
    [
        ("unit", "Sở A", ["1", "2", "3"]),
        ("unit", "Sở B", ["2", "3", "4"]),
        ("document", "KH9", ["1", "2", "3", "4"]),
        ("document", "KH8", []),
        ("task", "4", ["4"]),
        ("task", "5", []),
    ],
)
def test_what_is_followed(kind: str, value: str, ids: list[str]) -> None:
    assert [task.id for task in covered(PLANS, kind, value)] == ids
