"""Our questions out as GIFT and back, with those that the project ships."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_knowledge import replace_in, write_knowledge

from bot.knowledge.problem import KnowledgeError
from bot.learning.exchange.exporting import export_questions
from bot.learning.exchange.gift import GiftProblem, GiftQuestion
from bot.learning.exchange.gift_reader import read_gift
from bot.learning.exchange.groups import group_paths, read_group
from bot.learning.exchange.questions import (
    Entry,
    Fallback,
    category_of,
    from_gift,
    group_in,
    group_of,
    lesson_tag,
    to_gift,
)
from bot.learning.files import SituationEntry
from bot.settings import ROOT


def shipped() -> list[Path]:
    """The files that are in order: the check of the whole folder tells of any other."""
    paths = []
    for path in group_paths(ROOT / "knowledge"):
        try:
            read_group(path)
        except KnowledgeError:
            continue
        paths.append(path)
    return paths


def back(question: GiftQuestion, lesson: str = "", fallback: Fallback | None = None) -> Entry:
    problems: list[GiftProblem] = []
    entry = from_gift(
        question,
        question.id or "M01-L1-Q9",
        lesson or lesson_tag(question) or "",
        fallback or Fallback(None),
        problems,
    )
    assert problems == []
    assert entry is not None
    return entry


SITUATION = SituationEntry.parse_obj(
    {
        "id": "M05-S3",
        "lesson": "M05-L2",
        "outcome": "M05-O1",
        "difficulty": 3,
        "stem": "Tin nhắn ghi:\n“Chúc mừng \\n {Ban}”",
        "hint": "Dòng một\nC:\\new {ban}",
        "options": [
            {"text": "= Bấm", "feedback": "#1"},
            {"text": "~ Thôi", "feedback": "a", "correct": True},
        ],
    }
)


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_shipped_questions_come_back(path: Path) -> None:
    entries = read_group(path).entries
    text = export_questions(ROOT / "knowledge", "gift", path.stem)
    questions = [question for question in read_gift(text) if group_of(question.id) == path.stem]
    assert [group_in(question.category) for question in questions] == [path.stem] * len(entries)
    assert tuple(back(question) for question in questions) == entries


def test_a_situation_comes_back() -> None:
    question = to_gift(SITUATION)
    assert question.category == "$course$/Bạn Học Số/M05/Tình huống"
    assert question.tags == ("outcome-M05-O1", "difficulty-3", "lesson-M05-L2")
    assert back(question) == SITUATION


def test_general_feedback_follows_that_of_the_option() -> None:
    text = "// hint: Ừ\nCâu?{=a#Phải. ~b\n####Nhớ nhé.}"
    (question,) = read_gift(text)
    entry = back(question, "M01-L1", Fallback("M01-O1"))
    assert [option.feedback for option in entry.options] == ["Phải. Nhớ nhé.", "Nhớ nhé."]
    assert (entry.outcome, entry.difficulty, entry.hint) == ("M01-O1", 2, "Ừ")


def test_what_is_not_said_stays_as_it_was() -> None:
    (question,) = read_gift("// [id:M05-S3]\nCâu?{=a#Phải. ~b#Chưa.}")
    entry = back(question, "M05-L2", Fallback("M05-O9", SITUATION))
    assert (entry.outcome, entry.difficulty, entry.hint) == ("M05-O1", 3, SITUATION.hint)


def test_what_is_missing() -> None:
    text = "\n// [tag:difficulty-4] [tag:khac-1]\n\\{ban\\}?{\n=a\n~b#Chưa.}"
    (question,) = read_gift(text)
    problems: list[GiftProblem] = []
    assert from_gift(question, "M01-L1-Q1", "M01-L1", Fallback(None), problems) is None
    assert [(problem.line, problem.message[:20]) for problem in problems] == [
        (3, "Thẻ [tag:difficulty-"),
        (3, "Chưa biết câu này đo"),
        (3, "Chưa có gợi ý: thêm "),
        (4, "Phương án “a” chưa c"),
    ]


@pytest.mark.parametrize(
    ("category", "group"),
    [
        (category_of("M01-L1"), "M01-L1"),
        (category_of("M05"), "M05"),
        ("$course$/top/Bạn Học Số/M01/M01-L12", "M01-L12"),
        ("$module$/top/M05/tình huống", "M05"),
        ("Tình huống", None),
        ("$course$/M01-L1/Cũ", None),
        ("", None),
    ],
)
def test_groups_of_categories(category: str, group: str | None) -> None:
    assert group_in(category) == group


def test_what_is_exported(tmp_path: Path) -> None:
    write_knowledge(tmp_path)

    def ids(only: str | None) -> list[str]:
        return [question.id for question in read_gift(export_questions(tmp_path, "gift", only))]

    first = ["M01-L1-Q1", "M01-L1-Q2"]
    assert ids("M01-L1") == first
    assert ids("M01")[:4] == [*first, "M01-L2-Q1", "M01-L2-Q2"]
    assert ids(None) == ids("M01")
    assert len(export_questions(tmp_path, "csv", "M01-L1").splitlines()) == 3
    with pytest.raises(KnowledgeError, match="Không có câu hỏi nào của M02"):
        export_questions(tmp_path, "gift", "M02")


def test_broken_files_are_not_exported(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    for id in ("M01-L1", "M01-L2"):
        replace_in(tmp_path / "questions" / f"{id}.yml", "difficulty: 1", "difficulty: 9")
    with pytest.raises(KnowledgeError) as caught:
        export_questions(tmp_path, "csv")
    assert [problem.line for problem in caught.value.problems] == [5, 5]
