"""The figures of imports, on small made-up registers and drafts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.evaluation.plan_expected import Expected, read_expected
from bot.evaluation.plan_imports import evaluate_imports, scores_of, tables_of_imports
from bot.evaluation.plan_matching import likeness, match, units
from bot.evaluation.plan_scores import Score, score, together
from bot.evaluation.scores import Share
from bot.knowledge.problem import KnowledgeError
from bot.plans.files import DeadlineEntry
from bot.plans.importing.drafts import Draft, DraftTarget, DraftTask, Placed

DOCUMENTS = Path(__file__).parent / "plan_documents"
MAY = {"kind": "month", "start": date(2026, 5, 1), "end": date(2026, 5, 31)}


def expected(**changes: object) -> Expected:
    register: dict[str, object] = {
        "file": "x.txt",
        "number": "9001/KH-UBND",
        "issuer": "Ủy ban nhân dân xã Khe Sậy",
        "issued": date(2026, 4, 2),
        "type": "Kế hoạch",
        "title": "Dạy kỹ năng số năm 2026",
        "tasks": (
            {
                "section": "III.1.1",
                "kind": "task",
                "name": "Mở lớp học buổi tối cho người cao tuổi",
                "lead_written": "UBND xã; Hội Người cao tuổi",
                "coordinating_written": "Công an xã",
                "deadline": {"written": "Tháng 5/2026", **MAY},
                "result": "02 lớp học",
            },
            {
                "section": "III.1.2",
                "kind": "task",
                "name": "Dán mã QR tại nhà văn hóa",
                "deadline": {"kind": "not_stated"},
            },
        ),
        "reporting": (
            {
                "section": "IV.1",
                "kind": "reporting",
                "name": "Báo cáo kết quả về UBND xã",
                "lead_written": "Các thôn",
                "deadline": {"written": "hằng tháng", "kind": "monthly"},
            },
        ),
        "targets": (
            {
                "section": "II",
                "text": "Trên 70% người dân đạt phổ cập",
                "operator": ">",
                "value": 70,
                "unit": "%",
            },
        ),
    }
    return Expected.parse_obj({**register, **changes})


def placed(value: str | None) -> Placed | None:
    return Placed(value, 1, 0.9) if value else None


def drafted(
    name: str,
    section: str | None = None,
    lead: str | None = None,
    coordinating: str | None = None,
    deadline: str | None = None,
    result: str | None = None,
    kind: str = "task",
) -> DraftTask:
    return DraftTask(
        placed(section),
        Placed(name, 1, 0.9),
        placed(lead),
        placed(coordinating),
        placed(deadline),
        placed(result),
        kind,
    )


EVENING = drafted(
    "Mở lớp học buổi tối cho người cao tuổi.",
    "III.1.1",
    "Uỷ ban nhân dân xã, hội người cao tuổi.",
    "Công an xã",
    "Tháng 5/2026",
    "02 lớp học.",
)
STICKERS = drafted("Dán mã QR tại nhà văn hoá", "III.1.2")
REPORT = drafted(
    "Báo cáo kết quả về UBND xã", "IV.1", "Các thôn", None, "hằng tháng", None, "reporting"
)
TARGET = DraftTarget("II", "người dân", Placed("đạt phổ cập", 1, 0.9), ">", 70, "%", 2026)


def draft(tasks: tuple[DraftTask, ...] = (EVENING, STICKERS), **changes: object) -> Draft:
    fields: dict[str, object] = {
        "number": placed("9001/KH-UBND"),
        "issuer": placed("UBND XÃ KHE SẬY"),
        "issued": placed("02/4/2026"),
        "type": placed("KẾ HOẠCH"),
        "title": placed("Dạy kỹ năng số năm 2026"),
        "tasks": tasks,
        "targets": (TARGET,),
        "reporting": (REPORT,),
        "unplaced": (),
    }
    return Draft(**{**fields, **changes})  # type: ignore[arg-type]


def meaning(written: str) -> DeadlineEntry:
    """What the few deadlines of these tests mean."""
    known = {"Tháng 5/2026": MAY, "hằng tháng": {"kind": "monthly"}, "": {"kind": "not_stated"}}
    return DeadlineEntry.parse_obj({**known.get(written, {"kind": "ongoing"})})


def scored(tasks: tuple[DraftTask, ...] = (EVENING, STICKERS), **changes: object) -> Score:
    return score(expected(), draft(tasks, **changes), meaning)


def missed(result: Score) -> list[tuple[str, str]]:
    return [(miss.section, miss.what) for miss in result.misses]


def test_a_right_draft_misses_nothing() -> None:
    result = scored()
    assert result.misses == ()
    assert result.spurious == 0
    assert result.shares["tasks found"] == Share(2, 2)
    assert result.shares["lead right"] == Share(2, 2)
    assert result.shares["document fields right"] == Share(5, 5)
    assert result.shares["reporting rules found"] == Share(1, 1)


def test_a_task_that_is_not_there_is_missed_and_its_fields_are_not_counted() -> None:
    result = scored((EVENING,))
    assert missed(result) == [("III.1.2", "tasks found")]
    assert result.shares["tasks found"] == Share(1, 2)
    assert result.shares["lead right"] == Share(1, 1)


def test_a_task_that_nobody_asked_for_is_spurious() -> None:
    result = scored((EVENING, STICKERS, drafted("Nơi nhận: Lưu văn thư", "5")))
    assert result.spurious == 1
    assert missed(result) == [("5", "spurious")]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"lead": "Công an xã"}, "lead right"),
        ({"lead": "UBND xã"}, "lead right"),
        ({"coordinating": "Đoàn xã"}, "coordinating right"),
        ({"deadline": "Tháng 6/2026"}, "deadline's words wrong"),
        ({"deadline": "tháng 5/2026"}, "deadline read wrongly"),
        ({"deadline": ""}, "deadline's words wrong"),
        ({"result": ""}, "result right"),
    ],
)
def test_each_field_is_checked(change: dict[str, str], what: str) -> None:
    fields = {
        name: getattr(EVENING, name).value
        for name in ("name", "section", "lead", "coordinating", "deadline", "result")
    }
    result = scored((drafted(**{**fields, **change}), STICKERS))
    assert missed(result) == [("III.1.1", what)]


def test_a_deadline_made_up_where_there_is_none_is_a_miss() -> None:
    made_up = drafted("Dán mã QR tại nhà văn hóa", "III.1.2", deadline="Tháng 5/2026")
    assert missed(scored((EVENING, made_up))) == [("III.1.2", "deadline's words wrong")]


def test_a_deadline_may_have_more_than_one_meaning() -> None:
    words = {"written": "Đến năm 2027", "kind": "period", "end": date(2027, 12, 31)}
    year = {"kind": "year", "start": date(2027, 1, 1), "end": date(2027, 12, 31)}
    task = {"section": "1", "kind": "task", "name": "Số hóa", "deadline": {**words, "or": (year,)}}
    deadline = expected(tasks=(task,)).tasks[0].deadline
    assert deadline.allows(DeadlineEntry.parse_obj(year))
    assert deadline.allows(DeadlineEntry.parse_obj(words))
    assert not deadline.allows(DeadlineEntry.parse_obj({**year, "kind": "date"}))
    assert not deadline.allows(DeadlineEntry.parse_obj({**year, "end": date(2027, 12, 30)}))


def test_the_days_of_a_rule_must_be_the_same() -> None:
    task = {
        "section": "1",
        "kind": "reporting",
        "name": "Báo cáo",
        "deadline": {"kind": "quarterly", "days": ["03-19", "06-19", "09-19", "12-19"]},
    }
    deadline = expected(tasks=(task,)).tasks[0].deadline
    rule = {"kind": "quarterly", "days": ["12-19", "09-19", "06-19", "03-19"]}
    assert deadline.allows(DeadlineEntry.parse_obj(rule))
    assert not deadline.allows(DeadlineEntry.parse_obj({**rule, "days": ["03-20"]}))


@pytest.mark.parametrize(
    "change",
    [
        {"number": placed("9002/KH-UBND")},
        {"issuer": placed("UBND xã")},
        {"issued": placed("03/4/2026")},
        {"type": None},
        {"title": placed("Căn cứ Luật")},
    ],
)
def test_each_field_of_the_document_is_checked(change: dict[str, object]) -> None:
    assert [section for section, _ in missed(scored(**change))] == [*change]


@pytest.mark.parametrize(
    "target",
    [
        DraftTarget("II", "người dân", Placed("đạt phổ cập", 1, 0.9), "=", 70, "%", None),
        DraftTarget("II", "người dân", Placed("đạt phổ cập", 1, 0.9), ">", 75, "%", None),
        DraftTarget("II", "hộ kinh doanh", Placed("nhận tiền qua mã", 1, 0.9), ">", 70, "%", None),
    ],
)
def test_a_target_needs_its_figure_operator_and_words(target: DraftTarget) -> None:
    assert missed(scored(targets=(target,))) == [("II", "targets right")]


def test_a_sentence_with_the_same_number_is_the_task() -> None:
    sentence = (
        "Giao Hội Người cao tuổi chủ trì, phối hợp với các thôn và Công an xã mở lớp học buổi tối "
        "cho người cao tuổi; hoàn thành trong tháng 5 năm 2026"
    )
    tasks = expected().tasks
    assert match(tasks, [drafted(sentence, "1.1)")]) == {0: 0}
    assert match(tasks, [drafted(sentence, "1.2")]) == {}
    assert match(tasks, [drafted("Lắp loa tại trường học", "III.1.1")]) == {}


def test_matching_is_one_to_one_and_takes_the_likest() -> None:
    near = drafted("Mở lớp học buổi tối cho người cao tuổi tại thôn")
    assert match(expected().tasks, [near, EVENING, STICKERS]) == {0: 1, 1: 2}
    assert match(expected().tasks, [EVENING, EVENING]) == {0: 0}


def test_the_section_decides_between_equal_names() -> None:
    other = drafted("Mở lớp học buổi tối cho người cao tuổi", "V.9")
    assert match(expected().tasks, [other, EVENING]) == {0: 1}


def test_units_are_compared_in_one_spelling() -> None:
    assert units("UBND xã;  Sở Văn hoá – Thể thao.") == units(
        "Sở văn hóa - thể thao, ủy ban nhân dân xã"
    )
    assert units("Sở Y tế") != units("Sở Nội vụ")
    assert units(None) == units(" ") == frozenset()


def test_likeness_overlooks_marks_and_case() -> None:
    assert likeness("Dán MÃ QR", "dan ma qr.") == 1
    assert likeness("Dán mã QR", "Mở lớp học") == 0


def test_all_documents_are_counted_together() -> None:
    total = together([scored(), scored((EVENING,))])
    assert total.shares["tasks found"] == Share(3, 4)
    assert len(total.misses) == 1


def test_tables_show_goals_and_every_miss(tmp_path: Path) -> None:
    scores = scores_of([expected()], tmp_path, lambda _path: draft((STICKERS,)))
    figures, kinds, misses = tables_of_imports({"known": scores})
    found = figures.rows[0]
    assert found[:4] == ("tasks found", "1/2", "1/2", "0.500")
    assert found[-1] == "≥ 0.90: missed"
    assert kinds.rows == (("tasks found", "x.txt", "1"),)
    assert misses.rows[0][:4] == (
        "x.txt",
        "III.1.1",
        "tasks found",
        "Mở lớp học buổi tối cho người cao tuổi",
    )


def test_an_expected_register_without_its_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "expected").mkdir()
    text = (DOCUMENTS / "expected" / "d.yml").read_text(encoding="utf-8")
    (tmp_path / "expected" / "d.yml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"d\.yml"):
        read_expected(tmp_path)
    (tmp_path / "d.md").write_text("", encoding="utf-8")
    assert len(read_expected(tmp_path)) == 1


PLAN = """UBND TỈNH TUYÊN QUANG
KẾ HOẠCH
Dạy kỹ năng số năm 2026
III. NHIỆM VỤ
1. Mở lớp học buổi tối cho người cao tuổi.
Đơn vị chủ trì: Hội Người cao tuổi
Thời gian thực hiện: Tháng 5/2026
"""

REGISTER = """file: x.txt
number: 1/KH
issuer: UBND
issued: 2026-04-02
type: Kế hoạch
title: Dạy kỹ năng số năm 2026
tasks:
  - section: III.1
    kind: task
    name: {name}
    lead_written: Hội Người cao tuổi
    deadline:
      written: Tháng 5/2026
      kind: month
      start: 2026-05-01
      end: 2026-05-31
reporting: []
targets: []
"""


@pytest.mark.parametrize(
    ("name", "status"), [("Mở lớp học buổi tối cho người cao tuổi", 0), ("Lắp loa ở chợ", 1)]
)
def test_the_command_imports_and_says_whether_the_goals_are_reached(
    name: str, status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "expected").mkdir()
    (tmp_path / "x.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "expected" / "x.yml").write_text(REGISTER.format(name=name), encoding="utf-8")
    assert evaluate_imports(tmp_path) == status
    assert ("missed" in capsys.readouterr().out) == bool(status)


def test_each_series_has_its_own_figures_and_must_reach_the_goals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "expected").mkdir()
    for file, series, name in (
        ("x.txt", "known", "Mở lớp học buổi tối cho người cao tuổi"),
        ("y.txt", "unseen", "Lắp loa ở chợ"),
    ):
        (tmp_path / file).write_text(PLAN, encoding="utf-8")
        register = REGISTER.format(name=name).replace("x.txt", f"{file}\nseries: {series}")
        (tmp_path / "expected" / f"{file[0]}.yml").write_text(register, encoding="utf-8")
    assert evaluate_imports(tmp_path) == 1
    known, unseen = capsys.readouterr().out.split("Plans imported: unseen")
    assert "1/1" in known
    assert "missed" not in known
    assert "0/1" in unseen
    assert "missed" in unseen
