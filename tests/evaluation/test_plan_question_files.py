"""Files of questions about plans, right ones and wrong ones, and what our own file holds."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.evaluation.plan_question_files import (
    SORTS,
    Conversation,
    Expected,
    Question,
    read_questions,
)
from bot.knowledge.problem import KnowledgeError
from bot.plans.register import Register, load_register
from bot.settings import ROOT

OURS = sorted((ROOT / "tests" / "evaluation" / "plans").glob("*.yml"))
GOOD = """\
conversations:
  - today: 2025-06-05
    turns:
      - ask: trợ lý ảo bao giờ xong
        kind: task
        expect: {tasks: [QD550-2.5], says: [tháng 6/2025, [a, b]], count: [7], known: true}
      - ask: "ai lm vc do"
        kind: unit
        chat: true
        expect: {declines: true}
"""


@pytest.fixture(name="register", scope="module")
def _register() -> Register:
    return load_register(ROOT / "knowledge" / "plans")


@pytest.fixture(name="ours", scope="module")
def _ours(register: Register) -> list[Conversation]:
    return read_questions(OURS, register)


def test_a_file_is_read(tmp_path: Path, register: Register) -> None:
    file = tmp_path / "questions.yml"
    file.write_text(GOOD)
    first = Expected(
        tasks=("QD550-2.5",), says=(("tháng 6/2025",), ("a", "b")), count=(7,), known=True
    )
    assert read_questions([file], register) == [
        Conversation(
            date(2025, 6, 5),
            (
                Question("trợ lý ảo bao giờ xong", "task", False, first, 4),
                Question("ai lm vc do", "unit", True, Expected(declines=True), 7),
            ),
            "questions.yml",
        )
    ]


@pytest.mark.parametrize(
    ("ask", "chat", "writing"),
    [
        ("hạn tháng mấy", False, "with marks"),
        ("han thang may", False, "bare"),
        ("hạn tháng mấy z", True, "with marks, chat spelling"),
        ("deadline thang may z", True, "bare, chat spelling"),
        ("đ", False, "with marks"),
    ],
)
def test_the_kind_of_writing_is_told(ask: str, chat: bool, writing: str) -> None:
    assert Question(ask, "task", chat, Expected(), 1).writing == writing


@pytest.mark.parametrize(
    ("wrong", "right", "problem"),
    [
        ("QD550-2.5]", "QD550-2.55]", ":6: conversations[1].turns[1].expect.tasks[1]: Sổ kế hoạch"),
        ("kind: unit", "kind: units", ":8: conversations[1].turns[2].kind: Chỉ được là: task"),
        ("declines: true", "declnes: true", "Không có trường tên này. Có phải là “declines”?"),
        ("{declines: true}", "{}", ":10: conversations[1].turns[2].expect: Chưa ghi điều gì"),
        ("2025-06-05", '"5/6"', ":2: conversations[1].today: Phải là ngày"),
        ("count: [7]", "count: [x]", ".expect.count[1]: Phải là số nguyên"),
        ("      - ask: trợ lý ảo bao giờ xong\n", "      -\n", ".turns[1].ask: Thiếu trường này"),
    ],
)
def test_mistakes_are_named_with_their_place(
    tmp_path: Path, register: Register, wrong: str, right: str, problem: str
) -> None:
    file = tmp_path / "questions.yml"
    assert wrong in GOOD
    file.write_text(GOOD.replace(wrong, right))
    with pytest.raises(KnowledgeError) as raised:
        read_questions([file], register)
    assert problem in str(raised.value)


def test_our_questions_are_of_every_sort_and_writing(ours: list[Conversation]) -> None:
    questions = [question for each in ours for question in each.turns]
    sorts = Counter(question.sort for question in questions)
    assert set(sorts) == set(SORTS)
    assert min(sorts.values()) >= 8
    assert len(questions) >= 260
    assert sum(question.bare for question in questions) >= 0.35 * len(questions)
    assert sum(question.chat for question in questions) >= 0.15 * len(questions)
    assert sum(question.expected.declines for question in questions) >= 15


def test_our_follow_ups_are_many(ours: list[Conversation]) -> None:
    longer = [each for each in ours if len(each.turns) > 1]
    assert len(longer) >= 30
    assert max(len(each.turns) for each in longer) <= 4
    assert sum(len(each.turns) - 1 for each in longer) >= 60


def test_our_questions_ask_of_every_document(ours: list[Conversation], register: Register) -> None:
    expected = [question.expected for each in ours for question in each.turns]
    asked = {id for each in expected for id in (*each.tasks, *each.targets)}
    items = [*register.tasks, *register.targets]
    assert {item.document_id for item in items if item.id in asked} == {
        document.id for document in register.documents
    }
    assert len(asked) >= 0.75 * len(items), sorted({item.id for item in items} - asked)


def test_no_first_question_stands_twice(ours: list[Conversation]) -> None:
    # A follow-up may: it asks something else in each conversation.
    firsts = Counter(each.turns[0].ask.casefold() for each in ours if len(each.turns) == 1)
    assert [ask for ask, times in firsts.items() if times > 1] == []
