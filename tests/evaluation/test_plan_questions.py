"""The figures of answers about plans, and the command that prints them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation import plan_questions
from bot.evaluation.plan_answers import Judged
from bot.evaluation.plan_question_files import Expected, Question
from bot.evaluation.plan_questions import evaluate_plans, goals_missed, tables_of_plans
from bot.plans.answering import Asked, PlanAnswer, Topic, answer
from bot.plans.register import Register
from bot.settings import Settings

FILE = """\
conversations:
  - today: 2025-06-05
    turns:
      - ask: trợ lý ảo bao giờ xong
        kind: task
        expect: {tasks: [QD550-2.5], says: [tháng 6/2025]}
      - {ask: ai chu tri, kind: unit, expect: {tasks: [QD550-2.5], says: [Cục Chuyển đổi số]}}
"""


def judged(
    ask: str = "hạn nào",
    sort: str = "task",
    wrong: tuple[str, ...] = (),
    *,
    follow_up: bool = False,
    chat: bool = False,
    made_up: tuple[str, ...] = (),
    milliseconds: float = 5.0,
) -> Judged:
    """One answer, right by default."""
    question = Question(ask, sort, chat, Expected(), 1)
    return Judged(question, follow_up, "f.yml", ("x",), wrong, made_up, milliseconds)


def test_the_tables_count_by_sort_writing_and_turn() -> None:
    tables = tables_of_plans(
        [
            judged(),
            judged("han nao", "due", ("QD550-2.5 not named",)),
            judged("hạn nào z", "due", follow_up=True, chat=True, milliseconds=25.0),
        ]
    )
    goals, sorts, writings, turns, times = ({row[0]: row[1:4] for row in t.rows} for t in tables)
    assert goals == {
        "all questions": ("3", "2", "0.667"),
        "typed without diacritics": ("1", "0", "0.000"),
        "follow-ups": ("1", "1", "1.000"),
        "no made-up date or share": ("3", "3", "1.000"),
    }
    assert sorts == {"task": ("1", "1", "1.000"), "due": ("2", "1", "0.500")}
    assert list(sorts) == ["task", "due"]
    assert writings == {
        "with marks": ("1", "1", "1.000"),
        "bare": ("1", "0", "0.000"),
        "with marks, chat spelling": ("1", "1", "1.000"),
    }
    assert turns == {"first": ("2", "1", "0.500"), "follow-up": ("1", "1", "1.000")}
    assert times == {"p50": ("5.0",), "p95": ("23.0",)}


@pytest.mark.parametrize(
    ("answers", "missed"),
    [
        ([judged(), judged("han"), judged(follow_up=True)], []),
        (
            [judged()] * 19 + [judged("han", wrong=("x",)), judged(follow_up=True)],
            ["typed without"],
        ),
        ([judged(follow_up=True, wrong=("x",)), judged("han"), *[judged()] * 40], ["follow-ups"]),
        ([judged(wrong=("x",)), judged("han"), judged(follow_up=True)], ["all questions"]),
        (
            [judged("han", made_up=("1/1/2025",), follow_up=True), *[judged()] * 9],
            ["nothing made up"],
        ),
        ([judged("han", follow_up=True, milliseconds=51.0)], ["50 ms"]),
    ],
)
def test_missed_goals_are_named(answers: list[Judged], missed: list[str]) -> None:
    named = goals_missed(answers)
    assert len(named) == len(missed)
    assert all(name.startswith(start) for name, start in zip(named, missed, strict=True))


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    file = tmp_path / "few.yml"
    file.write_text(FILE)
    return file


def _made_up(register: Register, asked: Asked, topic: Topic | None) -> PlanAnswer:
    """Knows one thing, and says it with and without who leads."""
    who = " Cục Chuyển đổi số quốc gia chủ trì." if asked.text == "ai chu tri" else ""
    text = f"550/QĐ-BKHCN, mục 2.5: tháng 6/2025.{who}"
    topic = answer(register, Asked("trợ lý ảo", (), asked.today), topic).topic
    return PlanAnswer((text,), ("QD550-2.5",), (), ("QD550",), (), topic, True)


def test_right_answers_reach_every_goal(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(plan_questions, "answer", _made_up)
    assert evaluate_plans(Settings(), [file], show_failures=True) == 0
    printed = capsys.readouterr().out
    assert "all questions" in printed
    assert "Missed" not in printed
    assert "few.yml:" not in printed


def test_failures_are_printed_when_asked_for(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(plan_questions, "answer", _made_up)
    file.write_text(FILE.replace("says: [tháng 6/2025]", "says: [tháng 7/2025]"))
    assert evaluate_plans(Settings(), [file], show_failures=False) == 1
    assert "few.yml:" not in capsys.readouterr().out
    assert evaluate_plans(Settings(), [file], show_failures=True) == 1
    printed = capsys.readouterr().out
    assert "Missed: all questions" in printed
    assert "few.yml:4: task: trợ lý ảo bao giờ xong" in printed
    assert "“tháng 7/2025” not said" in printed
    assert "> 550/QĐ-BKHCN, mục 2.5: tháng 6/2025." in printed


def test_a_file_with_mistakes_ends_the_program(file: Path) -> None:
    file.write_text(FILE.replace("kind: unit", "kind: nothing"))
    with pytest.raises(SystemExit, match=r"few\.yml:7: .*kind: Chỉ được là"):
        evaluate_plans(Settings(), [file], show_failures=False)
