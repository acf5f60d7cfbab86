"""The register that ships: all that the five documents say, and nothing that does not fit."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.knowledge.problem import Problem
from bot.plans.consistency import misfits
from bot.plans.files import read_plan_files
from bot.plans.register import load_register
from bot.settings import ROOT
from bot.vietnamese.diacritics import nfc

FOLDER = ROOT / "knowledge" / "plans"
REGISTER = load_register(FOLDER)


def test_everything_fits() -> None:
    problems: list[Problem] = []
    files = read_plan_files(FOLDER, problems)
    assert [*problems, *misfits(files)] == []


def test_how_much_there_is() -> None:
    documents = {document.id: document for document in REGISTER.documents}
    assert {id: len(document.tasks) for id, document in documents.items()} == {
        **{"KH01": 0, "QD550": 22, "QD1143": 16, "KHDN": 34, "KHHP": 18}
    }
    assert {id: len(document.targets) for id, document in documents.items()} == {
        **{"KH01": 10, "QD550": 0, "QD1143": 3, "KHDN": 7, "KHHP": 5}
    }
    assert len(REGISTER.tasks) == 90
    assert len(REGISTER.targets) == 25
    assert len(REGISTER.conflicts) == 12
    assert sum(len(document.ownership) for document in REGISTER.documents) == 8
    assert sum(len(document.outcomes) for document in REGISTER.documents) == 2


def test_kinds_of_tasks_and_deadlines() -> None:
    assert Counter(task.kind for task in REGISTER.tasks) == {
        **{"task": 49, "duty": 34, "reporting": 4, "escalation": 3}
    }
    assert Counter(task.deadline.kind for task in REGISTER.tasks) == {
        **{"not_stated": 46, "month": 15, "ongoing": 14, "ongoing_from": 4, "yearly_date": 3},
        **{"other_plan": 2, "quarterly": 2, "yearly": 1, "period": 1, "weekly": 1},
        **{"yearly_or_asked": 1},
    }


def test_numbers_and_days_of_documents() -> None:
    assert {
        document.id: (document.number, str(document.issued or document.not_before))
        for document in REGISTER.documents
    } == {
        "KH01": ("01-KH/BCĐTW", "2025-03-21"),
        "QD550": ("550/QĐ-BKHCN", "2025-04-14"),
        "QD1143": ("1143/QĐ-BKHCN", "2025-06-04"),
        "KHDN": (None, "2025-05-16"),
        "KHHP": (None, "2025-06-01"),
    }
    for document in REGISTER.documents:
        assert document.number or any("không ghi số" in note for note in document.notes)


@pytest.mark.parametrize(
    ("id", "month"),
    [
        *[("QD550-2.1", 4), ("QD550-2.4", 4), ("QD550-2.5", 6), ("QD550-2.10", 5)],
        *[("QD550-2.12", 6), ("QD1143-2.1", 6), ("QD1143-2.2", 8), ("QD1143-2.3", 9)],
        *[("QD1143-2.4", 9), ("QD1143-2.5", 10), ("QD1143-2.6", 8), ("QD1143-2.7", 12)],
        *[("KHHP-III.2", 9), ("KHHP-III.3.1", 9), ("KHHP-III.3.2", 9)],
    ],
)
def test_month(id: str, month: int) -> None:
    deadline = REGISTER.task(id).deadline
    assert deadline.kind == "month"
    assert deadline.end is not None
    assert (deadline.end.year, deadline.end.month) == (2025, month)
    assert deadline.written is not None
    assert deadline.written.rstrip(".").removeprefix("Tháng ").lstrip("0") == f"{month}/2025"


@pytest.mark.parametrize(
    ("id", "days", "inclusive"),
    [
        ("QD550-4-BC", ((3, 15), (6, 15), (9, 15), (12, 15)), True),
        ("KHDN-VI.7-3", ((3, 19), (6, 19), (9, 19), (12, 19)), False),
        ("QD550-2.7", ((10, 10),), None),
        ("QD550-4-KTXHS", ((10, 10),), None),
        ("KHDN-IV.1.3", ((10, 10), (11, 1)), None),
    ],
)
def test_days_of_rules(id: str, days: tuple[tuple[int, int], ...], inclusive: bool | None) -> None:
    deadline = REGISTER.task(id).deadline
    assert deadline.days == days
    assert deadline.inclusive is inclusive


def test_who_owns_which_sections_in_dak_nong() -> None:
    assert {owned.section: owned.owns for owned in REGISTER.document("KHDN").ownership} == {
        "VI.1": ("IV.1.3", "IV.2.4", "IV.3.3"),
        "VI.2": ("IV.4.4",),
        "VI.3": ("IV.2.1", "IV.2.2", "IV.3.2"),
        "VI.4": ("IV.2.3", "IV.3.1"),
        "VI.5": (),
        "VI.6": ("IV.1.2", "IV.4.5"),
        "VI.7": ("IV.1.1", "IV.3.4", "IV.4.1", "IV.4.2", "IV.4.3"),
        "VI.8": (),
    }
    assert REGISTER.task("KHDN-IV.2.3").lead == ("Sở Nội vụ tỉnh Đắk Nông",)


@pytest.mark.parametrize(
    ("id", "operator", "value", "unit", "year"),
    [
        ("KH01-2025-dan-xn", "=", 40_000_000, "người", 2025),
        ("KH01-2026-dan-xn", "=", 60_000_000, "người", 2026),
        ("KH01-2025-cbcc", "=", 80, "%", 2025),
        ("KH01-2026-hssv", "=", 100, "%", 2026),
        ("KHDN-dan-xn", ">", 70, "%", None),
        ("KHDN-T-4.1", ">=", 1, "người/hộ", None),
        ("KHHP-cbcc", ">", 80, "%", 2025),
        ("KHHP-dan-xn", "=", 80, "%", 2025),
        ("QD1143-T-2.5b", ">=", 80, "%", 2025),
    ],
)
def test_target(id: str, operator: str, value: int, unit: str, year: int | None) -> None:
    target = next(target for target in REGISTER.targets if target.id == id)
    assert (target.operator, target.value, target.unit, target.year) == (
        *(operator, value),
        *(unit, year),
    )


def test_what_came_of_tasks() -> None:
    outcomes = [each for document in REGISTER.documents for each in document.outcomes]
    assert {(each.task_id, str(each.day), each.in_time) for each in outcomes} == {
        ("QD550-2.4", "2025-04-29", True),
        ("QD1143-2.1", "2025-07-03", False),
    }


def test_units_of_dak_nong_say_what_became_of_them() -> None:
    units = [unit for unit in REGISTER.units if unit.province == "Đắk Nông"]
    assert len(units) > 20
    for unit in units:
        assert unit.now is not None
        assert "01/7/2025" in unit.now
        assert unit.source is not None


def test_every_unit_stands_somewhere() -> None:
    for unit in REGISTER.units:
        inner = unit.level in ("thuoc_bo", "thuoc_so")
        assert unit.of or not inner, unit.name
        local = unit.level in ("tinh", "thuoc_tinh", "thuoc_so", "co_so")
        assert unit.province or not local, unit.name


def test_departments_of_two_provinces_are_two_units() -> None:
    named = [unit for unit in REGISTER.units if "Sở Khoa học và Công nghệ" in unit.aliases]
    assert [unit.province for unit in named] == ["Đắk Nông", "Hải Phòng"]


def test_wording_is_short() -> None:
    for task in REGISTER.tasks:
        assert len(task.name) <= 100, task.id
        assert len(task.result or "") <= 200, task.id
        assert 2 <= len(task.keywords) <= 12, task.id
        assert all(len(note) <= 200 for note in task.notes), task.id
    for conflict in REGISTER.conflicts:
        assert len(conflict.text) <= 450, conflict.id


def test_lines_of_files_are_short_and_composed() -> None:
    for path in FOLDER.glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert text == nfc(text)
        assert max(len(line) for line in text.splitlines()) <= 100, path.name
