"""Each way in which plan files may not fit together, in a folder that has just that."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.problem import KnowledgeError, Problem
from bot.plans.consistency import misfits
from bot.plans.files import read_plan_files
from bot.plans.register import load_register

PLAN = """\
id: KHX
number: null
type: Kế hoạch
title: Kế hoạch của tỉnh X
issuer: Ủy ban nhân dân tỉnh X
file: KH-X.txt
aliases: []
builds_on:
  - Kế hoạch 01-KH/TU
tasks:
  - id: KHX-1
    section: '1'
    kind: task
    name: Mở lớp
    lead:
      - Sở A
      - Sở B
    lead_written: Sở A, Sở B
    coordinating:
      - Sở C
    deadline:
      kind: month
      written: Tháng 6/2025
      start: 2025-06-01
      end: 2025-06-30
    see_also:
      - KHX-2
    assigned_by:
      section: VI.1
      lines:
        first: 9
        last: 9
    lines:
      first: 3
      last: 4
  - id: KHX-2
    section: '2'
    kind: reporting
    name: Báo cáo
    lead:
      - Sở A
    lead_written: Sở A
    deadline:
      kind: not_stated
    lines:
      first: 5
      last: 5
targets:
  - id: KHX-T
    section: '3'
    group: người dân
    metric: biết dùng VNeID
    operator: '='
    value: 80
    unit: '%'
    lines:
      first: 6
      last: 6
ownership:
  - unit: Sở A và Sở B
    section: VI.1
    owns:
      - '1'
    lines:
      first: 9
      last: 9
outcomes:
  - task: KHX-1
    outcome: Đã mở lớp.
    day: 2025-06-20
    in_time: true
    source: báo X
"""

UNITS = """\
units:
  - name: Ủy ban nhân dân tỉnh X
    level: tinh
    province: X
  - name: Sở A
    level: thuoc_tinh
    of: Ủy ban nhân dân tỉnh X
    province: X
    aliases:
      - Sở Ă
  - name: Sở B
    level: thuoc_tinh
    province: X
    aliases:
      - Sở Bê
  - name: Sở C
    level: thuoc_tinh
    province: Y
    aliases:
      - Sở Bê
  - name: Sở A và Sở B
    level: nhom
    members:
      - Sở A
      - Sở B
"""

CONFLICTS = """\
conflicts:
  - id: C1
    topic: Hai mốc
    items:
      - KHX-1
      - KHX-T
    text: Hai văn bản ghi hai mốc.
"""

FILES = {"KHX.yml": PLAN, "units.yml": UNITS, "conflicts.yml": CONFLICTS}


def found(folder: Path, files: dict[str, str]) -> list[str]:
    """The misfits of these files, as ``file:line: field: message``; none is wrong by itself."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    read = read_plan_files(folder, problems)
    assert not problems
    return [
        f"{problem.file.name}:{problem.line}: {problem.field}: {problem.message}"
        for problem in sorted(misfits(read))
    ]


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert old in FILES[file], old
    return {**FILES, file: FILES[file].replace(old, new, 1)}


def with_deadline(deadline: str) -> dict[str, str]:
    """The second task's deadline becomes this one; its fields begin at line 44."""
    return changed("KHX.yml", "      kind: not_stated\n", deadline)


def test_files_that_fit(tmp_path: Path) -> None:
    assert found(tmp_path, FILES) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("KHX.yml", "id: KHX-T", "id: KHX-1", "KHX.yml:49: targets[1].id: KHX-1 có hai lần."),
        (
            "conflicts.yml",
            "    text: Hai văn bản ghi hai mốc.\n",
            "    text: Hai văn bản ghi hai mốc.\n"
            "  - {id: C1, topic: Nữa, items: [KHX-1], text: Lại nữa.}\n",
            "conflicts.yml:8: conflicts[2].id: C1 có hai lần.",
        ),
        (
            "units.yml",
            "  - name: Sở B\n",
            "  - {name: Sở A, level: thuoc_tinh}\n  - name: Sở B\n",
            "units.yml:11: units[3].name: Sở A có hai lần.",
        ),
        (
            "KHX.yml",
            "- id: KHX-T",
            "- id: KHY-T",
            "KHX.yml:49: targets[1].id: Mã phải bắt đầu bằng KHX-.",
        ),
        (
            "KHX.yml",
            "  - id: KHX-2",
            "  - id: KH-2",
            "KHX.yml:36: tasks[2].id: Mã phải bắt đầu bằng KHX-.",
        ),
        (
            "KHX.yml",
            "      - Sở C\n",
            "      - Sở D\n",
            "KHX.yml:20: tasks[1].coordinating[1]: units.yml không có đơn vị “Sở D”.",
        ),
        (
            "KHX.yml",
            "      - Sở A\n    lead_written: Sở A\n",
            "      - Sở D\n    lead_written: Sở A\n",
            "KHX.yml:41: tasks[2].lead[1]: units.yml không có đơn vị “Sở D”.",
        ),
        (
            "KHX.yml",
            "unit: Sở A và Sở B",
            "unit: Sở A, Sở B",
            "KHX.yml:60: ownership[1].unit: units.yml không có đơn vị “Sở A, Sở B”.",
        ),
        (
            "units.yml",
            "of: Ủy ban nhân dân tỉnh X",
            "of: Ủy ban nhân dân tỉnh Y",
            "units.yml:7: units[2].of: units.yml không có đơn vị “Ủy ban nhân dân tỉnh Y”.",
        ),
        (
            "units.yml",
            "      - Sở B\n",
            "      - Sở D\n",
            "units.yml:25: units[5].members[2]: units.yml không có đơn vị “Sở D”.",
        ),
        (
            "units.yml",
            "    level: nhom\n",
            "    level: tinh\n",
            "units.yml:23: units[5].members: Chỉ nhóm (level: nhom) mới có members.",
        ),
        (
            "units.yml",
            "    level: tinh\n",
            "    level: tinh\n    of: Sở A\n",
            "units.yml:4: units[1].of: “Ủy ban nhân dân tỉnh X” nằm dưới chính nó.",
        ),
        (
            "units.yml",
            "      - Sở B\n",
            "      - Sở B\n      - Sở A và Sở B\n",
            "units.yml:23: units[5].members: “Sở A và Sở B” là thành viên của chính nó.",
        ),
        (
            "units.yml",
            "    province: Y\n",
            "    province: X\n",
            "units.yml:20: units[4].aliases[1]: “Sở Bê” đã là tên của “Sở B”.",
        ),
        (
            "KHX.yml",
            "      - KHX-2\n",
            "      - KHX-9\n",
            "KHX.yml:27: tasks[1].see_also[1]: Không có nhiệm vụ hay chỉ tiêu nào mang mã KHX-9.",
        ),
        (
            "KHX.yml",
            "  - Kế hoạch 01-KH/TU\n",
            "  - KH01\n",
            "KHX.yml:9: builds_on[1]: Không có văn bản nào mang mã KH01.",
        ),
        (
            "KHX.yml",
            "  - task: KHX-1\n",
            "  - task: KHX-T\n",
            "KHX.yml:68: outcomes[1].task: Không có nhiệm vụ nào mang mã KHX-T.",
        ),
        (
            "conflicts.yml",
            "      - KHX-T\n",
            "      - KHX-U\n",
            "conflicts.yml:6: conflicts[1].items[2]:"
            " Không có nhiệm vụ hay chỉ tiêu nào mang mã KHX-U.",
        ),
        (
            "KHX.yml",
            "      first: 3\n",
            "      first: 7\n",
            "KHX.yml:33: tasks[1].lines: Dòng đầu 7 sau dòng cuối 4.",
        ),
        (
            "KHX.yml",
            "      first: 6\n",
            "      first: 7\n",
            "KHX.yml:56: targets[1].lines: Dòng đầu 7 sau dòng cuối 6.",
        ),
        (
            "KHX.yml",
            "        first: 9\n",
            "        first: 10\n",
            "KHX.yml:30: tasks[1].assigned_by.lines: Dòng đầu 10 sau dòng cuối 9.",
        ),
        (
            "KHX.yml",
            "    lines:\n      first: 9\n",
            "    lines:\n      first: 10\n",
            "KHX.yml:64: ownership[1].lines: Dòng đầu 10 sau dòng cuối 9.",
        ),
        (
            "KHX.yml",
            "      - '1'\n",
            "      - '1'\n      - '8'\n",
            "KHX.yml:64: ownership[1].owns[2]: Không có nhiệm vụ nào ở mục 8.",
        ),
        (
            "KHX.yml",
            "      section: VI.1\n",
            "      section: VI.2\n",
            "KHX.yml:28: tasks[1].assigned_by: Mục VI.1 giao mục 1; assigned_by phải ghi vậy.",
        ),
        (
            "KHX.yml",
            "      - Sở B\n",
            "",
            "KHX.yml:15: tasks[1].lead: Mục VI.1 giao cho “Sở A và Sở B”; lead không phải đơn vị"
            " ấy.",
        ),
        (
            "KHX.yml",
            "    owns:\n      - '1'\n",
            "    owns: []\n",
            "KHX.yml:28: tasks[1].assigned_by: ownership ở mục VI.1 không có mục 1.",
        ),
    ],
)
def test_misfit_is_found_in_its_place(
    tmp_path: Path, file: str, old: str, new: str, problem: str
) -> None:
    assert problem in found(tmp_path, changed(file, old, new))


def test_file_is_called_as_its_document(tmp_path: Path) -> None:
    files = {"KHZ.yml" if name == "KHX.yml" else name: text for name, text in FILES.items()}
    assert found(tmp_path, files) == ["KHZ.yml:1: id: Tệp phải có tên KHX.yml."]


def test_document_twice(tmp_path: Path) -> None:
    copy = PLAN.replace("id: KHX-", "id: KHX-A")
    problems = found(tmp_path, {**FILES, "KHA.yml": copy})
    assert "KHX.yml:1: id: KHX có hai lần." in problems


def test_a_task_may_be_led_by_the_owner_itself(tmp_path: Path) -> None:
    text = PLAN.replace("      - Sở A\n      - Sở B\n", "      - Sở A và Sở B\n", 1)
    assert found(tmp_path, {**FILES, "KHX.yml": text}) == []


def test_without_a_file_of_units_every_unit_is_unknown(tmp_path: Path) -> None:
    for name in ("KHX.yml", "conflicts.yml"):
        (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    with pytest.raises(KnowledgeError) as raised:
        load_register(tmp_path)
    messages = [problem.message for problem in raised.value.problems]
    assert "Không có tệp này." in messages
    assert "units.yml không có đơn vị “Sở C”." in messages


W = "      written: x\n"


@pytest.mark.parametrize(
    ("deadline", "problem"),
    [
        (
            f"      kind: period\n{W}      start: 2025-10-31\n      end: 2025-09-01\n",
            "start: Ngày đầu (start) sau ngày cuối (end).",
        ),
        (f"      kind: period\n{W}      start: 2025-09-01\n", "kind: period phải có start và end."),
        (f"      kind: month\n{W}", "kind: month phải có start và end."),
        (
            f"      kind: month\n{W}      start: 2025-06-01\n      end: 2025-06-29\n",
            "start: month phải từ ngày đầu đến ngày cuối của một tháng.",
        ),
        (
            f"      kind: month\n{W}      start: 2025-06-01\n      end: 2025-07-31\n",
            "start: month phải từ ngày đầu đến ngày cuối của một tháng.",
        ),
        (
            f"      kind: year\n{W}      start: 2025-01-01\n      end: 2025-12-30\n",
            "start: year phải từ ngày 1/1 đến ngày 31/12 của một năm.",
        ),
        (f"      kind: date\n{W}", "kind: date phải có ngày (start)."),
        (
            f"      kind: date\n{W}      start: 2025-06-01\n      end: 2025-06-02\n",
            "end: date chỉ có một ngày; nhiều ngày là period.",
        ),
        (f"      kind: ongoing_from\n{W}", "kind: ongoing_from phải có start."),
        (
            f"      kind: ongoing_from\n{W}      start: 2025-09-01\n      end: 2025-10-01\n",
            "end: ongoing_from không có end; nếu có là period.",
        ),
        (
            f"      kind: ongoing\n{W}      start: 2025-09-01\n",
            "kind: ongoing không có start và end.",
        ),
        (f"      kind: weekly\n{W}      days: [01-07]\n", "days: weekly không có days."),
        (f"      kind: ongoing\n{W}      days: [10-10]\n", "days: ongoing không có days."),
        (f"      kind: yearly_date\n{W}", "kind: yearly_date phải có days."),
        (
            f"      kind: yearly_date\n{W}      days: [02-30]\n",
            "days: Không có ngày 02-30 (viết tháng trước, ngày sau).",
        ),
        (
            f"      kind: quarterly\n{W}      days: [03-15, 06-15, 09-15]\n",
            "days: quarterly cần mỗi quý một ngày: 4 ngày.",
        ),
        (
            f"      kind: quarterly\n{W}      days: [02-15, 03-15, 06-15, 12-15]\n",
            "days: quarterly cần mỗi quý một ngày: 4 ngày.",
        ),
        (
            f"      kind: monthly\n{W}      days: [01-05, 02-05]\n",
            "days: monthly cần mỗi tháng một ngày: 12 ngày.",
        ),
        ("      kind: ongoing\n", "kind: Thiếu written: nguyên văn thời hạn."),
        (
            "      kind: not_stated\n      written: Tháng 6/2025\n",
            "written: not_stated là văn bản không ghi thời hạn, mà written lại nêu lúc nào.",
        ),
        (
            "      kind: not_stated\n      written: trong quý III\n",
            "written: not_stated là văn bản không ghi thời hạn, mà written lại nêu lúc nào.",
        ),
    ],
)
def test_deadline_that_contradicts_itself(tmp_path: Path, deadline: str, problem: str) -> None:
    problems = found(tmp_path, with_deadline(deadline))
    assert len(problems) == 1
    assert problems[0].startswith("KHX.yml:4")
    assert problems[0].endswith(f" tasks[2].deadline.{problem}")


@pytest.mark.parametrize(
    "deadline",
    [
        "      kind: not_stated\n      written: kịp thời\n",
        "      kind: not_stated\n      written: theo quy định\n",
        f"      kind: date\n{W}      end: 2025-06-19\n      inclusive: false\n",
        f"      kind: year\n{W}      start: 2025-01-01\n      end: 2025-12-31\n",
        f"      kind: month\n{W}      start: 2028-02-01\n      end: 2028-02-29\n",
        f"      kind: quarterly\n{W}",
        f"      kind: quarterly\n{W}      days: [01-05, 04-05, 07-05, 10-05]\n",
        f"      kind: yearly_date\n{W}      days: [02-29]\n",
        f"      kind: yearly\n{W}",
        f"      kind: ongoing_from\n{W}      start: 2025-09-01\n",
        f"      kind: other_plan\n{W}",
    ],
)
def test_deadline_that_is_right(tmp_path: Path, deadline: str) -> None:
    assert found(tmp_path, with_deadline(deadline)) == []
