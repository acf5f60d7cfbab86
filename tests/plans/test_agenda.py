"""Tasks sorted by when they are due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.plans.agenda import Agenda, agenda
from bot.plans.register import Register, load_register
from bot.settings import ROOT

TODAY = date(2025, 8, 20)


@pytest.fixture(name="register", scope="module")
def _register() -> Register:
    return load_register(Path(ROOT / "knowledge" / "plans"))


def ids(entries: object) -> list[str]:
    return [entry.task.id for entry in entries]  # type: ignore[attr-defined]


def test_every_task_is_in_exactly_one_group(register: Register) -> None:
    made = agenda(register, register.tasks, TODAY)
    groups = [getattr(made, name) for name in Agenda.__dataclass_fields__]
    found = sorted(id for group in groups for id in ids(group))
    assert found == sorted(task.id for task in register.tasks)


def test_a_month_is_overdue_only_after_its_last_day(register: Register) -> None:
    task = register.task("QD550-2.5")  # June 2025
    for day, name in ((date(2025, 6, 30), "coming"), (date(2025, 7, 1), "overdue")):
        (entry,) = getattr(agenda(register, [task], day), name)
        assert entry.due == date(2025, 6, 30)


def test_what_is_known_to_be_done_is_not_overdue(register: Register) -> None:
    made = agenda(register, register.tasks, TODAY)
    assert "QD550-2.4" in ids(made.done)
    assert "QD550-2.4" not in ids(made.overdue)


def test_a_rule_names_its_next_day(register: Register) -> None:
    (entry,) = agenda(register, [register.task("KHDN-VI.7-3")], TODAY).by_rule
    assert entry.due == date(2025, 9, 19)


def test_groups_are_sorted_by_day(register: Register) -> None:
    made = agenda(register, register.tasks, TODAY)
    for group in (made.overdue, made.coming, made.by_rule):
        days = [entry.due or date.max for entry in group]
        assert days == sorted(days)
    assert ids(made.coming)
