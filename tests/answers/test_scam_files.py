"""Mistakes in knowledge/safety are named by file, line and field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.answers.scams.judging import check_safety, load_scam_check
from bot.knowledge.problem import KnowledgeError
from bot.settings import ROOT


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    for name in ("safety", "faq", "language"):
        shutil.copytree(ROOT / "knowledge" / name, tmp_path / name)
    return tmp_path


def test_the_shipped_files_are_right() -> None:
    assert check_safety(ROOT / "knowledge") == []


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "says"),
    [
        ("signs", "{dua} ... {ma}", "{dua} ... {mã}", "signs[1].patterns", "Không có nhóm {mã}"),
        ("signs", "  - id: secrecy", "  - id: secret", "signs", "đúng một mục secrecy"),
        ("signs", "  - id: secrecy", "  - id: silence", "signs[8].id", "Chỉ được là"),
        ("signs", "scam_travel:", "scam_trip:", "forms.scam_trip", "không có hình thức scam_trip"),
        ("signs", "title: dặn giấu", "title: bác bị dặn giấu", "signs[8].title", "Chữ “bác”"),
        (
            "signs",
            "title: dặn giấu",
            f"title: {'x' * 61} giấu",
            "signs[8].title",
            "nhiều nhất là 60",
        ),
        ("signs", "negatable: false", "negatable: no way", "signs[8].negatable", "true hoặc false"),
        ("signs", "lesson: M09-L1", "lesson: bài 1", "lesson", "Mã viết sai dạng"),
        ("sites", "names: [vneid,", "names: [VNeID,", "sites[1].names[1]", "chữ thường"),
        ("sites", "[csgt.vn]", "[csgt]", "sites", "dấu chấm"),
        ("sites", "names: [bidv,", "names: [vneid,", "sites", "đã có ở mục vneid"),
        ("sites", "odd_endings:", "odd_ending:", "odd_ending", "odd_endings"),
    ],
)
def test_a_mistake(knowledge: Path, file: str, old: str, new: str, field: str, says: str) -> None:
    path = knowledge / "safety" / f"{file}.yml"
    text = path.read_text(encoding="utf-8")
    if old == "[csgt.vn]":
        old, new = "domains: [bocongan.gov.vn, csgt.vn]", "domains: [bocongan.gov.vn, csgt]"
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = check_safety(knowledge)
    assert any(
        problem.field.startswith(field) and says in problem.message for problem in problems
    ), [str(problem) for problem in problems]
    line = next(p.line for p in problems if p.field.startswith(field) and says in p.message)
    assert 1 <= line <= len(text.splitlines())
    with pytest.raises(KnowledgeError):
        load_scam_check(knowledge)


def test_a_missing_file(knowledge: Path) -> None:
    (knowledge / "safety" / "sites.yml").unlink()
    (problem,) = check_safety(knowledge)
    assert problem.message == "Không có tệp này."
