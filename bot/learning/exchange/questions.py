"""Our questions and situations as questions of GIFT, and back.

What GIFT has no field for goes where Moodle keeps it: outcome, difficulty and lesson as tags. The
hint is a comment line ``// hint: …``, which Moodle drops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.learning.exchange.gift import GiftOption, GiftProblem, GiftQuestion, unescape
from bot.learning.files import ItemEntry, QuestionEntry, SituationEntry
from bot.learning.ids import module_id_of
from bot.vietnamese.diacritics import nfc

__all__ = [
    "Entry",
    "Fallback",
    "category_of",
    "from_gift",
    "group_in",
    "group_of",
    "is_group",
    "is_lesson",
    "lesson_tag",
    "to_gift",
]

Entry = QuestionEntry | SituationEntry

_ROOT = "$course$/Bạn Học Số"
_SITUATIONS = "Tình huống"
_LESSON = re.compile(r"M\d\d-L\d+")
_MODULE = re.compile(r"M\d\d")
_ENTRY = re.compile(r"(M\d\d-L\d+)-Q\d+|(M\d\d)-S\d+")
_TAG_SHAPES = {
    "outcome": (re.compile(r"M\d\d-O\d+"), "outcome-M01-O1"),
    "difficulty": (re.compile(r"[123]"), "difficulty-1, difficulty-2 hoặc difficulty-3"),
    "lesson": (_LESSON, "lesson-M01-L1"),
}
_HINT = "hint:"
_USUAL_DIFFICULTY = 2


def group_of(id: str) -> str | None:
    """What this question belongs to, named as its file: ``M01-L1`` for ``M01-L1-Q2``, or ``M01``.

    A module's name stands for its situations (``M01-S1``). None where `id` is not one of ours.
    """
    found = _ENTRY.fullmatch(id)
    return found and (found[1] or found[2])


def is_lesson(group: str) -> bool:
    """Whether the group are the questions of a lesson, not the situations of a module."""
    return bool(_LESSON.fullmatch(group))


def is_group(name: str) -> bool:
    """Whether a file of questions or situations can have this name."""
    return is_lesson(name) or bool(_MODULE.fullmatch(name))


def category_of(group: str) -> str:
    """The category of a group in Moodle, below a course's own."""
    name = group if is_lesson(group) else _SITUATIONS
    return f"{_ROOT}/{module_id_of(group)}/{name}"


def group_in(category: str) -> str | None:
    """The group that a category is for, wherever it hangs in Moodle's tree; None for any other."""
    *above, last = [part.strip() for part in nfc(category).split("/")]
    if is_lesson(last):
        return last
    if last.casefold() == _SITUATIONS.casefold() and above and _MODULE.fullmatch(above[-1]):
        return above[-1]
    return None


def to_gift(entry: Entry) -> GiftQuestion:
    """The entry as it is written for Moodle."""
    group = group_of(entry.id)
    assert group is not None  # the models see to that
    tags = [f"outcome-{entry.outcome}", f"difficulty-{int(entry.difficulty)}"]
    if isinstance(entry, SituationEntry):
        tags.append(f"lesson-{entry.lesson}")
    return GiftQuestion(
        text=entry.stem,
        options=tuple(
            GiftOption(option.text, 100 if option.correct else 0, option.feedback)
            for option in entry.options
        ),
        name=entry.id,
        id=entry.id,
        tags=tuple(tags),
        category=category_of(group),
        comments=(f"{_HINT} {_on_one_line(entry.hint)}",),
        format="plain",
    )


def lesson_tag(question: GiftQuestion) -> str | None:
    """The lesson that the tags name, for situations."""
    return _tag(question, "lesson")


@dataclass(frozen=True)
class Fallback:
    """What is taken where the file does not say: `known` is the question with this id so far."""

    outcome: str | None
    known: ItemEntry | None = None


def from_gift(
    question: GiftQuestion, id: str, lesson: str, fallback: Fallback, problems: list[GiftProblem]
) -> Entry | None:
    """The entry with this id; None where something is missing, which is added to `problems`.

    `lesson` is the one it belongs to, or which a situation is about.
    """
    known = fallback.known
    outcome = _tag(question, "outcome") or (known.outcome if known else fallback.outcome)
    difficulty = _tag(question, "difficulty")
    usual = int(known.difficulty) if known else _USUAL_DIFFICULTY
    hint = _hint(question) or (known.hint if known else "")
    missing = list(_missing(question, outcome, hint))
    problems.extend(missing)
    if missing:
        return None
    values = {
        "id": id,
        "outcome": outcome,
        "difficulty": int(difficulty) if difficulty else usual,
        "stem": _tidy(question.text),
        "hint": hint,
        "options": [
            {
                "text": _tidy(option.text),
                "feedback": _feedback(question, option),
                "correct": option.weight == 100,
            }
            for option in question.options
        ],
    }
    if is_lesson(group_of(id) or ""):
        return QuestionEntry.parse_obj(values)
    return SituationEntry.parse_obj({**values, "lesson": lesson})


def _missing(question: GiftQuestion, outcome: str | None, hint: str) -> Iterator[GiftProblem]:
    for tag in question.tags:
        name, _, value = tag.partition("-")
        shape, example = _TAG_SHAPES.get(name.lower(), (None, ""))
        if shape and not shape.fullmatch(value.upper()):
            message = f"Thẻ [tag:{tag}] viết sai; phải là {example}."
            yield GiftProblem(question.line, message)
    if not outcome:
        message = "Chưa biết câu này đo mục tiêu nào: thêm [tag:outcome-M01-O1] trước câu hỏi."
        yield GiftProblem(question.line, message)
    if not hint:
        message = f"Chưa có gợi ý: thêm dòng “// {_HINT} …” ngay trước câu hỏi."
        yield GiftProblem(question.line, message)
    for option in question.options:
        if not _feedback(question, option):
            message = f"Phương án “{option.text}” chưa có lời giải thích: viết #… sau phương án."
            yield GiftProblem(option.line, message)


def _tag(question: GiftQuestion, name: str) -> str | None:
    for tag in question.tags:
        if tag.lower().startswith(f"{name}-"):
            return tag[len(name) + 1 :].upper()
    return None


def _feedback(question: GiftQuestion, option: GiftOption) -> str:
    """What Moodle shows after this answer: its own feedback, then the general one."""
    return _tidy(" ".join(filter(None, (option.feedback, question.feedback))))


def _hint(question: GiftQuestion) -> str:
    hints = (comment for comment in question.comments if comment.lower().startswith(_HINT))
    return _tidy(" ".join(unescape(hint[len(_HINT) :]).strip() for hint in hints))


def _on_one_line(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _tidy(text: str) -> str:
    """Composed letters, no tabs, no spaces at the ends of lines: what our files take."""
    lines = nfc(text).replace("\t", " ").split("\n")
    return "\n".join(line.strip() for line in lines).strip()
