"""The figures of the guard, the files they are made of, and the command that prints them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.guard import (
    GuardJudged,
    evaluate_guard,
    guard_goals_missed,
    judge_cases,
    tables_of_guard,
)
from bot.evaluation.guard_files import FAITHFUL, read_guard_cases
from bot.knowledge.facts import load_facts
from bot.knowledge.problem import KnowledgeError
from bot.settings import ROOT, Settings

PASSAGE = "Quên mật khẩu thì bác gọi 1900.0368. Đừng đọc mã cho ai."
FILE = f"""\
cases:
  - {{passage: "{PASSAGE}", question: quên, generated: "Bác gọi 1900 0368 ạ.",
     address: [cháu, bác], holds: true}}
  - {{passage: "{PASSAGE}", question: quên, generated: "Bác gọi 1900 0386 ạ.",
     address: [cháu, bác], holds: false, fault: telephone}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "guard.yml"
    path.write_text(FILE, encoding="utf-8")
    return path


def judged(file: Path) -> list[GuardJudged]:
    return judge_cases(read_guard_cases([file]), load_facts(ROOT / "knowledge" / "facts.yml"))


def test_our_own_cases_reach_the_goals(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate_guard(Settings(), [], False) == 0
    assert FAITHFUL in capsys.readouterr().out


def test_cases_are_read_with_their_lines(file: Path) -> None:
    faithful, wrong = read_guard_cases([file])
    assert (faithful.fault, faithful.line, faithful.form.toi) == (FAITHFUL, 2, "cháu")
    assert (wrong.fault, wrong.line, wrong.form.ban) == ("telephone", 4, "bác")


@pytest.mark.parametrize("wrong", ["holds: true, fault: telephone", "holds: false", "x: y"])
def test_a_mistake_in_a_file_names_its_line(file: Path, wrong: str) -> None:
    file.write_text(FILE.replace("holds: false, fault: telephone", wrong), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"guard\.yml:[45]"):
        read_guard_cases([file])


def test_goals_are_missed_by_one_number_let_through(file: Path) -> None:
    faithful, wrong = judged(file)
    assert guard_goals_missed([faithful, wrong]) == []
    through = GuardJudged(wrong.case, faithful.verdict, 1.0)
    refused = GuardJudged(faithful.case, wrong.verdict, 1.0)
    assert guard_goals_missed([through, refused]) == ["telephone", FAITHFUL]


def test_tables_count_what_was_refused(file: Path) -> None:
    shares, times = tables_of_guard(judged(file))
    assert [row[:3] for row in shares.rows] == [("telephone", "1", "1"), (FAITHFUL, "1", "0")]
    assert [row[0] for row in times.rows] == ["p50", "p95"]


def test_failures_are_printed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turned = FILE.replace("1900 0386", "1900 0368")
    file.write_text(turned, encoding="utf-8")
    assert evaluate_guard(Settings(), [file], True) == 1
    out = capsys.readouterr().out
    assert "guard.yml:4: telephone" in out
    assert "Missed: telephone" in out
